// SPDX-License-Identifier: Apache-2.0
#include "losses/scenario_losses.h"

#include <gtest/gtest.h>

#include <numeric>

#include "losses/loss_bench.h"

namespace countervail {
namespace {

struct Bench {
    Industries industries = sector_industries(bench_april().world().catalogue);
    IoTable table = plain_table(bench_april().world(), industries);
};

const Bench& bench() {
    static const Bench made;
    return made;
}

ScenarioLosses losses_with(int threads, const std::string& model = "half-critical") {
    LossOptions options;
    options.model = model;
    options.draws = kBenchDraws;
    options.compared_draws = 4;
    options.elasticities = {0.01, 0.1, 0.5};
    options.threads = threads;
    PropagationOptions propagation;
    propagation.criticality = bench().industries.criticality;
    return scenario_losses(bench_april(), bench().table, bench().industries, propagation, options).value();
}

const ScenarioLosses& losses() {
    static const ScenarioLosses made = losses_with(2);
    return made;
}

TEST(scenario_losses, groups_add_up) {
    for (const CaseLosses& each : losses().cases) {
        // Values at rest add up exactly; medians do not, so sums are compared where every draw is alike: at the worst bound.
        double value = 0;
        for (const LossSum& place : each.by_place) value += place.value_added;
        EXPECT_NEAR(value, each.all.value_added, 1e-9 * value);
        value = 0;
        for (const LossSum& industry : each.by_industry) value += industry.value_added;
        EXPECT_NEAR(value, each.all.value_added, 1e-9 * value);
        EXPECT_EQ(each.all_by_week.size(), static_cast<std::size_t>(losses().weeks));
    }
}

TEST(scenario_losses, the_bracket_holds_the_middle_and_nothing_is_negative) {
    for (const CaseLosses& each : losses().cases) {
        const auto holds = [](const LossRange& range) {
            EXPECT_LE(range.best, range.band.median);
            EXPECT_GE(range.worst, range.band.median);
            EXPECT_GE(range.best, -1e-6);
            EXPECT_LE(range.band.low, range.band.high);
        };
        holds(each.all.direct);
        holds(each.all.total);
        for (const CellLoss& cell : each.cells) {
            holds(cell.total);
            for (const LossRange& week : cell.by_week) holds(week);
        }
    }
}

TEST(scenario_losses, what_passes_on_comes_on_top) {
    const CaseLosses& base = losses().of("as-published");
    EXPECT_GT(base.all.direct.band.median, 0);
    EXPECT_GE(base.all.total.band.low, base.all.direct.band.low * (1 - 1e-4));
    EXPECT_GE(base.all.total.band.median, base.all.direct.band.median * (1 - 1e-4));
    EXPECT_LE(base.all.total.worst, base.all.value_added);
}

TEST(scenario_losses, the_act_in_focus_costs_something) {
    EXPECT_LT(losses().of("without-no-18").all.total.band.median, losses().of("as-published").all.total.band.median);
}

TEST(scenario_losses, threads_change_no_digit) {
    const ScenarioLosses one = losses_with(1);
    for (std::size_t c = 0; c < one.cases.size(); ++c) {
        EXPECT_EQ(one.cases[c].all.total.band.median, losses().cases[c].all.total.band.median);
        EXPECT_EQ(one.cases[c].all.total.band.high, losses().cases[c].all.total.band.high);
        ASSERT_EQ(one.cases[c].cells.size(), losses().cases[c].cells.size());
        for (std::size_t i = 0; i < one.cases[c].cells.size(); ++i) {
            EXPECT_EQ(one.cases[c].cells[i].cell, losses().cases[c].cells[i].cell);
            EXPECT_EQ(one.cases[c].cells[i].total.band.median, losses().cases[c].cells[i].total.band.median);
        }
    }
}

TEST(scenario_losses, models_are_compared_on_the_same_shocks) {
    ASSERT_EQ(losses().models.size(), propagation_names().size());
    EXPECT_EQ(losses().models.front().model, "half-critical");
    for (const ModelLoss& each : losses().models) {
        EXPECT_EQ(each.direct, losses().models.front().direct) << each.model;
        EXPECT_LE(each.low, each.high);
    }
    const auto total = [](const std::string& name) {
        for (const ModelLoss& each : losses().models)
            if (each.model == name) return each.total;
        return -1.0;
    };
    // Here every input is critical, so the half-critical family agrees, and only replaceable inputs do better.
    EXPECT_NEAR(total("strongly-critical"), total("half-critical"), 1e-6 * total("half-critical"));
    EXPECT_LE(total("linear"), total("leontief") * (1 + 1e-9));
}

TEST(scenario_losses, easier_substitution_at_the_process_loses_less) {
    const auto& checks = losses().processes;
    ASSERT_EQ(checks.size(), 3U);
    EXPECT_GT(checks[0].lost.high, 0);
    for (std::size_t i = 1; i < checks.size(); ++i) {
        EXPECT_LE(checks[i].lost.median, checks[i - 1].lost.median);
        EXPECT_LT(checks[i].lost.high, checks[i - 1].lost.high);
    }
}

TEST(scenario_losses, says_which_names_it_knows) {
    LossOptions options;
    options.model = "half-critcal";
    const auto made = scenario_losses(bench_april(), bench().table, bench().industries, {}, options);
    ASSERT_FALSE(made);
    EXPECT_NE(to_text(made.error()).find("half-critical"), std::string::npos);
    IoTable elsewhere = bench().table;
    for (std::string& place : elsewhere.places) place = "x-" + place;
    const auto nowhere = scenario_losses(bench_april(), elsewhere, bench().industries, {}, {});
    ASSERT_FALSE(nowhere);
    EXPECT_NE(to_text(nowhere.error()).find("none of the world's uses"), std::string::npos);
}

}  // namespace
}  // namespace countervail
