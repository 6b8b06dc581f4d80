// SPDX-License-Identifier: Apache-2.0
// The figures of the first screen: months beside what was observed, weeks to stop, price ratios.
#pragma once

#include <string>

#include "report/run_tables.h"
#include "report/run_view.h"

namespace countervail {

/// Six months from the act on: median with 90 % band, observed below.
std::string month_lines(const RunView& view, const RunTables& tables);

/// First stop in the scenario's sector under each allocation, and the price ratios of the last month shown.
std::string stop_lines(const RunView& view, const RunTables& tables);

}  // namespace countervail
