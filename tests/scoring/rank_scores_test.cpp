// SPDX-License-Identifier: Apache-2.0
#include "scoring/rank_scores.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"

namespace countervail {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

// Five pairs with rank differences 1, 1, 0, 1, 1: 1 − 6·4/(5·24) = 0.8; of ten pairs two are discordant: tau = 0.6.
TEST(RankScores, WorkedByHand) {
    const std::vector<double> said = {1, 2, 3, 4, 5}, seen = {20, 10, 30, 50, 40};
    EXPECT_NEAR(*spearman(said, seen), 0.8, 1e-14);
    EXPECT_NEAR(*kendall_tau_b(said, seen), 0.6, 1e-14);
}

// Ties: ranks 1½, 1½, 3, 4 against 1, 2, 3½, 3½. Of six pairs one is tied on each side and four are concordant: tau-b = 4/√(5·5). Sum of products of
// deviations 4, of squares 4.5 on both sides.
TEST(RankScores, SharesTies) {
    const std::vector<double> said = {7, 7, 8, kNever}, seen = {1, 2, 3, 3};
    EXPECT_NEAR(*kendall_tau_b(said, seen), 0.8, 1e-14);
    EXPECT_NEAR(*spearman(said, seen), 4.0 / 4.5, 1e-14);
}

TEST(RankScores, DependOnOrderAlone) {
    std::vector<double> said(20), seen(20), grown(20), turned(20);
    for (std::uint32_t i = 0; i < 20; ++i) {
        said[i] = uniform(2, i, 0, 0);
        seen[i] = said[i] + uniform(2, i, 1, 0);
        grown[i] = std::exp(5 * said[i]);
        turned[i] = -said[i];
    }
    EXPECT_NEAR(*spearman(grown, seen), *spearman(said, seen), 1e-14);
    EXPECT_NEAR(*kendall_tau_b(grown, seen), *kendall_tau_b(said, seen), 1e-14);
    EXPECT_NEAR(*spearman(turned, seen), -*spearman(said, seen), 1e-14);
    EXPECT_NEAR(*kendall_tau_b(turned, said), -1, 1e-14);
}

TEST(RankScores, AreEmptyWithoutAnOrder) {
    const std::vector<double> said = {1, 2}, flat = {3, 3}, one = {1}, bad = {1, std::nan("")};
    for (auto* const score : {&spearman, &kendall_tau_b}) {
        EXPECT_FALSE((*score)(said, flat));
        EXPECT_FALSE((*score)(flat, said));
        EXPECT_FALSE((*score)(one, one));
        EXPECT_FALSE((*score)(said, one));
        EXPECT_FALSE((*score)(said, bad));
    }
}

// Three of four right: by tossing a coin, 4/16 + 1/16.
TEST(SignScore, WorkedByHand) {
    const std::vector<double> said = {-1, 2, 0, 3, std::nan("")}, seen = {-5, 1, 0, -2, 1};
    const SignScore score = sign_score(said, seen);
    EXPECT_EQ(score.cases, 4u);
    EXPECT_EQ(score.right, 3u);
    EXPECT_DOUBLE_EQ(score.share, 0.75);
    EXPECT_NEAR(score.chance, 5.0 / 16, 1e-14);
    EXPECT_TRUE(std::isnan(sign_score({}, {}).share));
    EXPECT_EQ(sign_score({}, {}).chance, 1);
}

TEST(TimingScore, KeepsNeverHonest) {
    const std::vector<TimingCase> cases = {{5, 4, 52}, {7, 10, 52}, {std::nullopt, 20, 52}, {3, std::nullopt, 52}, {std::nullopt, std::nullopt, 52}};
    const TimingScore score = timing_score(cases, 2);
    EXPECT_EQ(score.timed, 2u);
    EXPECT_EQ(score.seen_but_not_said, 1u);
    EXPECT_EQ(score.said_but_not_seen, 1u);
    EXPECT_EQ(score.neither, 1u);
    EXPECT_DOUBLE_EQ(*score.median_error, -1);          // −∞, −3, 1, ∞
    EXPECT_FALSE(score.median_absolute_error);          // 1, 3, ∞, ∞
    EXPECT_DOUBLE_EQ(score.share_within, 2.0 / 5);
}

TEST(TimingScore, HasNoMedianWithoutErrors) {
    EXPECT_FALSE(timing_score({}, 1).median_error);
    EXPECT_TRUE(std::isnan(timing_score({}, 1).share_within));
    EXPECT_FALSE(timing_score(std::vector<TimingCase>{{std::nullopt, 3, 9}}, 1).median_error);
    EXPECT_EQ(timing_score(std::vector<TimingCase>{{std::nullopt, std::nullopt, 9}}, 1).share_within, 1);
}

}  // namespace
}  // namespace countervail
