// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "controls/regime.h"

namespace countervail {

/// A number that says which clauses in force catch a flow, perhaps or certainly, what lifts them and what they lack.
/// Equal numbers under two laws, or for two flows, mean equal answers; a traced assessment costs a hundred times more.
std::uint64_t fired_clauses(const Regime& regime, const Flow& flow, Date on);

}  // namespace countervail
