// SPDX-License-Identifier: Apache-2.0
// Charts of a scenario's losses: by place × industry × week, by place × industry with the bracket, and over all places.
#pragma once

#include <vector>

#include "report/loss_tables.h"
#include "report/run_report_charts.h"

namespace countervail {

/// "losses-weeks", "losses-cells", "losses-time", in the order of showing. `events` as in every chart over time.
std::vector<RunChart> loss_charts(const RunView& view, const LossTables& tables, const std::vector<DatedEvent>& events);

}  // namespace countervail
