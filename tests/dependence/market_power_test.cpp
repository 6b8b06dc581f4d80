// SPDX-License-Identifier: Apache-2.0
#include "dependence/market_power.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "world/shipped_world.h"

namespace countervail {
namespace {

using ::testing::HasSubstr;

LikelyRange fixed(double value) { return {value, value, value, {}}; }

// The example of docs/methods/dependence-market-power.md: nine tenths of a market, demand −0.3, others' supply 0.2.
TEST(MarketPower, DominantExporterFacesNoLimit) {
    EXPECT_NEAR(residual_elasticity(0.9, 0.3, 0.2), 0.355556, 1e-6);   // −0.356
    EXPECT_FALSE(optimal_export_tax(residual_elasticity(0.9, 0.3, 0.2)));
    const auto power = export_market_power(fixed(0.9), fixed(0.3), fixed(0.2));
    ASSERT_TRUE(power);
    EXPECT_EQ(power->combinations, 1);
    EXPECT_EQ(power->unbounded, 1);
    EXPECT_FALSE(power->likely_tax || power->lowest_tax || power->highest_tax);
}

// A tenth of a market with the same elasticities: 3 + 1.8 = 4.8, so 1 / 3.8.
TEST(MarketPower, SmallExporterGainsLittle) {
    EXPECT_NEAR(residual_elasticity(0.1, 0.3, 0.2), 4.8, 1e-12);
    EXPECT_NEAR(*optimal_export_tax(4.8), 1 / 3.8, 1e-15);
    EXPECT_FALSE(optimal_export_tax(1));
}

TEST(MarketPower, MonopolistFacesTheDemandItself) { EXPECT_EQ(residual_elasticity(1, 0.7, 9), 0.7); }

TEST(MarketPower, RangesAreSweptInAllCombinations) {
    // |ε| at share 0.3: (d + 0.7 o) / 0.3 with d in {0.1, 0.3, 1}, o in {0, 0.2, 0.5}: bounded where d + 0.7 o > 0.3.
    const auto power = export_market_power(fixed(0.3), {0.1, 0.3, 1, {}}, {0, 0.2, 0.5, {}});
    ASSERT_TRUE(power);
    EXPECT_EQ(power->combinations, 9);
    EXPECT_EQ(power->unbounded, 3);   // (0.1, 0), (0.1, 0.2) and (0.3, 0), the last with |ε| = 1 exactly
    EXPECT_FALSE(power->highest_tax);
    EXPECT_NEAR(power->highest_residual, (1 + 0.35) / 0.3, 1e-12);
    EXPECT_NEAR(*power->lowest_tax, 1 / (1.35 / 0.3 - 1), 1e-12);
    EXPECT_NEAR(*power->likely_tax, 1 / (0.44 / 0.3 - 1), 1e-12);
}

TEST(MarketPower, MoreShareOrLessElasticityIsMorePower) {
    for (std::uint32_t draw = 0; draw < 500; ++draw) {
        const auto u = [&](std::uint32_t i) { return uniform(5, draw, i, 0); };
        const double share = 0.01 + 0.98 * u(0), demand = 2 * u(1), supply = 3 * u(2);
        const double here = residual_elasticity(share, demand, supply);
        EXPECT_LT(residual_elasticity(share + (1 - share) * 0.5, demand, supply), here + 1e-12);
        EXPECT_GE(residual_elasticity(share, demand * 1.2, supply), here);
        EXPECT_GE(residual_elasticity(share, demand, supply * 1.2), here);
        const auto power = export_market_power({share * 0.9, share, share, {}}, {demand * 0.5, demand, demand * 2, {}}, {supply * 0.5, supply, supply * 2, {}});
        ASSERT_TRUE(power);
        EXPECT_LE(power->lowest_residual, power->likely_residual);
        EXPECT_GE(power->highest_residual, power->likely_residual);
        EXPECT_EQ(power->unbounded == power->combinations, !power->lowest_tax.has_value());
        EXPECT_EQ(power->unbounded > 0, !power->highest_tax.has_value());
        if (power->lowest_tax && power->likely_tax) { EXPECT_LE(*power->lowest_tax, *power->likely_tax); }
    }
}

TEST(MarketPower, ElasticitiesComeFromTheLedger) {
    const Ledger& ledger = testing::shipped_ledger();
    const Date day(2026, 3, 1);
    const auto demand = elasticity_from(ledger, "C-41.demand-short", day, {"asked.toml", 3});
    ASSERT_TRUE(demand) << to_text(demand.error());
    EXPECT_EQ(demand->low, 0.1);
    EXPECT_EQ(demand->likely, 0.25);
    EXPECT_EQ(demand->high, 0.4);
    for (const char* id : {"assume:export-demand-elasticity", "assume:export-others-supply-elasticity", "H-205"}) EXPECT_TRUE(elasticity_from(ledger, id, day, {})) << id;
    // Rare earths outside their main exporter on short-run figures: no tax is too high in any combination.
    const auto supply = elasticity_from(ledger, "C-41.supply-short", day, {});
    const auto power = export_market_power({0.85, 0.9, 0.95, {"made up"}}, *demand, *supply);
    ASSERT_TRUE(power);
    EXPECT_EQ(power->unbounded, power->combinations);
    EXPECT_EQ(power->combinations, 27);
    const auto price = elasticity_from(ledger, "C-43.fall", day, {"asked.toml", 4});
    ASSERT_FALSE(price);
    EXPECT_THAT(to_text(price.error()), HasSubstr("asked.toml:4"));
    EXPECT_THAT(to_text(price.error()), HasSubstr("not an elasticity"));
    EXPECT_FALSE(elasticity_from(ledger, "C-41.demand-shorts", day, {}));
}

TEST(MarketPower, OddFiguresAreAllNamed) {
    const auto refused = export_market_power({0.5, 0.4, 0.6, {}}, {-1, 0, 1, {}}, fixed(std::nan("")));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().size(), 3U);
    EXPECT_THAT(to_text(refused.error()), HasSubstr("the range of the share is out of order"));
    EXPECT_FALSE(export_market_power(fixed(0), fixed(1), fixed(1)));
    EXPECT_FALSE(export_market_power(fixed(1.1), fixed(1), fixed(1)));
    const std::vector<ExportPosition> positions{{"AAA", "ore", fixed(0.2), fixed(1), fixed(1)}, {"BBB", "ore", fixed(2), fixed(1), fixed(1)}};
    const auto table = market_power_table(positions);
    ASSERT_FALSE(table);
    EXPECT_THAT(to_text(table.error()), HasSubstr("BBB, ore: the share lies outside"));
}

TEST(MarketPower, TableSaysInHowManyCombinations) {
    const std::vector<ExportPosition> positions{{"AAA", "ore", {0.3, 0.3, 0.3, {"s"}}, {0.1, 0.3, 1, {"d"}}, {0, 0.2, 0.5, {"o"}}}};
    const auto table = market_power_table(positions);
    ASSERT_TRUE(table);
    EXPECT_EQ(std::get<std::string>(table->rows[0].back()), "3 of 9");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(table->rows[0][8]));
    EXPECT_EQ(table->sources, (std::vector<std::string>{"d", "o", "s"}));
}

}  // namespace
}  // namespace countervail
