// SPDX-License-Identifier: Apache-2.0
#include "simulation/provenance.h"

#include <gtest/gtest.h>

#include "simulation/small_world.h"

namespace countervail {
namespace {

struct Traced {
    World world = test::small_world();
    Network network = lay_out(world);
    Provenance found = trace_provenance(network);
    int market(const char* item, const char* place) const { return world.market(world.catalogue.item(item), world.place(place)); }
    const std::vector<OriginShare>& origins(const char* item, const char* place) const { return found.origins[static_cast<std::size_t>(market(item, place))]; }
    const std::vector<Ingredient>& contents(const char* item, const char* place) const { return found.contents[static_cast<std::size_t>(market(item, place))]; }
};

double value_of(const std::vector<Ingredient>& contents, const std::string& item, const std::string& origin, bool inside) {
    double value = 0;
    for (const Ingredient& each : contents) {
        if (each.item == item && each.origin == origin && each.inside == inside) value += each.value.to_double();
    }
    return value;
}

TEST(Provenance, OriginsMixInProportionToWhatIsMadeAndWhatArrives) {
    const Traced traced;
    const auto& hot = traced.origins("magnet.hot", "BBB");   // 4 t made, 6 t from AAA
    ASSERT_EQ(hot.size(), 2U);
    EXPECT_EQ(hot[0].place, 0);
    EXPECT_NEAR(hot[0].share, 0.6, 1e-9);
    EXPECT_NEAR(hot[1].share, 0.4, 1e-9);
    ASSERT_EQ(traced.origins("magnet", "CCC").size(), 1U);
    EXPECT_EQ(traced.origins("magnet", "CCC")[0].place, 0);
}

TEST(Provenance, ReexportsKeepTheirOrigin) {
    World world = test::small_world();
    // 2 t of hot magnets a week go on from BBB to CCC.
    const int hb = world.market(3, 1), hc = world.market(3, 2);
    world.lanes[2].flow += 2;
    world.lanes[6].flow += 2;
    world.markets[static_cast<std::size_t>(hb)].throughput += 2;
    world.markets[static_cast<std::size_t>(hc)].throughput += 2;
    const Network network = lay_out(world);
    const Provenance found = trace_provenance(network);
    // In BBB 8 of 12 t are of AAA; so are 10.5 + 2 · 2/3 of 12.5 t in CCC.
    EXPECT_NEAR(found.origins[static_cast<std::size_t>(hb)][0].share, 8.0 / 12, 1e-9);
    EXPECT_NEAR(found.origins[static_cast<std::size_t>(hc)][0].share, (10.5 + 2 * 8.0 / 12) / 12.5, 1e-9);
}

TEST(Provenance, ContentsAreSharesOfTheValueOfWhatIsMade) {
    const Traced traced;
    const auto& hot = traced.contents("magnet.hot", "BBB");
    EXPECT_NEAR(value_of(hot, "xenium.oxide", "AAA", false), 0.275 * 200500 / 70500, 1e-9);
    EXPECT_NEAR(value_of(hot, "yonium.oxide", "AAA", false), 0.11 / 0.9 * 20500 / 70500, 1e-9);
    EXPECT_TRUE(traced.contents("magnet.hot", "CCC").empty());
}

// The ore sits inside an oxide of its own origin: it is no input of its own, so nothing is counted twice.
TEST(Provenance, WhatSitsInsideAFinishedInputOfItsOriginIsMarked) {
    const Traced traced;
    const auto& hot = traced.contents("magnet.hot", "BBB");
    EXPECT_EQ(value_of(hot, "concentrate.alpha", "AAA", false), 0);
    EXPECT_GT(value_of(hot, "concentrate.alpha", "AAA", true), 0.01);
    double direct = 0;
    for (const Ingredient& each : hot) direct += each.inside ? 0 : each.value.to_double();
    EXPECT_LT(direct, 1);
}

// Joint outputs share their input by value: the ore in a tonne of either oxide is the same share of its price.
TEST(Provenance, JointOutputsShareTheirInputsByValue) {
    const Traced traced;
    const double in_xenium = value_of(traced.contents("xenium.oxide", "AAA"), "concentrate.alpha", "AAA", false);
    const double in_yonium = value_of(traced.contents("yonium.oxide", "AAA"), "concentrate.alpha", "AAA", false);
    EXPECT_NEAR(in_xenium, 5000 / (0.24 * 200000 + 0.72 * 20000), 1e-9);
    EXPECT_NEAR(in_yonium, in_xenium, 1e-9);
}

}  // namespace
}  // namespace countervail
