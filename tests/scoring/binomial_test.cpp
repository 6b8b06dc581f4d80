// SPDX-License-Identifier: Apache-2.0
#include "scoring/binomial.h"

#include <cmath>

#include <gtest/gtest.h>

namespace countervail {
namespace {

TEST(Binomial, SumsOfMasses) {
    for (const std::size_t trials : {1u, 2u, 7u, 30u}) {
        for (const double p : {0.05, 0.5, 0.9}) {
            double sum = 0;
            for (std::size_t k = 0; k <= trials; ++k) {
                const auto n = static_cast<double>(trials), x = static_cast<double>(k);
                sum += std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) + x * std::log(p) + (n - x) * std::log1p(-p));
                EXPECT_NEAR(binomial_distribution(k, trials, p), sum, 1e-12);
            }
        }
    }
}

TEST(Binomial, QuantileIsTheSmallestCount) {
    EXPECT_EQ(binomial_quantile(0.5, 10, 0.5), 5u);
    EXPECT_EQ(binomial_quantile(0.05, 12, 0.9), 9u);   // P(X ≤ 8) = 0.0256, P(X ≤ 9) = 0.1109
    EXPECT_EQ(binomial_quantile(0.95, 12, 0.9), 12u);
    EXPECT_EQ(binomial_quantile(0.05, 0, 0.9), 0u);
    EXPECT_EQ(binomial_quantile(0.5, 5, 0), 0u);
    EXPECT_EQ(binomial_quantile(0.5, 5, 1), 5u);
}

}  // namespace
}  // namespace countervail
