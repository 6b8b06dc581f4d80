// SPDX-License-Identifier: Apache-2.0
#include "simulation/explain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "base/random.h"

namespace countervail {
namespace {

std::vector<double> uniforms(std::size_t count, std::uint32_t entity) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(uniform(7, static_cast<std::uint32_t>(i), entity, 1));
    return values;
}

// Y = sum a_i X_i with X_i uniform: the share of X_i is a_i² / sum a².
TEST(Explain, LinearFunctionHasItsAnalyticShares) {
    const std::vector<double> a{4, 2, 1};
    std::vector<std::vector<double>> x;
    for (std::uint32_t i = 0; i < 3; ++i) x.push_back(uniforms(1000, i));
    std::vector<double> y(1000);
    for (std::size_t d = 0; d < y.size(); ++d) y[d] = a[0] * x[0][d] + a[1] * x[1][d] + a[2] * x[2][d];
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(first_order_share(x[i], y), a[i] * a[i] / 21.0, 0.05) << i;
}

// Ishigami & Homma (1990), a = 7, b = 0.1: first-order shares 0.3139, 0.4424 and 0 (Saltelli et al. 2008, p. 179 ff).
TEST(Explain, IshigamiFirstOrderShares) {
    const double pi = std::numbers::pi;
    for (const std::size_t draws : {1000U, 4000U}) {
        std::vector<std::vector<double>> x;
        for (std::uint32_t i = 0; i < 3; ++i) {
            x.push_back(uniforms(draws, 10 + i));
            for (double& value : x.back()) value = pi * (2 * value - 1);
        }
        std::vector<double> y(draws);
        for (std::size_t d = 0; d < draws; ++d) {
            y[d] = std::sin(x[0][d]) + 7 * std::pow(std::sin(x[1][d]), 2) + 0.1 * std::pow(x[2][d], 4) * std::sin(x[0][d]);
        }
        EXPECT_NEAR(first_order_share(x[0], y), 0.3139, 0.05);
        EXPECT_NEAR(first_order_share(x[1], y), 0.4424, 0.05);
        EXPECT_NEAR(first_order_share(x[2], y), 0.0, 0.05);
    }
}

// Without the correction an input without effect would seem to explain bins/draws of the variance.
TEST(Explain, AnInputWithoutEffectExplainsNothingOnAverage) {
    double sum = 0;
    for (std::uint32_t trial = 0; trial < 40; ++trial) sum += first_order_share(uniforms(192, 100 + trial), uniforms(192, 900));
    EXPECT_LT(sum / 40, 0.03);
}

TEST(Explain, ConstantsAndTooFewDrawsExplainNothing) {
    EXPECT_EQ(first_order_share(std::vector<double>(100, 2.0), uniforms(100, 1)), 0);
    EXPECT_EQ(first_order_share(uniforms(100, 1), std::vector<double>(100, 2.0)), 0);
    EXPECT_EQ(first_order_share(uniforms(100, 1), std::vector<double>(100, 20.1)), 0);   // no exact mean
    EXPECT_EQ(first_order_share(uniforms(15, 1), uniforms(15, 1)), 0);
}

TEST(Explain, AnInputThatIsTheAnswerExplainsAllOfIt) {
    const std::vector<double> x = uniforms(500, 3);
    EXPECT_GT(first_order_share(x, x), 0.98);
}

TEST(Explain, RanksParametersAndTellsTheDirection) {
    std::vector<std::vector<double>> draws(400, std::vector<double>(kParameters, 1.0));
    std::vector<double> answer(400);
    const auto strong = static_cast<std::size_t>(Parameter::inventory_scale);
    const auto weak = static_cast<std::size_t>(Parameter::leakage_share);
    for (std::size_t d = 0; d < 400; ++d) {
        draws[d][strong] = uniform(1, static_cast<std::uint32_t>(d), 1, 1);
        draws[d][weak] = uniform(1, static_cast<std::uint32_t>(d), 2, 1);
        answer[d] = 10 - 5 * draws[d][strong] + 2 * draws[d][weak];
    }
    const std::vector<Influence> ranked = influences(draws, answer);
    ASSERT_EQ(ranked.size(), static_cast<std::size_t>(kParameters));
    EXPECT_EQ(ranked[0].parameter, Parameter::inventory_scale);
    EXPECT_EQ(ranked[1].parameter, Parameter::leakage_share);
    EXPECT_GT(ranked[0].at_low, ranked[0].at_high);
    EXPECT_LT(ranked[1].at_low, ranked[1].at_high);
    EXPECT_EQ(ranked[2].share, 0);
}

}  // namespace
}  // namespace countervail
