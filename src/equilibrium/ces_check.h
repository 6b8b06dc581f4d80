// SPDX-License-Identifier: Apache-2.0
// What must hold of an economy before it can be solved.
#pragma once

#include "base/error.h"
#include "equilibrium/ces_economy.h"

namespace countervail {

/// Empty when it is well formed: known commodities and households, finite non-negative figures, every commodity both held or made and
/// bought, transfers that sum to 0. Problems name the activity or household in place of a file.
Errors problems_of(const CesEconomy& economy);

}  // namespace countervail
