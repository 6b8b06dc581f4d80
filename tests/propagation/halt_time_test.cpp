// SPDX-License-Identifier: Apache-2.0
#include "propagation/halt_time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace countervail {
namespace {

using testing::HasSubstr;

constexpr HaltPolicy kFull{HaltRule::full_speed, 0.8}, kSelf{HaltRule::self_rationing, 0.8}, kHalf{HaltRule::half_critical, 0.8};

TEST(halt_time, thirty_days_of_stock_and_a_quarter_delivered) {
    EXPECT_DOUBLE_EQ(halt_time(kFull, 30, 0.25).slows_on, 40);
    EXPECT_DOUBLE_EQ(halt_time(kFull, 30, 0.25).empty_on, 40);
    EXPECT_DOUBLE_EQ(halt_time(kFull, 30, 0.25).floor, 0.25);
    EXPECT_NEAR(halt_time(kSelf, 30, 0.25).slows_on, 8, 1e-12);   // 30 × 0.2 / 0.75
    EXPECT_TRUE(std::isinf(halt_time(kSelf, 30, 0.25).empty_on));
    EXPECT_DOUBLE_EQ(halt_time(kSelf, 30, 0.25).floor, 0.25);
    EXPECT_DOUBLE_EQ(halt_time(kHalf, 30, 0.25).slows_on, 40);
    EXPECT_DOUBLE_EQ(halt_time(kHalf, 30, 0.25).floor, 0.625);
}

TEST(halt_time, nothing_happens_when_deliveries_suffice) {
    for (const HaltPolicy& policy : {kFull, kSelf, kHalf}) {
        EXPECT_TRUE(std::isinf(halt_time(policy, 0, 1).slows_on));
        EXPECT_EQ(halt_time(policy, 30, 1.2).floor, 1);
        EXPECT_EQ(output_after(policy, 30, 1, 1e6), 1);
    }
}

TEST(halt_time, output_at_an_hour) {
    EXPECT_EQ(output_after(kFull, 30, 0.25, 39.9), 1);
    EXPECT_EQ(output_after(kFull, 30, 0.25, 40.1), 0.25);
    EXPECT_EQ(output_after(kSelf, 30, 0.25, 7.9), 1);
    EXPECT_NEAR(output_after(kSelf, 30, 0.25, 8 + 24), 0.25 + 0.75 * std::exp(-1), 1e-12);   // ψs = 24 days
    EXPECT_EQ(output_after(kHalf, 30, 0.25, 41), 0.625);
}

TEST(halt_time, mean_output_in_a_step_in_which_the_stock_runs_out) {
    const std::vector<double> quarter(10, 0.25);
    const auto full = output_path(kFull, 30, quarter, 7);
    EXPECT_NEAR(full[5], (5 * 1 + 2 * 0.25) / 7, 1e-12);   // day 40 lies five days into the sixth week
    EXPECT_NEAR(full[6], 0.25, 1e-12);
    const auto half = output_path(kHalf, 30, quarter, 7);
    EXPECT_NEAR(half[6], 0.625, 1e-12);
}

TEST(halt_time, stocks_refill_up_to_their_target_only) {
    const std::vector<double> path{0, 5, 0, 0};             // ten days each; 20 of stock, emptied by half, refilled
    const auto output = output_path(kFull, 20, path, 10);
    EXPECT_NEAR(output[0], 1, 1e-12);
    EXPECT_NEAR(output[2], 1, 1e-12);
    EXPECT_NEAR(output[3], 1, 1e-12);
    EXPECT_NEAR(output_path(kFull, 20, std::vector<double>{0, 5, 0, 0, 0}, 10)[4], 0, 1e-12);   // 40 delivered in excess, 20 kept
}

TEST(halt_time, days_of_cover_for_a_gap) {
    EXPECT_DOUBLE_EQ(cover_needed(kFull, 60, 0.25), 45);
    EXPECT_DOUBLE_EQ(cover_needed(kHalf, 60, 0.25), 45);
    EXPECT_NEAR(cover_needed(kSelf, 60, 0.25), 225, 1e-9);
    EXPECT_EQ(cover_needed(kFull, 60, 1), 0);
    EXPECT_TRUE(std::isinf(cover_needed({HaltRule::self_rationing, 1.0}, 60, 0.5)));
    const std::vector<double> path{0.5, 1.5, 0, 0};         // the refill in between saves half a step of cover
    EXPECT_DOUBLE_EQ(cover_needed(kFull, path, 10), 20);
}

rc::Gen<double> share(double high) {
    return rc::gen::map(rc::gen::inRange(0, 1001), [high](int step) { return high * step / 1000.0; });
}

HaltPolicy any_policy() {
    return {*rc::gen::element(HaltRule::full_speed, HaltRule::self_rationing, HaltRule::half_critical), *share(0.95)};
}

RC_GTEST_PROP(halt_time, path_is_the_closed_form_integrated, ()) {
    const HaltPolicy policy = any_policy();
    const double stock = 1 + 100 * *share(1), delivered = *share(0.99);
    const std::vector<double> path(40, delivered);
    const auto output = output_path(policy, stock, path, 3);
    for (std::size_t step = 0; step < path.size(); ++step) {
        double mean = 0;
        for (int part = 0; part < 600; ++part)
            mean += output_after(policy, stock, delivered, 3 * (static_cast<double>(step) + (part + 0.5) / 600)) / 600;
        RC_ASSERT(std::abs(output[step] - mean) < 2e-3);
    }
}

RC_GTEST_PROP(halt_time, length_of_steps_changes_nothing, ()) {
    const HaltPolicy policy = any_policy();
    const double stock = 100 * *share(1);
    std::vector<double> weeks, days;
    for (int week = 0; week < 20; ++week) {
        weeks.push_back(*share(2));
        days.insert(days.end(), 7, weeks.back());
    }
    const auto by_week = output_path(policy, stock, weeks, 7), by_day = output_path(policy, stock, days, 1);
    for (std::size_t week = 0; week < weeks.size(); ++week) {
        double mean = 0;
        for (std::size_t day = 0; day < 7; ++day) mean += by_day[7 * week + day] / 7;
        RC_ASSERT(std::abs(mean - by_week[week]) < 1e-9);
    }
}

RC_GTEST_PROP(halt_time, cover_is_just_enough, ()) {
    HaltPolicy policy = any_policy();
    std::vector<double> path;
    for (int step = 0; step < 15; ++step) path.push_back(*share(1));   // no refill: what is above the target is lost
    const double cover = cover_needed(policy, path, 5);
    for (const double output : output_path(policy, cover, path, 5)) RC_ASSERT(output > 1 - 1e-9);
    RC_PRE(cover > 1);
    double least = 1;
    for (const double output : output_path(policy, cover * 0.9, path, 5)) least = std::min(least, output);
    RC_ASSERT(least < 1 - 1e-6);
}

RC_GTEST_PROP(halt_time, goods_made_do_not_exceed_stock_and_deliveries, ()) {
    HaltPolicy policy = any_policy();
    RC_PRE(policy.rule != HaltRule::half_critical);        // which makes some without
    const double stock = 50 * *share(1);
    std::vector<double> path;
    double made = 0, at_hand = stock;
    for (int step = 0; step < 20; ++step) path.push_back(*share(1.5));
    const auto output = output_path(policy, stock, path, 2);
    for (std::size_t step = 0; step < path.size(); ++step) {
        made += 2 * output[step];
        at_hand += 2 * path[step];
        RC_ASSERT(made <= at_hand + 1e-9);
        RC_ASSERT(output[step] >= -1e-15);
        RC_ASSERT(output[step] <= 1 + 1e-12);
    }
}

TEST(halt_time, names_and_sentences) {
    for (const HaltRule rule : {HaltRule::full_speed, HaltRule::self_rationing, HaltRule::half_critical}) {
        EXPECT_EQ(halt_rule(halt_rule_name(rule)).value(), rule);
        EXPECT_THAT(std::string(halt_rule_sentence(rule)), HasSubstr("stock"));
    }
    const auto wrong = halt_rule("full speed");
    ASSERT_FALSE(wrong);
    EXPECT_THAT(to_text(wrong.error()), HasSubstr("full-speed"));
}

}  // namespace
}  // namespace countervail
