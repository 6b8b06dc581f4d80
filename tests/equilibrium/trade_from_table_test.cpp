// SPDX-License-Identifier: Apache-2.0
// covers: elasticity_path
#include "equilibrium/trade_from_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "equilibrium/elasticity_path.h"
#include "equilibrium/trade_welfare.h"

namespace countervail {
namespace {

using testing::HasSubstr;

IoTable two_places() {
    IoTable table;
    table.id = "made up";
    table.places = {"north", "south"};
    table.industries = {"A", "B"};
    table.industry_names = table.industries;
    table.final_uses = {"consumption", "stocks"};
    table.intermediate.resize(4, 4);
    for (int i = 0; i < 4; ++i) {
        for (int j = 0; j < 4; ++j) table.intermediate.insert(i, j) = 3 + (i + 2 * j) % 4;
    }
    table.final_demand.resize(4, 4);
    table.final_demand << 40, 1, 5, 0, 30, 0, 9, 1, 8, 0, 60, 2, 7, 0, 45, 0;
    table.output = table.intermediate * Eigen::VectorXd::Ones(4) + table.final_demand.rowwise().sum();
    table.value_added = table.output - table.intermediate.transpose() * Eigen::VectorXd::Ones(4);
    return table;
}

TEST(TradeFromTable, HoldsTheTablesFlowsAndStaysPut) {
    const IoTable table = two_places();
    const auto model = trade_model_of(table, Eigen::Vector2d(4, 8));
    ASSERT_TRUE(model) << to_text(model.error());
    EXPECT_EQ(model->trade[0](1, 0), table.intermediate.coeff(0, 2) + table.intermediate.coeff(0, 3) + 5);
    EXPECT_EQ(model->inputs[1](0, 1), table.intermediate.coeff(0, 3) + table.intermediate.coeff(2, 3));
    EXPECT_NEAR(model->value_added(1, 0), table.value_added[2], 1e-12);
    EXPECT_EQ(model->final_use(0, 1), 37);
    EXPECT_TRUE(model->notes.empty());
    const auto still = solve_trade(*model, observed_policy(*model));
    ASSERT_TRUE(still) << to_text(still.error());
    EXPECT_LT((still->wage.array() - 1).abs().maxCoeff(), 1e-10);
    EXPECT_NEAR(still->income[0], table.value_added.head(2).sum() + model->deficit[0], 1e-8);
}

TEST(TradeFromTable, NotesWhatItMends) {
    IoTable table = two_places();
    table.final_demand(0, 0) = -2;
    const auto model = trade_model_of(table, Eigen::Vector2d(4, 8));
    ASSERT_TRUE(model) << to_text(model.error());
    EXPECT_THAT(to_text(model->notes), HasSubstr("1 negative flows"));
    EXPECT_FALSE(trade_model_of(table, Eigen::Vector2d(4, 0)));
}

struct Read {
    Library library = Library::embedded();
    Result<Ledger> ledger = Ledger::read(library);
};

TEST(TradeElasticities, AreKnownForEveryIndustryOfTheBuiltInTable) {
    const Read read;
    ASSERT_TRUE(read.ledger) << to_text(read.ledger.error());
    const auto catalogue = read_catalogue(read.library, *read.ledger, Date(2999, 12, 31));
    ASSERT_TRUE(catalogue) << to_text(catalogue.error());
    const auto industries = read_industries(read.library, *catalogue);
    ASSERT_TRUE(industries) << to_text(industries.error());
    IoTable table;
    table.id = "names only";
    table.places = {"here"};
    for (const Industry& each : industries->list) table.industries.push_back(each.id), table.industry_names.push_back(each.name);
    const auto found = trade_elasticities(read.library, *read.ledger, *industries, table, Date(2025, 1, 1));
    ASSERT_TRUE(found) << to_text(found.error());
    EXPECT_GT(found->theta.minCoeff(), 0);
    EXPECT_EQ(found->theta[industries->industry("metals")], 3.28);
    EXPECT_NEAR(found->theta[industries->industry("wood-paper")], (11.5 + 16.52) / 2, 1e-12);
    const auto early = trade_elasticities(read.library, *read.ledger, *industries, table, Date(2014, 1, 1));
    EXPECT_FALSE(early);   // published in 2015
    table.industries[0] = table.industry_names[0] = "zzz";
    const auto unknown = trade_elasticities(read.library, *read.ledger, *industries, table, Date(2025, 1, 1));
    ASSERT_FALSE(unknown);
    EXPECT_THAT(to_text(unknown.error()), HasSubstr("\"zzz\""));
    const auto given = trade_elasticities(read.library, *read.ledger, *industries, table, Date(2025, 1, 1), {{"zzz", 7}});
    ASSERT_TRUE(given) << to_text(given.error());
    EXPECT_EQ(given->theta[0], 7);
}

TEST(ElasticityPath, GrowsWithTime) {
    const ElasticityPath path{{{0.25, 0.1}, {2, 0.5}, {8, 1}}};
    EXPECT_EQ(path.at(0), 0.1);
    EXPECT_NEAR(path.at(1.125), 0.3, 1e-12);
    EXPECT_EQ(path.at(50), 1);
    EXPECT_TRUE(problems_of(path, "p").empty());
    const Errors errors = problems_of(ElasticityPath{{{1, 0.5}, {1, 0.2}, {-1, -3}}}, "p");
    EXPECT_GE(errors.size(), 4U);
    EXPECT_THAT(to_text(errors), HasSubstr("falls from 0.5 to 0.2"));
}

TEST(ElasticityPath, TheAssumptionsAreWholeAndRise) {
    const Read read;
    ASSERT_TRUE(read.ledger) << to_text(read.ledger.error());
    for (const int which : {-1, 0, 1}) {
        const auto paths = read_nest_elasticities(*read.ledger, Date(2999, 12, 31), which);
        ASSERT_TRUE(paths) << to_text(paths.error());
        EXPECT_LT(paths->at(0.1).critical, paths->at(8).critical);
        EXPECT_LT(paths->at(0.1).critical, paths->at(0.1).origin);
    }
}

}  // namespace
}  // namespace countervail
