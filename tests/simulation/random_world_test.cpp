// SPDX-License-Identifier: Apache-2.0
// The laws of the weekly step in worlds drawn at random, under licences and holds on lanes drawn at random.
#include "world/random_world.h"

#include <gtest/gtest.h>

#include "simulation/invariants.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

constexpr std::uint64_t kWorlds = 40;

/// Each lane is licensed, held, both or free with the same chance.
struct RandomLaw {
    std::vector<int> licensed, held;
    RandomLaw(const Network& network, std::uint64_t seed) {
        for (int lane = 0; lane < network.lanes; ++lane) {
            const double u = uniform(seed, static_cast<std::uint32_t>(lane), 0, name_code("random-law"));
            if (u < 0.5) licensed.push_back(lane);
            if (u > 0.25 && u < 0.75) held.push_back(lane);
        }
    }
};

class RandomWorlds : public ::testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, RandomWorlds, ::testing::Range<std::uint64_t>(1, kWorlds + 1));

TEST_P(RandomWorlds, ConserveMatterUnderAnyLicencesAndHolds) {
    const World world = testing::random_world(GetParam());
    ASSERT_EQ(to_text(check_world(world)), "");
    const Network network = lay_out(world);
    const RandomLaw law(network, GetParam());
    const Schedule schedule = test::licensed_from(network, 120, 5, law.licensed, law.held);
    const DrawBlock draws = make_draws(test::middle_ranges(2), GetParam(), 0);
    for (const Allocation allocation : {Allocation::proportional, Allocation::best, Allocation::worst, Allocation::priority}) {
        test::expect_conservation(network, schedule, draws, allocation);
        if (HasFatalFailure()) return;
    }
}

// A project is a shock of its own, so here there is none.
TEST_P(RandomWorlds, RestForTenYearsWithoutActs) {
    World world = testing::random_world(GetParam());
    world.projects.clear();
    const Network network = lay_out(world);
    const test::Drift drift = test::drift_without_acts(network, test::lawless(network, 520), make_draws(test::middle_ranges(2), GetParam(), 0));
    EXPECT_LT(drift.size, 1e-6) << drift.where;
}

}  // namespace
}  // namespace countervail
