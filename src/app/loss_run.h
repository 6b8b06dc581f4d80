// SPDX-License-Identifier: Apache-2.0
// From a run and what a person asks (a table, a model) to the losses of its scenario.
#pragma once

#include <optional>
#include <string>

#include "app/prepared_run.h"
#include "losses/scenario_losses.h"

namespace countervail {

struct LossRequest {
    std::string table = "default";        ///< or the path of a published table
    std::string model = "half-critical";
    bool compare = true;                  ///< the other models too
    int draws = 256;
};

struct LossRun {
    Industries industries;
    IoTable table;
    ScenarioLosses losses;
};

/// Stocks and criticality come from data/: named assumptions, and the survey classes carried over to the table's industries.
Result<LossRun> run_losses(const Settings& settings, const Library& library, const PreparedRun& run, const LossRequest& request);

/// Fails where run_losses will, whatever the draws say: a world without industries, a built-in table that cannot be made. For asking before
/// a run; a published table is read only after it.
Result<void> losses_possible(const Library& library, const PreparedRun& run, const LossRequest& request);

/// Why the built-in table cannot follow this run's stops into the economy, as sentences for a person; empty when it can, and when
/// something is wrong that run_losses reports.
std::string why_not_followed(const Library& library, const PreparedRun& run);

}  // namespace countervail
