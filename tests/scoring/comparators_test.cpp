// SPDX-License-Identifier: Apache-2.0
#include "scoring/comparators.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "scoring/calibration_checks.h"

namespace countervail {
namespace {

ComparatorQuestion question(std::vector<SteppedValue> history, std::vector<int> steps, std::size_t members = 9) {
    return {.history = std::move(history), .steps = std::move(steps), .members = members};
}

/// Three years of months: growing by 1 % a month with a season that the months repeat.
std::vector<SteppedValue> seasonal_history(int months = 36) {
    std::vector<SteppedValue> history;
    for (int month = 0; month < months; ++month) history.push_back({month, 100 * std::exp(0.01 * month) * (month % 12 == 1 ? 0.5 : 1)});
    return history;
}

double median(const ComparatorForecast& forecast) { return sorted_quantile(forecast.members, 0.5); }

// Values 1, 2, 8, 16, 32 (logarithms 0, 1, 3, 4, 5 in units of ln 2). One step ahead the last value erred by 1, 2, 1, 1, about their median 1:
// 0, 0, 0, 1. Four members stand at these four errors.
TEST(LastValue, WorkedByHand) {
    const auto forecast = comparator_forecast(Comparator::last_value, question({{0, 1}, {1, 2}, {2, 8}, {3, 16}, {4, 32}}, {5}, 4));
    ASSERT_TRUE(forecast.available);
    EXPECT_EQ(forecast.centre, 32);
    EXPECT_TRUE(forecast.logarithmic);
    EXPECT_EQ(forecast.errors, ErrorSource::own);
    EXPECT_EQ(forecast.past_errors, 4u);
    const std::vector<double> expected = {32, 32, 32, 64};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(forecast.members[i], expected[i], 1e-9);
}

// The same three steps ahead: only two past errors, so those two steps ahead (3, 3, 2) stand in, about their median times √(3/2).
TEST(LastValue, ScalesErrorsOfNearerSteps) {
    const auto forecast = comparator_forecast(Comparator::last_value, question({{0, 1}, {1, 2}, {2, 8}, {3, 16}, {4, 32}}, {7}, 3));
    EXPECT_EQ(forecast.errors, ErrorSource::shifted);
    EXPECT_EQ(forecast.past_errors, 3u);
    EXPECT_NEAR(forecast.members[0], 32 * std::pow(2, -std::sqrt(1.5)), 1e-9);
    EXPECT_NEAR(forecast.members[2], 32, 1e-9);
    EXPECT_NE(forecast.note.find("1 step nearer, times 1.22"), std::string::npos) << forecast.note;
}

TEST(LastValue, WithTooLittleHistoryIsAPoint) {
    const auto forecast = comparator_forecast(Comparator::last_value, question({{0, 5}, {1, 6}}, {2}));
    ASSERT_TRUE(forecast.available);
    EXPECT_EQ(forecast.errors, ErrorSource::none);
    EXPECT_EQ(forecast.members, std::vector<double>(9, 6.0));
    EXPECT_NE(forecast.note.find("point"), std::string::npos);
}

TEST(SameSeason, FollowsTheSeason) {
    const auto forecast = comparator_forecast(Comparator::same_season_last_year, question(seasonal_history(), {37}));
    EXPECT_NEAR(forecast.centre, 100 * std::exp(0.25) * 0.5, 1e-9);
    // Each past error is the growth of a year: about their median nothing is left.
    EXPECT_NEAR(forecast.members.front(), forecast.centre, 1e-9);
    EXPECT_NEAR(forecast.members.back(), forecast.centre, 1e-9);
    EXPECT_EQ(forecast.past_errors, 24u);   // origins 10 … 33
}

TEST(SameSeason, LooksFurtherBackForStepsBeyondAYear) {
    const auto forecast = comparator_forecast(Comparator::same_season_last_year, question(seasonal_history(), {49}));   // month 37 is not known
    EXPECT_NEAR(forecast.centre, 100 * std::exp(0.25) * 0.5, 1e-9);
}

TEST(SameSeason, IsNotAvailableAcrossAGap) {
    auto history = seasonal_history();
    std::erase_if(history, [](const SteppedValue& one) { return one.step == 25; });
    const auto gap = comparator_forecast(Comparator::same_season_last_year, question(history, {37}));
    EXPECT_FALSE(gap.available);
    EXPECT_TRUE(gap.members.empty());
    EXPECT_FALSE(gap.note.empty());
    EXPECT_TRUE(comparator_forecast(Comparator::same_season_last_year, question(history, {38})).available);
}

TEST(RandomWalk, CarriesTheDriftOn) {
    std::vector<SteppedValue> history;
    for (int month = 0; month < 30; ++month) history.push_back({month, 10 * std::exp(0.02 * month)});
    const auto forecast = comparator_forecast(Comparator::random_walk_with_drift, question(history, {34}));
    EXPECT_NEAR(forecast.centre, 10 * std::exp(0.02 * 34), 1e-9);
    EXPECT_NEAR(forecast.members.back(), forecast.centre, 1e-9);   // it never erred
    EXPECT_FALSE(comparator_forecast(Comparator::random_walk_with_drift, question({{0, 1}, {1, 2}, {11, 3}}, {12})).available);
}

TEST(RandomWalk, IsPlainWhereValuesMayBeZero) {
    std::vector<SteppedValue> history;
    for (int month = 0; month < 30; ++month) history.push_back({month, 58.0 - 2 * month});
    const auto forecast = comparator_forecast(Comparator::random_walk_with_drift, question(history, {32}));
    EXPECT_FALSE(forecast.logarithmic);
    EXPECT_EQ(forecast.centre, 0);   // −6, cut at what is least
    for (const double member : forecast.members) EXPECT_GE(member, 0);
}

// History 4, 6, 4, 6, … with a season of two: its mean is always 5, and it erred by ln 0.8 and ln 1.2 in turn.
TEST(NothingHappens, StaysAtTheNormalLevel) {
    std::vector<SteppedValue> history;
    for (int step = 0; step < 9; ++step) history.push_back({step, step % 2 == 0 ? 4.0 : 6.0});
    ComparatorQuestion asked = question(history, {10}, 2);
    asked.season = 2;
    const auto own = comparator_forecast(Comparator::nothing_happens, asked);
    EXPECT_DOUBLE_EQ(own.centre, 5);
    asked.normal_level = 10;
    const auto given = comparator_forecast(Comparator::nothing_happens, asked);
    EXPECT_EQ(given.centre, 10);
    EXPECT_EQ(given.past_errors, own.past_errors);
    EXPECT_NEAR(given.members[1] / given.members[0], 1.5, 1e-9);
    asked.history = {{0, 4}};
    asked.season = 12;
    EXPECT_TRUE(comparator_forecast(Comparator::nothing_happens, asked).available);
    asked.normal_level.reset();
    EXPECT_FALSE(comparator_forecast(Comparator::nothing_happens, asked).available);
}

TEST(Comparators, TakeSeveralStepsTogether) {
    const auto history = seasonal_history();
    ComparatorQuestion asked = question(history, {36, 37, 38});
    const auto centre = [&](StepsTaken take) {
        asked.take = take;
        return comparator_forecast(Comparator::same_season_last_year, asked).centre;
    };
    const double a = history[24].value, b = history[25].value, c = history[26].value;
    EXPECT_NEAR(centre(StepsTaken::sum), a + b + c, 1e-9);
    EXPECT_NEAR(centre(StepsTaken::mean), (a + b + c) / 3, 1e-9);
    EXPECT_NEAR(centre(StepsTaken::min), b, 1e-9);
    EXPECT_NEAR(centre(StepsTaken::max), c, 1e-9);
    EXPECT_NEAR(centre(StepsTaken::last), c, 1e-9);
}

TEST(Comparators, SayWhyThereIsNoForecast) {
    const auto expect_none = [](const ComparatorQuestion& asked, const std::string& why) {
        for (const auto& forecast : comparator_forecasts(asked)) {
            EXPECT_FALSE(forecast.available);
            EXPECT_NE(forecast.note.find(why), std::string::npos) << forecast.note;
        }
    };
    expect_none(question({}, {1}), "no history");
    expect_none(question({{0, 1}}, {}), "no step");
    expect_none(question({{0, 1}, {3, 2}}, {3}), "not after the history");
    expect_none(question({{2, 1}, {2, 2}}, {3}), "twice");
    expect_none(question({{2, std::nan("")}}, {3}), "no number");
    ComparatorQuestion asked = question({{2, 1}}, {3});
    asked.season = 0;
    expect_none(asked, "season");
}

/// A random walk in logarithms with gaps.
std::vector<SteppedValue> random_history(std::uint32_t draw, int months) {
    std::vector<SteppedValue> history;
    double level = 0;
    for (int month = 0; month < months; ++month) {
        level += 0.3 * (uniform(13, draw, static_cast<std::uint32_t>(month), 0) - 0.5);
        if (uniform(13, draw, static_cast<std::uint32_t>(month), 1) > 0.15) history.push_back({month, std::exp(level)});
    }
    return history;
}

TEST(Comparators, AreOrderedPositiveAndCentred) {
    for (std::uint32_t draw = 0; draw < 60; ++draw) {
        auto history = random_history(draw, 8 + static_cast<int>(draw));
        const auto forecasts = comparator_forecasts(question(history, {80, 83}, 101));
        std::reverse(history.begin(), history.end());
        const auto turned = comparator_forecasts(question(history, {80, 83}, 101));
        for (std::size_t i = 0; i < forecasts.size(); ++i) {
            EXPECT_EQ(forecasts[i].members, turned[i].members);
            EXPECT_EQ(forecasts[i].available, !forecasts[i].members.empty());
            EXPECT_FALSE(forecasts[i].note.empty());
            if (!forecasts[i].available) continue;
            EXPECT_TRUE(std::is_sorted(forecasts[i].members.begin(), forecasts[i].members.end()));
            EXPECT_GT(forecasts[i].members.front(), 0);
            EXPECT_LE(forecasts[i].members.front(), forecasts[i].centre * (1 + 1e-12));
            EXPECT_GE(forecasts[i].members.back(), forecasts[i].centre * (1 - 1e-12));
            if (forecasts[i].past_errors % 2 == 0) continue;   // of an even number of errors none is the median
            EXPECT_NEAR(median(forecasts[i]) / forecasts[i].centre, 1, 1e-9);
        }
    }
}

// What lies before the origin is all that a comparator knows: the bands of a random walk's last value hold about nine in ten of what comes.
TEST(Comparators, TheirBandsHoldWhatTheyClaim) {
    int held = 0, cases = 0;
    for (std::uint32_t draw = 100; draw < 500; ++draw) {
        auto history = random_history(draw, 90);
        const SteppedValue future = history.back();
        std::erase_if(history, [&](const SteppedValue& one) { return one.step > future.step - 3; });
        const auto forecast = comparator_forecast(Comparator::last_value, question(history, {future.step}, 400));
        const double low = sorted_quantile(forecast.members, 0.05), high = sorted_quantile(forecast.members, 0.95);
        held += low <= future.value && future.value <= high;
        ++cases;
    }
    EXPECT_GT(held, cases * 0.82);
    EXPECT_LT(held, cases * 0.95);
}

TEST(Comparators, HaveNamesOfTheirOwn) {
    for (const Comparator one : kComparators) {
        for (const Comparator other : kComparators) {
            EXPECT_EQ(comparator_words(one) == comparator_words(other), one == other);
            EXPECT_EQ(comparator_key(one) == comparator_key(other), one == other);
        }
    }
}

}  // namespace
}  // namespace countervail
