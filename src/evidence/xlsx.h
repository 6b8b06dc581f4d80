// SPDX-License-Identifier: Apache-2.0
// Sheets of an Office Open XML workbook (ECMA-376 part 1, SpreadsheetML): shared and inline strings, numbers,
// dates.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/grid.h"

namespace countervail {

struct Workbook {
    std::vector<std::string> sheet_names;  ///< in the order of the book
    std::map<std::string, Grid>
        sheets;  ///< file is "book.xlsx[Sheet]"; line and column count from 1 as in the sheet
};

/// `bytes` of a .xlsx file. Empty rows are left out, empty cells inside a row are empty text; numbers keep
/// the digits of the file; cells under a date format read as YYYY-MM-DD (with HH:MM:SS when they have a time
/// of day); formulas give their stored value. Fails on what is not a zip, on broken XML, and on more than
/// 4,096 entries, an entry over 64 MiB unpacked, or the limits of grid.h, so that no file can exhaust memory.
Result<Workbook> read_xlsx(std::string_view bytes, std::string file);

}  // namespace countervail
