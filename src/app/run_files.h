// SPDX-License-Identifier: Apache-2.0
// What a run leaves in its folder: report.html, tables/*.csv and *.json, charts/*.svg, *.png and *.csv, answer.txt and
// inputs.json. Equal runs leave equal bytes: no time of day, no path, no duration is written.
#pragma once

#include <filesystem>
#include <string>

#include "app/prepared_run.h"
#include "report/run_tables.h"
#include "trade/trade_cube.h"

namespace countervail {

/// Writes all of them (with `trade`, the report also says who depends on whom in that); files of an earlier run in the same folder are replaced.
Result<void> write_run_files(const PreparedRun& run, const Outcome& outcome, const RunTables& tables, const std::filesystem::path& folder, int threads,
                            const TradeCube* trade = nullptr);

/// The run's inputs with their hashes, as JSON.
std::string inputs_lock(const RunInputs& inputs);

}  // namespace countervail
