// SPDX-License-Identifier: Apache-2.0
#include "propagation/event.h"

#include <gtest/gtest.h>

#include <cmath>

#include "propagation/made_tables.h"

namespace countervail {

namespace {

IoTable two_by_two() { return made_tables::table_of(2, 2, Eigen::MatrixXd::Constant(4, 4, 5.0), Eigen::VectorXd::Constant(4, 80.0)); }

TEST(Event, RecoveryShapes) {
    EXPECT_DOUBLE_EQ(left_after(RecoveryShape::linear, 15, 30), 0.5);
    EXPECT_DOUBLE_EQ(left_after(RecoveryShape::linear, 31, 30), 0);
    EXPECT_DOUBLE_EQ(left_after(RecoveryShape::convex_slow, 2, 10), 0.81);
    EXPECT_DOUBLE_EQ(left_after(RecoveryShape::convex, 1, 10), std::pow(0.9, 4));
    EXPECT_NEAR(left_after(RecoveryShape::concave, 15, 30), 0.5, 1e-12) << "half is back after half the time";
    EXPECT_LT(left_after(RecoveryShape::concave, 30, 30), 0.05);
    EXPECT_EQ(left_after(RecoveryShape::never, 1e6, 30), 1);
    EXPECT_EQ(recovery_names().size(), 6U);
}

/// As in the published runs: an event of day 5 with 60 days is felt in steps 6 to 67 in full; linear recovery over 30 days
/// ends with step 97; its path has six decimals.
TEST(Event, StepsAreThoseOfThePublishedRuns) {
    const IoTable table = two_by_two();
    const ShockEvent event{.losses = {{2, 0.5}}, .from = 5, .duration = 60, .recovery_days = 30};
    const auto shock = shock_of({event}, table, {}, 120);
    ASSERT_TRUE(shock);
    ASSERT_EQ(shock->cells.size(), 1U);
    const std::vector<double>& left = shock->cells[0].capacity;
    EXPECT_EQ(left[5], 1);
    EXPECT_EQ(left[6], 0.5);
    EXPECT_EQ(left[67], 0.5);
    EXPECT_EQ(left[68], 1 - 0.483333);
    EXPECT_LT(left[96], 1);
    EXPECT_EQ(left[97], 1);
}

TEST(Event, InstantHoldsForItsDurationAndNeverForEver) {
    const IoTable table = two_by_two();
    const auto shock = shock_of({{.losses = {{0, 0.3}}, .from = 2, .duration = 4, .recovery = RecoveryShape::instant},
                                 {.losses = {{1, 0.3}}, .from = 2, .duration = 1, .recovery = RecoveryShape::never}}, table, {}, 30);
    ASSERT_TRUE(shock);
    for (int step = 0; step < 30; ++step) {
        EXPECT_DOUBLE_EQ(shock->cells[0].capacity[static_cast<std::size_t>(step)], step >= 3 && step < 7 ? 0.7 : 1.0) << step;
        EXPECT_DOUBLE_EQ(shock->cells[1].capacity[static_cast<std::size_t>(step)], step >= 3 ? 0.7 : 1.0) << step;
    }
}

TEST(Event, CutsTakeTheLargestAndCapitalAddsUp) {
    const IoTable table = two_by_two();   // value added 80, so capital 320
    using enum ShockEvent::Kind;
    const auto shock = shock_of({{.losses = {{0, 0.3}}, .from = 1, .duration = 20}, {.losses = {{0, 0.2}}, .from = 1, .duration = 20},
                                 {.kind = capital, .losses = {{3, 32}}, .from = 1, .duration = 20}, {.kind = capital, .losses = {{3, 64}}, .from = 1, .duration = 20},
                                 {.kind = demand, .losses = {{1, 0.25}}, .from = 1, .duration = 20}}, table, {}, 10);
    ASSERT_TRUE(shock);
    EXPECT_DOUBLE_EQ(shock->cells[0].capacity[5], 0.7);
    EXPECT_DOUBLE_EQ(shock->capital[0].capacity[5], 1 - 0.3);
    EXPECT_DOUBLE_EQ(shock->demand[0].capacity[5], 0.75);
}

TEST(Event, LongerStepsStartWithTheStepAfter) {
    const IoTable table = two_by_two();
    const auto shock = shock_of({{.losses = {{0, 0.5}}, .from = 10, .duration = 14, .recovery = RecoveryShape::instant}}, table, {.days_per_step = 7}, 10);
    ASSERT_TRUE(shock);
    const std::vector<double>& left = shock->cells[0].capacity;
    EXPECT_EQ(left[2], 1) << "day 14 is the first end of a step after day 10";
    EXPECT_EQ(left[3], 0.5);
}

TEST(Event, MoreThanAllCapitalCannotBeDestroyed) {
    const IoTable table = two_by_two();
    const auto shock = shock_of({{.kind = ShockEvent::Kind::capital, .losses = {{1, 321}}}}, table, {}, 10);
    ASSERT_FALSE(shock);
    EXPECT_NE(shock.error()[0].what.find("320"), std::string::npos) << shock.error()[0].what;
}

TEST(Event, RebuildingBringsCapitalBack) {
    const IoTable table = two_by_two();
    const ShockEvent event{.kind = ShockEvent::Kind::rebuild, .losses = {{0, 32}}, .households = {{0, 5}}, .from = 3, .duration = 4, .rebuild_days = 20, .rebuild_shares = {0, 1}};
    const auto shock = shock_of({event}, table, {}, 400);
    ASSERT_TRUE(shock);
    const auto model = make_propagation("ario", table, {});
    ASSERT_TRUE(model);
    const PropagationPath path = run_one(**model, *shock);
    EXPECT_DOUBLE_EQ(path.capacity(0, 3), table.output[0]);
    EXPECT_NEAR(path.capacity(0, 7), 0.9 * table.output[0], 0.01 * table.output[0]) << "a tenth of its capital is gone";
    EXPECT_GT(path.output.row(1).maxCoeff(), table.output[1] * 1.0001) << "who rebuilds makes more";
    EXPECT_GT(path.capacity(0, 399), 0.999 * table.output[0]);
}

}  // namespace

}  // namespace countervail
