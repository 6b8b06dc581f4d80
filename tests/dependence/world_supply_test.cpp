// SPDX-License-Identifier: Apache-2.0
#include "dependence/world_supply.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dependence/supply_risk.h"
#include "dependence/world_trade.h"

namespace countervail {
namespace {

const World& world() {
    static const World made = [] {
        const auto library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
        return build_world(library, Ledger::read(library).value(), "world-2024", Date(2025, 12, 31)).value();
    }();
    return made;
}

std::optional<double> value(const SupplyRiskInputs& inputs, std::string_view id) {
    const auto results = supply_risks(inputs);
    const auto at = std::ranges::find(results, id, &SupplyRiskResult::id);
    return at == results.end() ? std::nullopt : at->value;
}

TEST(world_supply, every_item_that_is_made_has_a_concentration_between_an_equal_split_and_one) {
    int asked = 0;
    for (const Item& item : world().catalogue.items) {
        const auto inputs = supply_risk_inputs_of(world(), item.id, "USA", 2024);
        if (!inputs) continue;
        ++asked;
        const auto hhi = value(*inputs, "production-hhi");
        ASSERT_TRUE(hhi.has_value()) << item.id;
        EXPECT_GE(*hhi, 1.0 / static_cast<double>(inputs->producers.size()) - 1e-9) << item.id;
        EXPECT_LE(*hhi, 1 + 1e-9) << item.id;
        double sum = 0;
        for (const SupplyRiskOrigin& origin : inputs->producers) sum += origin.amount->value;
        EXPECT_NEAR(sum, inputs->world_production->value, 1e-9 * sum) << item.id;
    }
    EXPECT_GT(asked, 20);
}

TEST(world_supply, suppliers_are_the_lanes_into_the_importer) {
    const auto inputs = supply_risk_inputs_of(world(), "dysprosium.oxide", "JPN", 2024);
    ASSERT_TRUE(inputs.has_value()) << to_text(inputs.error());
    const TradeCube cube = trade_of_world(world(), 2024);
    const TradeYear year = cube.year(2024);
    const auto product = static_cast<std::size_t>(cube.product("dysprosium.oxide"));
    double bought = 0;
    for (auto flow = year.product_begin[product]; flow < year.product_begin[product + 1]; ++flow) {
        if (cube.places()[year.importers[flow]].id == "JPN" && year.exporters[flow] != year.importers[flow]) bought += year.weights[flow];
    }
    EXPECT_GT(bought, 0);
    EXPECT_NEAR(inputs->imports->value, bought, 1e-9 * bought);
    const auto exposure = value(*inputs, "usgs-trade-exposure");
    ASSERT_TRUE(exposure.has_value());
    EXPECT_GT(*exposure, 0);
    EXPECT_LE(*exposure, 1);
}

TEST(world_supply, what_the_world_lacks_is_an_error_that_names_the_nearest) {
    const auto unknown = supply_risk_inputs_of(world(), "dysprosium.oxid", "JPM", 2024);
    ASSERT_FALSE(unknown.has_value());
    EXPECT_EQ(unknown.error().size(), 2U);
    EXPECT_NE(unknown.error()[0].hint.find("dysprosium.oxide"), std::string::npos);
    EXPECT_FALSE(supply_risk_inputs_of(world(), "gpu.accelerator", "JPN", 2024).has_value());
}

}  // namespace
}  // namespace countervail
