// SPDX-License-Identifier: Apache-2.0
#include "dependence/material_trade.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dependence/supply_risk.h"

namespace countervail {
namespace {

TradeCube cube() {
    TradeProvenance provenance;
    provenance.id = "test-cube";
    provenance.nomenclature = "HS2022";
    const std::vector<TradePlace> places{{"AAA", "A"}, {"BBB", "B"}, {"CCC", "C"}};
    const std::vector<TradeProduct> products{{"250410", ""}, {"250490", ""}, {"260400", ""}};
    const std::vector<TradeFlow> flows{
        {0, 2, 0, 2022, 60, 30.0},  {1, 2, 0, 2022, 15, 8.0}, {1, 2, 1, 2022, 5, 2.0}, {0, 2, 1, 2022, 20, std::nullopt},
        {0, 1, 0, 2022, 100, 40.0}, {0, 2, 0, 2021, 1, 1.0},  {0, 2, 2, 2022, 9, 9.0}};
    return make_trade_cube(provenance, places, products, flows).value();
}

TEST(MaterialTrade, ProductsAreAddedUpAndWhatHasNoWeightIsSaid) {
    const std::vector<MaterialProducts> graphite{{"ore", {"250410", "250490"}}};
    const auto trade = material_trade_of(cube(), graphite, std::vector<std::string>{"CCC"});
    ASSERT_TRUE(trade) << to_text(trade.error());
    ASSERT_EQ(trade->trade.size(), 3U);  // A in 2021; A and B in 2022
    EXPECT_EQ(trade->trade[0].year, 2021);
    EXPECT_EQ(trade->trade[2].exporter, "BBB");
    EXPECT_EQ(trade->trade[2].quantity, 10);
    EXPECT_EQ(trade->trade[2].value, 20);
    ASSERT_EQ(trade->notes.size(), 1U);
    EXPECT_NE(trade->notes[0].find("19.8%"), std::string::npos) << trade->notes[0];  // 20 of 101
    EXPECT_EQ(material_trade_of(cube(), graphite)->trade.size(), 4U);
}

TEST(MaterialTrade, UnknownProductsAndPlacesAllAtOnce) {
    const std::vector<MaterialProducts> wrong{{"ore", {"999999", "250410", "250410"}}};
    const auto trade = material_trade_of(cube(), wrong, std::vector<std::string>{"CCA"});
    ASSERT_FALSE(trade);
    EXPECT_EQ(trade.error().size(), 3U);
    for (const Error& error : trade.error()) EXPECT_FALSE(error.hint.empty());
}

// The worked example of docs/methods/dependence-geopolrisk.md, from a cube and from the side-by-side list.
TEST(MaterialTrade, GeoPolRiskFromACube) {
    ProductionTable production{"test", "test", {}, {}};
    for (const auto& [place, amount] : {std::pair("AAA", 80.0), std::pair("BBB", 20.0)}) {
        ProductionRow row{"ore", "Production", "", StatisticsPlaceKind::place, place, place};
        row.year = row.through = 2022;
        row.figure.value = amount;
        row.unit = "t/year";
        production.rows.push_back(row);
    }
    GovernanceTable governance{
        "test",
        "test",
        {{"AAA", 2022, GovernanceIndicator::political_stability, -1.0, {}, {}}, {"BBB", 2022, GovernanceIndicator::political_stability, 1.0, {}, {}}},
        {}};
    const auto trade = material_trade_of(cube(), std::vector<MaterialProducts>{{"ore", {"250410", "250490"}}});
    ASSERT_TRUE(trade);
    const auto answers = geopolitical_risks({&production, &governance, trade->trade}, {{"C", {"CCC"}, "ore", 2022, false}});
    ASSERT_TRUE(answers[0]) << to_text(answers[0].error());
    EXPECT_NEAR(answers[0]->score, 0.408, 1e-12);
    auto inputs = supply_risk_inputs_of(production, {"ore", "Production", "*", 2022}, &governance);
    ASSERT_TRUE(inputs) << to_text(inputs.error());
    fill_suppliers(*inputs, "CCC", trade->trade, "test-cube");
    const auto results = supply_risks(*inputs);
    const auto value = [&](const char* id) { return std::ranges::find(results, id, &SupplyRiskResult::id)->value.value_or(0); };
    EXPECT_NEAR(value("geopolrisk-score"), 0.408, 1e-12);
    EXPECT_NEAR(value("geopolrisk-midpoint"), 0.816, 1e-12);
    EXPECT_EQ(inputs->notes.size(), 1U);
    EXPECT_EQ(inputs->production->value, 0);
}

}  // namespace
}  // namespace countervail
