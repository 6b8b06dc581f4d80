// SPDX-License-Identifier: Apache-2.0
#include "propagation/rationing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

namespace countervail {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

RationClaim claim(double need, double value, int priority_class = 0) {
    RationClaim made;
    made.need = need;
    made.value_added_per_unit = value;
    made.priority_class = priority_class;
    return made;
}

rc::Gen<double> between(double low, double high) {
    return rc::gen::map(rc::gen::inRange(0, 1000001), [=](int step) { return low + (high - low) * step / 1e6; });
}

std::vector<RationClaim> any_claims() {
    std::vector<RationClaim> claims;
    const int count = *rc::gen::inRange(0, 9);
    for (int i = 0; i < count; ++i) {
        RationClaim made = claim(*between(0, 100), *between(0, 1e6), *rc::gen::inRange(0, 3));
        made.elasticity = *rc::gen::element(0.0, -0.05, -0.3, -2.0);
        made.willing_to_pay = *rc::gen::element(1.0, 1.5, 40.0, 1e12);
        claims.push_back(made);
    }
    return claims;
}

// DisruptSC, tests/test_rationing.py: orders of 60 by households and 40 by a firm.
TEST(rationing, households_first_and_equal_as_in_disruptsc) {
    const std::vector claims{claim(60, 1, 0), claim(40, 1, 1)};
    EXPECT_THAT(allot(RationRule::priority, claims, 70).amount, ElementsAre(60, 10));
    EXPECT_THAT(allot(RationRule::proportional, claims, 70).amount, ElementsAre(DoubleNear(42, 1e-12), DoubleNear(28, 1e-12)));
    EXPECT_THAT(allot(RationRule::priority, claims, 30).amount, ElementsAre(30, 0));
}

TEST(rationing, optimal_is_a_fractional_knapsack) {
    const std::vector claims{claim(50, 2), claim(30, 100), claim(40, 10)};
    const Allotment best = allot(RationRule::optimal, claims, 60), worst = allot(RationRule::worst, claims, 60);
    EXPECT_THAT(best.amount, ElementsAre(0, 30, 30));
    EXPECT_DOUBLE_EQ(best.loss, 50 * 2 + 10 * 10);
    EXPECT_THAT(worst.amount, ElementsAre(50, 0, 10));
    EXPECT_DOUBLE_EQ(worst.loss, 30 * 100 + 30 * 10);
}

TEST(rationing, price_clears_the_market) {
    std::vector claims{claim(50, 1), claim(50, 1)};
    claims[0].elasticity = claims[1].elasticity = -0.5;
    const Allotment elastic = allot(RationRule::price, claims, 50);
    EXPECT_NEAR(elastic.price, 4, 1e-12);   // 100 p^−½ = 50
    EXPECT_THAT(elastic.amount, ElementsAre(DoubleNear(25, 1e-9), DoubleNear(25, 1e-9)));

    claims[1].elasticity = 0;               // the one without a substitute keeps its need
    const Allotment mixed = allot(RationRule::price, claims, 60);
    EXPECT_NEAR(mixed.price, 25, 1e-9);     // 50 p^−½ = 10
    EXPECT_THAT(mixed.amount, ElementsAre(DoubleNear(10, 1e-9), DoubleNear(50, 1e-9)));

    claims[1].willing_to_pay = 9;           // … until it cannot pay: it shares what the other leaves at 9
    const Allotment limited = allot(RationRule::price, claims, 60);
    EXPECT_DOUBLE_EQ(limited.price, 9);
    EXPECT_THAT(limited.amount, ElementsAre(DoubleNear(50.0 / 3, 1e-9), DoubleNear(60 - 50.0 / 3, 1e-9)));
}

TEST(rationing, enough_for_all_leaves_price_and_needs_alone) {
    const std::vector claims{claim(3, 5), claim(4, 6)};
    const RationBracket all = bracket(claims, 8);
    for (const Allotment& each : all.by_rule) {
        EXPECT_THAT(each.amount, ElementsAre(3, 4));
        EXPECT_EQ(each.loss, 0);
        EXPECT_EQ(each.price, 1);
    }
}

RC_GTEST_PROP(rationing, optimal_and_worst_enclose_every_rule, ()) {
    const auto claims = any_claims();
    const double available = *between(0, 500);
    double need = 0, at_stake = 0;
    for (const RationClaim& each : claims) need += each.need, at_stake += each.need * each.value_added_per_unit;
    const RationBracket all = bracket(claims, available);
    for (const RationRule rule : kRationRules) {
        const Allotment& each = all[rule];
        RC_ASSERT(std::abs(sum(each.amount) - std::min(need, available)) <= 1e-9 * (1 + need));
        for (std::size_t i = 0; i < claims.size(); ++i) {
            RC_ASSERT(each.amount[i] >= 0);
            RC_ASSERT(each.amount[i] <= claims[i].need * (1 + 1e-12));
        }
        RC_ASSERT(all[RationRule::optimal].loss <= each.loss + 1e-9 * (1 + at_stake));
        RC_ASSERT(all[RationRule::worst].loss >= each.loss - 1e-9 * (1 + at_stake));
    }
}

RC_GTEST_PROP(rationing, no_other_allotment_loses_less_than_the_optimal_one, ()) {
    const auto claims = any_claims();
    const double available = *between(0, 200);
    const double least = allot(RationRule::optimal, claims, available).loss;
    double left = available, loss = 0;
    for (const RationClaim& each : claims) {   // any allotment at all
        const double given = std::min({each.need * *between(0, 1), left});
        left -= given;
        loss += (each.need - given) * each.value_added_per_unit;
    }
    RC_ASSERT(least <= loss + 1e-6);
}

RC_GTEST_PROP(rationing, order_of_claims_changes_nothing, ()) {
    auto claims = any_claims();
    const double available = *between(0, 300);
    const RationBracket forth = bracket(claims, available);
    std::reverse(claims.begin(), claims.end());
    const RationBracket back = bracket(claims, available);
    for (const RationRule rule : {RationRule::price, RationRule::proportional, RationRule::priority}) {
        for (std::size_t i = 0; i < claims.size(); ++i)
            RC_ASSERT(std::abs(forth[rule].amount[i] - back[rule].amount[claims.size() - 1 - i]) <= 1e-8);
    }
}

TEST(rationing, names) {
    for (const RationRule rule : kRationRules) EXPECT_EQ(ration_rule(ration_rule_name(rule)).value(), rule);
    const auto wrong = ration_rule("optimum");
    ASSERT_FALSE(wrong);
    EXPECT_THAT(to_text(wrong.error()), HasSubstr("optimal"));
}

TEST(rationing, problems_are_told_all_at_once) {
    RationClaim bad = claim(-1, std::numeric_limits<double>::quiet_NaN());
    bad.elasticity = 0.2;
    bad.willing_to_pay = 0.5;
    EXPECT_EQ(ration_problems(std::vector{claim(1, 1), bad}, -3).size(), 5u);
    EXPECT_TRUE(ration_problems(std::vector{claim(1, 1)}, 3).empty());
}

}  // namespace
}  // namespace countervail
