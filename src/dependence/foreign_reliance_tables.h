// SPDX-License-Identifier: Apache-2.0
// Reliance at face value and looked through, as tables. Reliances are USD of inputs per USD of output ("ratio"), shares are of everything a
// cell takes from others, its purchases from itself left out. `place` and `industry` are indices of the table; a table's sources are
// the statements that the input–output table rests on, where it is the built-in one.
#pragma once

#include <vector>

#include "base/table.h"
#include "dependence/foreign_reliance.h"

namespace countervail {

enum class RelianceSide { inputs, sales };

/// The places on which one cell relies most, its own among them, largest look-through first: face value, look-through, both shares and
/// hidden exposure. `top` rows; 0 is all.
Table reliance_of_cell_table(const IoTable& table, const ForeignReliance& reliance, int cell, RelianceSide side, int top);

/// Every industry of `place` with output against one partner: both values, both shares, hidden exposure, and the partner's rank among
/// foreign places by look-through (1 is the largest; empty where nothing is relied on).
Table reliance_on_place_table(const IoTable& table, const ForeignReliance& reliance, int place, int partner, RelianceSide side);

/// For each foreign place, in how many of `industries` (all when empty) of `place` it is the one relied on most, at face value and
/// looked through, and its mean share weighted by output; the place itself stands first with its own share and no count. Partners of
/// `left_out` get no row. Industries without output do not count.
Table top_partners_table(const IoTable& table, const ForeignReliance& reliance, int place, RelianceSide side, const std::vector<int>& industries, const std::vector<int>& left_out);

}  // namespace countervail
