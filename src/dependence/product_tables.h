// SPDX-License-Identifier: Apache-2.0
// Measures about one place and its products, and about all places, as tables.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/table.h"
#include "dependence/complexity.h"
#include "dependence/pair_measures.h"

namespace countervail {

enum class ImportedProducts : std::uint8_t {
    all,
    geodep,   ///< for which GeoDep finds the buyer dependent
    core,     ///< for which all three EU core indicators are above their limits, the buyer taken alone
};

/// What a place imports, largest value first: suppliers, concentration, the largest supplier and its share, net imports, the ratio and the years of
/// GeoDep, EU core. At most `limit` rows (0: all); the title says how many there are.
Table imported_products_table(const TradeCube& cube, const CubeMeasures& measures, PlaceIndex place, ImportedProducts which, std::size_t limit);

/// What a place exports, largest world share first: value, world share, RCA, concentration of world exports, and complexity where given (null: none).
Table exported_products_table(const TradeCube& cube, const CubeTotals& totals, PlaceIndex place, const Complexity* complexity, std::size_t limit);

/// EU core indicators of a group, dependent products first, then by value from outside.
Table core_dependency_table(const TradeCube& cube, const std::string& group, std::span<const CoreDependency> core, const CoreDependencyLimits& limits, std::size_t limit);

/// One row per place that trades: totals, mean import concentration weighted by value, counts and import shares of GeoDep and core products, diversity and
/// complexity where given.
Table place_measures_table(const TradeCube& cube, const CubeMeasures& measures, const Complexity* complexity);

}  // namespace countervail
