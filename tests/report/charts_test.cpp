// SPDX-License-Identifier: Apache-2.0
// covers: time_bands, price_split, licence_queue, three_lines, weeks_to_stop, ranked_bars, sankey, world_map, drawing, plot
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "report/samples.h"
#include "report/svg_checks.h"

namespace countervail {
namespace {

using svg_checks::count;
using svg_checks::problems_of;
using svg_checks::says;
using testing::IsEmpty;

const std::vector<Outline>& places() {
    static const std::vector<Outline> kPlaces = samples::outlines();
    return kPlaces;
}

struct Example {
    const char* name;
    std::function<std::string(double)> draw;
};

class EveryChart : public testing::TestWithParam<Example> {};

TEST_P(EveryChart, IsWellFormedInsideItsFrameAndWithoutOverlappingWords) {
    for (const double width : {320.0, kNarrowChart, 600.0, kWideChart, 1280.0}) {
        const bool map = std::string(GetParam().name) == "map";
        EXPECT_THAT(problems_of(GetParam().draw(width), !map || width >= 600), IsEmpty()) << "at width " << width;
    }
}

TEST_P(EveryChart, GivesTheSameBytesTwice) { EXPECT_EQ(GetParam().draw(kWideChart), GetParam().draw(kWideChart)); }

TEST_P(EveryChart, ShowsItsTitleAndNote) {
    const std::string svg = GetParam().draw(kWideChart);
    EXPECT_TRUE(says(svg, "Example figures by formula"));
    EXPECT_NE(svg.find("<desc id="), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Samples, EveryChart,
    testing::Values(Example{"bands", [](double w) { return time_bands(samples::exports(w)); }},
                    Example{"overlaid", [](double w) { return time_bands(samples::exports(w, true)); }},
                    Example{"single", [](double w) { return time_bands(samples::single(w)); }},
                    Example{"prices", [](double w) { return price_split(samples::prices(w)); }},
                    Example{"price", [](double w) { return price_split(samples::prices(w, 1)); }},
                    Example{"queue", [](double w) { return licence_queue(samples::queue(w)); }},
                    Example{"lines", [](double w) { return three_lines(samples::lines(w)); }},
                    Example{"stops", [](double w) { return weeks_to_stop(samples::stops(w)); }},
                    Example{"bars", [](double w) { return ranked_bars(samples::bars(w)); }},
                    Example{"chain", [](double w) { return sankey(samples::chain(w)); }},
                    Example{"map", [](double w) { return world_map(samples::map(w), places()); }},
                    Example{"bubbles", [](double w) { return world_map(samples::map(w, MapMark::bubble), places()); }}),
    [](const auto& example) { return example.param.name; });

TEST(EmptyCharts, SayWhy) {
    const Chart chart = samples::chart("empty", "Nothing to see", kNarrowChart);
    for (const std::string& svg : {time_bands({chart}), price_split({chart}), licence_queue({chart}), three_lines({chart}),
                                   weeks_to_stop({chart}), ranked_bars({chart}), sankey({chart}), world_map({chart}, places())}) {
        EXPECT_TRUE(says(svg, "No data: the example is empty")) << svg;
        EXPECT_THAT(problems_of(svg), IsEmpty());
    }
}

TEST(TimeBands, DrawsOnePointPerObservationAndOneFieldPerSeries) {
    const TimeBands spec = samples::exports(kWideChart);
    std::size_t observed = 0;
    for (const BandSeries& series : spec.series) observed += series.observed.size();
    EXPECT_EQ(count(time_bands(spec), "circle"), observed + 1);   // and one in the key
    for (const BandSeries& series : spec.series) EXPECT_TRUE(says(time_bands(spec), series.name + ", t/month"));
}

TEST(TimeBands, ALinePausesWhereThereIsNoFigure) {
    TimeBands spec = samples::single(kWideChart);
    spec.events.clear();
    const std::size_t whole = count(time_bands(spec), "path");
    spec.series[0].points[8] = {spec.series[0].points[8].on, NAN, NAN, NAN, NAN, NAN};
    EXPECT_EQ(count(time_bands(spec), "path"), whole + 3);   // two bands and the median each fall in two
}

TEST(TimeBands, EventsFarFromTheFiguresAreLeftOut) {
    TimeBands spec = samples::single(kWideChart);
    spec.events = {{Date(1999, 1, 1), "long ago"}, {Date(2025, 4, 4), "in sight"}};
    EXPECT_FALSE(says(time_bands(spec), "long ago"));
    EXPECT_TRUE(says(time_bands(spec), "in sight"));
}

TEST(TimeBands, LongEventNamesBecomeNumbersWithAKey) {
    TimeBands spec = samples::single(kNarrowChart);
    spec.events = {{Date(2025, 4, 4), "an announcement whose name is far longer than the field in which it would stand"}};
    EXPECT_TRUE(says(time_bands(spec), "4 Apr 2025: an announcement"));
}

TEST(WeeksToStop, RowsComeInOrderAndWhatDoesNotStopComesLast) {
    const std::vector<StopRow> rows = in_order_of_stopping(samples::stops(kWideChart).rows);
    EXPECT_EQ(rows.front().place, "United States");
    EXPECT_EQ(rows[1].place, "Germany");
    EXPECT_EQ(rows.back().use, "mobile telephones");
}

TEST(WeeksToStop, DoesNotStopIsAnOpenArrow) {
    WeeksToStop spec{.chart = samples::chart("one", "One", kWideChart), .rows = {{"phones", "X", {}, {}, {}}}};
    const std::string none = weeks_to_stop(spec);
    EXPECT_NE(none.find("phones, X, worst: does not stop"), std::string::npos);
    spec.rows[0].worst = {3, 5, 8};
    const std::string some = weeks_to_stop(spec);
    EXPECT_NE(some.find("phones, X, worst: 5 weeks (90%: 3–8)"), std::string::npos);
    EXPECT_EQ(count(none, "path"), count(some, "path") + 1);
}

TEST(WeeksToStop, RowsBeyondTheMostAreCounted) {
    WeeksToStop spec = samples::stops(kWideChart);
    spec.most_rows = 5;
    EXPECT_TRUE(says(weeks_to_stop(spec), "and 2 more in the table"));
}

TEST(RankedBars, LongestFirstWhateverTheSign) {
    const std::string svg = ranked_bars({samples::chart("b", "B", kWideChart), "t", {{"small", 1, {}, {}}, {"large", -5, {}, {}}}});
    EXPECT_LT(svg.find(">large<"), svg.find(">small<"));
    EXPECT_TRUE(says(svg, "−5"));
}

TEST(Sankey, ConcentrationIsThatOfTheShares) {
    const auto stages = concentration(samples::chain(kWideChart));
    const double total = 69 + 12 + 8 + 4 + 3 + 3 + 0.8 + 0.7;
    EXPECT_NEAR(stages[0].controller_share, 69 / total, 1e-9);
    EXPECT_NEAR(stages[0].hhi, (69 * 69 + 144 + 64 + 16 + 9 + 9 + 0.64 + 0.49) / (total * total), 1e-9);
    EXPECT_EQ(stages[4].controller_share, 0);
}

TEST(WorldMap, PlacesWithoutAnOutlineAreNamedBelow) {
    EXPECT_TRUE(says(world_map(samples::map(kWideChart), places()), "Not drawn on this map: Singapore (40)"));
}

TEST(WorldMap, MoreIsDarker) {
    const auto fill_of = [](const std::string& svg, const std::string& tooltip) {
        const auto at = svg.find("><title>" + tooltip);
        const auto fill = svg.rfind("fill=\"#", at);
        return svg.substr(fill + 6, 7);
    };
    const std::string svg = world_map(samples::map(kWideChart), places());
    EXPECT_EQ(fill_of(svg, "United States: 1,240"), "#440154");
    EXPECT_EQ(fill_of(svg, "Brazil: 75"), "#fde725");
}

TEST(TimeBandsChart, NamesNoBandInTheKeyThatIsNotDrawn) {
    TimeBands spec = samples::exports(kWideChart, true);
    EXPECT_TRUE(says(time_bands(spec), "middle 50%"));
    for (BandSeries& series : spec.series) {
        for (BandPoint& point : series.points) point.low50 = point.high50 = point.low90 = point.high90 = std::nan("");
    }
    EXPECT_FALSE(says(time_bands(spec), "middle 50%"));
    EXPECT_FALSE(says(time_bands(spec), "90%"));
}

}  // namespace
}  // namespace countervail
