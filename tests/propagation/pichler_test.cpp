// SPDX-License-Identifier: Apache-2.0
// covers: pichler_table, pichler_block
#include "propagation/pichler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <mutex>

#include "propagation/halt_time.h"
#include "propagation/made_tables.h"
#include "propagation/pichler_block.h"
#include "propagation/plain_pichler.h"

namespace countervail {
namespace {

using made_tables::any_criticality;
using made_tables::any_table;
using made_tables::table_of;
using testing::HasSubstr;

const std::vector<std::string> kFamily{"half-critical", "strongly-critical", "weakly-critical", "leontief", "linear"};
constexpr Rationing kRationings[]{Rationing::proportional, Rationing::priority, Rationing::optimal, Rationing::worst};

PropagationPath path_of(const Propagation& model, const Shock& shock) {
    PropagationPath path;
    model.run(std::span(&shock, 1), [&](const PropagationStep& step) {
        const auto cells = static_cast<Eigen::Index>(step.output.size());
        if (step.step == 0) path.output = path.capacity = path.final_unmet = Eigen::MatrixXd::Zero(cells, shock.steps);
        for (Eigen::Index cell = 0; cell < cells; ++cell) {
            const auto at = static_cast<std::size_t>(cell);
            path.output(cell, step.step) = step.output[at];
            path.capacity(cell, step.step) = step.capacity[at];
            path.final_unmet(cell, step.step) = step.final_unmet[at];
        }
    });
    return path;
}

double share() { return *rc::gen::inRange(0, 1001) / 1000.0; }

PropagationOptions any_options(int industries) {
    PropagationOptions options;
    options.days_per_step = *rc::gen::element(1.0, 7.0, 2.5);
    for (int i = 0; i < industries; ++i) options.inventory_days_of.push_back(1 + 20 * *rc::gen::element(0.0, share()));
    options.restock_days = 2 + 30 * share();
    options.rationing = *rc::gen::elementOf(std::vector<Rationing>(std::begin(kRationings), std::end(kRationings)));
    options.criticality = any_criticality(industries);
    options.pool_places = *rc::gen::arbitrary<bool>();
    return options;
}

Shock any_shock(int cells, int steps) {
    Shock shock;
    shock.steps = steps;
    for (int cell = 0; cell < cells; ++cell) {
        if (share() < 0.4) shock.cells.push_back({cell, {share(), share(), share(), 0.5 + share() / 2}});
        if (share() < 0.2) shock.demand.push_back({cell, {share(), 1, 0.5 + share()}});
    }
    return shock;
}

// Two inputs, each made for nobody but one user: 0 is held at φ, 1 is at hand.
IoTable two_inputs(double scarce, double plentiful) {
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(3, 3);
    flows(0, 2) = scarce;
    flows(1, 2) = plentiful;
    return table_of(1, 3, flows, Eigen::Vector3d(0, 0, 1000));
}

double floor_of(const std::string& name, double criticality, double delivered, double days_per_step, double scarce = 100, double plentiful = 300) {
    const IoTable table = two_inputs(scarce, plentiful);
    PropagationOptions options;
    options.days_per_step = days_per_step;
    options.inventory_days = 20;
    options.restock_days = 10;
    options.criticality = Eigen::MatrixXd::Zero(3, 3);
    options.criticality(0, 2) = criticality;
    options.criticality(1, 2) = 1;
    Shock shock;
    shock.steps = static_cast<int>(4000 / days_per_step);
    shock.cells = {{0, {delivered}}};
    return path_of(*make_pichler(name, table, options), shock).output(2, shock.steps - 1) / 1000;
}

RC_GTEST_PROP(pichler, long_run_floors, ()) {
    const double delivered = 0.99 * share(), days = *rc::gen::element(1.0, 7.0);
    const double scarce = 1 + 500 * share(), plentiful = 1 + 400 * share(), a = scarce / (scarce + plentiful);
    const auto close = [](double x, double y) { return std::abs(x - y) < 1e-9; };
    RC_ASSERT(close(floor_of("half-critical", 1, delivered, days), delivered));
    RC_ASSERT(close(floor_of("leontief", 0, delivered, days), delivered));
    RC_ASSERT(close(floor_of("strongly-critical", 0.5, delivered, days), delivered));
    RC_ASSERT(close(floor_of("half-critical", 0.5, delivered, days), (1 + delivered) / 2));
    RC_ASSERT(close(floor_of("weakly-critical", 0.5, delivered, days), 1));
    RC_ASSERT(close(floor_of("half-critical", 0, delivered, days), 1));
    RC_ASSERT(close(floor_of("linear", 1, delivered, days, scarce, plentiful), 1 - a * (1 - delivered)));
}

TEST(pichler, stops_when_the_closed_form_says) {
    const IoTable table = two_inputs(1, 300);               // a tenth of a percent of cost
    PropagationOptions options;
    options.inventory_days = 30;
    for (const double days : {1.0, 0.1}) {
        options.days_per_step = days;
        Shock shock;
        shock.steps = static_cast<int>(60 / days);
        shock.cells = {{0, {0.25}}};
        const auto path = path_of(*make_pichler("half-critical", table, options), shock);
        int slows = 0;
        while (path.output(2, slows) > 999.999) ++slows;
        EXPECT_NEAR(slows * days, halt_time({HaltRule::half_critical, 0.8}, 30, 0.25).slows_on, 2) << days;
        EXPECT_NEAR(path.output(2, shock.steps - 1), 250, 1e-9);
    }
}

TEST(pichler, shows_the_shortest_stock) {
    const IoTable table = two_inputs(1, 300);
    PropagationOptions options;
    options.inventory_days = 30;
    Shock shock;
    shock.steps = 40;
    shock.cells = {{0, {0}}};
    make_pichler("half-critical", table, options)->run(std::span(&shock, 1), [](const PropagationStep& step) {
        EXPECT_NEAR(step.stock_short[2], std::max(0.0, 1 - step.step / 30.0), 1e-12);   // a day's use a day
        EXPECT_EQ(step.stock_short[0], 1);                                              // buys nothing
    });
}

RC_GTEST_PROP(pichler, agrees_with_a_plain_implementation, ()) {
    const int places = *rc::gen::inRange(1, 4), industries = *rc::gen::inRange(1, 5);
    const IoTable table = any_table(places, industries);
    const PropagationOptions options = any_options(industries);
    const std::string name = *rc::gen::elementOf(kFamily);
    const Shock shock = any_shock(table.cells(), 40);
    const auto fast = path_of(*make_pichler(name, table, options), shock), plain = plain_pichler::run(table, name, options, shock);
    const double scale = table.output.maxCoeff();
    RC_ASSERT((fast.output - plain.output).cwiseAbs().maxCoeff() <= 1e-9 * scale);
    RC_ASSERT((fast.capacity - plain.capacity).cwiseAbs().maxCoeff() <= 1e-9 * scale);
    RC_ASSERT((fast.final_unmet - plain.final_unmet).cwiseAbs().maxCoeff() <= 1e-9 * scale);
}

RC_GTEST_PROP(pichler, no_shock_no_drift_in_ten_years, ()) {
    const IoTable table = any_table(2, 3);
    PropagationOptions options = any_options(3);
    Shock rest;
    rest.steps = static_cast<int>(3650 / options.days_per_step);
    double worst = 0;
    make_pichler(*rc::gen::elementOf(kFamily), table, options)->run(std::span(&rest, 1), [&](const PropagationStep& step) {
        for (int cell = 0; cell < table.cells(); ++cell) {
            const auto at = static_cast<std::size_t>(cell);
            worst = std::max({worst, std::abs(step.output[at] - table.output[cell]), std::abs(step.final_unmet[at]),
                              table.output[cell] * (1 - step.stock_short[at])});
        }
    });
    RC_ASSERT(worst <= 1e-9 * table.output.maxCoeff());
}

RC_GTEST_PROP(pichler, nothing_negative_nothing_above_capacity_and_goods_conserved, ()) {
    const IoTable table = any_table(2, 4);
    const PropagationOptions options = any_options(4);
    PichlerModel model;
    RC_ASSERT(find_pichler_variant(*rc::gen::elementOf(kFamily), model.variant));
    model.rationing = options.rationing;
    model.step_days = options.days_per_step;
    model.restock = 1 / std::max(options.restock_days, options.days_per_step);
    model.table = make_pichler_table(model.variant, table, options);
    PichlerBlock<1> block(model);
    PichlerState& state = block.state();
    const auto first = [](const Lanes& lanes) { return lanes.at[0]; };
    for (int step = 0; step < 30; ++step) {
        for (auto& lanes : state.capacity) lanes.at = lanes.at * 0 + share();
        block.produce();
        std::vector<double> given(static_cast<std::size_t>(table.cells()));   // by supplier, to industries
        double delivered = 0;
        for (std::size_t p = 0; p < model.table.purchases.size(); ++p) {
            if (!state.delivered.empty()) delivered += first(state.delivered[p]);
            RC_ASSERT(first(state.stock[p]) >= 0);
        }
        double made = 0, to_final = 0, to_industries = 0;
        for (std::size_t cell = 0; cell < given.size(); ++cell) {
            const double output = first(state.output[cell]) * model.table.output[cell];
            RC_ASSERT(first(state.output[cell]) >= 0);
            RC_ASSERT(first(state.output[cell]) <= first(state.capacity[cell]));
            RC_ASSERT(first(state.final_unmet[cell]) >= 0);
            made += output;
            to_final += model.table.final_demand[cell] - first(state.final_unmet[cell]);
            to_industries += first(state.ordered[cell]) * first(state.served[cell]);
        }
        if (!state.delivered.empty()) to_industries = delivered;
        RC_ASSERT(std::abs(made - to_final - to_industries) <= 1e-9 * table.output.sum());
        block.restock();
    }
}

RC_GTEST_PROP(pichler, a_shock_is_the_same_alone_and_in_company, ()) {
    const IoTable table = any_table(2, 3);
    PropagationOptions options = any_options(3);
    const std::string name = *rc::gen::elementOf(kFamily);
    std::vector<Shock> shocks;
    const int count = *rc::gen::inRange(1, 150);
    for (int s = 0; s < count; ++s) shocks.push_back(any_shock(table.cells(), *rc::gen::inRange(1, 12)));
    const auto run = [&](int threads) {
        options.threads = threads;
        std::vector<std::vector<double>> seen(shocks.size());
        std::mutex lock;
        make_pichler(name, table, options)->run(shocks, [&](const PropagationStep& step) {
            const std::lock_guard guard(lock);
            auto& into = seen[static_cast<std::size_t>(step.shock)];
            RC_ASSERT(into.size() == static_cast<std::size_t>(step.step) * step.output.size() * 4);
            for (const auto& values : {step.output, step.capacity, step.final_unmet, step.stock_short})
                into.insert(into.end(), values.begin(), values.end());
        });
        return seen;
    };
    const auto together = run(1), threaded = run(4);
    RC_ASSERT(together == threaded);                        // to the last bit
    const auto pick = static_cast<std::size_t>(*rc::gen::inRange(0, count));
    shocks = {shocks[pick]};
    RC_ASSERT(run(1).front() == together[pick]);
}

TEST(pichler, longer_steps_converge_to_the_daily_answer) {
    // Three tiers: ore → metal → cars, with stocks of 25 days; the ore stops for 60 days.
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(3, 3);
    flows(0, 1) = 100;
    flows(1, 2) = 300;
    const IoTable table = table_of(1, 3, flows, Eigen::Vector3d(20, 50, 2000));
    const auto lost = [&](double days) {
        PropagationOptions options;
        options.days_per_step = days;
        options.inventory_days = 25;
        options.restock_days = 30;
        Shock shock;
        shock.steps = static_cast<int>(364 / days);
        CellShock ore{0, std::vector<double>(static_cast<std::size_t>(shock.steps), 1.0)};
        std::fill_n(ore.capacity.begin(), static_cast<int>(84 / days), 0.1);
        shock.cells = {ore};
        const auto path = path_of(*make_pichler("half-critical", table, options), shock);
        return ((table.output.replicate(1, shock.steps) - path.output).row(2).sum()) * days / 365 / 2000;   // years of output
    };
    const double fine = lost(0.25), daily = lost(1), weekly = lost(7), fortnightly = lost(14);
    EXPECT_GT(daily, 0.01);
    EXPECT_LT(std::abs(daily - fine), std::abs(weekly - fine));
    EXPECT_LT(std::abs(weekly - daily), std::abs(fortnightly - daily));
    EXPECT_NEAR(weekly / daily, 1, 0.002);
}

TEST(pichler, places_pool_or_stand_alone) {
    // Places A and B both make steel; the user is in A. B, which delivers a quarter, stops.
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(4, 4);
    flows(0, 1) = 75;
    flows(2, 1) = 25;
    const IoTable table = table_of(2, 2, flows, Eigen::Vector4d(0, 1000, 0, 1000));
    PropagationOptions options;
    options.inventory_days = 10;
    Shock shock;
    shock.steps = 400;
    shock.cells = {{2, {0}}};
    const auto last = [&] { return path_of(*make_pichler("half-critical", table, options), shock).output(1, 399) / 1000; };
    EXPECT_NEAR(last(), 0.75, 1e-9);
    options.pool_places = false;
    EXPECT_NEAR(last(), 0, 1e-9);
}

TEST(pichler, who_gets_what_is_left) {
    // One input of 100, a quarter left: 50 go to a user of value added 950, 40 to one of value added 60, 10 to final users.
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(3, 3);
    flows(0, 1) = 50;
    flows(0, 2) = 40;
    const IoTable table = table_of(1, 3, flows, Eigen::Vector3d(10, 1000, 100));
    const auto kept = [&](Rationing rationing) {
        PropagationOptions options;
        options.inventory_days = 1;
        options.restock_days = 1e9;                         // orders are needs
        options.rationing = rationing;
        Shock shock;
        shock.steps = 30;
        shock.cells = {{0, {0.45}}};
        const auto path = path_of(*make_pichler("half-critical", table, options), shock);
        return std::vector<double>{path.output(1, 29) / 1000, path.output(2, 29) / 100, 1 - path.final_unmet(0, 29) / 10};
    };
    using testing::DoubleNear;
    using testing::ElementsAre;
    const auto near = [](double value) { return DoubleNear(value, 1e-6); };
    EXPECT_THAT(kept(Rationing::proportional), ElementsAre(near(0.45), near(0.45), near(0.45)));
    EXPECT_THAT(kept(Rationing::priority), ElementsAre(near(0.5), near(0.5), near(0)));
    EXPECT_THAT(kept(Rationing::optimal), ElementsAre(near(0.9), near(0), near(0)));
    EXPECT_THAT(kept(Rationing::worst), ElementsAre(near(0), near(0.875), near(1)));
}

TEST(pichler, shock_to_demand_travels_upstream) {
    const IoTable table = two_inputs(100, 300);
    Shock shock;
    shock.steps = 2000;
    shock.demand = {{2, {0.6}}};
    const auto path = path_of(*make_pichler("half-critical", table, {}), shock);
    for (int cell = 0; cell < 3; ++cell) EXPECT_NEAR(path.output(cell, 1999) / table.output[cell], 0.6, 1e-6);
    EXPECT_EQ(path.final_unmet.cwiseAbs().maxCoeff(), 0);
}

TEST(pichler, negative_final_demand_is_a_supply_from_stocks) {
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(2, 2);
    flows(0, 1) = 100;
    const IoTable table = table_of(1, 2, flows, Eigen::Vector2d(-20, 500));
    for (const Rationing rationing : kRationings) {
        PropagationOptions options;
        options.rationing = rationing;
        Shock rest;
        rest.steps = 200;
        const auto path = path_of(*make_pichler("half-critical", table, options), rest);
        EXPECT_NEAR(path.output(0, 199), 80, 1e-9);
        EXPECT_NEAR(path.output(1, 199), 500, 1e-9);
    }
}

TEST(pichler, problems_are_told_all_at_once) {
    const IoTable table = two_inputs(1, 2);
    PropagationOptions options;
    EXPECT_TRUE(pichler_problems("linear", table, options).empty());
    options.days_per_step = 0;
    options.restock_days = -1;
    options.inventory_days_of = {1, 0.5};
    options.criticality = Eigen::MatrixXd::Constant(3, 3, 0.7);
    const Errors errors = pichler_problems("half-criticall", table, options);
    EXPECT_EQ(errors.size(), 5u + 9u);
    EXPECT_THAT(to_text(errors), testing::AllOf(HasSubstr("half-critical"), HasSubstr("I0"), HasSubstr("0.7")));
    for (const Error& error : errors) EXPECT_FALSE(error.hint.empty()) << error.what;
}

}  // namespace
}  // namespace countervail
