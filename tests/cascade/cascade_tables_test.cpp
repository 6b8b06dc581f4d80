// SPDX-License-Identifier: Apache-2.0
// covers: failure_tiers
#include "cascade/cascade_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cascade/network_samples.h"

namespace countervail {
namespace {

TEST(FailureTiers, AreLinksToTheNearestFailure) {
    const FailureTiers tiers = failure_tiers(eleven_firms(), std::vector<int>{2});
    EXPECT_EQ(tiers.as_customer, (std::vector<int>{2, 2, 0, -1, -1, 1, -1, -1, -1, -1, -1}));
    EXPECT_EQ(tiers.as_supplier[2], 0);
    const FailureTiers both = failure_tiers(eleven_firms(), std::vector<int>{2, 6});
    EXPECT_EQ(both.as_customer[9], 1);
    EXPECT_EQ(both.as_supplier[3], 1);
}

TEST(CascadeTables, RankIsByIndexAndTiesByPlaceInTheList) {
    const SupplierNetwork network = eleven_firms();
    const SystemicRisk risk(network, {});
    std::vector<int> all{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const auto index = risk.of_each(all, 1);
    const Table table = systemic_risk_table(network, index, risk.weights(), 4);
    ASSERT_EQ(table.rows.size(), 4u);
    const std::size_t column = *table.column("index");
    for (std::size_t row = 1; row < 4; ++row) EXPECT_GE(std::get<double>(table.rows[row - 1][column]), std::get<double>(table.rows[row][column]));
}

TEST(CascadeTables, TiersAddUpToTheIndex) {
    const SupplierNetwork network = random_network(50, 300, 5, 9);
    SystemicRiskOptions options;
    options.output = larger(network.sales(), network.purchases());
    const SystemicRisk risk(network, options);
    const std::vector<FirmShock> shocks{{4, 1.0}, {7, 0.5}};
    const FailureSpread spread = risk.spread(shocks);
    const FailureTiers tiers = failure_tiers(network, std::vector<int>{4, 7});
    const Table table = hit_tiers_table(tiers, {spread.down, spread.up}, risk.weights());
    double share = 0;
    for (const auto& row : table.rows) share += std::get<double>(row[*table.column("share")]);
    EXPECT_NEAR(share, 100 * spread.index.both, 1e-9);
    const Table hit = hit_firms_table(network, tiers, {spread.down, spread.up}, risk.weights(), 5);
    EXPECT_EQ(std::get<std::string>(hit.rows[0][0]), "firm 4");
    EXPECT_EQ(std::get<std::string>(hit.rows[1][*hit.column("stands")]), "failed");
    EXPECT_THAT(failure_sentence(network, shocks, spread.index, risk.weights()), testing::HasSubstr("If firm 4 and firm 7 (50 %) are cut, "));
}

TEST(CascadeTables, DaysAreAgainstRest) {
    const std::vector<FirmStocksDay> days{{400, 200, 200}, {380, 190, 180}, {200, 100, 200}};
    const Table table = firm_stocks_table(days);
    EXPECT_EQ(std::get<double>(table.rows[2][1]), 50);
    EXPECT_EQ(std::get<double>(table.rows[1][3]), 90);
    EXPECT_THAT(firm_stocks_sentence(days), testing::HasSubstr("lowest on day 1, at 50"));
}

}  // namespace
}  // namespace countervail
