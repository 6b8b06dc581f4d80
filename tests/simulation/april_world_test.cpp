// SPDX-License-Identifier: Apache-2.0
// The laws of the weekly step in the shipped world, in every case and allocation of the shipped scenario.
#include <gtest/gtest.h>

#include "simulation/ensemble.h"
#include "simulation/invariants.h"
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

}  // namespace
}  // namespace countervail
