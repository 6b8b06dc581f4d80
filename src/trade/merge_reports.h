// SPDX-License-Identifier: Apache-2.0
// The reports of several files as one, so that both sides' words meet.
#pragma once

#include <vector>

#include "trade/trade_reports.h"

namespace countervail {

/// Places by id, products by code, rows in the order of the files. Fails, for every file that differs from the first in nomenclature or level of codes; `reports` is
/// not empty.
Result<TradeReports> merged_reports(std::vector<TradeReports> reports);

/// The same cube under another id.
TradeCube with_id(const TradeCube& cube, std::string id);

}  // namespace countervail
