// SPDX-License-Identifier: Apache-2.0
// From what a person names (a scenario, a stored run) to an ensemble ready to run or to be read.
#pragma once

#include <string>

#include "app/run_driver.h"
#include "app/settings.h"

namespace countervail {

/// Ledger and ensemble belong together: tables need both.
struct PreparedRun {
    Ledger ledger;
    Ensemble ensemble;
    RunInputs inputs;
};

/// `name`: a path of a .toml file, or the id of a scenario of the library. --draws, --seed and --known apply.
Result<PreparedRun> prepare_scenario(const Settings& settings, const std::string& name);

/// What a scenario calls itself and what it may know, without preparing it; --known applies. Fails as prepare_scenario does on a name or a file.
struct ScenarioDay {
    std::string id;
    Date known_on;
};
Result<ScenarioDay> scenario_day(const Settings& settings, const Library& library, const std::string& name);

struct LoadedRun {
    PreparedRun prepared;
    Driven driven;
    StoredRun stored;
};

/// `name`: the scenario id of the latest such run, the beginning of a run's key, or the folder given to --out.
/// Fails with a lock mismatch when today's program makes something else of the stored inputs.
Result<LoadedRun> load_run(const Settings& settings, const std::string& name);

}  // namespace countervail
