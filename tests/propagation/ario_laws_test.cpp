// SPDX-License-Identifier: Apache-2.0
// What holds of ARIO on any table.
// covers: ario_team
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <atomic>
#include <limits>

#include "propagation/ario.h"
#include "propagation/ario_team.h"
#include "propagation/event.h"
#include "propagation/made_tables.h"
#include "propagation/plain_ario.h"

namespace countervail {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double share() { return *rc::gen::inRange(0, 1001) / 1000.0; }

PropagationOptions any_options(int industries) {
    PropagationOptions options;
    options.days_per_step = *rc::gen::element(1.0, 1.0, 7.0);
    options.inventory_days = *rc::gen::inRange(2, 60);
    options.restock_days = *rc::gen::inRange(5, 60);
    options.psi = 0.5 + share() / 2;
    options.overproduction_days = *rc::gen::inRange(30, 400);
    options.orders_follow_output = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>()) {
        for (int i = 0; i < industries; ++i) options.inventory_days_of.push_back(*rc::gen::element(3.0, 10.0, 45.0, kInfinity));
    }
    return options;
}

/// Cuts of capacity, of demand and of capital, and now and then something to rebuild.
Shock any_shock(const IoTable& table, int steps) {
    Shock shock{.steps = steps};
    const int industries = static_cast<int>(table.industries.size());
    const auto path = [&] { return std::vector<double>{1.0, 1.0, share(), share(), 1.0}; };
    shock.cells.push_back({*rc::gen::inRange(0, table.cells()), path()});
    if (*rc::gen::arbitrary<bool>()) shock.demand.push_back({*rc::gen::inRange(0, table.cells()), path()});
    if (*rc::gen::arbitrary<bool>()) shock.capital.push_back({*rc::gen::inRange(0, table.cells()), path()});
    if (*rc::gen::arbitrary<bool>()) {
        RebuildShock rebuild{.first_step = 2, .rebuild_step = 4, .days = 20.0 + *rc::gen::inRange(0, 40)};
        rebuild.capital.assign(static_cast<std::size_t>(table.cells()), 0.0);
        const int cell = *rc::gen::inRange(0, table.cells()), builder = *rc::gen::inRange(0, industries);
        // Where someone sells the product to the destroyed, so that both models know whom to ask.
        double sold = 0;
        for (int place = 0; place < static_cast<int>(table.places.size()); ++place) sold += table.intermediate.coeff(table.cell(place, builder), cell);
        if (sold > 0) rebuild.capital[static_cast<std::size_t>(cell)] = share() * table.value_added[cell];
        rebuild.shares.assign(static_cast<std::size_t>(industries), 0.0);
        rebuild.shares[static_cast<std::size_t>(builder)] = 1;
        shock.rebuilds.push_back(rebuild);
    }
    return shock;
}

std::unique_ptr<Propagation> model_of(const IoTable& table, const PropagationOptions& options) {
    auto model = make_ario(table, options);
    RC_ASSERT(model);
    return std::move(*model);
}

double largest_difference(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
    return ((a - b).array().abs() / b.array().abs().max(1.0)).maxCoeff();
}

RC_GTEST_PROP(ArioLaws, AgreesWithThePlainModel, ()) {
    const int industries = *rc::gen::inRange(1, 5);
    const IoTable table = made_tables::any_table(*rc::gen::inRange(1, 5), industries);
    const PropagationOptions options = any_options(industries);
    const Shock shock = any_shock(table, 40);
    int sure = 0;
    const PropagationPath fast = run_one(*model_of(table, options), shock), plain = plain_ario::run(table, options, shock, &sure);
    RC_CLASSIFY(sure == shock.steps, "to the last step");
    RC_ASSERT(largest_difference(fast.output.leftCols(sure), plain.output.leftCols(sure)) < 1e-9);
    RC_ASSERT(largest_difference(fast.capacity.leftCols(sure), plain.capacity.leftCols(sure)) < 1e-9);
    RC_ASSERT(largest_difference(fast.final_unmet.leftCols(sure), plain.final_unmet.leftCols(sure)) < 1e-9);
}

RC_GTEST_PROP(ArioLaws, NothingIsNegativeOrAboveCapacity, ()) {
    const int industries = *rc::gen::inRange(1, 5);
    const IoTable table = made_tables::any_table(*rc::gen::inRange(1, 5), industries);
    const PropagationPath path = run_one(*model_of(table, any_options(industries)), any_shock(table, 60));
    RC_ASSERT(path.output.minCoeff() >= 0 && path.final_unmet.minCoeff() >= -1e-9 * table.output.maxCoeff());
    RC_ASSERT((path.output - path.capacity).maxCoeff() <= 0);
}

/// Byte for byte: whatever runs beside it, in a wide block or alone, on one thread or four.
RC_GTEST_PROP(ArioLaws, AShockIsAloneInTheWorld, ()) {
    const int industries = *rc::gen::inRange(1, 4);
    const IoTable table = made_tables::any_table(*rc::gen::inRange(2, 5), industries);
    PropagationOptions options = any_options(industries);
    std::vector<Shock> shocks;
    for (int i = 0; i < 19; ++i) shocks.push_back(any_shock(table, 20));
    const auto all = [&](int threads) {
        options.threads = threads;
        std::vector<std::vector<double>> seen(shocks.size());
        model_of(table, options)->run(shocks, [&](const PropagationStep& step) {
            auto& of = seen[static_cast<std::size_t>(step.shock)];
            for (const auto span : {step.output, step.capacity, step.final_unmet, step.stock_short, step.rebuild_unmet}) of.insert(of.end(), span.begin(), span.end());
        });
        return seen;
    };
    const auto one = all(1);
    RC_ASSERT(one == all(4));
    options.threads = 3;
    const auto model = model_of(table, options);
    const std::size_t some = static_cast<std::size_t>(*rc::gen::inRange(0, 19));
    std::vector<double> alone;
    model->run({&shocks[some], 1}, [&](const PropagationStep& step) {
        for (const auto span : {step.output, step.capacity, step.final_unmet, step.stock_short, step.rebuild_unmet}) alone.insert(alone.end(), span.begin(), span.end());
    });
    RC_ASSERT(alone == one[some]);
}

/// The same on a table so large that stocks are overwritten in place where it is sure that they move: in the first eight
/// shocks from the sixth step on, in the others never, since one of them stays at rest.
TEST(ArioLaws, AShockIsAloneInALargeWorld) {
    constexpr int kPlaces = 70, kIndustries = 6, kCells = kPlaces * kIndustries, kShocks = 12, kSteps = 30;
    for (const int gap : {1, 5}) {   // every supplier sells to every buyer, or to one in five
        Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(kCells, kCells);
        for (int i = 0; i < kCells; ++i)
            for (int j = (i * 3) % gap; j < kCells; j += gap) flows(i, j) = 1 + (i * 31 + j * 17) % 23;
        const IoTable table = made_tables::table_of(kPlaces, kIndustries, flows, Eigen::VectorXd::Constant(kCells, 9000.0));
        std::vector<Shock> shocks;
        for (int i = 0; i < kShocks; ++i) {
            std::vector<double> path(static_cast<std::size_t>(i % 6), 1.0);
            path.insert(path.end(), {0.4, 0.7, 1.0});
            shocks.push_back({.steps = kSteps - i % 3});
            if (i != kShocks - 1) shocks.back().cells.push_back({i * 29, path});
        }
        const auto all = [&](std::span<const Shock> which, int threads) {
            std::vector<std::vector<double>> seen(which.size());
            const auto model = make_ario(table, {.inventory_days = 12, .restock_days = 8, .threads = threads});
            (*model)->run(which, [&](const PropagationStep& step) {
                auto& of = seen[static_cast<std::size_t>(step.shock)];
                for (const auto span : {step.output, step.capacity, step.final_unmet, step.stock_short, step.rebuild_unmet}) of.insert(of.end(), span.begin(), span.end());
            });
            return seen;
        };
        const auto together = all(shocks, 1);
        EXPECT_EQ(together, all(shocks, 4));
        for (std::size_t i = 0; i < shocks.size(); ++i) EXPECT_EQ(together[i], all({&shocks[i], 1}, 1).front()) << "shock " << i;
        EXPECT_EQ(together.front(), all({shocks.data(), 8}, 4).front());   // one block, four threads
    }
}

RC_GTEST_PROP(ArioLaws, WithoutAShockNothingMovesForTenYears, ()) {
    const int industries = *rc::gen::inRange(1, 5);
    const IoTable table = made_tables::any_table(*rc::gen::inRange(1, 4), industries);
    PropagationOptions options = any_options(industries);
    options.days_per_step = 1;
    const PropagationPath path = run_one(*model_of(table, options), {.steps = 3650});
    RC_ASSERT(largest_difference(path.output.rightCols(1), table.output) < 1e-9);
    RC_ASSERT(path.final_unmet.cwiseAbs().maxCoeff() <= 1e-9 * table.output.maxCoeff());
}

/// What is made is delivered, and stocks change by deliveries less use: over a run that ends where it began, industries have
/// used what they were sold.
TEST(ArioLaws, ARunLeavesNoGoodsBehind) {
    // A makes for B, itself and final users; B for final users only.
    Eigen::MatrixXd flows(2, 2);
    flows << 10, 40, 0, 0;
    const IoTable table = made_tables::table_of(1, 2, flows, Eigen::Vector2d(50, 100));
    const auto model = make_ario(table, {.inventory_days = 10, .restock_days = 5, .overproduction_days = 20});
    ASSERT_TRUE(model);
    const int steps = 3000;
    std::vector<double> path(25, 0.4);
    path.push_back(1);
    const PropagationPath run = run_one(**model, {.steps = steps, .cells = {{0, path}}});
    // A's output less what its final users got went to industries; use is 0.1 of A's and 0.4 of B's output.
    const double sold = (run.output.row(0).array() - (50 - run.final_unmet.row(0).array())).sum();
    const double used = 0.1 * run.output.row(0).sum() + 0.4 * run.output.row(1).sum();
    EXPECT_NEAR(sold, used, 1e-4 * used);
    EXPECT_LT(run.output.row(1).minCoeff(), 99);
    EXPECT_NEAR(run.output(1, steps - 1), 100, 1e-3);
}

/// Stock of 30 days, a quarter delivered, ψ = 0.8: the stock falls to ψ of its target after s (1 − ψ)/(1 − φ) = 8 days, and
/// output with it (Hallegatte 2014, equations 8 and 9, solved for constant use).
TEST(ArioLaws, OutputIsHeldBackAfterEightDays) {
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(2, 2);
    flows(0, 1) = 50;
    const IoTable table = made_tables::table_of(1, 2, flows, Eigen::Vector2d(0, 100));
    // No overproduction and almost no reordering, so that a quarter of the use at rest is what arrives.
    const auto model = make_ario(table, {.inventory_days = 30, .restock_days = 1e9, .psi = 0.8, .overproduction_max = 1});
    ASSERT_TRUE(model);
    const PropagationPath run = run_one(**model, {.steps = 20, .cells = {{0, {0.25}}}});
    for (int step = 0; step <= 8; ++step) EXPECT_NEAR(run.output(1, step), 100, 1e-6) << "day " << step;
    EXPECT_LT(run.output(1, 9), 99);
}

TEST(ArioLaws, ScarcityRaisesCapacityAndItFallsBack) {
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(2, 2);
    flows(0, 1) = 50;
    const IoTable table = made_tables::table_of(1, 2, flows, Eigen::Vector2d(10, 100));
    const auto model = make_ario(table, {.inventory_days = 60, .restock_days = 30, .overproduction_days = 30});
    ASSERT_TRUE(model);
    std::vector<double> path(40, 0.5);
    path.push_back(1);
    const PropagationPath run = run_one(**model, {.steps = 2500, .cells = {{0, path}}});
    EXPECT_GT(run.capacity(0, 60), 60 * 1.02) << "what is scarce is made beyond capacity";
    EXPECT_LE(run.capacity.row(0).maxCoeff(), 60 * 1.25);
    EXPECT_GT(run.output.row(0).maxCoeff(), 60 * 1.01) << "stocks are filled up again";
    EXPECT_NEAR(run.output(0, 2499), 60, 0.06);
}

TEST(ArioLaws, OrdersGoToWhoCanDeliver) {
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(4, 4);   // two places, two industries
    flows(0, 1) = flows(2, 1) = 30;
    const IoTable table = made_tables::table_of(2, 2, flows, (Eigen::VectorXd(4) << 30, 100, 30, 100).finished());
    const Shock shock{.steps = 60, .cells = {{0, {0.3}}}};
    const auto follow = make_ario(table, {.orders_follow_output = true}), fixed = make_ario(table, {.orders_follow_output = false});
    ASSERT_TRUE(follow && fixed);
    EXPECT_GT(run_one(**follow, shock).output.row(2).sum(), run_one(**fixed, shock).output.row(2).sum() * 1.001);
}

TEST(ArioLaws, OptionsThatDoNotFitAreRefusedTogether) {
    const IoTable table = made_tables::table_of(1, 1, Eigen::MatrixXd::Zero(1, 1), Eigen::VectorXd::Ones(1));
    const auto model = make_ario(table, {.inventory_days_of = {1, 2}, .restock_days = 0, .psi = 1.5, .rebuild_shares = {0.5}});
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().size(), 4U) << to_text(model.error());
    Eigen::MatrixXd flows(1, 1);
    flows << -1;
    const IoTable negative = made_tables::table_of(1, 1, flows, Eigen::VectorXd::Constant(1, 3.0));
    EXPECT_FALSE(make_ario(negative, {}));
}

TEST(ArioTeam, EveryShareIsTakenOnce) {
    ArioTeam team(4);
    for (int round = 0; round < 500; ++round) {
        std::array<std::atomic<int>, 37> taken{};
        team.run(taken.size(), [&](std::size_t i) { ++taken[i]; });
        for (const auto& count : taken) ASSERT_EQ(count, 1);
    }
}

}  // namespace

}  // namespace countervail
