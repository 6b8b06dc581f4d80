// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "economy/table_layouts.h"

namespace countervail {

namespace {

constexpr std::size_t kSideColumns = 4;        // code, name, place, number
constexpr int kHeaderRows = 12;                // at most, titles included

/// "c15" → 15, "r7" → 7, "7" → 7.
std::optional<int> number_of(std::string_view id) {
    if (!id.empty() && (id.front() == 'c' || id.front() == 'r')) id.remove_prefix(1);
    int value = 0;
    const auto [end, code] = std::from_chars(id.data(), id.data() + id.size(), value);
    if (code != std::errc() || end != id.data() + id.size() || value < 1 || value > 9999) return std::nullopt;
    return value;
}

bool is_total(std::string_view place) { return place.empty() || place == "TOT" || place == "TOTAL" || place == "WLD"; }

/// A row of the square as its side columns have it.
struct SideLabel {
    std::string code, name, place;
    int number = 0;
};

class WiodReader {
  public:
    explicit WiodReader(const std::vector<TableFile>& files) : files_(files), draft_(TableLayout::wiod) {}

    Result<IoTable> read() {
        const auto main = std::find_if(files_.begin(), files_.end(), [](const TableFile& file) { return !has_role(file.name, "exchange-rate"); });
        if (main == files_.end()) return fail({files_.front().name}, "is no table", "name the file of one year");
        auto sheet = sheet_of(*main, draft_.notes);
        if (!sheet) return std::unexpected(std::move(sheet.error()));
        sheet_ = std::move(*sheet);
        draft_.set_rates(exchange_rates(files_, draft_.problems));
        read_header();
        if (draft_.problems.none()) read_sides();
        if (draft_.problems.none()) plan_columns();
        draft_.close_labels({sheet_.file});
        if (!draft_.problems.none()) return draft_.problems.take();
        read_rows();
        draft_.assume_unit({"USD", 1}, "USD million, in which WIOD is published");
        int year = year_of(files_, *main);
        if (title_year_ > 0) year = title_year_;
        return draft_.finish({"wiod", "World Input-Output Database", year}, {sheet_.file});
    }

  private:
    /// The wide sheet ends its header with the row of numbers c1 c2 …; the long file has one header row of PLACE and number.
    void read_header() {
        TableRows rows(sheet_, draft_.problems);
        TableRow row;
        for (int i = 0; i < kHeaderRows && rows.next(row); ++i) {
            std::vector<std::string>& cells = header_.emplace_back();
            for (const std::string_view cell : row.cells) cells.push_back(table_label(cell));
            ++header_rows_;
            header_line_ = row.line;
            if (cells[0] == "IndustryCode" && cells.size() > 5) {
                long_file_ = true;
                side_ = 5;
                return;
            }
            std::size_t numbers = 0;
            for (std::size_t c = kSideColumns; c < cells.size(); ++c) numbers += cells[c].starts_with('c') && number_of(cells[c]).has_value();
            if (numbers >= 2 && cells.size() > kSideColumns && numbers * 2 > cells.size() - kSideColumns) return;
            read_title(cells, row.line);
        }
        if (draft_.problems.none()) draft_.problems.add({sheet_.file}, "has no header row with the columns' numbers c1, c2, …", "is this a table of WIOD as published? See docs/formats/io-table.md");
    }

    void read_title(const std::vector<std::string>& cells, int line) {
        const std::string& title = cells[0];
        if (const int year = year_in(title); year > 0) title_year_ = year;
        if (title.find("illion") != std::string::npos) draft_.state_unit(sheet_.place(line, 1), title);
    }

    SideLabel side_of(const TableRow& row) const {
        SideLabel label{table_label(row.cell(0)), table_label(row.cell(1)), table_label(row.cell(2)), 0};
        const std::string id = table_label(row.cell(3));
        if (const auto number = number_of(id)) {
            label.number = *number;
            if (id.front() == 'c') label.code = id;   // the 2013 release counts its industries c1…c35
        }
        return label;
    }

    void each_row(const auto& take) {
        TableRows rows(sheet_, draft_.problems);
        TableRow row;
        for (int i = 0; i < header_rows_; ++i) rows.next(row);
        while (rows.next(row)) {
            const SideLabel label = side_of(row);
            if (!is_total(label.place)) take(row, label);
            else if (rows_planned_ && (label.code == "GO" || label.name == "Output at basic prices")) read_output_below(row);
        }
    }

    void read_output_below(const TableRow& row) {
        for (std::size_t i = 0; i < meanings_.size(); ++i) {
            if (meanings_[i].kind == ColumnMeaning::cell) draft_.add_output_below(sheet_, row, side_ + i, meanings_[i].index);
        }
    }

    void read_sides() {
        each_row([&](const TableRow& row, const SideLabel& label) {
            if (label.number == 0 || label.code.empty()) {
                draft_.problems.add(sheet_.place(row.line, 4), "has a row of " + label.place + " without the number of an industry", "write its code in the first column and c1, c2, … or r1, r2, … in the fourth");
                return;
            }
            const auto [at, is_new] = industries_.try_emplace(label.number, label);
            if (!is_new && at->second.code != label.code) {
                draft_.problems.add(sheet_.place(row.line, 1), "calls industry " + std::to_string(label.number) + " \"" + label.code + "\" that was \"" + at->second.code + "\" before", "the same code at every place");
            }
            if (long_file_ && title_year_ == 0) title_year_ = year_in(row.cell(4));
        });
        if (draft_.problems.none() && industries_.empty()) draft_.problems.add({sheet_.file}, "has no rows of industries", "is the file cut off?");
    }

    std::string header_cell(std::size_t above, std::size_t column) const {
        if (header_.size() <= above) return {};
        const auto& cells = header_[header_.size() - 1 - above];
        return column < cells.size() ? cells[column] : std::string();
    }

    /// Place and number of a column.
    std::pair<std::string, std::string> column_label(std::size_t column) const {
        if (!long_file_) return {header_cell(1, column), header_cell(0, column)};
        const std::string label = header_cell(0, column);
        const std::size_t digits = label.find_first_of("0123456789");
        if (digits == std::string::npos) return {is_total(label) ? std::string() : label, {}};
        return {label.substr(0, digits), label.substr(digits)};
    }

    void plan_columns() {
        std::vector<std::pair<std::size_t, std::pair<std::string, std::string>>> finals;
        bool output = false;
        std::size_t width = header_.back().size();
        for (std::size_t above = 1; above < 4 && above < header_.size() && !long_file_; ++above) width = std::max(width, header_[header_.size() - 1 - above].size());
        meanings_.resize(width > side_ ? width - side_ : 0);
        for (std::size_t column = side_; column < width; ++column) {
            const auto label = column_label(column);
            const auto number = number_of(label.second);
            ColumnMeaning& meaning = meanings_[column - side_];
            const Place where = sheet_.place(header_line_, static_cast<int>(column) + 1);
            if (is_total(label.first)) {
                const bool empty = header_cell(0, column).empty() && header_cell(1, column).empty() && header_cell(2, column).empty();
                if (output && !empty) draft_.problems.add(where, "has a second column without a place", "only total output stands alone, behind final demand");
                if (!empty || column + 1 == width) {
                    output = true;
                    meaning.kind = ColumnMeaning::output;
                }
            } else if (!number) {
                draft_.problems.add(where, "has no number c1, c2, … for a column of " + label.first, "write the number below the place");
            } else if (const auto industry = industries_.find(*number); industry != industries_.end()) {
                meaning = {ColumnMeaning::cell, draft_.columns()};
                draft_.add_column(where, label.first, industry->second.code);
                if (meaning.index == draft_.columns()) meaning.kind = ColumnMeaning::ignored;
            } else {
                finals.push_back({column, label});
            }
        }
        for (const auto& [number, label] : industries_) draft_.name_industry(label.code, label.name);
        for (const auto& [column, label] : finals) {
            std::string use = long_file_ ? std::string() : header_cell(2, column);
            if (use.empty()) use = "c" + std::to_string(*number_of(label.second));
            const int before = draft_.final_columns();
            draft_.add_final_column(sheet_.place(header_line_, static_cast<int>(column) + 1), label.first, use);
            if (draft_.final_columns() > before) meanings_[column - side_] = {ColumnMeaning::final, before};
        }
    }

    void read_rows() {
        for (ColumnMeaning& meaning : meanings_) {
            if (meaning.kind == ColumnMeaning::cell) meaning.index = draft_.cell_of_column(meaning.index);
            if (meaning.kind == ColumnMeaning::final) meaning.index = draft_.final_of_column(meaning.index);
        }
        rows_planned_ = true;
        TableDraft::Rows seen;
        each_row([&](const TableRow& row, const SideLabel& label) {
            if (const auto cell = draft_.row_cell(seen, sheet_.place(row.line, 3), label.place, label.code)) draft_.add_row(sheet_, row, side_, meanings_, *cell);
        });
        draft_.check_rows(seen, {sheet_.file});
    }

    const std::vector<TableFile>& files_;
    TableDraft draft_;
    TableSheet sheet_;
    std::vector<std::vector<std::string>> header_;
    int header_rows_ = 0, header_line_ = 0, title_year_ = 0;
    std::size_t side_ = kSideColumns;
    bool long_file_ = false, rows_planned_ = false;
    std::map<int, SideLabel> industries_;
    std::vector<ColumnMeaning> meanings_;
};

}  // namespace

Result<IoTable> read_wiod_table(const std::vector<TableFile>& files) { return WiodReader(files).read(); }

}  // namespace countervail
