// SPDX-License-Identifier: Apache-2.0
#include "scoring/crps.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"

namespace countervail {
namespace {

// The ensemble of tests/test_crps.py of the Python package scoringrules (frazane/scoringrules), which has it from the R package scoringRules.
const std::vector<double> kMembers = {1.7812118,  0.5863797, 0.7038174,  -0.7743998, -0.2751647,
                                      1.1863249, 1.2990966, -0.3242982, -0.5968781, 0.9064937};
constexpr double kObserved = -0.6042506;
constexpr double kClose = 1e-6;

/// Standard normal, by Box–Muller.
double gauss(std::uint32_t draw, std::uint32_t entity) {
    const double radius = std::sqrt(-2 * std::log(uniform(7, draw, entity, 0)));
    return radius * std::cos(2 * std::numbers::pi * uniform(7, draw, entity, 1));
}

std::vector<double> gaussian_ensemble(std::uint32_t draw, std::size_t members, double mean = 0, double deviation = 1) {
    std::vector<double> values(members);
    for (std::size_t i = 0; i < members; ++i) values[i] = mean + deviation * gauss(draw, static_cast<std::uint32_t>(i));
    return values;
}

TEST(Crps, PublishedEnsemble) {
    EXPECT_NEAR(ensemble_crps(kMembers, kObserved), 0.6126602, kClose);
    EXPECT_NEAR(ensemble_crps_by_energy(kMembers, kObserved), 0.6126602, kClose);
    EXPECT_NEAR(fair_crps(kMembers, kObserved), 0.5598959, kClose);
    std::vector<double> weights(10);
    std::iota(weights.begin(), weights.end(), 0.0);
    EXPECT_NEAR(weighted_crps(kMembers, weights, kObserved), 0.4923673, kClose);
}

// The same file; the value for the normal is 2φ(0) − 1/√π.
TEST(Crps, PublishedClosedForms) {
    EXPECT_NEAR(normal_crps(0, 0, 1), 0.2336949773, 1e-9);
    EXPECT_NEAR(uniform_crps(2.2, 0.1, 3.1), 0.37, kClose);
    EXPECT_NEAR(poisson_crps(1, 3), 1.143447, kClose);
    EXPECT_NEAR(poisson_crps(1.5, 2.3), 0.5001159, kClose);
    EXPECT_NEAR(poisson_crps(-1, 1.5), 1.840259, kClose);
    EXPECT_NEAR(student_crps(11.1, 5.2, 13.8, 2.3), 1.658226, kClose);
    EXPECT_NEAR(student_crps(0.7, 4, 0, 1), 0.4387929, kClose);
}

// Two members 0 and 2, observed 3: E|X − y| = 2; E|X − X′| = 1 over four pairs, 2 over the two different ones.
TEST(Crps, WorkedByHand) {
    const std::vector<double> members = {2, 0};
    EXPECT_DOUBLE_EQ(ensemble_crps(members, 3), 1.5);
    EXPECT_DOUBLE_EQ(fair_crps(members, 3), 1);
    const std::vector<double> weights = {1, 3};   // 1.25·… : E|X − y| = (1·1 + 3·3)/4 = 2.5; half of E|X − X′| = 2·(1·3)/16 = 0.375
    EXPECT_DOUBLE_EQ(weighted_crps(members, weights, 3), 2.125);
    EXPECT_DOUBLE_EQ(ensemble_crps(std::vector<double>{4.0}, 1), 3);
}

TEST(Crps, BothFormsAgreeAndOrderDoesNotMatter) {
    for (std::uint32_t draw = 0; draw < 200; ++draw) {
        std::vector<double> members = gaussian_ensemble(draw, 2 + draw % 40, 3, 2);
        if (draw % 3 == 0) members[1] = members[0];
        const double observed = draw % 5 == 0 ? members[0] : 3 * gauss(draw, 1000);
        const double score = ensemble_crps(members, observed);
        EXPECT_NEAR(score, ensemble_crps_by_energy(members, observed), 1e-12);
        EXPECT_NEAR(score, weighted_crps(members, std::vector<double>(members.size(), 0.3), observed), 1e-12);
        EXPECT_GE(score, 0);
        EXPECT_LE(fair_crps(members, observed), score + 1e-12);
        std::reverse(members.begin(), members.end());
        EXPECT_EQ(ensemble_crps(members, observed), score);
    }
}

TEST(Crps, ScalesWithTheUnitAndMovesWithTheOrigin) {
    std::vector<double> members = kMembers;
    for (double& member : members) member = 5 - 3 * member;
    EXPECT_NEAR(ensemble_crps(members, 5 - 3 * kObserved), 3 * ensemble_crps(kMembers, kObserved), 1e-12);
}

TEST(Crps, AWeightOfTwoIsTheMemberTwice) {
    const std::vector<double> members = {1, 4, 9}, weights = {1, 2, 1}, repeated = {1, 4, 4, 9};
    EXPECT_NEAR(weighted_crps(members, weights, 3.3), ensemble_crps(repeated, 3.3), 1e-12);
}

TEST(Crps, ALargeEnsembleComesToTheClosedForm) {
    std::vector<double> uniform_members(10'000), normal_members = gaussian_ensemble(1, 200'000, 1, 2);
    for (std::size_t i = 0; i < uniform_members.size(); ++i) uniform_members[i] = 0.1 + 3 * (static_cast<double>(i) + 0.5) / 1e4;
    EXPECT_NEAR(ensemble_crps(uniform_members, 2.2), uniform_crps(2.2, 0.1, 3.1), 1e-6);
    EXPECT_NEAR(ensemble_crps(normal_members, 2), normal_crps(2, 1, 2), 0.01);
    EXPECT_NEAR(student_crps(0.4, 1e7, 0, 1), normal_crps(0.4, 0, 1), 1e-6);
    EXPECT_NEAR(poisson_crps(20'100, 20'000), normal_crps(20'100, 20'000, std::sqrt(20'000.0)), 0.6);
    EXPECT_NEAR(poisson_crps(255, 249.999), poisson_crps(255, 250.001), 0.002);   // either side of where the Bessel functions change form
}

// Ferro 2014: the expectation of the fair score does not depend on the number of members; that of the plain one falls with it.
TEST(Crps, FairScoreIsUnbiased) {
    double fair = 0, plain = 0, exact = 0;
    constexpr int cases = 40'000;
    for (std::uint32_t draw = 0; draw < cases; ++draw) {
        const std::vector<double> members = gaussian_ensemble(draw, 3);
        const double observed = gauss(draw, 77);
        fair += fair_crps(members, observed) / cases;
        plain += ensemble_crps(members, observed) / cases;
        exact += normal_crps(observed, 0, 1) / cases;
    }
    EXPECT_NEAR(fair, exact, 0.012);
    EXPECT_NEAR(plain - fair, 1 / std::sqrt(std::numbers::pi) / 3, 0.006);   // E|X − X′|/2n
}

// Strict propriety: of normal forecasts of a standard normal, the true one scores best, on average.
TEST(Crps, TellingTheTruthScoresBest) {
    const auto mean_score = [](double mean, double deviation) {
        double sum = 0;
        for (std::uint32_t draw = 0; draw < 20'000; ++draw) sum += normal_crps(gauss(draw, 3), mean, deviation);
        return sum / 20'000;
    };
    const double truth = mean_score(0, 1);
    for (const double mean : {-0.3, 0.3}) EXPECT_GT(mean_score(mean, 1), truth);
    for (const double deviation : {0.6, 1.5}) EXPECT_GT(mean_score(0, deviation), truth);
}

TEST(Crps, WhatIsNotDefinedIsNotANumber) {
    const std::vector<double> none, one = {1}, two = {1, 2}, endless = {1, std::numeric_limits<double>::infinity()};
    EXPECT_TRUE(std::isnan(ensemble_crps(none, 1)));
    EXPECT_TRUE(std::isnan(ensemble_crps_by_energy(none, 1)));
    EXPECT_TRUE(std::isnan(ensemble_crps(endless, 1)));
    EXPECT_TRUE(std::isnan(ensemble_crps(two, std::nan(""))));
    EXPECT_TRUE(std::isnan(fair_crps(one, 1)));
    EXPECT_TRUE(std::isnan(weighted_crps(two, one, 1)));
    EXPECT_TRUE(std::isnan(weighted_crps(two, std::vector<double>{0, 0}, 1)));
    EXPECT_TRUE(std::isnan(weighted_crps(two, std::vector<double>{-1, 2}, 1)));
    EXPECT_TRUE(std::isnan(normal_crps(0, 0, 0)));
    EXPECT_TRUE(std::isnan(uniform_crps(0, 1, 1)));
    EXPECT_TRUE(std::isnan(poisson_crps(0, 0)));
    EXPECT_TRUE(std::isnan(student_crps(0, 1, 0, 1)));
}

}  // namespace
}  // namespace countervail
