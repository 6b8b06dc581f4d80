// SPDX-License-Identifier: Apache-2.0
#include "world/balance.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace countervail {
namespace {

/// Three markets of one item in a row: a source fills the first, lanes run on and round, uses drain all.
FlowNetwork row_of_markets() {
    FlowNetwork network;
    network.markets = {{0, 0}, {0, 1}, {0, 2}};
    const auto add = [&](Unknown::Kind kind, Combination legs) { network.unknowns.push_back({kind, 0, std::move(legs)}); };
    add(Unknown::Kind::site, {{0, 2.0}});
    add(Unknown::Kind::lane, {{0, -1.0}, {1, 1.0}});
    add(Unknown::Kind::lane, {{1, -1.0}, {2, 1.0}});
    add(Unknown::Kind::lane, {{0, 1.0}, {2, -1.0}});
    add(Unknown::Kind::use, {{0, -0.5}});
    add(Unknown::Kind::use, {{1, -1.0}});
    add(Unknown::Kind::use, {{2, -3.0}});
    return network;
}

TEST(Balance, IsExactAfterAnyDisturbance) {
    const FlowNetwork network = row_of_markets();
    for (std::uint32_t draw = 0; draw < 200; ++draw) {
        std::vector<double> flows = {50, 60, 30, 0, 80, 30, 10};
        for (std::size_t j = 0; j < flows.size(); ++j) {
            flows[j] *= 0.7 + 0.6 * uniform(11, draw, static_cast<std::uint32_t>(j), 0);
        }
        ASSERT_GT(imbalance(flows, network), 1e-6);
        const auto balanced = balance(flows, network);
        ASSERT_TRUE(balanced) << to_text(balanced.error());
        EXPECT_LE(imbalance(flows, network), 1e-12);
        for (const double flow : flows) EXPECT_GE(flow, 0);
        EXPECT_EQ(flows[3], 0);   // what stood still stays still
    }
}

TEST(Balance, ChangesLittleWhenLittleIsWrong) {
    const FlowNetwork network = row_of_markets();
    std::vector<double> flows = {50, 60, 30, 0, 80, 30, 10}, before = flows;
    flows[0] *= 1 + 1e-7;
    ASSERT_TRUE(balance(flows, network));
    for (std::size_t j = 0; j < flows.size(); ++j) EXPECT_NEAR(flows[j], before[j], 1e-6 * before[j] + 1e-15);
}

TEST(Balance, RefusesAMarketWithoutSource) {
    const FlowNetwork network = row_of_markets();
    std::vector<double> flows = {0, 0, 0, 0, 80, 0, 0};
    EXPECT_FALSE(balance(flows, network));
}

TEST(Balance, NetsOutCirclesAndKeepsTheRest) {
    const FlowNetwork network = row_of_markets();
    std::vector<double> flows = {50, 70, 40, 10, 80, 30, 10};
    ASSERT_LE(imbalance(flows, network), 1e-12);
    net_circles(flows, network);
    EXPECT_LE(imbalance(flows, network), 1e-12);
    EXPECT_EQ(flows[3], 0);
    EXPECT_EQ(flows[1], 60);
    EXPECT_EQ(flows[2], 30);
    EXPECT_EQ(flows[4], 80);
}

}  // namespace
}  // namespace countervail
