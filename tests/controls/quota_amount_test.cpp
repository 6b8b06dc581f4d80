// SPDX-License-Identifier: Apache-2.0
#include "controls/quota_amount.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

TEST(quota, an_amount_has_a_mass_and_a_basis) {
    const auto amount = parse_quota("7976 t REO");
    ASSERT_TRUE(amount);
    EXPECT_EQ(amount->tonnes, 7976);
    EXPECT_EQ(amount->basis, "REO");
    EXPECT_EQ(parse_quota("3 kt gross")->tonnes, 3000);
    for (const char* wrong : {"", "much", "7976", "t REO", "-5 t REO", "5 USD", "5 t REO/year", "5 t magnet", "5 t oxide gross"}) EXPECT_FALSE(parse_quota(wrong)) << wrong;
}

}  // namespace
}  // namespace countervail
