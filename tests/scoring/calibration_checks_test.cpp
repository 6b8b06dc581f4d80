// SPDX-License-Identifier: Apache-2.0
#include "scoring/calibration_checks.h"

#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"

namespace countervail {
namespace {

TEST(SortedQuantile, IsLinearBetweenMembers) {
    const std::vector<double> values = {1, 2, 4, 8};
    EXPECT_EQ(sorted_quantile(values, 0), 1);
    EXPECT_EQ(sorted_quantile(values, 1), 8);
    EXPECT_EQ(sorted_quantile(values, 0.5), 3);
    EXPECT_EQ(sorted_quantile(std::vector<double>{5.0}, 0.9), 5);
    EXPECT_TRUE(std::isnan(sorted_quantile({}, 0.5)));
    EXPECT_TRUE(std::isnan(sorted_quantile(values, 1.5)));
}

TEST(BandCoverage, CountsEndsAsInside) {
    const std::vector<BandCase> cases = {{0, 2, 2}, {0, 2, 0}, {1, 5, 6}, {1, 1, 1}};
    const BandCoverage coverage = band_coverage(cases, 0.9);
    EXPECT_EQ(coverage.inside, 3u);
    EXPECT_DOUBLE_EQ(coverage.share, 0.75);
    EXPECT_DOUBLE_EQ(coverage.mean_width, 2);
    EXPECT_EQ(coverage.chance_low, 2u);    // P(X ≤ 2) = 0.0523 of four at 0.9
    EXPECT_EQ(coverage.chance_high, 4u);
    EXPECT_TRUE(std::isnan(band_coverage({}, 0.9).share));
    EXPECT_TRUE(std::isnan(band_coverage({}, 0.9).mean_width));
}

TEST(Pit, PlacesTiesAcrossTheirSpan) {
    const std::vector<double> members = {0, 0, 0, 5};
    const auto expect = [](PitInterval place, double from, double to) {
        EXPECT_DOUBLE_EQ(place.from, from);
        EXPECT_DOUBLE_EQ(place.to, to);
    };
    expect(pit_of(members, 0), 0, 0.8);
    expect(pit_of(members, 1), 0.6, 0.8);
    expect(pit_of(members, 9), 0.8, 1);
    expect(pit_of({}, 9), 0, 1);
    EXPECT_TRUE(std::isnan(pit_of(members, std::nan("")).from));
}

TEST(PitHistogram, SpreadsEachCaseOverItsInterval) {
    const std::vector<PitInterval> cases = {{0, 0.5}, {0.4, 0.6}, {0.25, 0.25}, {1, 1}};
    const PitHistogram histogram = pit_histogram(cases, 2);
    EXPECT_EQ(histogram.cases, 4u);
    EXPECT_NEAR(histogram.share[0], 2.5 / 4, 1e-12);
    EXPECT_NEAR(histogram.share[1], 1.5 / 4, 1e-12);
    EXPECT_EQ(pit_histogram({}, 4).cases, 0u);
    EXPECT_EQ(pit_histogram({}, 4).share, std::vector<double>(4, 0.0));
    EXPECT_TRUE(pit_histogram(cases, 0).share.empty());
    EXPECT_EQ(pit_histogram(std::vector<PitInterval>{{std::nan(""), std::nan("")}}, 2).cases, 0u);
}

/// Ensembles of nine and observations all alike; deviation of the observation against that of the members.
PitHistogram simulated(double stretch, double rounding) {
    std::vector<PitInterval> cases;
    for (std::uint32_t draw = 0; draw < 4000; ++draw) {
        std::vector<double> members(9);
        const auto value = [&](std::uint32_t entity, double width) {
            const double raw = width * (uniform(5, draw, entity, 0) - 0.5);
            return rounding > 0 ? std::round(raw / rounding) * rounding : raw;
        };
        for (std::uint32_t i = 0; i < 9; ++i) members[i] = value(i, 1);
        cases.push_back(pit_of(members, value(99, stretch)));
    }
    return pit_histogram(cases, 5);
}

TEST(PitHistogram, IsFlatForExchangeableEnsembles) {
    for (const double rounding : {0.0, 0.25}) {   // without ties and with many
        for (const double share : simulated(1, rounding).share) EXPECT_NEAR(share, 0.2, 0.02) << rounding;
    }
}

TEST(PitHistogram, ShowsBandsTooNarrowAndTooWide) {
    const PitHistogram narrow = simulated(2, 0), wide = simulated(0.4, 0);
    EXPECT_GT(narrow.share[0], narrow.chance_high);
    EXPECT_GT(narrow.share[4], narrow.chance_high);
    EXPECT_GT(wide.share[2], wide.chance_high);
    EXPECT_NEAR(std::accumulate(narrow.share.begin(), narrow.share.end(), 0.0), 1, 1e-12);
    EXPECT_LT(narrow.chance_low, 0.2);
    EXPECT_GT(narrow.chance_high, 0.2);
}

}  // namespace
}  // namespace countervail
