// SPDX-License-Identifier: Apache-2.0
// covers: idle_capacity, element_cut, choke_point_tables
#include "dependence/choke_points.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dependence/choke_point_tables.h"
#include "dependence/element_cut.h"
#include "dependence/idle_capacity.h"
#include "world/random_world.h"
#include "world/shipped_world.h"

namespace countervail {
namespace {

using ::testing::HasSubstr;

/// The example of docs/methods/dependence-choke-points.md: mines at A (8 of 10 t a week) and B (2 of 4), one smelter at A (10 of 12) that makes
/// metal, used at A (6, USD 60) and, over a lane, at C (4, USD 100).
World small_world() {
    World world;
    world.id = "small";
    world.places = {{"AAA", "A", "", 0, 0}, {"BBB", "B", "", 0, 0}, {"CCC", "C", "", 0, 0}};
    Catalogue& c = world.catalogue;
    c.elements.push_back({"element", "E", 60, false, true, "oxide", 0.9, ""});
    c.items = {{"ore", "ore", Stage::concentrate, "t REO", {{0, 0.5}}, {}, {}}, {"metal", "metal", Stage::metal, "t metal", {{0, 0.5}}, {}, {}}};
    c.processes = {{"mine", "mine", "mine", {}, {{0, 1}}, {}, {}}, {"smelt", "smelt", "smelt", {{0, 1}}, {{1, 1}}, {}, {}}};
    c.uses = {{"car", "cars", "vehicles", "civil", "cars", {{1, 1}}, {}}};
    world.markets = {{0, 0, 1, 0, 10}, {0, 1, 1, 0, 2}, {1, 0, 5, 0, 10}, {1, 2, 6, 0, 4}};
    world.sites = {{"mine@AAA", 0, 0, {}, {{0, 1}}, 8, 10, 1}, {"mine@BBB", 0, 1, {}, {{1, 1}}, 2, 4, 1}, {"smelt@AAA", 1, 0, {{0, 1}}, {{2, 1}}, 10, 12, 1}};
    world.lanes = {{1, 0, 2, 0, 1}, {2, 3, 4, 1, 1}};
    world.uses = {{"car@AAA", 0, 0, {{2, 1, 0, true}}, 6, 60}, {"car@CCC", 0, 2, {{3, 1, 0, true}}, 4, 100}};
    return world;
}

int use_index(const World& world, const std::string& id) {
    const auto found = std::find_if(world.uses.begin(), world.uses.end(), [&](const Use& use) { return use.id == id; });
    return found == world.uses.end() ? -1 : static_cast<int>(found - world.uses.begin());
}

const ChokeNode& node(const std::vector<ChokeNode>& nodes, const std::string& id) {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const ChokeNode& each) { return each.id == id; });
    if (found == nodes.end()) throw std::runtime_error("no node " + id);
    return *found;
}

TEST(ChokePoints, LossesByHand) {
    const World world = small_world();
    const std::vector<ChokeNode> nodes = choke_nodes(world);
    ASSERT_EQ(nodes.size(), 3U + 2U + 2U + 3U);
    const PhysicalShares shares(world);
    const StopLoss mine = shares.without_replacement(node(nodes, "mine@AAA"));
    EXPECT_NEAR(mine.running[0], 0.2, 1e-12);
    EXPECT_NEAR(mine.value_added, 0.8 * 160, 1e-9);
    EXPECT_NEAR(mine.share, 0.8, 1e-12);
    EXPECT_TRUE(mine.stopped.empty());
    const StopLoss smelter = shares.without_replacement(node(nodes, "metal at AAA"));
    EXPECT_EQ(smelter.stopped, (std::vector<int>{0, 1}));
    const StopLoss lane = shares.without_replacement(node(nodes, "exports of metal from AAA"));
    EXPECT_EQ(lane.stopped, (std::vector<int>{1}));
    EXPECT_NEAR(lane.value_added, 100, 1e-9);
}

TEST(ChokePoints, IdleCapacityLeavesAFloor) {
    const World world = small_world();
    const std::vector<ChokeNode> nodes = choke_nodes(world);
    // Without the mine at A the 4 t of the mine at B go to C, where a tonne earns 25, not 10.
    const auto mine = loss_with_idle_capacity(world, node(nodes, "mine@AAA"));
    ASSERT_TRUE(mine) << to_text(mine.error());
    EXPECT_NEAR(mine->loss.value_added, 60, 1e-5);
    EXPECT_NEAR(mine->loss.running[1], 1, 1e-6);
    EXPECT_LE(mine->gap, 1e-8);
    // Without the mine at B the one at A can make all 10.
    EXPECT_NEAR(loss_with_idle_capacity(world, node(nodes, "mine@BBB"))->loss.value_added, 0, 1e-5);
    EXPECT_NEAR(loss_with_idle_capacity(world, node(nodes, "smelt@AAA"))->loss.value_added, 160, 1e-9);
    EXPECT_EQ(uses_out_of_reach(world, node(nodes, "smelt@AAA")), (std::vector<int>{0, 1}));
    EXPECT_TRUE(uses_out_of_reach(world, node(nodes, "mine@AAA")).empty());
}

TEST(ChokePoints, ANeedThatIsNotCriticalSlowsByHalf) {
    World world = small_world();
    world.uses[1].needs[0].critical = false;
    const ChokeNode lane = choke_nodes(world)[4];
    ASSERT_EQ(lane.id, "metal: AAA to CCC");
    const StopLoss without = PhysicalShares(world).without_replacement(lane);
    EXPECT_NEAR(without.running[1], 0.5, 1e-12);
    EXPECT_TRUE(without.stopped.empty());
    EXPECT_NEAR(loss_with_idle_capacity(world, lane)->loss.value_added, 50, 1e-5);
}

TEST(ElementCut, TonnesAndNodesByHand) {
    const World world = small_world();
    const auto tonnes = element_cut(world, 0, 1);
    ASSERT_TRUE(tonnes);
    EXPECT_NEAR(tonnes->flow, 6, 1e-12);        // the smelter: 12 × 0.5
    EXPECT_NEAR(tonnes->capacity, tonnes->flow, 1e-12);
    EXPECT_NEAR(tonnes->need, 2, 1e-12);
    ASSERT_EQ(tonnes->cut.size(), 1U);
    EXPECT_EQ(tonnes->cut[0].id, "smelt@AAA");
    EXPECT_EQ(tonnes->sources, (std::vector<std::string>{"mine@AAA", "mine@BBB"}));
    const auto lanes = element_cut(world, 0, 1, {false, true, 1.5});
    EXPECT_NEAR(lanes->flow, 3, 1e-12);         // the lane of metal: 1.5 × 4 × 0.5
    EXPECT_EQ(lanes->cut[0].id, "metal: AAA to CCC");
    const auto nodes = element_cut(world, 0, 0, {true, false, 0});
    EXPECT_EQ(nodes->flow, 1);
    EXPECT_EQ(nodes->cut[0].id, "smelt@AAA");
    EXPECT_EQ(single_node_cuts(world, 2).size(), 2U);
    EXPECT_FALSE(element_cut(world, 1, 0));
    EXPECT_FALSE(element_cut(world, 0, 2));
    World other = world;
    other.catalogue.items[1].contents.clear();
    const auto none = element_cut(other, 0, 0);
    ASSERT_FALSE(none);
    EXPECT_THAT(to_text(none.error()), HasSubstr("car@AAA takes nothing that holds element"));
    const Table table = element_cut_table(world, *tonnes);
    EXPECT_THAT(table.title, HasSubstr("6 t a week can pass, 2 are used"));
    EXPECT_EQ(std::get<double>(table.rows[0][2]), 300);
}

/// Two outputs that both hold the element: the by-product cannot stand in for the product.
TEST(ElementCut, JointOutputsKeepTheirParts) {
    World world = small_world();
    world.catalogue.items.push_back({"slag", "slag", Stage::scrap, "t", {{0, 0.5}}, {}, {}});
    world.markets.push_back({2, 0, 0.1, 0, 10});
    world.sites[2].outputs = {{2, 0.7}, {4, 0.3}};
    const auto cut = element_cut(world, 0, 0);
    EXPECT_NEAR(cut->flow, 12 * 0.7 * 0.5, 1e-12);
    EXPECT_EQ(cut->cut[0].id, "smelt@AAA, its metal");
}

TEST(ChokePoints, LawsOnRandomWorlds) {
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        SCOPED_TRACE(seed);
        const World world = testing::RandomWorld(seed).build();
        const std::vector<ChokeNode> nodes = choke_nodes(world);
        const std::vector<StopLoss> ceilings = losses_without_replacement(world, nodes, 1), threaded = losses_without_replacement(world, nodes, 5);
        const ChokeNode nothing{NodeKind::site, 0, "nothing", {}, {}};
        EXPECT_NEAR(PhysicalShares(world).without_replacement(nothing).share, 0, 1e-12);
        EXPECT_NEAR(loss_with_idle_capacity(world, nothing).value().loss.share, 0, 1e-6);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            EXPECT_EQ(ceilings[i].running, threaded[i].running);
            for (const double running : ceilings[i].running) {
                EXPECT_GE(running, 0);
                EXPECT_LE(running, 1);
            }
            const auto floor = loss_with_idle_capacity(world, nodes[i]);
            ASSERT_TRUE(floor) << nodes[i].id << to_text(floor.error());
            EXPECT_LE(floor->loss.share, ceilings[i].share + 1e-6) << nodes[i].id;
            // What no route can reach does not run in either.
            for (const int use : uses_out_of_reach(world, nodes[i])) {
                EXPECT_LT(floor->loss.running[static_cast<std::size_t>(use)], 1e-9);
                EXPECT_LT(ceilings[i].running[static_cast<std::size_t>(use)], 1e-9);
            }
            // A stage loses at least what each of its plants does.
            if (nodes[i].kind != NodeKind::stage) continue;
            for (std::size_t k = 0; k < nodes.size(); ++k) {
                if (nodes[k].kind == NodeKind::site && std::count(nodes[i].sites.begin(), nodes[i].sites.end(), nodes[k].sites[0]) > 0) { EXPECT_GE(ceilings[i].share, ceilings[k].share - 1e-12); }
            }
        }
        for (int use = 0; use < static_cast<int>(world.uses.size()); ++use) {
            for (int element = 0; element < static_cast<int>(world.catalogue.elements.size()); ++element) {
                const auto cut = element_cut(world, element, use);
                if (!cut) continue;
                EXPECT_NEAR(cut->flow, cut->capacity, 1e-9 * (1 + cut->flow));
                EXPECT_GE(cut->flow, cut->need * (1 - 1e-9));   // what flows at baseline fits through
                EXPECT_GE(element_cut(world, element, use, {true, true, 0})->flow, element_cut(world, element, use, {true, false, 0})->flow);
            }
        }
    }
}

/// A cut of one node and the shares agree: without that node none of the element arrives over the routes of the baseline.
TEST(ChokePoints, SingleNodesOfTheShippedWorldStopWhatTheyCut) {
    const World& world = testing::shipped_world(Date(2025, 4, 3));
    const std::vector<ChokeNode> nodes = choke_nodes(world);
    const PhysicalShares shares(world);
    const std::vector<ElementCut> cuts = single_node_cuts(world, 4);
    ASSERT_FALSE(cuts.empty());
    for (const ElementCut& cut : cuts) {
        const std::vector<double> left = shares.supply_left(node(nodes, cut.cut[0].id));
        for (const Need& need : world.uses[static_cast<std::size_t>(cut.use)].needs) {
            const Item& item = world.catalogue.items[static_cast<std::size_t>(world.markets[static_cast<std::size_t>(need.market)].item)];
            const bool holds = std::any_of(item.contents.begin(), item.contents.end(), [&](const Content& content) { return content.element == cut.element && content.mass > 0; });
            if (holds && need.intensity > 0) { EXPECT_LT(left[static_cast<std::size_t>(need.market)], 1e-9) << cut.cut[0].id; }
        }
    }
}

TEST(ChokePoints, ShippedWorldRanksItsNodes) {
    const World& world = testing::shipped_world(Date(2025, 4, 3));
    const auto top = choke_points_table(world, NodeKind::exports, 5, 4);
    ASSERT_TRUE(top) << to_text(top.error());
    ASSERT_EQ(top->rows.size(), 5U);
    for (std::size_t i = 0; i < top->rows.size(); ++i) {
        EXPECT_GE(std::get<double>(top->rows[i][3]), std::get<double>(top->rows[i][6]));
        if (i > 0) { EXPECT_GE(std::get<double>(top->rows[i - 1][3]), std::get<double>(top->rows[i][3])); }
    }
    EXPECT_FALSE(top->sources.empty());
    std::cout << render(*top, TableFormat::text);
    Table points = single_points_table(world, 4);
    ASSERT_GT(points.rows.size(), 100U);
    points.rows.resize(8);
    std::cout << render(points, TableFormat::text);
    const auto cut = element_cut(world, world.catalogue.element("dysprosium"), use_index(world, "vehicle.electric@DEU"));
    ASSERT_TRUE(cut) << to_text(cut.error());
    std::cout << render(element_cut_table(world, *cut), TableFormat::text);
    EXPECT_NEAR(cut->flow, cut->capacity, 1e-9 * cut->flow);
    EXPECT_GT(cut->flow, cut->need);
}

}  // namespace
}  // namespace countervail
