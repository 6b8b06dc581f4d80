// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace countervail {
namespace {

TEST(Bootstrap, CountsAreAResampleOfTheSameSize) {
    for (int r = 0; r < 20; ++r) {
        const std::vector<double> counts = resample_counts({}, r, 37);
        EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0.0), 37);
        EXPECT_EQ(counts, resample_counts({}, r, 37));
    }
    EXPECT_NE(resample_counts({}, 0, 37), resample_counts({}, 1, 37));
    EXPECT_NE(resample_counts({}, 0, 37), resample_counts({1000, 0.9, 2}, 0, 37));
}

TEST(Bootstrap, IntervalIsBetweenPercentiles) {
    std::vector<double> replicates(101);
    std::iota(replicates.rbegin(), replicates.rend(), 0.0);
    const IndexEstimate found = estimate_of(42, replicates, 0.9);
    EXPECT_EQ(found.value, 42);
    EXPECT_NEAR(found.low, 5, 1e-9);
    EXPECT_NEAR(found.high, 95, 1e-9);
    EXPECT_EQ(estimate_of(42, {}, 0.9).low, 42);
}

// The mean of n numbers: the interval's half width is 1.645 standard errors.
TEST(Bootstrap, IntervalOfAMeanIsAsWideAsTheTextbookSays) {
    const std::size_t n = 400;
    std::vector<double> means;
    for (int r = 0; r < 2000; ++r) {
        const std::vector<double> counts = resample_counts({}, r, n);
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += counts[i] * static_cast<double>(i) / static_cast<double>(n);
        means.push_back(sum / static_cast<double>(n));
    }
    const IndexEstimate found = estimate_of(0.5, means, 0.9);
    EXPECT_NEAR((found.high - found.low) / 2, 1.645 * std::sqrt(1.0 / 12 / static_cast<double>(n)), 0.002);
}

}  // namespace
}  // namespace countervail
