// SPDX-License-Identifier: Apache-2.0
// Numbers: DisruptSC, tests/test_partial_leontief.py, test_input_pooling.py and test_substitution_ceiling.py, each
// checkable by hand.
#include "propagation/partial_leontief.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace countervail {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

double made(double stock, double criticality) {
    const std::vector inputs{PlantInput{0.5, stock, criticality, -1}};
    return partial_leontief_output(inputs, 100, 125, 100);
}

TEST(partial_leontief, three_tiers) {
    EXPECT_DOUBLE_EQ(made(10, 1), 20);       // critical: 10 / 0.5
    EXPECT_DOUBLE_EQ(made(0, 0.5), 50);      // important and gone: half
    EXPECT_DOUBLE_EQ(made(20, 0.5), 70);     // ½(20 / 0.5 + 100)
    EXPECT_DOUBLE_EQ(made(200, 0.5), 100);
    EXPECT_DOUBLE_EQ(made(0, 0), 100);       // not needed
    EXPECT_THAT(stocks_after(std::vector{PlantInput{0.5, 80, 0, -1}}, 100), ElementsAre(DoubleNear(30, 1e-12)));   // … but used all the same
}

TEST(partial_leontief, the_scarcest_critical_input_binds) {
    const std::vector inputs{PlantInput{0.5, 200, 0, -1}, PlantInput{0.5, 5, 1, -1}};
    EXPECT_DOUBLE_EQ(partial_leontief_output(inputs, 100, 125, 100), 10);
    EXPECT_DOUBLE_EQ(partial_leontief_output(inputs, 100, 7, 100), 7);
    EXPECT_DOUBLE_EQ(partial_leontief_output(inputs, 100, 125, 3), 3);
    EXPECT_TRUE(std::isinf(input_ceiling({}, 100)));
    EXPECT_TRUE(std::isinf(linear_ceiling({}, 100)));
}

double fuel(double first, double second, int pool) {
    const std::vector inputs{PlantInput{0.10, first, 1, pool}, PlantInput{0.05, second, 1, pool}, PlantInput{0.02, 10, 1, -1}};
    return partial_leontief_output(inputs, 100, 125, 100);
}

TEST(partial_leontief, suppliers_of_a_pool_replace_each_other) {
    EXPECT_DOUBLE_EQ(fuel(0, 20, -1), 0);
    EXPECT_DOUBLE_EQ(fuel(0, 20, 3), 100);
    EXPECT_NEAR(fuel(3, 3, 3), 40, 1e-12);
    const std::vector pooled{PlantInput{0.10, 0, 1, 3}, PlantInput{0.05, 20, 1, 3}};
    EXPECT_THAT(stocks_after(pooled, 100), ElementsAre(0, DoubleNear(5, 1e-12)));   // drawn from the one that has stock
}

TEST(partial_leontief, orders_move_to_the_supplier_that_delivers) {
    const std::vector at_rest{PooledSupplier{10, 10, 1}, PooledSupplier{5, 5, 1}};
    EXPECT_THAT(pooled_orders(at_rest, 1, 1), ElementsAre(DoubleNear(10, 1e-12), DoubleNear(5, 1e-12)));
    const std::vector one_failed{PooledSupplier{10, 0, 0}, PooledSupplier{5, 5, 1}};
    EXPECT_THAT(pooled_orders(one_failed, 1, 1), ElementsAre(0, DoubleNear(25, 1e-12)));   // 15 used + a gap of 10
    const std::vector both_failed{PooledSupplier{10, 0, 0}, PooledSupplier{5, 0, 0}};
    EXPECT_THAT(pooled_orders(both_failed, 1, 1), ElementsAre(DoubleNear(20, 1e-12), DoubleNear(10, 1e-12)));
}

TEST(partial_leontief, ceiling_on_substitution) {
    const SubstitutedDelivery partly = deliver_with_substitution(100, 0.4, 0.25);
    EXPECT_DOUBLE_EQ(partly.usual, 40);
    EXPECT_DOUBLE_EQ(partly.alternative, 15);
    EXPECT_DOUBLE_EQ(partly.total(), 55);
    EXPECT_DOUBLE_EQ(deliver_with_substitution(100, 0, 0.3).total(), 30);
    EXPECT_DOUBLE_EQ(deliver_with_substitution(100, 0, 1).total(), 100);
}

TEST(partial_leontief, linear_loses_the_share_of_what_is_short) {
    const std::vector inputs{PlantInput{0.1, 2.5, 1, -1}, PlantInput{0.3, 900, 1, -1}};   // a quarter left of a quarter of cost
    EXPECT_NEAR(linear_ceiling(inputs, 100), 100 * (1 - 0.25 * 0.75), 1e-12);
}

RC_GTEST_PROP(partial_leontief, more_of_an_input_never_makes_less_and_no_stock_falls_below_zero, ()) {
    std::vector<PlantInput> inputs;
    const int count = *rc::gen::inRange(1, 6);
    for (int i = 0; i < count; ++i)
        inputs.push_back({0.01 * *rc::gen::inRange(1, 100), 1.0 * *rc::gen::inRange(0, 100),
                          *rc::gen::element(0.0, 0.5, 1.0), *rc::gen::inRange(-1, 2)});
    const double output = partial_leontief_output(inputs, 100, 100, 100);
    RC_ASSERT(output >= 0);
    RC_ASSERT(output <= 100);
    for (const double left : stocks_after(inputs, output)) RC_ASSERT(left >= 0);
    inputs[0].stock += 10;
    RC_ASSERT(partial_leontief_output(inputs, 100, 100, 100) >= output);
}

}  // namespace
}  // namespace countervail
