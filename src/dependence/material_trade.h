// SPDX-License-Identifier: Apache-2.0
// Trade in raw materials read off a trade cube, so that supply-risk measures run on imported customs data: a material is one or
// several products of the cube (natural graphite is 250410 and 250490).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dependence/geopolitical_risk.h"
#include "dependence/supply_risk_inputs.h"
#include "trade/trade_cube.h"

namespace countervail {

struct MaterialProducts {
    std::string commodity;              ///< as the production table calls it
    std::vector<std::string> products;  ///< codes of the cube
};

struct MaterialTradeOfCube {
    std::vector<MaterialTrade> trade;  ///< by material, year, importer, exporter; products of one material added up
    std::vector<std::string> notes;    ///< how much value had no weight and is left out
};

/// All importers where `importers` is empty. Trade of a place with itself is left out, and so is a flow without a weight (its share of
/// the material's value is noted). Fails, all at once, for a product or place that the cube does not have, with the nearest one.
Result<MaterialTradeOfCube> material_trade_of(const TradeCube& cube, std::span<const MaterialProducts> materials,
                                              std::span<const std::string> importers = {});

/// Makes `importer` the buyer of the question: suppliers with amounts and values from `trade` (rows of its commodity and year), own
/// production from the producers, zero with a note when it is not among them. `from` names the source.
void fill_suppliers(SupplyRiskInputs& inputs, const std::string& importer, std::span<const MaterialTrade> trade, const std::string& from);

}  // namespace countervail
