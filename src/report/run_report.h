// SPDX-License-Identifier: Apache-2.0
// The report of a run: one page that needs nothing else, and its charts as files. Every word and number comes
// from the run, so that equal runs give equal bytes; no clock is read.
#pragma once

#include <string>
#include <vector>

#include "base/library.h"
#include "evidence/ledger.h"
#include "report/chart_files.h"
#include "report/run_report_dependence.h"
#include "report/run_tables.h"

namespace countervail {

/// All parts belong to one finished run; `library` is the one that it was prepared from.
struct ReportInputs {
    const RunTables& tables;
    const Ensemble& ensemble;
    const Outcome& outcome;
    const Ledger& ledger;
    const Library& library;
    std::vector<std::string> colophon;  ///< last lines of the page: program, lock of the data
    const RunDependence* dependence = nullptr;  ///< who depends on whom; null: no such section
};

struct RunReport {
    std::string html;                ///< links to charts/<name> and tables/<name> beside it
    std::vector<ReportFile> charts;  ///< <chart>.svg, <chart>.png (1,600 pixels wide), <chart>.csv
};

/// Fails when the outlines of the map cannot be read or a chart cannot be drawn as a picture. Pictures are
/// made on up to `threads` threads.
Result<RunReport> make_run_report(const ReportInputs& inputs, int threads);

}  // namespace countervail
