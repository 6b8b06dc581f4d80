// SPDX-License-Identifier: Apache-2.0
#include "dependence/trade_stops.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace countervail {
namespace {

using ::testing::HasSubstr;

// The example of docs/methods/dependence-choke-points.md. Place 0 sells 60 to 1 and 20 to 2; 1 sells 30 on to 2; 3 sells 50 to 2.
const std::vector<NetworkFlow> kExample{{0, 1, 60}, {0, 2, 20}, {1, 2, 30}, {3, 2, 50}};

TEST(TradeStops, DirectLossesByHand) {
    const auto stops = trade_stops(kExample, 4);
    ASSERT_TRUE(stops);
    ASSERT_EQ(stops->size(), 3U);   // place 2 exports nothing
    const TradeStop& first = stops->front();
    EXPECT_EQ(first.place, 0);
    EXPECT_EQ(first.importers, 2);
    EXPECT_EQ(first.hit, 1);        // 1 loses all 60 of 60, 2 loses 20 of 100
    EXPECT_EQ(first.share_hit, 0.5);
    EXPECT_NEAR(first.imports_hit, 60.0 / 160, 1e-15);
    EXPECT_NEAR(first.lost, 80.0 / 160, 1e-15);
    EXPECT_EQ(stops->back().place, 3);
    EXPECT_EQ(stops->back().hit, 0);   // exactly half is not more than half
}

TEST(TradeStops, ReExportsCarryLossesOn) {
    const auto stops = trade_stops(kExample, 4, {0.45, true, {}});
    ASSERT_TRUE(stops);
    // 1 lost everything, so its 30 do not reach 2 either: 2 loses 50 of 100.
    EXPECT_EQ(stops->front().hit, 2);
    EXPECT_NEAR(stops->front().lost, 110.0 / 160, 1e-15);
    // With 60 of its own making, 1 loses half of 120 and passes on half: 2 loses 20 + 15.
    const auto making = trade_stops(kExample, 4, {0.45, true, {80, 60, 0, 50}});
    EXPECT_NEAR(making->front().lost, (60 + 35.0) / (120 + 100), 1e-15);
}

TEST(TradeStops, OwnMakingIsAtLeastWhatExportsExceedImportsBy) {
    // 1 imports 10 and exports 40: it makes 30 of the 40 it has.
    const auto stops = trade_stops(std::vector<NetworkFlow>{{0, 1, 10}, {1, 2, 40}}, 3, {0.2, true, {}});
    EXPECT_NEAR(stops->front().lost, (10 + 0.25 * 40) / (40 + 40), 1e-15);
    EXPECT_EQ(stops->front().hit, 2);
    // A flow to itself is own making: 2 then has 50 more.
    const auto home = trade_stops(std::vector<NetworkFlow>{{0, 1, 10}, {1, 1, 10}}, 2);
    EXPECT_NEAR(home->front().lost, 0.5, 1e-15);
}

TEST(TradeStops, LawsOnRandomNetworks) {
    for (std::uint32_t draw = 0; draw < 200; ++draw) {
        const auto u = [&](std::uint32_t i) { return uniform(31, draw, i, 0); };
        const int places = 3 + static_cast<int>(8 * u(0));
        std::vector<NetworkFlow> flows;
        for (std::uint32_t i = 0; i < 40; ++i) flows.push_back({static_cast<int>(places * u(1 + 3 * i)), static_cast<int>(places * u(2 + 3 * i)), 10 * u(3 + 3 * i)});
        const auto direct = trade_stops(flows, places), through = trade_stops(flows, places, {0.5, true, {}});
        std::vector<NetworkFlow> turned(flows.rbegin(), flows.rend()), halves;
        for (const NetworkFlow& flow : flows) halves.insert(halves.end(), 2, {flow.from, flow.to, flow.value / 2});
        const auto reversed = trade_stops(turned, places), split = trade_stops(halves, places);
        for (std::size_t i = 0; i < direct->size(); ++i) {
            EXPECT_GE((*through)[i].lost, (*direct)[i].lost - 1e-12);
            EXPECT_GE((*through)[i].hit, (*direct)[i].hit);
            EXPECT_LE((*through)[i].lost, 1 + 1e-12);
            EXPECT_NEAR((*reversed)[i].lost, (*direct)[i].lost, 1e-12);
            EXPECT_NEAR((*split)[i].lost, (*direct)[i].lost, 1e-12);
            EXPECT_EQ((*split)[i].hit, (*direct)[i].hit);
        }
        const auto strict = trade_stops(flows, places, {0.9, false, {}});
        for (std::size_t i = 0; i < direct->size(); ++i) EXPECT_LE((*strict)[i].hit, (*direct)[i].hit);
    }
}

TEST(TradeStops, OddFlowsAreAllNamed) {
    const auto refused = trade_stops(std::vector<NetworkFlow>{{0, 5, 1}, {0, 1, -1}, {1, 0, std::nan("")}}, 2, {1, false, {1}});
    ASSERT_FALSE(refused);
    const std::string text = to_text(refused.error());
    for (const char* part : {"1 flows name a place", "2 flows are negative or no number", "the threshold is 1", "1 figures of own making for 2 places"}) EXPECT_THAT(text, HasSubstr(part));
}

}  // namespace
}  // namespace countervail
