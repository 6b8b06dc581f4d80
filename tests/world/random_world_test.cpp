// SPDX-License-Identifier: Apache-2.0
#include "world/random_world.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

TEST(RandomWorld, IsAWorld) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Errors errors = check_world(testing::random_world(seed));
        ASSERT_TRUE(errors.empty()) << "seed " << seed << "\n" << to_text(errors);
    }
}

TEST(RandomWorld, IsTheSameForTheSameSeed) {
    const World one = testing::random_world(7), two = testing::random_world(7);
    ASSERT_EQ(one.markets.size(), two.markets.size());
    for (std::size_t m = 0; m < one.markets.size(); ++m) EXPECT_EQ(one.markets[m].price, two.markets[m].price);
}

}  // namespace
}  // namespace countervail
