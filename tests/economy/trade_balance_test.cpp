// SPDX-License-Identifier: Apache-2.0
#include "economy/trade_balance.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace countervail {
namespace {

/// Two industries that buy from each other at `places` places; everything else is spent at the end.
TablePlan plan_of(int places, const Eigen::VectorXd& value_added) {
    TablePlan plan;
    plan.value_added = value_added;
    plan.ratio = Eigen::VectorXd::Constant(places * 2, 0.5);
    plan.inputs = Eigen::MatrixXd(2, 2);
    plan.inputs << 0.3, 0.6, 0.7, 0.4;
    plan.final_uses = {"all"};
    plan.final_inputs = Eigen::MatrixXd::Constant(2, 1, 0.5);
    plan.final_spending.resize(places, 1);
    for (int place = 0; place < places; ++place) plan.final_spending(place, 0) = value_added.segment(place * 2, 2).sum();
    plan.abroad = Eigen::VectorXd::Constant(2, 0.2);
    plan.goods = {true, false};
    plan.distance_elasticity = -1;
    return plan;
}

Eigen::MatrixXd everywhere_apart(int places, double km) {
    Eigen::MatrixXd distance = Eigen::MatrixXd::Constant(places, places, km);
    distance.diagonal().setZero();
    return distance;
}

double sold(const TradeBalance& balance, int from, int industry, int to) {
    double sum = 0;
    for (int user = 0; user < balance.buyer.rows(); ++user) sum += balance.flow(from, industry, to, user);
    return sum;
}

TEST(TradeBalance, AlonePlaceSellsAllAtHome) {
    const TablePlan plan = plan_of(1, Eigen::Vector2d(30, 70));
    const auto balance = balance_trade(plan, Eigen::MatrixXd::Zero(1, 1));
    ASSERT_TRUE(balance) << to_text(balance.error());
    EXPECT_NEAR(sold(*balance, 0, 0, 0), 60, 1e-8);
    EXPECT_NEAR(sold(*balance, 0, 1, 0), 140, 1e-8);
}

TEST(TradeBalance, TwinsShipTheShareThatLeavesAndNoMore) {
    const TablePlan plan = plan_of(2, Eigen::Vector4d(50, 50, 50, 50));
    const auto balance = balance_trade(plan, everywhere_apart(2, 2000));
    ASSERT_TRUE(balance) << to_text(balance.error());
    EXPECT_NEAR(sold(*balance, 0, 0, 1), 20, 1e-6);
    EXPECT_NEAR(sold(*balance, 1, 0, 0), 20, 1e-6);
    EXPECT_NEAR(sold(*balance, 0, 1, 1), 20, 1e-6);
}

TEST(TradeBalance, LeansTowardsAnExportFigure) {
    TablePlan plan = plan_of(3, Eigen::VectorXd::Constant(6, 50));
    const auto even = balance_trade(plan, everywhere_apart(3, 2000));
    plan.exports.push_back({0, 1, {0}, 18});
    const auto leaning = balance_trade(plan, everywhere_apart(3, 2000));
    ASSERT_TRUE(even && leaning);
    EXPECT_NEAR(sold(*even, 0, 0, 1), 10, 1e-6);
    EXPECT_NEAR(sold(*leaning, 0, 0, 1), 18, 0.2);
}

TEST(TradeBalance, WhatNobodyBuysIsAnError) {
    TablePlan plan = plan_of(2, Eigen::Vector4d(50, 50, 50, 50));
    plan.inputs << 1, 1, 0, 0;
    plan.final_inputs << 1, 0;
    const auto balance = balance_trade(plan, everywhere_apart(2, 2000));
    ASSERT_FALSE(balance);
    EXPECT_FALSE(balance.error()[0].hint.empty());
}

RC_GTEST_PROP(TradeBalance, EveryoneSellsWhatItMakesAndSpendsWhatItHas, ()) {
    const int places = *rc::gen::inRange(1, 7);
    Eigen::VectorXd value_added(places * 2);
    for (int cell = 0; cell < value_added.size(); ++cell) value_added[cell] = *rc::gen::inRange(40, 60) + 0.125;
    const TablePlan plan = plan_of(places, value_added);
    const auto balance = balance_trade(plan, everywhere_apart(places, *rc::gen::inRange(500, 9000)));
    RC_ASSERT(balance.has_value());
    for (int place = 0; place < places; ++place) {
        for (int industry = 0; industry < 2; ++industry) {
            double sales = 0, spent = 0;
            for (int other = 0; other < places; ++other) {
                sales += sold(*balance, place, industry, other);
                for (int product = 0; product < 2; ++product) {
                    const double flow = balance->flow(other, product, place, industry);
                    RC_ASSERT(flow >= 0);
                    spent += flow;
                }
            }
            const double added = value_added[place * 2 + industry];
            RC_ASSERT(std::abs(sales - 2 * added) < 1e-8 * added);
            RC_ASSERT(std::abs(spent - added) < 1e-8 * added);
        }
    }
}

}  // namespace
}  // namespace countervail
