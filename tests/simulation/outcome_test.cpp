// SPDX-License-Identifier: Apache-2.0
#include "simulation/outcome.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace countervail {
namespace {

TEST(band, quantiles_interpolate_between_order_statistics) {
    std::vector<double> values;
    for (int i = 100; i >= 0; --i) values.push_back(i);
    const Band band = band_of(values);
    EXPECT_DOUBLE_EQ(band.low, 5);
    EXPECT_DOUBLE_EQ(band.lower_quartile, 25);
    EXPECT_DOUBLE_EQ(band.median, 50);
    EXPECT_DOUBLE_EQ(band.upper_quartile, 75);
    EXPECT_DOUBLE_EQ(band.high, 95);
    EXPECT_DOUBLE_EQ(band_of({7}).median, 7);
}

TEST(band, what_never_happens_sorts_last_and_is_not_averaged) {
    const Band band = band_of({10, 20, kNever, kNever, kNever});
    EXPECT_LT(band.low, 20);
    EXPECT_EQ(band.median, kNever);
    EXPECT_EQ(band.high, kNever);
    EXPECT_EQ(band_of({10, 20, 30, kNever}).median, 25);
}

TEST(outcome, takes_blocks_in_any_order_and_cuts_the_last) {
    std::vector<Measure> measures{{"a", "t", TimeAxis::month, 2, true, 0}, {"b", "days", TimeAxis::once, 1, false, 2}};
    constexpr int kDraws = kBlock + 3;
    const std::vector<Task> tasks{{"base", Allocation::proportional, true}, {"base", Allocation::worst, false}};
    Outcome forward(tasks, measures, kDraws), backward(tasks, measures, kDraws);
    const auto block = [&](int number) {
        std::vector<float> values(3 * kBlock);
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(1000 * number + static_cast<int>(i));
        return values;
    };
    for (const int i : {0, 1}) forward.put(0, i, block(i));
    for (const int i : {1, 0}) backward.put(0, i, block(i));
    for (int time = 0; time < 2; ++time) EXPECT_EQ(forward.values(0, 0, time), backward.values(0, 0, time));
    EXPECT_EQ(forward.values(0, 0, 1).size(), static_cast<std::size_t>(kDraws));
    EXPECT_EQ(forward.values(0, 0, 1)[kBlock + 2], 1000 + kBlock + 2);
    EXPECT_EQ(forward.totals(0, 0)[1], 1 + (kBlock + 1));
    EXPECT_TRUE(forward.values(1, 0, 0).empty());
    EXPECT_EQ(forward.measure("b"), 1);
    EXPECT_EQ(forward.measure("c"), -1);
    EXPECT_EQ(forward.task("base", Allocation::worst), 1);
    EXPECT_EQ(forward.task("other", Allocation::worst), -1);
}

}  // namespace
}  // namespace countervail
