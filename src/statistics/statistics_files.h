// SPDX-License-Identifier: Apache-2.0
// The sheets of a downloaded statistic, whatever holds them: delimited text (UTF-8 or Windows-1252), the sheets of a workbook,
// the tables of an SQLite database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/grid.h"

namespace countervail {

enum class StatisticsContainer { text, workbook, database };

struct StatisticsSheet {
    std::string name;  ///< of the sheet or table; empty for text
    Grid grid;         ///< file is "book.xlsx[Sheet]" or "world.db[Table]"
};

struct StatisticsFile {
    StatisticsContainer container = StatisticsContainer::text;
    std::vector<StatisticsSheet> sheets;  ///< in the order of the file
};

/// By its first bytes. Limits are those of evidence/grid.h.
Result<StatisticsFile> open_statistics(std::string_view bytes, std::string file);

/// Plain tables (no views, nothing virtual) of a database held in memory; row 1 of each grid holds the names of the columns,
/// line counts from 1 with them. Damage that SQLite can see is an error with a remedy; a query that never ends is cut off.
Result<std::vector<StatisticsSheet>> read_sqlite_tables(std::string_view bytes, const std::string& file);

}  // namespace countervail
