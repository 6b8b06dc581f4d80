// SPDX-License-Identifier: Apache-2.0
// The readers behind read_holdings; each adds rows and problems of one file to the builder.
#pragma once

#include <istream>
#include <string>

#include "evidence/grid.h"
#include "parties/holdings.h"

namespace countervail {

/// Rows under a header. Programs write percentages of a workbook as binary fractions: those are rounded.
void add_holdings_of_grid(HoldingsBuilder& builder, Grid grid, ExcessDigits excess);

/// JSON lines of FollowTheMoney entities.
void add_holdings_of_follow_the_money(HoldingsBuilder& builder, std::istream& lines);

/// Problems of rows that contradict each other.
void check_holdings(const Holdings& holdings, Errors& errors);

}  // namespace countervail
