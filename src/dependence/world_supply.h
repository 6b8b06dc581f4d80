// SPDX-License-Identifier: Apache-2.0
// Supply-risk questions answered from a world's baseline, so that the measures run on the program's own figures without any file.
#pragma once

#include <string_view>

#include "base/error.h"
#include "dependence/supply_risk_inputs.h"
#include "world/world.h"

namespace countervail {

/// Who makes the item at baseline, from whom the importer buys it, what it makes, buys and sells itself: t a year of `year`, values in thousand USD.
/// Fails for an item or a place that the world does not have (with the nearest), an item that is not counted in mass, and one nobody makes.
/// Governance, recycling, substitution and uses are not in a world and stay empty. An empty importer: producers alone.
Result<SupplyRiskInputs> supply_risk_inputs_of(const World& world, std::string_view item, std::string_view importer, int year);

}  // namespace countervail
