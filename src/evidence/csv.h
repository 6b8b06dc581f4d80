// SPDX-License-Identifier: Apache-2.0
// CSV as RFC 4180 has it (plus bare '\n' line ends and a byte order mark), with the place of every cell.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/grid.h"

namespace countervail {

enum class TextEncoding { utf8, windows_1252 };

/// Blank lines are skipped; rows may differ in length (the reader of the rows says what is wanted). All
/// problems at once: text behind a closing quote, a quote inside a bare cell, a quote never closed, bytes
/// that are not UTF-8, NUL.
Result<Grid> read_csv(std::string_view text, std::string file, TextEncoding encoding = TextEncoding::utf8);

/// A cell without text of its own.
struct CellView {
    std::string_view text;
    int line = 0, column = 0;  ///< as in GridCell
};

/// Rows of cells that look into the text of the file, for large files that are read once.
struct GridView {
    std::string file;
    std::vector<CellView> cells;        ///< row after row
    std::vector<std::size_t> ends;      ///< of each row: one past its last cell
    std::deque<std::string> unquoted;   ///< texts of cells that were written otherwise, with "" for "

    std::span<const CellView> row(std::size_t at) const {
        const std::size_t begin = at == 0 ? 0 : ends[at - 1];
        return std::span(cells).subspan(begin, ends[at] - begin);
    }
};

/// What read_csv reads, without a copy: `text`, UTF-8, must outlive the view.
Result<GridView> view_csv(std::string_view text, std::string file);

/// The text of one cell, quoted where RFC 4180 asks for it; read_csv gives it back unchanged.
std::string csv_cell(std::string_view text);

}  // namespace countervail
