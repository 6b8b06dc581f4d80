// SPDX-License-Identifier: Apache-2.0
#include "scoring/skill.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"

namespace countervail {
namespace {

// The example of the README of johntwk/Diebold-Mariano-Test, which follows Harvey, Leybourne & Newbold: three shuffles of 0…99 that
// Python 2.7 draws after random.seed(123), a history and two forecasts of it; statistics and p-values as printed there.
constexpr double kActual[] = {5, 8, 39, 10, 86, 3, 50, 30, 78, 14, 92, 29, 21, 0, 37, 7, 93, 99, 25, 36, 72, 84, 11,
    60, 1, 68, 42, 19, 76, 54, 24, 55, 90, 40, 34, 52, 20, 81, 47, 31, 41, 85, 38, 83, 27, 80, 63, 75, 97, 9, 59, 44,
    71, 91, 15, 17, 94, 79, 69, 13, 46, 43, 23, 95, 12, 98, 18, 58, 88, 73, 61, 74, 48, 6, 35, 4, 32, 96, 16, 70, 2,
    57, 49, 82, 28, 26, 87, 64, 53, 33, 77, 22, 56, 65, 51, 67, 62, 89, 66, 45};
constexpr double kFirst[] = {75, 33, 34, 61, 93, 83, 39, 66, 62, 98, 21, 6, 77, 4, 44, 45, 12, 54, 99, 91, 31, 9, 76,
    95, 47, 60, 28, 86, 78, 81, 24, 74, 50, 65, 85, 19, 67, 1, 32, 53, 30, 8, 29, 79, 20, 49, 18, 14, 26, 10, 16, 64,
    84, 3, 71, 58, 43, 38, 92, 23, 46, 94, 42, 48, 90, 73, 68, 25, 15, 22, 40, 7, 57, 56, 37, 70, 5, 11, 2, 13, 17,
    51, 63, 41, 59, 80, 0, 35, 72, 97, 96, 87, 88, 89, 69, 27, 55, 36, 82, 52};
constexpr double kSecond[] = {50, 82, 17, 54, 35, 87, 11, 24, 75, 29, 84, 4, 34, 9, 49, 81, 27, 53, 21, 95, 45, 19,
    98, 38, 68, 20, 70, 13, 1, 46, 51, 32, 2, 66, 86, 56, 57, 72, 77, 28, 61, 52, 44, 16, 91, 59, 97, 74, 80, 3, 12,
    8, 78, 47, 83, 22, 7, 67, 63, 31, 37, 55, 93, 76, 64, 65, 99, 14, 96, 48, 5, 79, 71, 25, 10, 73, 42, 62, 69, 94,
    43, 58, 33, 40, 89, 0, 85, 36, 39, 41, 6, 88, 26, 18, 30, 90, 60, 92, 23, 15};

DieboldMariano published(double power) {
    std::vector<double> first(100), second(100);
    for (std::size_t i = 0; i < 100; ++i) {
        first[i] = std::pow(std::abs(kActual[i] - kFirst[i]), power);
        second[i] = std::pow(std::abs(kActual[i] - kSecond[i]), power);
    }
    return *diebold_mariano(first, second);
}

TEST(DieboldMarianoTest, Published) {
    EXPECT_NEAR(published(1).statistic, 1.3275742446369585, 1e-12);
    EXPECT_NEAR(published(1).p_two_sided, 0.18737195617455585, 1e-12);
    EXPECT_NEAR(published(2).statistic, 1.2112523589452902, 1e-12);
    EXPECT_NEAR(published(2).p_two_sided, 0.22868210381769466, 1e-12);
    EXPECT_NEAR(published(4).statistic, 0.9124498079287283, 1e-12);
    EXPECT_NEAR(published(4).p_two_sided, 0.36374861695187799, 1e-12);
}

// Differences 1, 3, 2, 4: mean 2.5, γ₀ = 1.25, γ₁ = (0.5·(−1.5) + (−0.5)·0.5 + 1.5·(−0.5))/4 = −0.4375; two steps ahead V̂ = 1.25 − 0.875 = 0.375;
// the factor is √((4 + 1 − 4 + 2/4)/4) = √0.375, so that the statistic is 2.5/√(0.375/4)·√0.375 = 5.
TEST(DieboldMarianoTest, WorkedByHand) {
    const std::vector<double> scores = {2, 5, 3, 7}, reference = {1, 2, 1, 3};
    const auto two = diebold_mariano(scores, reference, 2);
    EXPECT_NEAR(two->statistic, 5, 1e-12);
    EXPECT_NEAR(two->uncorrected, 2.5 / std::sqrt(0.375 / 4), 1e-12);
    EXPECT_FALSE(two->bartlett);
    const auto one = diebold_mariano(scores, reference, 1);
    EXPECT_NEAR(one->statistic, 2.5 / std::sqrt(1.25 / 4) * std::sqrt(0.75), 1e-12);
    EXPECT_NEAR(one->p_better, 1 - one->p_two_sided / 2, 1e-12);
    EXPECT_GT(one->p_better, 0.9);   // the first is the worse
}

// Differences 1, −1, 1, −1, 1: γ₀ = 0.96, γ₁ = −0.768 with divisor 5; the plain sum is negative, the Bartlett one 0.96 − 0.768 = 0.192.
TEST(DieboldMarianoTest, FallsBackToBartlettWeights) {
    const std::vector<double> scores = {2, 1, 2, 1, 2}, reference = {1, 2, 1, 2, 1};
    const auto test = diebold_mariano(scores, reference, 2);
    ASSERT_TRUE(test);
    EXPECT_TRUE(test->bartlett);
    EXPECT_NEAR(test->uncorrected, 0.2 / std::sqrt(0.192 / 5), 1e-9);
}

TEST(DieboldMarianoTest, ChangesSignWithTheSides) {
    const std::vector<double> one = {2, 5, 3, 7, 1}, other = {1, 2, 4, 3, 2};
    EXPECT_NEAR(diebold_mariano(one, other)->statistic, -diebold_mariano(other, one)->statistic, 1e-14);
    EXPECT_NEAR(diebold_mariano(one, other)->p_better + diebold_mariano(other, one)->p_better, 1, 1e-14);
}

TEST(DieboldMarianoTest, IsEmptyWhereItSaysNothing) {
    const std::vector<double> same = {1, 2, 3}, moved = {2, 3, 4}, two = {1, 2}, bad = {1, 2, std::nan("")};
    EXPECT_FALSE(diebold_mariano(same, moved));
    EXPECT_FALSE(diebold_mariano(two, std::vector<double>{2, 1}));
    EXPECT_FALSE(diebold_mariano(same, two));
    EXPECT_FALSE(diebold_mariano(same, bad));
    EXPECT_FALSE(diebold_mariano(same, std::vector<double>{4, 2, 9}, 3));
    EXPECT_FALSE(diebold_mariano(same, std::vector<double>{4, 2, 9}, 0));
}

/// Scores with a common fate from month to month; the forecast's are `ratio` of the reference's, on average.
PairedScores persistent(std::uint32_t draw, std::size_t cases, double ratio) {
    PairedScores pairs;
    double state = 0;
    for (std::uint32_t i = 0; i < cases; ++i) {
        state = 0.6 * state + uniform(11, draw, i, 0) - 0.5;
        pairs.scores.push_back(ratio * (1 + state) * (0.5 + uniform(11, draw, i, 1)));
        pairs.reference.push_back((1 + state) * (0.5 + uniform(11, draw, i, 2)));
    }
    return pairs;
}

TEST(SkillScore, WorkedByHand) {
    const std::vector<double> scores = {1, 2}, reference = {2, 4};
    const auto skill = skill_score(scores, reference);
    EXPECT_DOUBLE_EQ(skill->skill, 0.5);
    EXPECT_EQ(skill->cases, 2u);
    EXPECT_FALSE(skill->low);
    EXPECT_EQ(skill_score(scores, std::vector<double>{0, 0})->skill, -std::numeric_limits<double>::infinity());
    EXPECT_EQ(skill_score(std::vector<double>{0, 0}, std::vector<double>{0, 0})->skill, 0);
    EXPECT_FALSE(skill_score({}, {}));
    EXPECT_FALSE(skill_score(scores, std::vector<double>{1}));
    EXPECT_FALSE(skill_score(scores, std::vector<double>{1, std::nan("")}));
}

TEST(SkillScore, BlocksGrowWithTheCubeRoot) {
    const auto block = [](std::size_t cases) {
        const PairedScores pairs = persistent(1, cases, 1);
        return skill_score(pairs.scores, pairs.reference)->block;
    };
    EXPECT_EQ(block(1), 1u);
    EXPECT_EQ(block(6), 2u);
    EXPECT_EQ(block(8), 2u);
    EXPECT_EQ(block(27), 3u);
    EXPECT_EQ(block(28), 4u);
}

// Where every pair has one ratio there is nothing to be unsure of.
TEST(SkillScore, OneRatioHasAnIntervalOfNoWidth) {
    const std::vector<double> scores = {1, 3, 2, 8}, reference = {2, 6, 4, 16};
    const auto skill = skill_score(scores, reference);
    EXPECT_DOUBLE_EQ(*skill->low, 0.5);
    EXPECT_DOUBLE_EQ(*skill->high, 0.5);
}

// With blocks of the whole series there is but one resample.
TEST(SkillScore, OneBlockIsTheSeriesItself) {
    const PairedScores pairs = persistent(3, 12, 0.8);
    const auto skill = skill_score(pairs.scores, pairs.reference, {.block = 12});
    EXPECT_NEAR(*skill->low, skill->skill, 1e-12);
    EXPECT_NEAR(*skill->high, skill->skill, 1e-12);
}

TEST(SkillScore, IsTheSameForTheSameSeed) {
    const PairedScores pairs = persistent(4, 18, 0.7);
    const auto once = skill_score(pairs.scores, pairs.reference, {.seed = 5}), again = skill_score(pairs.scores, pairs.reference, {.seed = 5});
    const auto other = skill_score(pairs.scores, pairs.reference, {.seed = 6});
    EXPECT_EQ(*once->low, *again->low);
    EXPECT_EQ(*once->high, *again->high);
    EXPECT_NE(*once->low, *other->low);
    EXPECT_LT(*once->low, once->skill);
    EXPECT_GT(*once->high, once->skill);
}

// The 90 % interval holds the true skill about nine times in ten; percentile intervals of dependent series run a little short.
TEST(SkillScore, TheIntervalHoldsTheTruth) {
    int held = 0;
    constexpr int trials = 300;
    for (std::uint32_t draw = 0; draw < trials; ++draw) {
        const PairedScores pairs = persistent(draw, 60, 0.8);
        const auto skill = skill_score(pairs.scores, pairs.reference, {.resamples = 400});
        held += *skill->low <= 0.2 && 0.2 <= *skill->high;
    }
    EXPECT_GT(held, trials * 0.82);
    EXPECT_LT(held, trials * 0.97);
}

TEST(PooledSkill, SumsOverSeries) {
    const std::vector<PairedScores> series = {{{1, 1}, {2, 2}}, {{}, {}}, {{3}, {6}}, {{4}, {2}}};
    const auto skill = pooled_skill(series);
    EXPECT_DOUBLE_EQ(skill->skill, 1 - 9.0 / 12);
    EXPECT_EQ(skill->cases, 4u);
    EXPECT_LT(*skill->low, skill->skill);
    EXPECT_GT(*skill->high, skill->skill);
    EXPECT_FALSE(pooled_skill({}));
    EXPECT_FALSE(pooled_skill(std::vector<PairedScores>{{{1}, {1, 2}}}));
    EXPECT_FALSE(pooled_skill(std::vector<PairedScores>{{{1, 2}, {2, 3}}, {{1}, {1}}})->low);
}

// Ten months that all tell one story are one story: six series of ten like months are as uncertain as six months.
TEST(PooledSkill, MonthsOfOneSeriesAreNotNews) {
    std::vector<PairedScores> months, series;
    for (std::uint32_t i = 0; i < 6; ++i) {
        const double score = uniform(9, i, 0, 0), reference = uniform(9, i, 1, 0) + 0.5;
        months.push_back({{score}, {reference}});
        series.push_back({std::vector<double>(10, score), std::vector<double>(10, reference)});
    }
    const auto few = pooled_skill(months), many = pooled_skill(series);
    const double width_of_few = *few->high - *few->low, width_of_many = *many->high - *many->low;
    EXPECT_NEAR(few->skill, many->skill, 1e-12);
    EXPECT_NEAR(width_of_many / width_of_few, 1, 0.1);
}

}  // namespace
}  // namespace countervail
