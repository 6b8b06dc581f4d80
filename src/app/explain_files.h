// SPDX-License-Identifier: Apache-2.0
// What `explain` leaves in the folder of --out: <name>.txt with the sentences, tables as csv and json, charts as svg, png and
// csv. Equal answers leave equal bytes.
#pragma once

#include <string>
#include <vector>

#include "app/settings.h"
#include "report/run_report_charts.h"

namespace countervail {

/// The text file has the name of the first table.
Result<void> write_explained(const Settings& settings, const std::string& words, const std::vector<Table>& tables, const std::vector<RunChart>& charts);

}  // namespace countervail
