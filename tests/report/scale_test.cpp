// SPDX-License-Identifier: Apache-2.0
// covers: scale, palette
#include "report/scale.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <set>

#include "report/palette.h"

namespace countervail {
namespace {

std::vector<std::string> labels(const std::vector<Tick>& ticks) {
    std::vector<std::string> out;
    for (const Tick& tick : ticks) out.push_back(tick.label);
    return out;
}

Extent extent_of(std::initializer_list<double> values, Spacing spacing = Spacing::linear) {
    Extent extent(spacing);
    for (const double value : values) extent.add(value);
    return extent;
}

TEST(NumberScale, EndsAtNiceNumbers) {
    EXPECT_THAT(labels(NumberScale(extent_of({0, 5740}), 0, 100, 5).ticks()), testing::ElementsAre("0", "2,000", "4,000", "6,000"));
    EXPECT_THAT(labels(NumberScale(extent_of({-3, 8}), 0, 100, 5).ticks()), testing::ElementsAre("−5", "0", "5", "10"));
}

TEST(NumberScale, LogarithmicTicksFollowTheSpan) {
    EXPECT_THAT(labels(NumberScale(extent_of({3, 40000}, Spacing::logarithmic), 0, 1, 5).ticks()),
                testing::ElementsAre("1", "10", "100", "1,000", "10,000", "100,000"));
    EXPECT_THAT(labels(NumberScale(extent_of({220, 950}, Spacing::logarithmic), 0, 1, 5).ticks()),
                testing::ElementsAre("200", "500", "1,000"));
}

TEST(NumberScale, HoldsValuesOutsideAtTheEnds) {
    const NumberScale scale(extent_of({0, 10}), 100, 0, 5);
    EXPECT_EQ(scale(10), 0);
    EXPECT_EQ(scale(0), 100);
    EXPECT_EQ(scale(5), 50);
    EXPECT_EQ(scale(99), 0);
    EXPECT_EQ(scale(-99), 100);
}

RC_GTEST_PROP(NumberScale, IsMonotonicAndHoldsWhatItWasMadeFor, ()) {
    const double a = *rc::gen::inRange(-1000000, 1000000) * std::pow(10.0, *rc::gen::inRange(-200, 200));
    const double b = *rc::gen::inRange(-1000000, 1000000) * std::pow(10.0, *rc::gen::inRange(-200, 200));
    const NumberScale scale(extent_of({a, b}), 0, 100, *rc::gen::inRange(1, 12));
    const double rounding = std::max({std::abs(a), std::abs(b), 1e-190}) * 1e-6;
    RC_ASSERT(scale.from() <= std::min(a, b) + rounding && scale.to() >= std::max(a, b) - rounding);
    RC_ASSERT(scale(std::min(a, b)) <= scale(std::max(a, b)));
    const auto ticks = scale.ticks();
    RC_ASSERT(ticks.size() >= 2U && ticks.size() <= 50U);
    std::set<std::string> seen;
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        if (i > 0) RC_ASSERT(ticks[i].at > ticks[i - 1].at);
        RC_ASSERT(seen.insert(ticks[i].label).second);
    }
}

TEST(DateScale, TicksAreMonthsWithTheirYear) {
    const DateScale scale(Date(2025, 3, 10), Date(2025, 8, 20), 0, 600);
    EXPECT_THAT(labels(scale.ticks(40)), testing::ElementsAre("Apr\n2025", "May", "Jun", "Jul", "Aug"));
}

TEST(DateScale, LongSpansCountYears) {
    const DateScale scale(Date(2010, 1, 1), Date(2027, 1, 1), 0, 500);
    EXPECT_THAT(labels(scale.ticks(40)), testing::Contains("2012"));
    EXPECT_LT(scale.ticks(40).size(), 13U);
}

TEST(DateScale, AFewWeeksAreDays) {
    const DateScale scale(Date(2025, 4, 7), Date(2025, 5, 5), 0, 400);
    EXPECT_THAT(labels(scale.ticks(40)), testing::ElementsAre("7 Apr\n2025", "14 Apr", "21 Apr", "28 Apr", "5 May"));
}

TEST(DateScale, ASingleDayStandsInTheMiddle) {
    EXPECT_EQ(DateScale(Date(2025, 4, 4), Date(2025, 4, 4), 0, 100)(Date(2025, 4, 4)), 50);
    EXPECT_EQ(day_text(Date(2025, 4, 4)), "4 Apr 2025");
}

/// Relative luminance of WCAG 2.2.
double luminance(const std::string& colour) {
    double sum = 0;
    const double weights[] = {0.2126, 0.7152, 0.0722};
    for (std::size_t i = 0; i < 3; ++i) {
        const double part = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
        sum += weights[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}
double contrast_on_white(const std::string& colour) { return 1.05 / (luminance(colour) + 0.05); }

TEST(Palette, WordsAreReadableAndAmountsDarken) {
    EXPECT_GE(contrast_on_white(kInk), 7);
    EXPECT_GE(contrast_on_white(kQuietInk), 7);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_GE(contrast_on_white(kind_colour(i)), 3) << kind_colour(i);
    for (std::size_t i = 1; i < kAmountSteps; ++i) EXPECT_LT(luminance(amount_colour(i)), luminance(amount_colour(i - 1)));
}

TEST(Palette, SevenKindsDifferInColourAndDash) {
    std::set<std::string> colours;
    std::set<std::string> dashes;
    for (std::size_t i = 0; i < 7; ++i) {
        colours.insert(kind_colour(i));
        dashes.insert(kind_dash(i));
    }
    EXPECT_EQ(colours.size(), 7U);
    EXPECT_EQ(dashes.size(), 7U);
    EXPECT_EQ(kind_colour(7), kind_colour(0));
}

}  // namespace
}  // namespace countervail
