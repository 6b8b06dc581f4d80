// SPDX-License-Identifier: Apache-2.0
#include "dependence/world_trade.h"

#include <cmath>

#include <gtest/gtest.h>

#include "dependence/asymmetry.h"
#include "dependence/pair_measures.h"
#include "world/random_world.h"
#include "world/shipped_world.h"

namespace countervail {
namespace {

using testing::shipped_library;
using testing::shipped_world;

const Date kEndOf2025(2025, 12, 31);

TEST(trade_of_world, books_every_lane_and_all_own_supply) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const World world = testing::RandomWorld(seed).build();
        const TradeCube cube = trade_of_world(world, 2024);
        const TradeYear year = cube.year(2024);
        double booked = 0, expected = 0;
        for (const double value : year.values) booked += value;
        // All that passes a market is own supply, imports or exports; a lane joins two markets at the price of its first.
        for (const Market& market : world.markets) expected += market.throughput * market.price;
        for (const Lane& lane : world.lanes) {
            if (world.markets[lane.from].place == world.markets[lane.to].place) continue;
            expected -= lane.flow * world.markets[lane.to].price;
        }
        EXPECT_NEAR(booked, expected * 365.25 / 7 / 1000, 1e-6 * booked) << seed;
        EXPECT_EQ(cube.provenance().nomenclature, "items");
        EXPECT_TRUE(cube.provenance().domestic);
    }
}

TEST(trade_of_world, holds_the_lanes_of_the_shipped_world) {
    const World& world = shipped_world(kEndOf2025);
    const TradeCube cube = trade_of_world(world, *baseline_year(shipped_library(), "world-2024"));
    EXPECT_EQ(cube.years(), (std::vector<int>{2024}));
    EXPECT_EQ(cube.provenance().statements.size(), world.statements.size() + world.assumptions.size());
    const auto item = static_cast<std::size_t>(world.catalogue.item("ndfeb.magnet"));
    const int from = world.place("CHN"), to = world.place("DEU"), product = cube.product("ndfeb.magnet");
    double tonnes = 0;
    for (const Lane& lane : world.lanes) {
        const Market &seller = world.markets[lane.from], &buyer = world.markets[lane.to];
        if (seller.item == static_cast<int>(item) && seller.place == from && buyer.place == to) tonnes += lane.flow * 365.25 / 7;
    }
    ASSERT_GT(tonnes, 0);
    const TradeYear year = cube.year(2024);
    bool seen = false;
    for (auto at = year.product_begin[product]; at < year.product_begin[product + 1]; ++at) {
        if (year.exporters[at] != from || year.importers[at] != to) continue;
        seen = true;
        EXPECT_NEAR(*year.weight(at), tonnes, 1e-9 * tonnes);
        EXPECT_GT(year.values[at], 0);
    }
    EXPECT_TRUE(seen);
}

TEST(trade_of_world, feeds_every_measure_and_no_claim_about_all_trade) {
    const World& world = shipped_world(kEndOf2025);
    const TradeCube cube = trade_of_world(world, 2024);
    const auto measures = cube_measures(cube, 2024, {});
    ASSERT_TRUE(measures.has_value()) << to_text(measures.error());
    const auto japan = static_cast<PlaceIndex>(cube.place("JPN")), china = static_cast<PlaceIndex>(cube.place("CHN"));
    const auto supply = *PairMeasures::index("supply-share"), imports = *PairMeasures::index("import-share");
    EXPECT_GT(measures->pairs.at(imports, japan, china), measures->pairs.at(supply, japan, china));
    EXPECT_GT(measures->pairs.at(supply, japan, china), 0);
    const auto curve = asymmetry_curve(cube, {.a = "CHN", .b = "USA", .year = 2024});
    ASSERT_TRUE(curve.has_value()) << to_text(curve.error());
    EXPECT_TRUE(curve->items_only);
    EXPECT_EQ(curve->notes.front(), "embedded figures: items of the world only, not all trade");
}

TEST(baseline_year, is_that_of_the_file) {
    EXPECT_EQ(*baseline_year(shipped_library(), "world-2024"), 2024);
    EXPECT_FALSE(baseline_year(shipped_library(), "world-1066").has_value());
}

}  // namespace
}  // namespace countervail
