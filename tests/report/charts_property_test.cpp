// SPDX-License-Identifier: Apache-2.0
// Whatever the figures and names, a chart stays well-formed, inside its frame and legible.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "report/samples.h"
#include "report/svg_checks.h"

namespace countervail {
namespace {

rc::Gen<std::string> any_name() {
    return rc::gen::oneOf(
        rc::gen::element<std::string>("", "Germany", "<script>alert(1)</script>", "\"'/><rect x=\"-9\"/>", "]]>&amp;&#0;",
                                      "Österreich und die Länder jenseits der Flüsse", "中华人民共和国的稀土出口", "\xff\xfe\x80",
                                      std::string("a\0b\x1b[31m", 8), "one-word-without-any-space-in-it-that-goes-on-and-on-and-on-and-on-and-on",
                                      "many words that together are a great deal longer than the room they are given on the page"),
        rc::gen::arbitrary<std::string>());
}

rc::Gen<double> any_value() {
    return rc::gen::oneOf(
        rc::gen::element(0.0, -0.0, 1.0, -1.0, 1e-300, 1e300, -1e300, 1e-9, 1e18, 123456789.0, 5e-324,
                         std::numeric_limits<double>::max(), std::numeric_limits<double>::infinity(),
                         -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()),
        rc::gen::map(rc::gen::inRange(-1000000, 1000000), [](int n) { return n / 997.0; }));
}

Date any_date(bool wild) {
    const int span = wild ? 400000 : 900;
    return Date(2024, 6, 1) + *rc::gen::inRange(-span, span);
}

double any_width() { return *rc::gen::element(300.0, kNarrowChart, 600.0, kWideChart, 1280.0); }

Chart any_chart() {
    return {*any_name(), *any_name(), *any_name(), *any_name(), *any_name(), any_width()};
}

std::size_t few(int most) { return static_cast<std::size_t>(*rc::gen::inRange(0, most + 1)); }

BandSeries any_series() {
    const bool wild = *rc::gen::inRange(0, 4) == 0;
    BandSeries series{*any_name(), {}, {}};
    for (std::size_t i = few(6); i > 0; --i) {
        series.points.push_back({any_date(wild), *any_value(), *any_value(), *any_value(), *any_value(), *any_value()});
    }
    for (std::size_t i = few(3); i > 0; --i) series.observed.push_back({any_date(wild), *any_value()});
    return series;
}

std::vector<DatedEvent> any_events() {
    std::vector<DatedEvent> events;
    for (std::size_t i = few(5); i > 0; --i) events.push_back({any_date(false), *any_name()});
    return events;
}

void must_be_good(const std::string& svg) {
    const std::vector<std::string> problems = svg_checks::problems_of(svg);
    for (const std::string& problem : problems) RC_LOG() << problem << "\n";
    RC_ASSERT(problems.empty());
}

RC_GTEST_PROP(AnyData, TimeBands, ()) {
    TimeBands spec{.chart = any_chart(), .unit = *any_name()};
    for (std::size_t i = few(4); i > 0; --i) spec.series.push_back(any_series());
    spec.events = any_events();
    spec.overlaid = *rc::gen::arbitrary<bool>();
    spec.from_zero = *rc::gen::arbitrary<bool>();
    spec.spacing = *rc::gen::element(Spacing::linear, Spacing::logarithmic);
    must_be_good(time_bands(spec));
}

RC_GTEST_PROP(AnyData, PriceSplit, ()) {
    PriceSplit spec{.chart = any_chart(), .unit = *any_name()};
    for (std::size_t i = few(3); i > 0; --i) spec.items.push_back({*any_name(), any_series(), any_series(), any_series()});
    spec.events = any_events();
    must_be_good(price_split(spec));
}

RC_GTEST_PROP(AnyData, LicenceQueue, ()) {
    LicenceQueue spec{.chart = any_chart(), .unit = *any_name()};
    for (std::size_t i = few(6); i > 0; --i) {
        spec.weeks.push_back({any_date(false), *any_value(), *any_value(), *any_value(), *any_value()});
    }
    for (std::size_t i = few(2); i > 0; --i) spec.observed_granted.push_back({any_date(false), *any_value()});
    spec.events = any_events();
    must_be_good(licence_queue(spec));
}

RC_GTEST_PROP(AnyData, ThreeLines, ()) {
    ThreeLines spec{.chart = any_chart(), .unit = *any_name()};
    const BandSeries a = any_series();
    spec.your_case = a.points;
    spec.published_baseline = a.observed;
    spec.your_baseline = any_series().observed;
    spec.events = any_events();
    spec.case_name = *any_name();
    must_be_good(three_lines(spec));
}

RC_GTEST_PROP(AnyData, WeeksToStop, ()) {
    const auto any_bound = [] { return *rc::gen::arbitrary<bool>() ? std::optional(*any_value()) : std::nullopt; };
    const auto any_range = [&] { return StopRange{any_bound(), any_bound(), any_bound()}; };
    WeeksToStop spec{.chart = any_chart(), .rows = {}, .horizon_weeks = *any_value()};
    for (std::size_t i = few(8); i > 0; --i) {
        spec.rows.push_back({*any_name(), *any_name(), any_range(), any_range(), any_range()});
    }
    spec.most_rows = few(8);
    must_be_good(weeks_to_stop(spec));
}

RC_GTEST_PROP(AnyData, RankedBars, ()) {
    RankedBars spec{.chart = any_chart(), .unit = *any_name()};
    for (std::size_t i = few(8); i > 0; --i) {
        spec.bars.push_back({*any_name(), *any_value(), *any_value(), *any_value()});
    }
    must_be_good(ranked_bars(spec));
}

RC_GTEST_PROP(AnyData, Sankey, ()) {
    Sankey spec{.chart = any_chart(), .unit = *any_name(), .controller_name = *any_name()};
    for (std::size_t i = few(5); i > 0; --i) spec.stages.push_back({*any_name(), *any_name(), *rc::gen::arbitrary<bool>()});
    for (std::size_t i = few(14); i > 0; --i) {
        spec.nodes.push_back({std::to_string(i), *any_name(), few(5), *rc::gen::inRange(0, 4) == 0});
    }
    for (std::size_t i = few(30); i > 0; --i) {
        spec.flows.push_back({std::to_string(few(14)), std::to_string(few(14)), *any_value()});
    }
    must_be_good(sankey(spec));
    for (const StageConcentration& stage : concentration(spec)) {
        RC_ASSERT(stage.hhi >= 0 && stage.hhi <= 1 + 1e-9);
        RC_ASSERT(stage.controller_share >= 0 && stage.controller_share <= 1 + 1e-9);
    }
}

RC_GTEST_PROP(AnyData, WorldMap, ()) {
    static const std::vector<Outline> kPlaces = samples::outlines();
    WorldMap spec{.chart = any_chart(), .unit = *any_name()};
    for (std::size_t i = few(8); i > 0; --i) {
        spec.places.push_back({*any_name(), {*rc::gen::element<std::string>("DEU", "JPN", "USA", "FJI", "RUS", "SGP", "?")}, *any_value()});
    }
    spec.mark = *rc::gen::element(MapMark::filled, MapMark::bubble);
    spec.spacing = *rc::gen::element(Spacing::linear, Spacing::logarithmic);
    must_be_good(world_map(spec, kPlaces));
}

}  // namespace
}  // namespace countervail
