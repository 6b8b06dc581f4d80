// SPDX-License-Identifier: Apache-2.0
// What the focus act alone costs both powers and everyone else: your baseline less the case that leaves just
// this act out, draw by draw, since every case meets the same random numbers.
#pragma once

#include "base/table.h"
#include "report/run_view.h"

namespace countervail {

/// The case whose acts are those of the base case without the focus act; nullptr when there is none.
const Case* case_without_focus_act(const RunView& view);

/// Side, cost, and the band of the difference in USD million. No row when no case leaves just the focus act
/// out.
Table act_costs_table(const RunView& view);

}  // namespace countervail
