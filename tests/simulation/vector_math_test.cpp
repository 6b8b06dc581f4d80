// SPDX-License-Identifier: Apache-2.0
#include "simulation/vector_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace countervail {
namespace {

TEST(vector_math, exp_agrees_with_the_library) {
    for (double x = -690; x < 690; x += 0.0371) ASSERT_NEAR(fast_exp(x) / std::exp(x), 1.0, 3e-15) << x;
    EXPECT_EQ(fast_exp(0), 1.0);
    EXPECT_GT(fast_exp(1e9), 1e300);
    EXPECT_LT(fast_exp(-1e9), 1e-300);
}

TEST(vector_math, log_agrees_with_the_library) {
    for (double x = 1e-300; x < 1e300; x *= 1.0371) ASSERT_NEAR(fast_log(x) / std::log(x), 1.0, 3e-15) << x;
    for (double x = 0.99; x < 1.01; x += 1e-5) ASSERT_NEAR(fast_log(x), std::log(x), 1e-17 + 3e-15 * std::abs(std::log(x))) << x;
    EXPECT_EQ(fast_log(1.0), 0.0);
}

}  // namespace
}  // namespace countervail
