// SPDX-License-Identifier: Apache-2.0
// A scenario, run through or taken from the store: what every verb begins with that asks something of a run.
#pragma once

#include <expected>
#include <functional>
#include <string>

#include "app/prepared_run.h"

namespace countervail {

struct FinishedRun {
    PreparedRun prepared;
    Driven driven;
};

/// Prepares, runs what the store does not hold yet, and stores it. Problems, and how to go on after an interruption, are
/// printed; then the exit code is what comes back. `verb` is the word that the person began with. `check`, where given, is asked of
/// what was prepared: what it finds ends the matter before anything is run.
std::expected<FinishedRun, ExitCode> run_scenario(const Settings& settings, const std::string& scenario, const std::string& verb,
                                                  const std::function<Result<void>(const PreparedRun&)>& check = {});

}  // namespace countervail
