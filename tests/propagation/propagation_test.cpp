// SPDX-License-Identifier: Apache-2.0
#include "propagation/propagation.h"

#include <gtest/gtest.h>

#include "propagation/made_tables.h"

namespace countervail {

namespace {

TEST(Propagation, EveryNameIsAModelThatRestsAndFallsWithItsSupplier) {
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(2, 2);
    flows(0, 1) = 50;
    const IoTable table = made_tables::table_of(1, 2, flows, Eigen::Vector2d(10, 100));
    for (const std::string& name : propagation_names()) {
        const auto model = make_propagation(name, table, {.inventory_days = 10});
        ASSERT_TRUE(model) << name;
        EXPECT_EQ((*model)->name(), name);
        const PropagationPath rest = run_one(**model, {.steps = 30});
        EXPECT_LT((rest.output.colwise() - table.output).cwiseAbs().maxCoeff(), 1e-9) << name;
        const PropagationPath path = run_one(**model, {.steps = 60, .cells = {{0, {0.2}}}});
        EXPECT_NEAR(path.capacity(0, 0), 12, 1e-9) << name;
        EXPECT_LT(path.output(1, 59), 99) << name;
    }
}

TEST(Propagation, AnUnknownNameIsMendedAndBadOptionsAreRefused) {
    const IoTable table = made_tables::table_of(1, 1, Eigen::MatrixXd::Zero(1, 1), Eigen::VectorXd::Ones(1));
    const auto near = make_propagation("leontieff", table, {});
    ASSERT_FALSE(near);
    EXPECT_EQ(near.error()[0].hint, "did you mean \"leontief\"?");
    EXPECT_NE(make_propagation("ghosh", table, {}).error()[0].hint.find("half-critical"), std::string::npos);
    for (const std::string& name : propagation_names()) EXPECT_FALSE(make_propagation(name, table, {.days_per_step = -1})) << name;
}

}  // namespace

}  // namespace countervail
