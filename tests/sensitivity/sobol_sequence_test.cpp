// SPDX-License-Identifier: Apache-2.0
// covers: sobol_directions
#include "sensitivity/sobol_sequence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace countervail {
namespace {

SobolSequence sequence_of(int dimensions, std::optional<std::uint64_t> seed = {}) {
    auto made = SobolSequence::make(dimensions, seed);
    EXPECT_TRUE(made.has_value());
    return std::move(*made);
}

// Multiplication by x modulo x^s + … + 1 returns to 1 after 2^s − 1 steps and not before.
bool primitive(std::uint32_t degree, std::uint32_t inner) {
    const std::uint32_t polynomial = 1U << degree | inner << 1 | 1U;
    std::uint32_t power = 1;
    for (std::uint32_t step = 1;; ++step) {
        power <<= 1;
        if ((power >> degree & 1) != 0) power ^= polynomial;
        if (power == 1) return step == (1U << degree) - 1;
        if (step >= 1U << degree) return false;
    }
}

// SALib, tests/test_sobol.py: the first points of the Joe–Kuo sequence in three dimensions.
TEST(SobolSequence, FirstPointsAreThePublishedOnes) {
    const std::vector<std::vector<double>> published{{0, 0, 0}, {.5, .5, .5}, {.75, .25, .25}, {.25, .75, .75}, {.375, .375, .625},
        {.875, .875, .125}, {.625, .125, .875}, {.125, .625, .375}, {.1875, .3125, .9375}, {.6875, .8125, .4375}};
    const SobolSequence sequence = sequence_of(3);
    for (std::size_t i = 0; i < published.size(); ++i) EXPECT_EQ(sequence.point(static_cast<std::uint32_t>(i)), published[i]) << i;
}

TEST(SobolSequence, DirectionsAreAllPrimitivePolynomialsInOrderWithOddInitialNumbers) {
    const auto directions = sobol_directions();
    std::size_t at = 0;
    for (std::uint32_t degree = 1; degree <= 10; ++degree) {
        for (std::uint32_t inner = 0; inner < 1U << (degree - 1); ++inner) {
            if (!primitive(degree, inner)) continue;
            ASSERT_LT(at, directions.size());
            EXPECT_EQ(directions[at].degree, degree) << at;
            EXPECT_EQ(directions[at].polynomial, inner) << at;
            for (std::uint32_t i = 0; i < 10; ++i) {
                const std::uint32_t m = directions[at].initial[i];
                if (i < degree) {
                    EXPECT_EQ(m % 2, 1U) << at;
                    EXPECT_LT(m, 2U << i) << at;
                } else {
                    EXPECT_EQ(m, 0U) << at;
                }
            }
            ++at;
        }
    }
    EXPECT_EQ(at, directions.size());
}

// The set is chosen for its pairs of dimensions: 4,096 points fall into the 8 × 8 cells of the plane of any two
// neighbours, 64 into each. (1,024 points leave cells empty in three of the 160 planes.)
TEST(SobolSequence, NeighbouringDimensionsFillThePlane) {
    const SobolSequence sequence = sequence_of(kSobolDimensions);
    for (int j = 0; j + 1 < kSobolDimensions; ++j) {
        std::vector<int> cells(64);
        for (std::uint32_t i = 0; i < 4096; ++i) {
            ++cells[static_cast<std::size_t>(8 * static_cast<int>(8 * sequence.coordinate(i, j)) + static_cast<int>(8 * sequence.coordinate(i, j + 1)))];
        }
        EXPECT_EQ(std::count(cells.begin(), cells.end(), 64), 64) << j;
    }
}

TEST(SobolSequence, EveryAxisIsCutIntoSlicesOfOnePointEach) {
    for (const std::optional<std::uint64_t> seed : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(1), std::optional<std::uint64_t>(20250404)}) {
        const SobolSequence sequence = sequence_of(kSobolDimensions, seed);
        for (const int points : {64, 1024}) {
            for (int j = 0; j < kSobolDimensions; j += 7) {
                std::set<int> slices;
                for (int i = 0; i < points; ++i) slices.insert(static_cast<int>(points * sequence.coordinate(static_cast<std::uint32_t>(i), j)));
                EXPECT_EQ(static_cast<int>(slices.size()), points) << j;
            }
        }
    }
}

// Nested scrambling keeps which points share an elementary interval: two points agree in their first k digits after it
// exactly when they did before.
TEST(SobolSequence, ScramblingKeepsTheNest) {
    const SobolSequence plain = sequence_of(5), scrambled = sequence_of(5, 99);
    for (int j = 0; j < 5; ++j) {
        for (std::uint32_t a = 0; a < 40; ++a) {
            for (std::uint32_t b = a + 1; b < 40; ++b) {
                for (const double cells : {2.0, 8.0, 64.0, 4096.0}) {
                    const bool before = static_cast<int>(cells * plain.coordinate(a, j)) == static_cast<int>(cells * plain.coordinate(b, j));
                    const bool after = static_cast<int>(cells * scrambled.coordinate(a, j)) == static_cast<int>(cells * scrambled.coordinate(b, j));
                    EXPECT_EQ(before, after);
                }
            }
        }
    }
}

// A scrambled point is uniform: over seeds the coordinate of one point has mean 1/2, variance 1/12; and coordinates of two
// dimensions, or of two points, do not go together beyond what the net asks (first two points: opposite halves).
TEST(SobolSequence, AScrambledPointIsUniformOverSeeds) {
    const int seeds = 4000;
    double sum = 0, square = 0, together = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const SobolSequence sequence = sequence_of(2, static_cast<std::uint64_t>(seed));
        const std::vector<double> point = sequence.point(5);
        sum += point[0];
        square += point[0] * point[0];
        together += (point[0] - 0.5) * (point[1] - 0.5);
        EXPECT_NE(sequence.coordinate(0, 0) < 0.5, sequence.coordinate(1, 0) < 0.5);
    }
    const double mean = sum / seeds;
    EXPECT_NEAR(mean, 0.5, 4 * std::sqrt(1.0 / 12 / seeds));
    EXPECT_NEAR(square / seeds - mean * mean, 1.0 / 12, 0.005);
    EXPECT_NEAR(together / seeds, 0, 4 / 12.0 / std::sqrt(seeds));
}

// Owen (1997): for a smooth function the root mean square error of a scrambled net falls like n^(-3/2); chance alone gives
// n^(-1/2). From 64 to 1,024 points: 64-fold against 4-fold.
TEST(SobolSequence, ScrambledMeansAreFarBetterThanChance) {
    const auto error = [](std::uint32_t points) {
        double squares = 0;
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            const SobolSequence sequence = sequence_of(3, seed);
            double sum = 0;
            for (std::uint32_t i = 0; i < points; ++i) {
                const std::vector<double> u = sequence.point(i);
                sum += std::exp(u[0]) * (1 + u[1]) * u[2] * u[2];
            }
            const double away = sum / points - (std::exp(1.0) - 1) * 1.5 / 3;
            squares += away * away;
        }
        return std::sqrt(squares / 50);
    };
    const double few = error(64), many = error(1024);
    EXPECT_LT(many, few / 20);
    EXPECT_LT(many, 2e-4);
}

TEST(SobolSequence, ANumberOfDimensionsThatCannotBeHadIsRefused) {
    for (const int dimensions : {0, -1, kSobolDimensions + 1}) {
        const auto made = SobolSequence::make(dimensions);
        ASSERT_FALSE(made.has_value());
        EXPECT_NE(made.error()[0].hint.find("161"), std::string::npos);
    }
}

}  // namespace
}  // namespace countervail
