// SPDX-License-Identifier: Apache-2.0
// Rows of a table that a user downloaded, by the names of their columns: comma, semicolon or tab, or JSON, however long the file. For the
// folder itself only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "evidence/grid.h"
#include "trade/trade_reports.h"

namespace countervail {

/// A column that a reader knows, by every name that it goes by. Case, blanks, '_', '-' and '.' make no difference.
struct TradeColumn {
    std::vector<std::string> names;
    bool required = false;
};

class TradeRow {
  public:
    TradeRow(const std::string& file, const std::vector<int>& positions, const std::vector<std::string_view>& cells, int line)
        : file_(&file), positions_(&positions), cells_(&cells), line_(line) {}

    /// Trimmed; empty when the file has no such column.
    std::string_view text(std::size_t column) const;
    /// Line of the row; the column counts cells, from 1.
    Place place(std::size_t column) const;
    int line() const { return line_; }

  private:
    const std::string* file_;
    const std::vector<int>* positions_;
    const std::vector<std::string_view>* cells_;
    int line_;
};

class TradeRows {
  public:
    /// Reads the header. Fails on a compressed file, an empty one, bytes that are no text, a missing or doubled column, a line without end.
    /// Columns that the reader does not know are noted. `json_paths`: arrays that may hold the rows of a JSON document, tried in turn (""
    /// is its root).
    static Result<TradeRows> open(const TradeFile& file, std::vector<TradeColumn> columns, ImportNotes& notes,
                                  std::vector<std::string> json_paths = {"", "data"});

    bool has(std::size_t column) const { return positions_[column] >= 0; }
    /// Pieces of the file, in its order. A piece can be read beside others.
    std::size_t pieces() const { return pieces_.size(); }
    /// Calls `row` with each row of the piece. Rows of a wrong length are noted and left out.
    void each(std::size_t piece, ImportNotes& notes, const std::function<void(const TradeRow&)>& row) const;
    /// Place of the header's cell.
    Place header(std::size_t column) const;
    const std::string& file() const { return *file_; }

  private:
    struct Piece {
        std::string_view text;
        int line = 1;                    ///< of its first row
        std::size_t begin = 0, end = 0;  ///< rows of the grid, for JSON
    };
    Result<void> read_text(std::string_view text);
    Result<void> read_grid(std::string_view text, const std::vector<std::string>& paths);
    Result<void> read_header(const std::vector<std::string>& names, ImportNotes& notes);
    void each_line(const Piece& piece, ImportNotes& notes, const std::function<void(const TradeRow&)>& row) const;
    void each_grid_row(const Piece& piece, ImportNotes& notes, const std::function<void(const TradeRow&)>& row) const;
    bool fits(std::vector<std::string_view>& cells, int line, ImportNotes& notes) const;

    std::shared_ptr<const std::string> file_;
    std::shared_ptr<const std::string> decoded_;  ///< of a file that was not UTF-8
    std::shared_ptr<const Grid> grid_;            ///< of JSON
    std::vector<TradeColumn> columns_;
    std::vector<int> positions_;      ///< of each column in a row; -1 absent
    std::vector<std::string> names_;  ///< of the header
    int header_line_ = 1;
    char separator_ = ',';
    std::vector<Piece> pieces_;
};

/// The name that two spellings of a column share.
std::string plain_column(std::string_view name);

}  // namespace countervail
