// SPDX-License-Identifier: Apache-2.0
// One reader per layout; docs/formats/io-table.md says what each looks like. All take every file of the release and pick
// theirs by name.
#pragma once

#include <optional>
#include <vector>

#include "economy/table_draft.h"

namespace countervail {

/// WIOD's wide sheet (2013 and 2016 releases, xlsx or CSV) and the long CSV of the 2016 release.
Result<IoTable> read_wiod_table(const std::vector<TableFile>& files);
/// Labels PLACE_industry on both sides: OECD ICIO in one file, WIOD exported as a square and its final demand.
Result<IoTable> read_underscored_table(const std::vector<TableFile>& files, TableLayout layout);
/// Two header rows and two or three label columns: Z or A, Y, x. EXIOBASE 3, pymrio, our own plain layout.
Result<IoTable> read_labelled_table(const std::vector<TableFile>& files, TableLayout layout);
/// Bare matrices T and FD with files of labels.
Result<IoTable> read_eora_table(const std::vector<TableFile>& files);
/// The use table of one country's national accounts, with the make table where it is given.
Result<IoTable> read_bea_table(const std::vector<TableFile>& files);

/// The sheet of a file: its text, or the sheet of a workbook whose name is the latest year (else its first).
Result<TableSheet> sheet_of(const TableFile& file, Errors& notes);

/// The file whose stem ends in `role` ("Z", "final") as a word of its own, whatever the case; nullptr when there is none.
const TableFile* file_with_role(const std::vector<TableFile>& files, std::string_view role);
bool has_role(std::string_view name, std::string_view role);
/// exchange-rate.csv among the files, columns currency,USD.
ExchangeRates exchange_rates(const std::vector<TableFile>& files, TableProblems& problems);
/// The year that the names of the files, or of what they came in, state.
int year_of(const std::vector<TableFile>& files, const TableFile& main);

}  // namespace countervail
