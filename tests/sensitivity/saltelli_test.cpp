// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/saltelli.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "sensitivity/test_functions.h"

namespace countervail {
namespace {

SaltelliDesign design_of(int inputs, int points, std::uint64_t seed = 7, bool pairs = false) {
    auto made = SaltelliDesign::make(inputs, points, seed, pairs);
    EXPECT_TRUE(made.has_value());
    return std::move(*made);
}

template <class Function>
SobolIndices indices_of(const Function& function, const SaltelliDesign& design) {
    std::vector<double> answers;
    for (int run = 0; run < design.runs(); ++run) answers.push_back(function(design.point(run)));
    auto found = sobol_indices(design, answers);
    EXPECT_TRUE(found.has_value());
    return std::move(*found);
}

TEST(Saltelli, AnalyticIndicesOfIshigami) {
    const KnownIndices known = Ishigami{}.known();
    EXPECT_NEAR(known.variance, 13.8445879, 5e-8);
    const std::vector<double> first{.3139051911, .4424111448, 0}, total{.5575888553, .4424111448, .2436836641};
    for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_NEAR(known.first[j], first[j], 1e-9) << j;
        EXPECT_NEAR(known.total[j], total[j], 1e-9) << j;
    }
}

TEST(Saltelli, AnalyticIndicesOfSobolG) {
    const KnownIndices known = SobolG{{78, 12, .5, 2, 97, 33}}.known();
    const std::vector<double> first{.000276, .010195, .765743, .191436, .000179, .001490};
    const std::vector<double> total{3.294577e-4, 1.214324e-2, .7959698, .2203131, 2.140966e-4, 1.778255e-3};
    EXPECT_NEAR(known.variance, .19347, 1e-4);
    for (std::size_t j = 0; j < 6; ++j) {
        EXPECT_NEAR(known.first[j], first[j], 1e-4) << j;
        EXPECT_NEAR(known.total[j], total[j], 1e-4) << j;
    }
    // SALib's default a, at the origin.
    EXPECT_NEAR((SobolG{{0, 1, 4.5, 9, 99, 99, 99, 99}}(std::vector<double>(8, 0.0))), 4.0583, 1e-4);
}

TEST(Saltelli, EstimatesIshigami) {
    const KnownIndices known = Ishigami{}.known();
    for (const std::uint64_t seed : {1U, 2U, 3U, 20250404U}) {
        const SobolIndices found = indices_of(Ishigami{}, design_of(3, 1024, seed, true));
        EXPECT_NEAR(found.variance, known.variance, 0.05 * known.variance);
        EXPECT_NEAR(found.mean, 3.5, 0.05);
        for (std::size_t j = 0; j < 3; ++j) {
            EXPECT_NEAR(found.first[j].value, known.first[j], 0.05) << j;
            EXPECT_NEAR(found.total[j].value, known.total[j], 0.05) << j;
            EXPECT_LE(found.first[j].low, found.first[j].value);
            EXPECT_GE(found.first[j].high, found.first[j].value);
        }
        for (const PairIndex& pair : found.pairs) {
            EXPECT_NEAR(pair.share.value, pair.one == 0 && pair.other == 2 ? .2436836641 : 0, 0.05) << pair.one << pair.other;
        }
        EXPECT_NEAR(found.first_sum.value, known.first[0] + known.first[1], 0.05);
    }
}

TEST(Saltelli, EstimatesSobolG) {
    const SobolG g{{78, 12, .5, 2, 97, 33}};
    const KnownIndices known = g.known();
    const SobolIndices found = indices_of(g, design_of(6, 1024));
    for (std::size_t j = 0; j < 6; ++j) {
        EXPECT_NEAR(found.first[j].value, known.first[j], 0.02) << j;
        EXPECT_NEAR(found.total[j].value, known.total[j], 0.02) << j;
    }
}

// The share of designs whose 90 % interval holds the truth: points of a net scatter less than independent ones, for which
// the bootstrap is made, so the intervals hold it at least as often as they say.
TEST(Saltelli, IntervalsHoldTheTruth) {
    const KnownIndices known = Ishigami{}.known();
    int held = 0, all = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const SobolIndices found = indices_of(Ishigami{}, design_of(3, 256, seed));
        for (std::size_t j = 0; j < 3; ++j) {
            held += found.first[j].low <= known.first[j] && known.first[j] <= found.first[j].high ? 1 : 0;
            held += found.total[j].low <= known.total[j] && known.total[j] <= found.total[j].high ? 1 : 0;
            all += 2;
        }
    }
    EXPECT_GE(held, 0.85 * all);
}

// f = 2 x1 + x2: V = (4 + 1)/12, S = (4/5, 1/5), nothing joint.
TEST(Saltelli, AdditiveFunctionHasNoInteraction) {
    const auto linear = [](const std::vector<double>& u) { return 1000 + 2 * u[0] + u[1]; };
    const SobolIndices found = indices_of(linear, design_of(3, 1024, 5, true));
    EXPECT_NEAR(found.variance, 5.0 / 12, 1e-3);
    EXPECT_NEAR(found.first[0].value, 0.8, 0.005);
    EXPECT_NEAR(found.total[1].value, 0.2, 0.005);
    EXPECT_EQ(found.total[2].value, 0);   // an input that does nothing has exactly no total effect
    EXPECT_EQ(found.total[2].high, 0);
    EXPECT_NEAR(found.first_sum.value, 1, 0.005);
    for (const PairIndex& pair : found.pairs) EXPECT_NEAR(pair.share.value, 0, 0.01);
}

TEST(Saltelli, ConstantAnswerHasNoIndices) {
    const SobolIndices found = indices_of([](const std::vector<double>&) { return 0.1; }, design_of(4, 16, 5, true));
    EXPECT_FALSE(found.varies);
    EXPECT_NEAR(found.mean, 0.1, 1e-15);
    for (const IndexEstimate& each : found.first) EXPECT_EQ(each.value, 0);
    EXPECT_EQ(found.pairs.size(), 6U);
}

TEST(Saltelli, RowsAreAAndBWithOneColumnSwapped) {
    for (const bool pairs : {false, true}) {
        const SaltelliDesign design = design_of(5, 32, 3, pairs);
        EXPECT_EQ(design.runs(), 32 * (pairs ? 12 : 7));   // N(D + 2), N(2D + 2)
        for (int i = 0; i < 32; ++i) {
            const int first = i * design.runs_per_point();
            const std::vector<double> a = design.point(first), b = design.point(first + 6);
            for (std::size_t j = 0; j < 5; ++j) {
                std::vector<double> mixed = a;
                mixed[j] = b[j];
                EXPECT_EQ(design.point(first + 1 + static_cast<int>(j)), mixed);
                if (!pairs) continue;
                mixed = b;
                mixed[j] = a[j];
                EXPECT_EQ(design.point(first + 7 + static_cast<int>(j)), mixed);
            }
        }
    }
}

// The answers of the same design in the same order: adding a constant or changing the unit moves no index.
TEST(Saltelli, UnitAndOriginDoNotMatter) {
    const SaltelliDesign design = design_of(3, 128);
    std::vector<double> plain, other;
    for (int run = 0; run < design.runs(); ++run) {
        plain.push_back(Ishigami{}(design.point(run)));
        other.push_back(-250 * plain.back() + 1e4);
    }
    const auto one = sobol_indices(design, plain), two = sobol_indices(design, other);
    for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_NEAR(one->first[j].value, two->first[j].value, 1e-9);
        EXPECT_NEAR(one->total[j].high, two->total[j].high, 1e-9);
    }
}

TEST(Saltelli, WhatCannotBeUsedIsRefused) {
    const auto odd = SaltelliDesign::make(0, 1000, 1);
    ASSERT_FALSE(odd.has_value());
    EXPECT_EQ(odd.error().size(), 2U);
    EXPECT_NE(to_text(odd.error()).find("power of two"), std::string::npos);
    EXPECT_FALSE(SaltelliDesign::make(kSaltelliInputs + 1, 1024, 1).has_value());
    EXPECT_TRUE(SaltelliDesign::make(kSaltelliInputs, 1024, 1).has_value());
    const SaltelliDesign design = design_of(2, 4);
    EXPECT_FALSE(sobol_indices(design, std::vector<double>(15)).has_value());
    std::vector<double> answers(16, 1.0);
    answers[7] = std::numeric_limits<double>::quiet_NaN();
    const auto broken = sobol_indices(design, answers);
    ASSERT_FALSE(broken.has_value());
    EXPECT_NE(broken.error()[0].what.find("run 7"), std::string::npos);
}

}  // namespace
}  // namespace countervail
