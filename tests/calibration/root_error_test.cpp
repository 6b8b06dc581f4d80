// SPDX-License-Identifier: Apache-2.0
#include "calibration/root_error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace countervail {
namespace {

// By hand: chance 0.3, model 0.4 with memory 0.5; V = [0.25 0.08; 0.08 0.25] where the rows are exact. Roots 0.5 and 1 observed against
// 0.6 and 0.8: d = (−0.1, 0.2), V⁻¹ = [0.25 −0.08; −0.08 0.25]/0.0561, dᵀV⁻¹d = (0.25·0.01 + 2·0.08·0.02 + 0.25·0.04)/0.0561.
TEST(root_error, two_months_by_hand) {
    const RootError error({{0, 0.25, 0}, {1, 1, 0}}, 0.3, 0.4, 0.5);
    EXPECT_NEAR(error.misfit({0.36, 0.64}), (0.0025 + 0.0032 + 0.01) / 0.0561, 1e-12);
    EXPECT_NEAR(error.implausibility(1, 0.64), 0.2 / 0.5, 1e-12);
    EXPECT_NEAR(error.misfit({0.25, 1}), 0, 1e-15);
}

TEST(root_error, the_memory_fades_over_the_months_between) {
    const RootError apart({{0, 1, 0}, {2, 1, 0}}, 0.3, 0.4, 0.5);   // covariance 0.16·0.25 = 0.04
    EXPECT_NEAR(apart.misfit({0.81, 0.81}), 2 * 0.01 * (0.25 - 0.04) / (0.0625 - 0.0016), 1e-12);
}

TEST(root_error, a_wide_row_speaks_less_and_a_month_without_exports_is_finite) {
    const RootError exact({{0, 0, 0}}, 0.1, 0.1, 0), wide({{0, 0, 0.04}}, 0.1, 0.1, 0);
    EXPECT_NEAR(exact.misfit({0.04}), 0.04 / 0.02, 1e-12);
    EXPECT_NEAR(wide.misfit({0.04}), 0.04 / 0.06, 1e-12);
    EXPECT_EQ(exact.misfit({0}), 0);
    EXPECT_TRUE(std::isnan(exact.misfit({std::nan("")})));
}

}  // namespace
}  // namespace countervail
