// SPDX-License-Identifier: Apache-2.0
// covers: dependence_charts, dependence_curve, dependence_choices, dependence_heat, dependence_ranks, dependence_between
#include "report/dependence_charts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "report/dependence_samples.h"
#include "report/dependence_small.h"
#include "report/palette.h"
#include "report/svg_checks.h"

namespace countervail {
namespace {

using svg_checks::count;
using svg_checks::problems_of;
using svg_checks::says;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct DependenceExample {
    const char* name;
    std::function<std::string(double)> draw;
};

class EveryDependenceChart : public testing::TestWithParam<DependenceExample> {};

TEST_P(EveryDependenceChart, IsWellFormedInsideItsFrameAndWithoutOverlappingWords) {
    for (const double width : {320.0, kNarrowChart, 600.0, kWideChart, 1280.0}) EXPECT_THAT(problems_of(GetParam().draw(width)), IsEmpty()) << "at width " << width;
}

TEST_P(EveryDependenceChart, GivesTheSameBytesTwice) { EXPECT_EQ(GetParam().draw(kWideChart), GetParam().draw(kWideChart)); }

TEST_P(EveryDependenceChart, ShowsItsNote) { EXPECT_TRUE(says(GetParam().draw(kNarrowChart), "Example figures by formula")); }

INSTANTIATE_TEST_SUITE_P(Samples, EveryDependenceChart,
                         testing::Values(DependenceExample{"curve", [](double w) { return dependence_curve(samples::curve(w)); }},
                                         DependenceExample{"choices", [](double w) { return dependence_choices(samples::choices(w)); }},
                                         DependenceExample{"heat", [](double w) { return pair_heat(samples::heat(w)); }},
                                         DependenceExample{"heat_money", [](double w) { return pair_heat(samples::heat(w, 8, false)); }},
                                         DependenceExample{"ranks", [](double w) { return rank_intervals(samples::ranks(w)); }},
                                         DependenceExample{"between", [](double w) { return between_powers(samples::between(w)); }}),
                         [](const auto& example) { return example.param.name; });

TEST(EmptyDependenceCharts, SayWhy) {
    const Chart chart = samples::chart("empty", "Nothing to see", kNarrowChart);
    for (const std::string& svg : {dependence_curve({.chart = chart}), dependence_choices({.chart = chart}), pair_heat({.chart = chart}), rank_intervals({.chart = chart}), between_powers({.chart = chart})}) {
        EXPECT_TRUE(says(svg, "No data: the example is empty")) << svg;
        EXPECT_THAT(problems_of(svg), IsEmpty());
    }
}

TEST(DependenceCurveChart, ALineBreaksWhereAFigureIsMissing) {
    DependenceCurve spec = samples::curve(kWideChart);
    const std::size_t whole = count(dependence_curve(spec), "path");
    spec.lines[0].percent[20] = std::nan("");
    EXPECT_EQ(count(dependence_curve(spec), "path"), whole + 1);
}

TEST(DependenceCurveChart, NamesItsLinesAtTheirEndsOrInTheKey) {
    EXPECT_TRUE(says(dependence_curve(samples::curve(kNarrowChart)), "China sells the United States, by value"));
    EXPECT_TRUE(says(dependence_curve(samples::curve(kWideChart)), "China sells the United"));
    EXPECT_FALSE(says(dependence_curve(samples::curve(kWideChart)), "China sells the United States, by value")) << "in the key as well";
}

TEST(DependenceCurveChart, TwoClaimsAtOnePointDoNotMeet) {
    DependenceCurve spec = samples::curve(kWideChart);
    spec.claims[1].percent = spec.claims[0].percent;
    EXPECT_THAT(problems_of(dependence_curve(spec)), IsEmpty());
}

TEST(DependenceChoicesChart, CountsWhatHoldsAndDrawsCrowdedRowsAsRanges) {
    DependenceChoices spec = samples::choices(kWideChart);
    std::size_t held = 0;
    for (const ChoiceDots& each : spec.rows.back().choices) held += each.holds;
    ASSERT_GT(held, 0U);
    const std::string svg = dependence_choices(spec);
    EXPECT_TRUE(says(svg, std::to_string(held) + " of 48 hold"));
    std::size_t drawn = 1;   // in the key
    for (const ChoiceRow& row : spec.rows)
        for (const ChoiceDots& each : row.choices) drawn += row.choices.size() <= 12 || each.holds;
    EXPECT_EQ(count(svg, "circle"), drawn);
    spec.judged = false;
    EXPECT_TRUE(says(dependence_choices(spec), "not judged"));
    EXPECT_FALSE(says(dependence_choices(spec), "hold"));
}

TEST(PairHeatChart, StepsAreSharesOfARoundNumber) {
    EXPECT_EQ(pair_heat_steps(37, true).back(), 60);
    EXPECT_EQ(pair_heat_steps(37, true).front(), 1);
    EXPECT_DOUBLE_EQ(pair_heat_steps(3.2e6, false).back(), 3e6);
    EXPECT_DOUBLE_EQ(pair_heat_steps(1e6, false).back(), 6e5);
}

TEST(PairHeatChart, CellsCarryTheirPairAndColumnsThatDoNotFitAreCounted) {
    PairHeat spec = samples::heat(kWideChart, 3);
    spec.values = {0.00001, 0, 45, 2, 7, 0, 0, 100, 30};
    const std::string svg = pair_heat(spec);
    EXPECT_THAT(svg, Not(HasSubstr("United States from China"))) << "next to nothing stays white";
    EXPECT_THAT(svg, HasSubstr("United States from Germany: 45%"));
    EXPECT_THAT(svg, Not(HasSubstr("China from China"))) << "a place and itself is no pair";
    EXPECT_TRUE(says(svg, "100"));
    EXPECT_TRUE(says(pair_heat(samples::heat(kNarrowChart)), "more sellers in the table"));
}

TEST(RankIntervalsChart, LeavesOutWhatIsNoRankAndCountsWhatDoesNotFit) {
    RankIntervals spec = samples::ranks(kWideChart);
    spec.rows[1].low = std::nan("");
    spec.rows[2].median = 0;
    EXPECT_FALSE(says(rank_intervals(spec), "United States"));
    EXPECT_FALSE(says(rank_intervals(spec), "Australia"));
    spec.most_rows = 3;
    EXPECT_TRUE(says(rank_intervals(spec), "and 5 more in the table"));
}

TEST(BetweenPowersChart, SaysTheWholeAndThePart) {
    const std::string svg = between_powers(samples::between(kWideChart));
    EXPECT_TRUE(says(svg, "9 (5)"));
    EXPECT_THAT(svg, HasSubstr("Viet Nam from China: 9%, of which dependent 5%"));
}

// From results

AsymmetryClaim claim() { return {0.4, 0.12, 0.5, 0.03, {}}; }

AsymmetryCurve curve_of(const TradeCube& cube) {
    AsymmetryQuestion question;
    question.a = "CHN";
    question.b = "JPN";
    question.year = 2023;
    return asymmetry_curve(cube, question).value();
}

TEST(DependenceCharts, TheCurveMarksTheClaimAndItsSource) {
    const TradeCube cube = small::cube();
    const AsymmetryCurve curve = curve_of(cube);
    const AsymmetryClaim claimed = claim();
    const RunChart chart = asymmetry_curve_chart("asymmetry-curve", &curve, &claimed, pair_names(cube, "CHN", "JPN"));
    for (const std::string& svg : {chart.wide, chart.narrow}) {
        EXPECT_THAT(problems_of(svg), IsEmpty());
        EXPECT_TRUE(says(svg, "claimed 40%"));
        EXPECT_TRUE(says(svg, "claimed 12%"));
        EXPECT_TRUE(says(svg, "Source: A publisher, trade of 2023"));
        EXPECT_FALSE(says(svg, "not judged"));
    }
    EXPECT_EQ(chart.numbers.rows.size(), asymmetry_thresholds().size());
}

TEST(DependenceCharts, OnItemsTheCurveSaysWhatItCoversAndThatNothingIsJudged) {
    const TradeCube cube = small::cube(true);
    const AsymmetryCurve curve = curve_of(cube);
    const AsymmetryClaim claimed = claim();
    const RunChart chart = asymmetry_curve_chart("asymmetry-curve", &curve, &claimed, pair_names(cube, "CHN", "JPN"));
    EXPECT_TRUE(says(chart.wide, "critical items only"));
    EXPECT_TRUE(says(chart.wide, "not judged"));
    const RunChart unclaimed = asymmetry_curve_chart("asymmetry-curve", &curve, nullptr, pair_names(cube, "CHN", "JPN"));
    EXPECT_FALSE(says(unclaimed.wide, "claimed"));
}

TEST(DependenceCharts, WithoutTradeTheCurveSaysWhatIsMissing) {
    const RunChart chart = asymmetry_curve_chart("asymmetry-curve", nullptr, nullptr, {"A", "B"});
    EXPECT_TRUE(says(chart.wide, "Trade in all goods is missing"));
    EXPECT_THAT(chart.wide, HasSubstr("countervail trade import"));
    EXPECT_THAT(problems_of(chart.narrow), IsEmpty());
}

TEST(DependenceCharts, ChoicesStandInRowsByLevelAndWayOfCounting) {
    const TradeCube cube = small::cube();
    const auto sweep = asymmetry_sweep({.cubes = {{"by hand", &cube}}}, "CHN", "JPN", claim(), 1);
    ASSERT_TRUE(sweep);
    const RunChart chart = asymmetry_choices_chart(*sweep, pair_names(cube, "CHN", "JPN"));
    for (const char* level : {"2-digit codes", "4-digit codes", "6-digit codes"}) EXPECT_TRUE(says(chart.wide, level));
    EXPECT_EQ(chart.numbers.rows.size(), sweep->outcomes.size());
    EXPECT_THAT(problems_of(chart.wide), IsEmpty());
    EXPECT_THAT(problems_of(chart.narrow), IsEmpty());
}

TEST(DependenceCharts, OfAPairShowTheMeasureAsked) {
    const TradeCube cube = small::cube();
    const CubeMeasures measures = cube_measures(cube, 2023, {}).value();
    const auto places = samples::outlines();
    const PlaceIndex japan = 2, china = 0;
    for (const std::string_view id : PairMeasures::ids()) {
        for (const RunChart& chart : {pair_heat_chart(cube, measures, id, japan, china), dependence_map_chart(cube, measures, id, china, places, {}), suppliers_chart(cube, measures, id, japan),
                                      customers_chart(cube, measures, id, china)}) {
            EXPECT_THAT(problems_of(chart.wide), IsEmpty()) << chart.name << " " << id;
            EXPECT_THAT(problems_of(chart.narrow), IsEmpty()) << chart.name << " " << id;
        }
    }
    // Japan buys 240 in all, 100 of it from China.
    const RunChart suppliers = suppliers_chart(cube, measures, "import-share", japan);
    EXPECT_TRUE(says(suppliers.wide, "41.7"));
    EXPECT_EQ(std::get<std::string>(suppliers.numbers.rows.front()[1]), "CHN") << "100 from China and 100 from the United States: the first by code";
    EXPECT_EQ(drawn_unit("import-share"), "%");
    EXPECT_EQ(drawn_unit("dependent-products"), "count");
}

TEST(DependenceCharts, TheHeatMapAlwaysHoldsThePair) {
    const TradeCube cube = small::cube();
    const CubeMeasures measures = cube_measures(cube, 2023, {}).value();
    const RunChart chart = pair_heat_chart(cube, measures, "import-share", 1, 4, 2);   // Germany buys little, Viet Nam sells nothing
    EXPECT_TRUE(says(chart.wide, "Germany"));
    EXPECT_TRUE(says(chart.wide, "VNM"));
}

TEST(DependenceCharts, AGroupIsDrawnByItsCountriesThatStandForNoOtherPlace) {
    auto cube = make_trade_cube(small::provenance(), {{"CHN", "China"}, {"DEU", "Germany"}, {"REU", "rest of the union"}}, {{"850511", ""}},
                                {{0, 1, 0, 2023, 10, {}}, {0, 2, 0, 2023, 20, {}}, {1, 2, 0, 2023, 20, {}}});
    ASSERT_TRUE(cube);
    const CubeMeasures measures = cube_measures(*cube, 2023, {}).value();
    const RunChart chart = dependence_map_chart(*cube, measures, "import-share", 0, samples::outlines(), {{"REU", {"DEU", "FRA"}}});
    EXPECT_THAT(chart.wide, HasSubstr("rest of the union: 50"));
    EXPECT_THAT(chart.wide, HasSubstr("Germany: 100"));
}

TEST(DependenceCharts, RanksAndThirdPlaces) {
    RankQuestion question{{"China", "Germany", "United States"}, {{"first", true, {0.5, 0.2, 0.3}, {}}, {"second", true, {0.6, 0.1, 0.3}, {}}}};
    RankOptions options;
    options.draws = 50;
    options.top = 1;
    const auto ranks = rank_stability(question, options);
    ASSERT_TRUE(ranks);
    const RunChart drawn = rank_stability_chart(question, *ranks, 0, "Firm or not");
    EXPECT_THAT(drawn.wide, HasSubstr("China: median rank 1, 90%: 1–1"));
    EXPECT_THAT(problems_of(drawn.narrow), IsEmpty());

    const TradeCube cube = small::cube();
    const auto third = third_countries(cube, {"CHN", "USA", {{"850511", 1, "licence", ""}}, {{"848640", 1, "licence", ""}}, 2023, 0.5}, 1);
    ASSERT_TRUE(third);
    const RunChart between = third_countries_chart(cube, *third, {"China", "United States"});
    EXPECT_THAT(between.wide, HasSubstr("Viet Nam from China: 50%, of which dependent 50%"));   // 50 of 100, all of it from China
    EXPECT_THAT(between.wide, HasSubstr("Viet Nam from United States: 30%, of which dependent 30%"));
    EXPECT_THAT(problems_of(between.wide), IsEmpty());
}

}  // namespace
}  // namespace countervail
