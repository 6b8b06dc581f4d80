// SPDX-License-Identifier: Apache-2.0
// Who stops, what it costs, whose supply is lost.
#pragma once

#include "report/run_tables.h"
#include "report/run_view.h"

namespace countervail {

/// Fills stops and stop_rows: only uses that stop in some draw, or lose output, under some allocation.
void tell_stops(const RunView& view, RunTables& into);
/// Fills costs: both powers and everyone else, every case.
void tell_costs(const RunView& view, RunTables& into);
/// Fills supply and supply_lost.
void tell_supply(const RunView& view, RunTables& into);

}  // namespace countervail
