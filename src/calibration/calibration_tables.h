// SPDX-License-Identifier: Apache-2.0
// A finished calibration as tables, as the file of its draws and as rows of the ledger.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"
#include "calibration/calibrate.h"

namespace countervail {

struct CalibrationTables {
    Table parameters;     ///< prior, posterior by series and pooled, what was learnt
    Table fit;            ///< by series and month: observed, prior and posterior bands
    Table left_out;       ///< each episode foretold from the others; no rows with one episode
    Table evidence;       ///< rows of the ledger that it was fitted to
    std::vector<const Table*> tables() const;
};
CalibrationTables calibration_tables(const Calibration& calibration, const CalibrationResult& result, const Ledger& ledger);

/// What was done and learnt, in a few sentences.
std::vector<std::string> calibration_words(const Calibration& calibration, const CalibrationResult& result);

/// data/posteriors/<id>.csv; empty when nothing was learnt.
std::string posterior_file(const CalibrationResult& result);
/// data/ledger/posteriors.csv with this calibration's rows in place of its former ones; other rows are kept, all in order of id. `before`:
/// the file as it stands, empty when there is none.
Result<std::string> posterior_ledger(const Calibration& calibration, const CalibrationResult& result, const Ledger& ledger, const std::string& before);

}  // namespace countervail
