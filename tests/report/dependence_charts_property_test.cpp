// SPDX-License-Identifier: Apache-2.0
// Whatever the figures and names, a chart of dependence stays well-formed, inside its frame and legible.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "report/dependence_samples.h"
#include "report/svg_checks.h"

namespace countervail {
namespace {

std::string wild_name() {
    return *rc::gen::element<std::string>("", "Germany", "<script>alert(1)</script>", "]]>&amp;&#0;", "中华人民共和国的稀土出口", "\xff\xfe\x80", "one-word-without-any-space-in-it-that-goes-on-and-on-and-on-and-on-and-on",
                                          "many words that together are a great deal longer than the room they are given on the page");
}

double wild_value() {
    return *rc::gen::oneOf(rc::gen::element(0.0, 1.0, -1.0, 50.0, 1e-300, 1e300, -1e300, 1e18, 5e-324, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                                            std::numeric_limits<double>::quiet_NaN()),
                           rc::gen::map(rc::gen::inRange(0, 100000), [](int n) { return n / 997.0; }));
}

Chart wild_chart() { return {wild_name(), wild_name(), wild_name(), wild_name(), wild_name(), *rc::gen::element(300.0, kNarrowChart, 600.0, kWideChart, 1280.0)}; }

std::size_t up_to(int most) { return static_cast<std::size_t>(*rc::gen::inRange(0, most + 1)); }

void is_good(const std::string& svg) {
    const std::vector<std::string> problems = svg_checks::problems_of(svg);
    for (const std::string& problem : problems) RC_LOG() << problem << "\n";
    RC_ASSERT(problems.empty());
}

RC_GTEST_PROP(AnyDependence, Curve, ()) {
    DependenceCurve spec{wild_chart(), wild_name(), wild_name(), wild_name(), {}, {}, {}};
    for (std::size_t i = up_to(8); i > 0; --i) spec.thresholds.push_back(wild_value());
    for (std::size_t i = up_to(5); i > 0; --i) {
        ThresholdLine line{wild_name(), up_to(3), i % 2 == 0, {}};
        for (std::size_t k = 0; k < spec.thresholds.size(); ++k) line.percent.push_back(wild_value());
        spec.lines.push_back(line);
    }
    for (std::size_t i = up_to(3); i > 0; --i) spec.claims.push_back({"claimed 40%", up_to(1), wild_value(), wild_value(), wild_value()});
    is_good(dependence_curve(spec));
}

RC_GTEST_PROP(AnyDependence, Choices, ()) {
    DependenceChoices spec{wild_chart(), wild_name(), wild_name(), wild_name(), wild_value(), wild_value(), wild_value(), *rc::gen::arbitrary<bool>(), {}, up_to(4)};
    for (std::size_t i = up_to(5); i > 0; --i) {
        ChoiceRow row{wild_name(), wild_name(), {}};
        for (std::size_t k = up_to(20); k > 0; --k) row.choices.push_back({wild_name(), wild_value(), wild_value(), *rc::gen::arbitrary<bool>()});
        spec.rows.push_back(row);
    }
    is_good(dependence_choices(spec));
}

RC_GTEST_PROP(AnyDependence, Heat, ()) {
    PairHeat spec{wild_chart(), wild_name(), {}, {}, {}, *rc::gen::arbitrary<bool>()};
    for (std::size_t i = up_to(6); i > 0; --i) spec.buyers.push_back({wild_name(), wild_name()});
    for (std::size_t i = up_to(30); i > 0; --i) spec.sellers.push_back({*rc::gen::element<std::string>("CHN", "USA", "S19", "a code far too long"), wild_name()});
    for (std::size_t i = spec.buyers.size() * spec.sellers.size(); i > 0; --i) spec.values.push_back(wild_value());
    is_good(pair_heat(spec));
}

RC_GTEST_PROP(AnyDependence, Ranks, ()) {
    RankIntervals spec{wild_chart(), {}, up_to(20), up_to(6)};
    for (std::size_t i = up_to(8); i > 0; --i) spec.rows.push_back({wild_name(), wild_value(), wild_value(), wild_value(), wild_value(), *rc::gen::arbitrary<bool>()});
    is_good(rank_intervals(spec));
}

RC_GTEST_PROP(AnyDependence, Between, ()) {
    BetweenPowers spec{wild_chart(), wild_name(), wild_name(), wild_name(), wild_name(), {}, up_to(6)};
    for (std::size_t i = up_to(8); i > 0; --i) spec.rows.push_back({wild_name(), wild_value(), wild_value(), wild_value(), wild_value()});
    is_good(between_powers(spec));
}

}  // namespace
}  // namespace countervail
