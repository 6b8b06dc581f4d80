// SPDX-License-Identifier: Apache-2.0
#include "cascade/supplier_rows.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "evidence/xlsx.h"

namespace countervail {

namespace {

constexpr std::size_t kTold = 200;
constexpr std::size_t kPiece = std::size_t{8} << 20;   // bytes looked at together

std::string_view bare(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return text;
}

/// "Stock days", "stock-days" and "stock_days" are one.
std::string column_word(std::string_view text) {
    std::string word(bare(text));
    for (char& c : word) c = c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return word;
}

class RowReader {
  public:
    RowReader(std::string file, const std::vector<SupplierColumn>& columns, SupplierProblems& problems, const std::function<void(const SupplierRow&)>& row)
        : file_(std::move(file)), columns_(columns), problems_(problems), row_(row) {}

    void read(std::span<const CellView> cells, int line_offset) {
        if (width_ == 0) {
            header(cells, line_offset);
        } else if (cells.size() != width_) {
            problems_.add({file_, cells.front().line + line_offset, cells.front().column},
                          "the row has " + std::to_string(cells.size()) + (cells.size() == 1 ? " cell" : " cells") + ", the header " + std::to_string(width_), "write one cell per column; empty ones count");
        } else if (usable_) {
            row_(SupplierRow(file_, cells, positions_, line_offset));
        }
    }

    void end() {
        if (width_ == 0) problems_.add({file_}, "has no rows", "begin with the names of the columns: " + names());
    }

  private:
    std::string names() const {
        std::vector<std::string> all;
        for (const SupplierColumn& column : columns_) all.push_back(column.name);
        return join(all, ", ");
    }

    void header(std::span<const CellView> cells, int line_offset) {
        width_ = cells.size();
        positions_.assign(columns_.size(), -1);
        std::vector<std::string> all;
        for (const SupplierColumn& column : columns_) all.push_back(column.name);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string word = column_word(cells[i].text);
            const Place place{file_, cells[i].line + line_offset, cells[i].column};
            if (word.starts_with("info.")) continue;
            const auto at = std::find(all.begin(), all.end(), word);
            if (at == all.end()) {
                const std::string near = did_you_mean(word, all);
                problem(place, "there is no column \"" + std::string(bare(cells[i].text)) + "\"", near.empty() ? "the columns are " + names() + "; others begin with info." : near);
            } else if (int& position = positions_[static_cast<std::size_t>(at - all.begin())]; position >= 0) {
                problem(place, "the column \"" + word + "\" stands there twice", "keep one of them");
            } else {
                position = static_cast<int>(i);
            }
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].required && positions_[i] < 0) problem({file_, cells.front().line + line_offset, 0}, "the column \"" + columns_[i].name + "\" is missing", "the columns are " + names());
        }
    }

    void problem(const Place& where, std::string what, std::string hint) {
        usable_ = false;
        problems_.add(where, std::move(what), std::move(hint));
    }

    std::string file_;
    const std::vector<SupplierColumn>& columns_;
    SupplierProblems& problems_;
    const std::function<void(const SupplierRow&)>& row_;
    std::size_t width_ = 0;
    std::vector<int> positions_;
    bool usable_ = true;
};

/// One past the last line end of `text` that stands outside quotes; all of it when there is none.
std::size_t end_of_whole_rows(std::string_view text) {
    std::size_t after = text.size();
    bool quoted = false, found = false;
    for (std::size_t at = text.find_first_of("\"\n"); at != std::string_view::npos; at = text.find_first_of("\"\n", at + 1)) {
        if (text[at] == '"') quoted = !quoted;
        else if (!quoted) {
            after = at + 1;
            found = true;
        }
    }
    return found ? after : text.size();
}

void read_text(std::string_view text, const std::string& file, RowReader& reader, SupplierProblems& problems) {
    int lines = 0;
    while (!text.empty()) {
        std::string_view piece = text.substr(0, kPiece);
        if (piece.size() < text.size()) {
            // Without quotes, which is usual, the last line end will do.
            const std::size_t last = piece.find('"') == std::string_view::npos ? piece.rfind('\n') + 1 : end_of_whole_rows(piece);
            piece = last == 0 || last == piece.size() ? text : piece.substr(0, last);
        }
        auto grid = view_csv(piece, file);
        if (!grid) {
            for (Error& error : grid.error()) error.where.line += error.where.line > 0 ? lines : 0;
            problems.add_all(std::move(grid.error()));
        } else {
            for (std::size_t row = 0; row < grid->ends.size(); ++row) reader.read(grid->row(row), lines);
        }
        lines += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
        text.remove_prefix(piece.size());
    }
}

void read_sheet(const Grid& grid, RowReader& reader) {
    std::vector<CellView> cells;
    std::size_t width = 0;
    for (const auto& row : grid.rows) {
        cells.clear();
        for (const GridCell& cell : row) cells.push_back({cell.text, cell.line, cell.column});
        while (!cells.empty() && cells.back().text.empty()) cells.pop_back();
        if (cells.empty()) continue;
        // A sheet leaves out the empty cells at the end of a row.
        if (width == 0) width = cells.size();
        while (cells.size() < width) cells.push_back({{}, row.front().line, static_cast<int>(cells.size()) + 1});
        reader.read(cells, 0);
    }
}

const Grid* sheet_of(const Workbook& book, const std::string& sheet) {
    for (const std::string& name : book.sheet_names) {
        if (column_word(name) == sheet) return &book.sheets.at(name);
    }
    return nullptr;
}

}  // namespace

void SupplierProblems::add(Place where, std::string what, std::string hint) {
    if (++count_ <= kTold) told_.push_back({std::move(where), std::move(what), std::move(hint)});
}

void SupplierProblems::add_all(Errors errors) {
    for (Error& error : errors) add(std::move(error.where), std::move(error.what), std::move(error.hint));
}

Errors SupplierProblems::take(const std::string& file) {
    if (count_ > kTold) told_.push_back({{file}, std::to_string(count_ - kTold) + " more problems like these", "mend the first ones and read it again"});
    return std::move(told_);
}

std::string_view SupplierRow::text(std::size_t column) const { return positions_[column] < 0 ? std::string_view() : bare(cells_[static_cast<std::size_t>(positions_[column])].text); }

Place SupplierRow::place(std::size_t column) const {
    const CellView& cell = cells_[static_cast<std::size_t>(std::max(positions_[column], 0))];
    return {file_, cell.line + line_offset_, positions_[column] < 0 ? 0 : cell.column};
}

bool is_workbook(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

bool has_sheet(std::string_view bytes, const std::string& file, const std::string& sheet) {
    const auto book = read_xlsx(bytes, file);
    return book && sheet_of(*book, sheet) != nullptr;
}

void each_supplier_row(std::string_view bytes, const std::string& file, const std::string& sheet, const std::vector<SupplierColumn>& columns, SupplierProblems& problems,
                       const std::function<void(const SupplierRow&)>& row) {
    if (!is_workbook(bytes)) {
        RowReader reader(file, columns, problems, row);
        read_text(bytes, file, reader, problems);
        if (problems.none()) reader.end();
        return;
    }
    const auto book = read_xlsx(bytes, file);
    if (!book) {
        problems.add_all(book.error());
        return;
    }
    const Grid* grid = sheet_of(*book, sheet);
    if (grid == nullptr && !book->sheet_names.empty()) grid = &book->sheets.at(book->sheet_names.front());
    if (grid == nullptr) {
        problems.add({file}, "has no sheet", "put the rows on a sheet named \"" + sheet + "\"");
        return;
    }
    RowReader reader(grid->file, columns, problems, row);
    read_sheet(*grid, reader);
    if (problems.none()) reader.end();
}

}  // namespace countervail
