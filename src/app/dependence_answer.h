// SPDX-License-Identifier: Apache-2.0
// A report about dependence as a verb shows it: on the terminal, or as one document, and as files with --out.
#pragma once

#include <string>
#include <vector>

#include "app/settings.h"
#include "report/dependence_page.h"

namespace countervail {

/// What stands in the terminal under the answer; the other tables follow with `all_tables`.
struct DependenceShown {
    std::vector<Table> tables;
    std::vector<std::string> notes;    ///< last lines
    bool all_tables = false;
};

/// Text: answer, tables, notes. Other formats: all tables of the report, in json with the answer's sentences. With --out the files too.
ExitCode show_dependence(const Settings& settings, const DependenceReport& report, const DependenceShown& shown);

/// Rows of a table that a terminal has room for.
Table first_rows(Table table, std::size_t rows);

}  // namespace countervail
