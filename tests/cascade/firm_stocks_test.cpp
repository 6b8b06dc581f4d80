// SPDX-License-Identifier: Apache-2.0
#include "cascade/firm_stocks.h"

#include <gtest/gtest.h>

#include <fstream>

#include "cascade/network_samples.h"

namespace countervail {
namespace {

/// The example of Inoue and Todo's program: two firms that sell each other 100 and final users 100.
SupplierNetwork two_firms() { return network_of({1, 2}, {{1, 2}, {2, 1}}, {100, 100}); }

FirmStocks two_firms_at_rest(const SupplierNetwork& network, ShortageRule rule) {
    FirmStocksOptions options;
    options.rule = rule;
    options.final_sales = {100, 100};
    FirmStocks stocks(network, options);
    stocks.set_capacity(0, 0.9);
    return stocks;
}

// Printed by the published program (its toy case, first firm cut by 10 %, which is 5 % of all).
TEST(FirmStocks, ACutOfFivePercentHalvesOutputAsPublished) {
    const SupplierNetwork network = two_firms();
    FirmStocks stocks = two_firms_at_rest(network, ShortageRule::proportional);
    const double published[] = {380, 343.33333333333337, 303.76492194674017, 251.7485460667279, 231.01941128456284, 200};
    for (const double output : published) EXPECT_NEAR(stocks.step().output, output, 1e-12 * output);
    for (int day = 6; day < 12; ++day) EXPECT_NEAR(stocks.step().output, 200, 1e-10);
    EXPECT_NEAR(stocks.step().output, 204.05384867190423, 1e-10);
}

TEST(FirmStocks, EveryPrintedDayOfEveryRuleIsReproduced) {
    const std::string folder = std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/oracles/economy/inoue/";
    const SupplierNetwork network = two_firms();
    for (int rule = 0; rule < 3; ++rule) {
        std::ifstream output(folder + "expected_pact_R" + std::to_string(rule) + ".txt"), added(folder + "expected_va_R" + std::to_string(rule) + ".txt"),
            final_sales(folder + "expected_fc_R" + std::to_string(rule) + ".txt"), totals(folder + "expected_st_R" + std::to_string(rule) + ".txt");
        if (!output) GTEST_SKIP() << "the published example is not here";
        FirmStocks stocks = two_firms_at_rest(network, static_cast<ShortageRule>(rule));
        FirmStocksDay day = stocks.now();
        int days = 0, t = 0;
        for (double expected = 0; output >> t >> expected; ++days) {
            if (t >= 0) day = stocks.step();
            EXPECT_NEAR(day.output, expected, 1e-12 * expected) << "rule " << rule << " day " << t;
            ASSERT_TRUE(added >> t >> expected);
            EXPECT_NEAR(day.value_added, expected, 1e-12 * expected) << "rule " << rule << " day " << t;
            ASSERT_TRUE(final_sales >> t >> expected);
            EXPECT_NEAR(day.final_sales, expected, 1e-11 * expected) << "rule " << rule << " day " << t;
        }
        EXPECT_EQ(days, 21);
        std::string name;
        double expected = 0, start_output = 0, end_output = 0;
        while (totals >> name >> expected) (name == "totalPactutalStart" ? start_output : name == "totalPactutalEnd" ? end_output : expected) = expected;
        EXPECT_NEAR(start_output, 400, 1e-9);
        EXPECT_NEAR(end_output, day.output, 1e-9);
    }
}

FirmStocks random_stocks(const SupplierNetwork& network, ShortageRule rule, int threads) {
    FirmStocksOptions options;
    options.rule = rule;
    options.threads = threads;
    options.final_sales = larger(network.purchases(), network.purchases(), 0.5);
    for (double& each : options.final_sales) each += 3;
    return FirmStocks(network, options);
}

TEST(FirmStocks, NothingHappensWhenNothingHappens) {
    const SupplierNetwork network = random_network(150, 900, 8, 4);
    for (int rule = 0; rule < 4; ++rule) {
        FirmStocks stocks = random_stocks(network, static_cast<ShortageRule>(rule), 2);
        const FirmStocksDay before = stocks.now();
        for (int day = 0; day < 3650; ++day) stocks.step();
        EXPECT_NEAR(stocks.now().output, before.output, 1e-9 * before.output);
        EXPECT_NEAR(stocks.now().final_sales, before.final_sales, 1e-9 * before.final_sales);
    }
}

TEST(FirmStocks, NobodyMakesMoreThanHeCanAndThreadsChangeNoByte) {
    const SupplierNetwork network = random_network(9000, 30000, 40, 6);
    for (int rule = 0; rule < 4; ++rule) {
        FirmStocks one = random_stocks(network, static_cast<ShortageRule>(rule), 1), four = random_stocks(network, static_cast<ShortageRule>(rule), 4);
        for (int firm = 0; firm < 200; ++firm) {
            one.set_capacity(firm, 0.3);
            four.set_capacity(firm, 0.3);
        }
        const double rest = one.now().output;
        for (int day = 0; day < 40; ++day) {
            const FirmStocksDay a = one.step(), b = four.step();
            ASSERT_EQ(a.output, b.output);
            ASSERT_EQ(a.final_sales, b.final_sales);
            ASSERT_LE(a.output, rest * (1 + 1e-12));
            ASSERT_LE(a.final_sales, a.output);
            for (std::size_t firm = 0; firm < 9000; ++firm) {
                ASSERT_GE(one.output()[firm], 0);
                ASSERT_LE(one.output()[firm], one.output_at_rest()[firm] * (firm < 200 ? 0.3 : 1.0) * (1 + 1e-12));
            }
        }
        EXPECT_LT(one.now().output, rest);
    }
}

// What a firm makes is what its customers and final users get (two customers, one of whom asks for little).
TEST(FirmStocks, SmallestFirstServesTheModestInFull) {
    const SupplierNetwork network = network_of({1, 2, 3, 4}, {{1, 2}, {1, 3}, {4, 3}}, {100, 100, 100});
    FirmStocksOptions options;
    options.final_sales = {0, 200, 300, 0};
    FirmStocks stocks(network, options);
    stocks.set_capacity(0, 0.6);
    stocks.set_capacity(1, 0.4);
    FirmStocksDay day = stocks.step();
    EXPECT_NEAR(stocks.output()[0], 120, 1e-12);
    // Firm 2 runs at 40 %: its use and its target fall, and so does its order; firm 3 gets the rest.
    day = stocks.step();
    EXPECT_GT(day.output, 0);
    EXPECT_LE(stocks.output()[0], 120 + 1e-12);
}

TEST(FirmStocks, RulesHaveNames) {
    for (std::size_t i = 0; i < shortage_rule_names().size(); ++i) EXPECT_EQ(parse_shortage_rule(shortage_rule_names()[i]), static_cast<ShortageRule>(i));
    EXPECT_FALSE(parse_shortage_rule("by lot"));
}

}  // namespace
}  // namespace countervail
