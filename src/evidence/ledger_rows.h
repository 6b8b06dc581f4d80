// SPDX-License-Identifier: Apache-2.0
// One row of a ledger file into a Source or a Statement. What needs more than one row (unknown ids, cycles,
// lint) is the ledger's business. Format: docs/formats/ledger.md.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "base/library.h"
#include "evidence/statement.h"
#include "evidence/vocabulary.h"

namespace countervail {

/// data/sources*.csv. Problems go to `errors`; a row with a problem is left out.
std::vector<Source> read_sources(const LibraryFile& file, Errors& errors);

/// data/ledger/*.csv. `sources` maps Source::id to its index in `all_sources`. Rows that state no range have
/// low = high = value until apply_widths.
std::vector<Statement> read_statements(const LibraryFile& file, const Vocabulary& vocabulary,
                                       const std::vector<Source>& all_sources,
                                       const std::unordered_map<std::string, std::size_t>& sources,
                                       Errors& errors);

/// data/assumptions*.csv. Dated 1970-01-01: what they cite dates them.
std::vector<Statement> read_assumptions(const LibraryFile& file, Errors& errors);

/// Gives every statement without a stated range the width of its label: the value of "assume:width-<label>"
/// where the rows have it, else default_width. A share of a whole stays within 0…1.
void apply_widths(std::vector<Statement>& statements);

}  // namespace countervail
