// SPDX-License-Identifier: Apache-2.0
// check_world must see every way in which a world can be broken.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world/random_world.h"

namespace countervail {
namespace {

using ::testing::HasSubstr;

void expect_problem(const World& world, const std::string& what) {
    const Errors errors = check_world(world);
    ASSERT_FALSE(errors.empty()) << what;
    EXPECT_THAT(to_text(errors), HasSubstr(what));
}

TEST(CheckWorld, SeesWhatIsBroken) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const World good = testing::random_world(seed);
        World world = good;
        world.sites[0].activity *= 1.01;
        expect_problem(world, "does not balance");
        world = good;
        world.markets[1].price *= 3;
        expect_problem(world, "margin");
        world = good;
        world.markets[0].throughput = 0;
        expect_problem(world, "has no throughput");
        world = good;
        world.sites.back().capacity = world.sites.back().activity / 2;
        expect_problem(world, "beyond its capacity");
        world = good;
        world.uses[0].needs[0].intensity = -1;
        expect_problem(world, "without intensity");
        world = good;
        world.sites[0].outputs[0].market = 9999;
        expect_problem(world, "leg without a market");
        world = good;
        std::swap(world.markets[0], world.markets[1]);
        expect_problem(world, "each once");
        world = good;
        world.projects[0].site = -1;
        expect_problem(world, "has no site");
    }
}

TEST(CheckWorld, SeesALaneThatWouldPayOrCostsAmiss) {
    World world = testing::random_world(3);
    ASSERT_FALSE(world.lanes.empty());
    Lane& lane = world.lanes[0];
    lane.cost = 0;
    world.markets[lane.to].price = 10 * world.markets[lane.from].price;
    expect_problem(world, "");
    world = testing::random_world(3);
    world.lanes[0].flow = -1;
    expect_problem(world, "negative flow");
    world = testing::random_world(3);
    world.lanes[0].transit_weeks = -1;
    expect_problem(world, "arrives before it leaves");
}

}  // namespace
}  // namespace countervail
