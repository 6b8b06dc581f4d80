// SPDX-License-Identifier: Apache-2.0
#include "calibration/normal_distribution.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

// Wichura (1988), Applied Statistics 37: the check values printed with AS 241.
TEST(normal_distribution, quantiles_as_printed_with_the_algorithm) {
    EXPECT_NEAR(normal_quantile(0.25), -0.6744897501960817, 1e-15);
    EXPECT_NEAR(normal_quantile(0.001), -3.090232306167814, 1e-14);
    EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-13);
}

TEST(normal_distribution, distribution_and_quantile_undo_each_other) {
    for (double z = -6; z <= 6; z += 0.37) EXPECT_NEAR(normal_quantile(normal_distribution(z)), z, z > 4 ? 1e-6 : 1e-12);
    EXPECT_EQ(normal_quantile(0.5), 0);
    EXPECT_NEAR(normal_quantile(0.9), -normal_quantile(0.1), 1e-15);
}

}  // namespace
}  // namespace countervail
