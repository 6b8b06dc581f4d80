// SPDX-License-Identifier: Apache-2.0
// Sheets of published tables, read row by row without a copy of their cells: delimited text or one sheet of an Office
// Open XML workbook. A sheet of millions of cells is passed over in one go, so nothing is kept but the row at hand.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "economy/table_problems.h"

namespace countervail {

/// Cells look into the sheet or into the cursor: they hold until the next row is read.
struct TableRow {
    int line = 0;                                ///< of the file; for a workbook the row of the sheet
    std::vector<std::string_view> cells;

    std::string_view cell(std::size_t column) const { return column < cells.size() ? cells[column] : std::string_view(); }
};

class TableRows;

/// What a cursor passes over.
struct TableSheet {
    std::string file;                            ///< as problems name it: "Z.csv", "book.xlsx[2022]"
    std::string_view text;                       ///< delimited text, or the XML of a sheet; outlives the sheet unless it is `unpacked`
    bool is_xml = false;
    std::shared_ptr<const std::string> unpacked;
    std::shared_ptr<const std::vector<std::string>> strings;   ///< shared strings of the workbook

    Place place(int line, int column = 0) const { return {file, line, column}; }
};

/// Delimited text; the separator (tab, semicolon or comma) is the one that the first lines have most of.
TableSheet text_sheet(std::string_view text, std::string file);

/// All sheets of a workbook, by name in the order of the book, each unpacked only when asked for.
class TableWorkbook {
  public:
    static Result<TableWorkbook> open(std::string_view bytes, std::string file);
    const std::vector<std::string>& names() const { return names_; }
    Result<TableSheet> sheet(std::size_t at) const;

  private:
    struct Parts;
    std::shared_ptr<Parts> parts_;
    std::vector<std::string> names_;
};

/// A cursor over the rows of a sheet; blank rows are left out. Problems (a quotation mark never closed, XML that breaks
/// off, a row too wide) go to `problems` and end the reading.
class TableRows {
  public:
    TableRows(const TableSheet& sheet, TableProblems& problems);
    bool next(TableRow& row);

  private:
    bool next_of_text(TableRow& row);
    bool next_of_xml(TableRow& row);
    bool read_cell(TableRow& row);
    bool read_quoted(TableRow& row);
    bool read_xml_cell(std::string_view body, std::string_view attributes, TableRow& row);
    std::string_view unescaped(std::string_view text);
    bool broken(int line, std::string what, std::string hint);

    const TableSheet& sheet_;
    TableProblems& problems_;
    std::string_view text_;
    std::string prefix_;                         // of element names, with its colon
    std::size_t at_ = 0;
    int line_ = 1;
    char separator_ = ',';
    std::deque<std::string> scratch_;
};

/// A label: trimmed, Windows-1252 where it is not UTF-8.
std::string table_label(std::string_view cell);

}  // namespace countervail
