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

}  // namespace countervail
