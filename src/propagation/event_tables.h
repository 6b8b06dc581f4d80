// SPDX-License-Identifier: Apache-2.0
// What a shock did, for people: the low point, what was lost, who was hit hardest; and every day of every industry.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"
#include "propagation/propagation.h"

namespace countervail {

/// Everything that a model showed of one shock: cells × steps, USD million per year.
struct PropagationRecord {
    Eigen::MatrixXd output, capacity, final_unmet, rebuild_unmet, stock_short;
};
PropagationRecord record_of(const Propagation& model, const Shock& shock, int cells);

/// One row per measure: output at rest, lowest output and its day, output and value added lost over the run, final demand and
/// rebuilding not met. Losses in USD million over the whole run.
Table summary_of(const PropagationRecord& record, const IoTable& table, const PropagationOptions& options);
/// Cells by output lost, largest first.
Table worst_cells(const PropagationRecord& record, const IoTable& table, const PropagationOptions& options, int top);

/// One line per step, one column per cell ("<place> <industry>"); USD million a day, all digits.
std::string daily_csv(const Eigen::MatrixXd& rates, const IoTable& table, const PropagationOptions& options);
/// The same of final demand not met by who goes without ("<place> <final use>"): each industry rations its users alike.
std::string unmet_by_user_csv(const PropagationRecord& record, const IoTable& table, const PropagationOptions& options);

}  // namespace countervail
