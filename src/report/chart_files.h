// SPDX-License-Identifier: Apache-2.0
// Charts and tables as files.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "report/run_report_charts.h"

namespace countervail {

struct ReportFile {
    std::string name;  ///< "exports.svg": stable from run to run
    std::string bytes;
};

/// <chart>.svg, <chart>.png (1,600 pixels wide) and <chart>.csv of each. Fails when a chart cannot be drawn as a picture. Pictures are made on up
/// to `threads` threads.
Result<std::vector<ReportFile>> chart_files(const std::vector<RunChart>& charts, int threads);

/// <table>.csv and <table>.json of each.
std::vector<ReportFile> table_files(const std::vector<Table>& tables);

}  // namespace countervail
