// SPDX-License-Identifier: Apache-2.0
// `countervail explain RUN [ANSWER] --sensitivity`: which uncertain inputs carry an answer, from a design of runs of its own.
// docs/methods/sensitivity.md.
#pragma once

#include <filesystem>
#include <string>

#include "app/exit_code.h"
#include "app/prepared_run.h"
#include "report/run_answers.h"

namespace countervail {

struct SensitivityOptions {
    bool wanted = false;
    std::string method = "sobol";   ///< or "morris"
    int samples = 0;                ///< base points of sobol (a power of two), trajectories of morris; 0: kBasePoints, kTrajectories
};

inline constexpr int kBasePoints = 1024;
inline constexpr int kTrajectories = 64;
/// Trajectories that sobol runs beside its own design, for mu*; fewer where it has fewer base points.
inline constexpr int kTrajectoriesBeside = 32;

/// Runs the design, prints sentences and tables and, with --out, writes them with their charts into the folder.
/// `store`: the file that keeps its blocks.
ExitCode explain_sensitivity(const Settings& settings, const LoadedRun& run, const RunAnswer& answer, const SensitivityOptions& options,
                             const std::filesystem::path& store);

}  // namespace countervail
