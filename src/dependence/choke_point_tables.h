// SPDX-License-Identifier: Apache-2.0
// Choke-points as tables. Money in USD million per week; sources are the statements of the world.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/table.h"
#include "dependence/choke_points.h"
#include "dependence/element_cut.h"
#include "dependence/trade_stops.h"

namespace countervail {

/// The nodes whose stop costs most, largest loss without replacement first, each with the floor that idle capacity leaves: the loss lies between
/// the two. `kind`: only these; `top`: how many, 0 all (each takes a linear program). Fails when a program does not settle.
Result<Table> choke_points_table(const World& world, std::optional<NodeKind> kind, int top, int threads);

/// Single points of failure: every node and every use that it stops entirely at baseline routes, largest value added first, and whether any
/// other route, idle ones among them, could serve that use at all.
Table single_points_table(const World& world, int threads);

/// The nodes of a cut with their capacity, what the cut lets through at most, and what the use takes.
Table element_cut_table(const World& world, const ElementCut& cut);

/// One row an exporter, most importers hit first. `places`: names by index; `product`: for the title.
Table trade_stops_table(const std::vector<std::string>& places, const std::vector<TradeStop>& stops, const TradeStopChoices& choices, const std::string& product);

}  // namespace countervail
