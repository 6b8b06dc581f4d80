// SPDX-License-Identifier: Apache-2.0
// One side's reports as a cube, word for word. Reconciling both sides is another file's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trade/trade_reports.h"

namespace countervail {

/// "importers", "exporters".
std::vector<std::string> mirror_choices();

/// The flows as the side of `choice` reported them; empty: importers where they report, else exporters. Exports that are re-exports are added to the others, on record.
/// Fails when that side does not report.
Result<TradeCube> cube_of_side(TradeReports reports, std::string_view choice);

/// The same cube under another id.
TradeCube with_id(const TradeCube& cube, std::string id);

}  // namespace countervail
