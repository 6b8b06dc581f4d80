// SPDX-License-Identifier: Apache-2.0
// The shipped scenario, made ready and run with few draws.
// covers: recorder
#include "simulation/ensemble.h"

#include <gtest/gtest.h>

#include <cmath>
#include <mutex>

#include "base/parallel.h"
#include "simulation/outcome.h"

namespace countervail {
namespace {

constexpr int kDraws = 3 * kBlock;

Scenario shipped_scenario() {
    const Library library = Library::embedded();
    Scenario scenario = read_scenario(library.find("scenarios/april-2025.toml")->text, "april-2025.toml").value();
    scenario.draws = kDraws;
    return scenario;
}

Result<Ensemble> prepare(const Scenario& scenario) {
    const Library library = Library::embedded();
    const Ledger ledger = Ledger::read(library).value();
    return Ensemble::prepare(library, ledger, scenario);
}

const Ensemble& april() {
    static const Ensemble ensemble = prepare(shipped_scenario()).value();
    return ensemble;
}

Outcome run(const Ensemble& ensemble, int threads) {
    Outcome outcome(ensemble.tasks(), ensemble.measures(), ensemble.scenario().draws);
    std::mutex lock;
    const auto blocks = static_cast<std::size_t>(ensemble.blocks());
    parallel_for(threads, blocks * ensemble.tasks().size(), [&](std::size_t i) {
        const auto values = ensemble.run_block(static_cast<int>(i / blocks), static_cast<int>(i % blocks));
        const std::lock_guard guard(lock);
        outcome.put(static_cast<int>(i / blocks), static_cast<int>(i % blocks), values);
    });
    return outcome;
}

TEST(ensemble, same_numbers_at_one_two_and_four_threads) {
    const Outcome one = run(april(), 1);
    for (const int threads : {2, 4}) {
        const Outcome other = run(april(), threads);
        for (std::size_t task = 0; task < april().tasks().size(); ++task) {
            for (std::size_t m = 0; m < april().measures().size(); ++m) {
                for (int time = 0; time < april().measures()[m].times; ++time) {
                    ASSERT_EQ(one.values(static_cast<int>(task), static_cast<int>(m), time),
                              other.values(static_cast<int>(task), static_cast<int>(m), time))
                        << april().measures()[m].id << " at " << threads << " threads";
                }
            }
        }
    }
}

TEST(ensemble, fingerprint_follows_every_input) {
    const std::string original = april().fingerprint();
    EXPECT_EQ(prepare(shipped_scenario())->fingerprint(), original);
    Scenario changed = shipped_scenario();
    changed.seed += 1;
    EXPECT_NE(prepare(changed)->fingerprint(), original);
    changed = shipped_scenario();
    changed.through = changed.through + 7;
    EXPECT_NE(prepare(changed)->fingerprint(), original);
    changed = shipped_scenario();
    changed.cases[1].without.clear();
    EXPECT_NE(prepare(changed)->fingerprint(), original);
}

TEST(ensemble, cases_agree_until_the_act_and_part_after_it) {
    const Outcome outcome = run(april(), 4);
    const int base = outcome.task("as-published", Allocation::proportional);
    const int without = outcome.task("without-no-18", Allocation::proportional);
    const int magnets = outcome.measure("exports/magnets-world");
    ASSERT_GE(base, 0);
    ASSERT_GE(without, 0);
    for (int month = 0; month < 3; ++month) EXPECT_EQ(outcome.values(base, magnets, month), outcome.values(without, magnets, month));
    EXPECT_LT(outcome.band(base, magnets, 4).high, outcome.band(without, magnets, 4).low);
    EXPECT_EQ(april().focus_day(), Date(2025, 4, 4));
}

// Mechanisms, not magnitudes: these signs hold in every reading of the assumptions.
TEST(ensemble, controlled_goods_collapse_and_recover_and_only_their_prices_split) {
    const Outcome outcome = run(april(), 4);
    const int base = outcome.task("as-published", Allocation::proportional);
    const int magnets = outcome.measure("exports/magnets-world");
    const double march = outcome.band(base, magnets, 2).median, may = outcome.band(base, magnets, 4).median,
                 september = outcome.band(base, magnets, 8).median;
    EXPECT_LT(may, 0.75 * march);
    EXPECT_GT(september, 0.9 * march);
    const int week = 22;
    EXPECT_GT(outcome.band(base, outcome.measure("price/dysprosium/ratio"), week).median, 1.5);
    EXPECT_LT(outcome.band(base, outcome.measure("price/neodymium/ratio"), week).high, 1.2);
    EXPECT_GT(outcome.band(base, outcome.measure("licences/pending"), week).low, 0.0);
    double filed = 0, decided = 0;
    for (int w = 0; w < april().calendar().weeks; ++w) {
        filed += outcome.band(base, outcome.measure("licences/filed"), w).median;
        decided += outcome.band(base, outcome.measure("licences/approved"), w).median;
    }
    EXPECT_LT(decided, filed);
}

TEST(ensemble, months_hold_the_days_of_their_weeks) {
    const Outcome outcome = run(april(), 4);
    const int base = outcome.task("as-published", Allocation::proportional);
    const int magnets = outcome.measure("exports/magnets-world");
    // January rests on the baseline: 31 days of the weekly flow.
    double weekly = 0;
    const Network& network = april().network();
    const int origin = april().world().place("CHN");
    for (int lane = 0; lane < network.lanes; ++lane) {
        const auto from = static_cast<std::size_t>(network.lane_from[static_cast<std::size_t>(lane)]);
        const std::string& item = april().world().catalogue.items[static_cast<std::size_t>(network.market_item[from])].id;
        if (network.market_place[from] == origin && item.find("magnet") != std::string::npos) weekly += network.flow[static_cast<std::size_t>(lane)];
    }
    EXPECT_NEAR(outcome.band(base, magnets, 0).median / (weekly * 31 / 7), 1.0, 1e-4);
    EXPECT_EQ(april().dates(TimeAxis::month).size(), static_cast<std::size_t>(april().measures()[static_cast<std::size_t>(magnets)].times));
}

TEST(ensemble, an_act_can_be_taken_out_and_its_task_differs) {
    Ensemble ensemble = prepare(shipped_scenario()).value();
    const auto task = ensemble.add_task_without("as-published", "CHN/mofcom-gacc-2025-18");
    ASSERT_TRUE(task) << to_text(task.error());
    const int direct = 3;   // second case, proportional
    ASSERT_EQ(ensemble.tasks()[direct].case_id, "without-no-18");
    EXPECT_EQ(ensemble.run_block(*task, 0), ensemble.run_block(direct, 0));
    EXPECT_FALSE(ensemble.add_task_without("no-such-case", "CHN/mofcom-gacc-2025-18"));
}

TEST(ensemble, wrong_scenarios_are_refused_with_all_their_problems) {
    Scenario scenario = shipped_scenario();
    scenario.exports[0].items = {"ndfeb.magnett"};
    scenario.prices[0].outside = "atlantis";
    const auto prepared = prepare(scenario);
    ASSERT_FALSE(prepared);
    const std::string text = to_text(prepared.error());
    EXPECT_NE(text.find("did you mean \"ndfeb.magnet\""), std::string::npos) << text;
    EXPECT_NE(text.find("atlantis"), std::string::npos) << text;
    scenario = shipped_scenario();
    scenario.cases[1].without = {"CHN/mofcom-gacc-2025-19"};
    scenario.world = "world-2042";
    EXPECT_GE(prepare(scenario).error().size(), 2U);
}

}  // namespace
}  // namespace countervail
