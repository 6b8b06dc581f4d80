// SPDX-License-Identifier: Apache-2.0
// The laws of the weekly step in the shipped world, in every case and allocation of the shipped scenario.
#include <gtest/gtest.h>

#include <cmath>

#include "simulation/ensemble.h"
#include "simulation/invariants.h"
#include "simulation/spatial_equilibrium.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

const Ensemble& april() {
    static const Ensemble ensemble = [] {
        const Library library = Library::embedded();
        const Ledger ledger = Ledger::read(library).value();
        Scenario scenario = read_scenario(library.find("scenarios/april-2025.toml")->text, "april-2025.toml").value();
        scenario.draws = kBlock;
        return Ensemble::prepare(library, ledger, scenario).value();
    }();
    return ensemble;
}

DrawBlock drawn() { return make_draws(april().ranges(), april().scenario().seed, 0); }

class AprilTasks : public ::testing::TestWithParam<int> {};
// Two cases, each with the proportional, the best and the worst allocation.
INSTANTIATE_TEST_SUITE_P(Tasks, AprilTasks, ::testing::Range(0, 6));

TEST(AprilWorld, EveryTaskIsTested) { EXPECT_EQ(april().tasks().size(), 6U); }

TEST_P(AprilTasks, ConserveMatterAndStayAboveZero) {
    const Schedule& schedule = april().schedule(GetParam());
    ASSERT_FALSE(schedule.streams.empty());
    test::expect_conservation(april().network(), schedule, drawn(), april().tasks()[static_cast<std::size_t>(GetParam())].allocation);
}

class AprilWithoutActs : public ::testing::Test {
  protected:
    World world = [] {
        World copy = april().world();
        copy.projects.clear();   // each is a shock of its own
        return copy;
    }();
    Network network = lay_out(world);
    Schedule schedule = test::lawless(network, 522);
};

TEST_F(AprilWithoutActs, RestForTenYearsAtTheModes) {
    const test::Drift drift = test::drift_without_acts(network, schedule, modal_draws(april().ranges()));
    EXPECT_LT(drift.size, 1e-6) << drift.where;
}

TEST_F(AprilWithoutActs, RestForTenYearsInEveryDraw) {
    const test::Drift drift = test::drift_without_acts(network, schedule, drawn());
    EXPECT_LT(drift.size, 1e-6) << drift.where;
}

constexpr int kWeeksToSettle = 8000;

// With parameters fixed and one lane dearer, the weekly model settles where the direct solver says.
TEST_F(AprilWithoutActs, SettlesOnTheDirectSolutionAfterOneLaneGrowsDearer) {
    const DrawBlock parameters = modal_draws(april().ranges());
    int busiest = 0;
    for (int lane = 0; lane < network.lanes; ++lane) {
        const auto index = static_cast<std::size_t>(lane);
        const Market& from = world.markets[static_cast<std::size_t>(network.lane_from[index])];
        const Stage stage = world.catalogue.items[static_cast<std::size_t>(from.item)].stage;
        if (stage == Stage::magnet && network.flow[index] > network.flow[static_cast<std::size_t>(busiest)]) busiest = lane;
    }
    const double price = network.price[static_cast<std::size_t>(network.lane_from[static_cast<std::size_t>(busiest)])];
    network.lane_cost[static_cast<std::size_t>(busiest)] += 0.03 * price;
    const auto direct = settled_state(network, parameters, network.lane_cost);
    ASSERT_TRUE(direct) << to_text(direct.error());
    const Schedule free = test::lawless(network, kWeeksToSettle);
    State state = rest(network, free, parameters);
    for (int week = 0; week < kWeeksToSettle; ++week) step(network, free, parameters, {Allocation::proportional, false}, state);
    double worst = 0;
    std::string where;
    for (int m = 0; m < network.markets; ++m) {
        const auto index = static_cast<std::size_t>(m);
        if (state.demanded[m][0] < 1e-6 * network.throughput[index]) continue;   // nothing trades: no price to compare
        const double error = std::abs(network.price[index] * state.price[m][0] / direct->price[index] - 1);
        if (error > worst) {
            worst = error;
            where = world.catalogue.items[static_cast<std::size_t>(network.market_item[index])].id + "@" +
                    world.places[static_cast<std::size_t>(network.market_place[index])].id;
        }
    }
    EXPECT_LT(worst, 1e-4) << where;
}

}  // namespace
}  // namespace countervail
