// SPDX-License-Identifier: Apache-2.0
#include "base/random.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace countervail;

RC_GTEST_PROP(Uniform, LiesStrictlyInside,
              (std::uint64_t seed, std::uint32_t draw, std::uint32_t entity, std::uint32_t purpose)) {
    const double value = uniform(seed, draw, entity, purpose);
    RC_ASSERT(value > 0.0);
    RC_ASSERT(value < 1.0);
    RC_ASSERT(value == uniform(seed, draw, entity, purpose));
}

// Kolmogorov–Smirnov distance along each coordinate; 1.95/√n is passed by chance once in a thousand.
TEST(Uniform, IsUniformAlongEveryCoordinate) {
    constexpr std::uint32_t kCount = 20000;
    for (int coordinate = 0; coordinate < 4; ++coordinate) {
        std::vector<double> values;
        for (std::uint32_t i = 0; i < kCount; ++i) {
            values.push_back(uniform(coordinate == 0 ? i : 7, coordinate == 1 ? i : 7,
                                     coordinate == 2 ? i : 7, coordinate == 3 ? i : 7));
        }
        std::sort(values.begin(), values.end());
        double distance = 0;
        for (std::uint32_t i = 0; i < kCount; ++i) {
            distance = std::max({distance, std::abs(values[i] - i / double{kCount}),
                                 std::abs(values[i] - (i + 1) / double{kCount})});
        }
        EXPECT_LT(distance, 1.95 / std::sqrt(double{kCount})) << "coordinate " << coordinate;
    }
}

TEST(Uniform, NeighboursAreUncorrelated) {
    constexpr std::uint32_t kCount = 20000;
    double sum = 0;
    for (std::uint32_t i = 0; i < kCount; ++i)
        sum += (uniform(1, i, 2, 3) - 0.5) * (uniform(1, i + 1, 2, 3) - 0.5);
    EXPECT_LT(std::abs(12 * sum / kCount), 4 / std::sqrt(double{kCount}));
}

// FNV-1a test vectors (draft-eastlake-fnv): the codes must never change, or stored seeds would mean other
// draws.
TEST(NameCode, AgreesWithThePublishedVectors) {
    EXPECT_EQ(name_code(""), 0x811c9dc5U);
    EXPECT_EQ(name_code("a"), 0xe40c292cU);
    EXPECT_EQ(name_code("foobar"), 0xbf9cf968U);
}
