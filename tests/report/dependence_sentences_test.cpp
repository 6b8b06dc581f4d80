// SPDX-License-Identifier: Apache-2.0
#include "report/dependence_sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/dependence_small.h"

namespace countervail {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr PlaceIndex kChina = 0, kGermany = 1, kJapan = 2, kVietNam = 4;

AsymmetryCurve curve_of(const TradeCube& cube) {
    AsymmetryQuestion question;
    question.a = "CHN";
    question.b = "JPN";
    question.year = 2023;
    return asymmetry_curve(cube, question).value();
}

TEST(DependenceSentences, APairIsAnsweredWithItsShareAndItsProducts) {
    const TradeCube cube = small::cube();
    const CubeMeasures measures = cube_measures(cube, 2023, {}).value();
    const PairProfile profile = pair_profile(cube, measures, kJapan, kChina);
    // 100 of 240; two of three products above half, 140 of 240 imported of them.
    EXPECT_EQ(pair_answer(cube, measures, profile),
              "Japan buys 41.7% of its imports from China (2023, by value); for 2 of the 3 products that it imports, China supplies more than half (58.3% of all its imports).");
    EXPECT_THAT(pair_rules_words(profile), HasSubstr("2 above the threshold"));
    EXPECT_THAT(pair_ranks_words(cube, profile), HasSubstr("China stands first among Japan's suppliers under "));
    // 100 of the 235 that China sells.
    EXPECT_EQ(pair_back_words(cube, profile), "The other way round, Japan takes 42.6% of China's exports.");
}

TEST(DependenceSentences, AnotherThresholdIsNamed) {
    const TradeCube cube = small::cube();
    PairOptions options;
    options.threshold = 0.7;
    const CubeMeasures measures = cube_measures(cube, 2023, options).value();
    EXPECT_THAT(pair_answer(cube, measures, pair_profile(cube, measures, kJapan, kChina)), HasSubstr("for 1 of the 3 products that it imports, China supplies more than 70%"));
}

TEST(DependenceSentences, NothingBoughtIsSaid) {
    const TradeCube cube = small::cube();
    const CubeMeasures measures = cube_measures(cube, 2023, {}).value();
    EXPECT_EQ(pair_answer(cube, measures, pair_profile(cube, measures, kJapan, kVietNam)), "Japan buys nothing from Viet Nam in these figures (2023).");
    EXPECT_THAT(pair_answer(cube, measures, pair_profile(cube, measures, kGermany, kJapan)), HasSubstr("nothing from Japan"));
}

TEST(DependenceSentences, ItemsAreNeverCalledAllTrade) {
    const TradeCube cube = small::cube(true);
    const CubeMeasures measures = cube_measures(cube, 2023, {}).value();
    const std::string answer = pair_answer(cube, measures, pair_profile(cube, measures, kJapan, kChina));
    EXPECT_THAT(answer, HasSubstr("imports of the world's critical items from China"));
    EXPECT_THAT(answer, HasSubstr("say nothing about other trade"));
    EXPECT_THAT(answer, Not(HasSubstr("all its imports)")));
    const AsymmetryCurve curve = curve_of(cube);
    EXPECT_THAT(asymmetry_answer(curve, {"China", "Japan"}, 0.5), testing::StartsWith("Among the critical items of this world only (2023)"));
    const std::string claim = claim_words_of(curve, {0.9, 0.9, 0.5, 0.03, {}});
    EXPECT_THAT(claim, HasSubstr("not judged"));
    EXPECT_THAT(claim, HasSubstr("countervail trade import"));
    EXPECT_THAT(claim, Not(HasSubstr("this curve has")));
}

TEST(DependenceSentences, BothDirectionsByValueAndByLines) {
    const AsymmetryCurve curve = curve_of(small::cube());
    EXPECT_EQ(asymmetry_answer(curve, {"China", "Japan"}, 0.5),
              "In 2023 (HS2022, 6 digits), of what China sells Japan, 90% by value and 66.7% of 3 products are goods of which it supplies more than half of all that Japan imports; "
              "of what Japan sells China, 90% by value and 50% of 2 products are goods of which it supplies more than half of all that China imports.");
    EXPECT_THAT(claim_words_of(curve, {0.9, 0.9, 0.5, 0.03, {}}), HasSubstr("90% against 90%, within the tolerance of 3 points"));
    EXPECT_THAT(claim_words_of(curve, {0.4, 0.12, 0.5, 0.03, {}}), HasSubstr("78 points off, outside the tolerance of 3 points"));
}

TEST(DependenceSentences, ASideWithoutTradeIsSaid) {
    const TradeCube cube = small::cube();
    AsymmetryQuestion question;
    question.a = "CHN";
    question.b = "VNM";
    question.year = 2023;
    const AsymmetryCurve curve = asymmetry_curve(cube, question).value();
    EXPECT_THAT(asymmetry_answer(curve, {"China", "Viet Nam"}, 0.5), HasSubstr("Viet Nam sells China nothing in these figures"));
}

TEST(DependenceSentences, LinesAreCountedWithTheirValue) {
    const std::vector<AsymmetryLine> lines{{"1", 60e6, 100e6, 0}, {"2", 40e6, 400e6, 0}};
    EXPECT_EQ(lines_words(lines, small::provenance(), "China sells Japan", 0.5), "China sells Japan: for 1 of 2 products it supplies more than half of the buyer's imports, together USD 60 bn of USD 100 bn.");
    EXPECT_THAT(lines_words({{"1", 1e3, 100e6, 0}}, small::provenance(), "A", 0.5), HasSubstr("for none of 1 product it"));
    EXPECT_THAT(lines_words({}, small::provenance(), "A", 0.5), IsEmpty());
}

TEST(DependenceSentences, RangesSpeakOfJudgedChoicesOnly) {
    AsymmetrySweep sweep;
    sweep.claim = {0.4, 0.12, 0.5, 0.03, {}};
    AsymmetryOutcome outcome;
    outcome.a_on_b = 0.2;
    outcome.b_on_a = 0.05;
    sweep.outcomes = {outcome, outcome, outcome};
    sweep.outcomes[1].a_on_b = 0.45;
    sweep.outcomes[2].a_on_b = 0.99;
    sweep.outcomes[2].judged = false;
    EXPECT_EQ(asymmetry_range_words(sweep, {"China", "Japan"}), "Over 2 choices the share of what China sells Japan above 50% runs from 20% to 45%, that of what Japan sells China from 5% to 5%.");
    for (AsymmetryOutcome& each : sweep.outcomes) each.judged = false;
    EXPECT_THAT(asymmetry_range_words(sweep, {"China", "Japan"}), IsEmpty());
}

TEST(DependenceSentences, BothSidesWordsStandBesideEachOther) {
    BilateralTotals totals;
    totals.a = "CHN";
    totals.b = "USA";
    totals.reports = {{"CHN", "USA", "CHN", "2023", 500, 490, 510, "x"}, {"CHN", "USA", "CHN", "2024", 525.65, 500, 550, "y"}};
    EXPECT_EQ(totals_words(totals, {"China", "United States"}), "In 2024 China sold United States goods for USD 526 bn as China reports it.");
    totals.mirror = {{"CHN", "USA", "2024", 525.6, 439, "y", "z"}};
    EXPECT_EQ(totals_words(totals, {"China", "United States"}), "In 2024 China says that it sold United States goods for USD 526 bn, United States that it bought USD 439 bn: USD 86.6 bn less.");
    EXPECT_THAT(totals_words({}, {"China", "United States"}), IsEmpty());
}

TEST(DependenceSentences, PlacesBetweenTwoPowersAreNamed) {
    const TradeCube cube = small::cube();
    const auto third = third_countries(cube, {"CHN", "USA", {{"850511", 1, "licence", ""}}, {{"848640", 1, "licence", ""}}, 2023, 0.5}, 1);
    ASSERT_TRUE(third);
    const std::string words = third_countries_words(cube, *third, {"China", "United States"});
    // Viet Nam imports 100: 50 from China and 30 from the United States. Germany imports 20: 5 and 15.
    EXPECT_THAT(words, HasSubstr("China controls 1, United States 1, both 0 of them. Among 3 third places 2 buy from each"));
    EXPECT_THAT(words, HasSubstr("Viet Nam (30%) and Germany (25%)"));
}

TEST(DependenceSentences, RanksComeWithTheirRange) {
    RankQuestion question{{"China", "Germany"}, {{"first", true, {0.5, 0.2}, {}}}};
    RankOptions options;
    options.draws = 20;
    const auto ranks = rank_stability(question, options);
    ASSERT_TRUE(ranks);
    EXPECT_EQ(rank_words(question, *ranks, 1), "China has rank 1 (90%: 1–1) over 20 draws of weights; Germany has rank 2 (90%: 2–2).");
}

}  // namespace
}  // namespace countervail
