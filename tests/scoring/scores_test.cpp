// SPDX-License-Identifier: Apache-2.0
#include "scoring/scores.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "scoring/crps.h"

namespace countervail {
namespace {

// tests/test_energy.py, test_brier.py of scoringrules (frazane/scoringrules).
const std::vector<double> kRows = {0.79546742, 0.02461368, 0.4777960, 0.7584595, 0.2164079, 0.3181810, 0.5409873, 0.1319422};
const std::vector<double> kSeen = {0.2743836, 0.8146400};
constexpr double kClose = 1e-6;

TEST(EnergyScore, Published) {
    EXPECT_NEAR(energy_score(kRows, kSeen), 0.3949793, kClose);
    EXPECT_NEAR(fair_energy_score(kRows, kSeen), 0.3274585, kClose);
    EXPECT_NEAR(weighted_energy_score(kRows, std::vector<double>{0.1, 0.2, 0.3, 0.4}, kSeen), 0.4074382, kClose);
    EXPECT_NEAR(weighted_energy_score(kRows, std::vector<double>{1, 2, 3, 4}, kSeen), 0.4074382, kClose);
}

TEST(EnergyScore, InOneDimensionIsTheCrps) {
    const std::vector<double> members = {3, 1, 4, 1, 5}, seen = {2.5};
    EXPECT_NEAR(energy_score(members, seen), ensemble_crps(members, 2.5), 1e-14);
    EXPECT_NEAR(fair_energy_score(members, seen), fair_crps(members, 2.5), 1e-14);
}

TEST(EnergyScore, WhatIsNotDefinedIsNotANumber) {
    EXPECT_TRUE(std::isnan(energy_score({}, kSeen)));
    EXPECT_TRUE(std::isnan(energy_score(kRows, {})));
    EXPECT_TRUE(std::isnan(energy_score(std::vector<double>{1, 2, 3}, kSeen)));
    EXPECT_TRUE(std::isnan(fair_energy_score(kSeen, kSeen)));
    EXPECT_TRUE(std::isnan(weighted_energy_score(kRows, std::vector<double>{1, 2, 3}, kSeen)));
}

TEST(IntervalScore, WorkedByHand) {
    EXPECT_DOUBLE_EQ(interval_score(1, 3, 2, 0.9), 2);
    EXPECT_NEAR(interval_score(1, 3, 4, 0.9), 2 + 20, 1e-12);
    EXPECT_NEAR(interval_score(1, 3, 0.5, 0.5), 2 + 4 * 0.5, 1e-12);
    EXPECT_TRUE(std::isnan(interval_score(3, 1, 2, 0.9)));
    EXPECT_TRUE(std::isnan(interval_score(1, 3, 2, 1)));
}

TEST(IntervalScore, IsProper) {   // of what is even between 0 and 1, the expectation is smallest for the band from 0.05 to 0.95
    const auto expected = [](double low, double high) {
        double sum = 0;
        constexpr int kSteps = 1000;
        for (int i = 0; i < kSteps; ++i) sum += interval_score(low, high, (i + 0.5) / kSteps, 0.9) / kSteps;
        return sum;
    };
    const double best = expected(0.05, 0.95);
    EXPECT_LT(best, expected(0.2, 0.8));
    EXPECT_LT(best, expected(0, 1));
    EXPECT_LT(best, expected(0.05, 0.9));
    EXPECT_LT(best, expected(0.1, 0.95));
}

TEST(BrierScore, Published) {
    EXPECT_NEAR(brier_score(0.271, false), 0.073441, kClose);
    EXPECT_TRUE(std::isnan(brier_score(1.1, true)));
    EXPECT_TRUE(std::isnan(brier_score(-0.1, true)));
}

TEST(RankedProbabilityScore, Published) {   // the third of four categories
    EXPECT_NEAR(ranked_probability_score(std::vector<double>{0.01, 0.32, 0.44, 0.23}, 2), 0.1619, kClose);
    EXPECT_TRUE(std::isnan(ranked_probability_score(std::vector<double>{0.5, 0.5}, 2)));
    EXPECT_TRUE(std::isnan(ranked_probability_score(std::vector<double>{0.5, 0.4}, 0)));
    EXPECT_TRUE(std::isnan(ranked_probability_score(std::vector<double>{1.5, -0.5}, 0)));
}

TEST(RankedProbabilityScore, OfTwoCategoriesIsTheBrierScore) {
    EXPECT_NEAR(ranked_probability_score(std::vector<double>{0.3, 0.7}, 1), brier_score(0.7, true), 1e-14);
}

TEST(LogScore, Published) {
    EXPECT_NEAR(log_score(0.481, false), 0.6558514, kClose);
    EXPECT_EQ(log_score(0, true), std::numeric_limits<double>::infinity());
    EXPECT_EQ(log_score(1, true), 0);
    EXPECT_TRUE(std::isnan(log_score(1.1, true)));
}

TEST(Scores, OfAnEventAreProper) {   // the expectation under p is smallest where p is stated
    for (const double truth : {0.1, 0.5, 0.83}) {
        const auto expected = [&](auto score, double stated) { return truth * score(stated, true) + (1 - truth) * score(stated, false); };
        for (const double stated : {0.02, 0.3, 0.7, 0.98}) {
            EXPECT_GT(expected(brier_score, stated), expected(brier_score, truth));
            EXPECT_GT(expected(log_score, stated), expected(log_score, truth));
        }
    }
}

// Members −1, 0, 1: mean 0, deviation 1, so −ln φ(z) = z²/2 + ½ ln 2π.
TEST(NormalLogScore, WorkedByHand) {
    const std::vector<double> members = {-1, 0, 1};
    EXPECT_NEAR(*normal_log_score(members, 2), 2 + 0.9189385332046727, 1e-12);
    EXPECT_FALSE(normal_log_score(std::vector<double>{3.0, 3.0}, 3));
    EXPECT_FALSE(normal_log_score(std::vector<double>{3.0}, 3));
    EXPECT_FALSE(normal_log_score({}, 3));
    EXPECT_FALSE(normal_log_score(members, std::nan("")));
}

// The same members: quartiles ±½, so the bandwidth is 1.06 · (1/1.34) · 3^(−1/5) = 0.635002…; the density at 0 is the mean of three kernels.
TEST(KernelLogScore, WorkedByHand) {
    const std::vector<double> members = {-1, 0, 1};
    const double width = 1.06 / 1.34 * std::pow(3, -0.2);
    const double density = (1 + 2 * std::exp(-0.5 / (width * width))) / (3 * width * std::sqrt(2 * 3.14159265358979323846));
    EXPECT_NEAR(*kernel_log_score(members, 0), -std::log(density), 1e-12);
    EXPECT_TRUE(std::isfinite(*kernel_log_score(members, 1e6)));
    EXPECT_FALSE(kernel_log_score(std::vector<double>{2.0, 2.0, 2.0}, 2));
    EXPECT_TRUE(kernel_log_score(std::vector<double>{2.0, 2.0, 2.0, 2.0, 5.0}, 2));   // quartiles coincide
}

TEST(KernelLogScore, IsADensity) {
    std::vector<double> members(60);
    for (std::uint32_t i = 0; i < 60; ++i) members[i] = 4 * uniform(3, i, 0, 0);
    double mass = 0;
    for (double x = -6; x < 10; x += 0.01) mass += 0.01 * std::exp(-*kernel_log_score(members, x));
    EXPECT_NEAR(mass, 1, 1e-3);
}

}  // namespace
}  // namespace countervail
