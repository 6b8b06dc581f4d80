// SPDX-License-Identifier: Apache-2.0
// A table while it is being read: labels in the order of the file, rows as they come, and everything that is wrong so far.
// The readers of the layouts say which cell of the file means what; checks that all layouts share are here.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "economy/io_table.h"
#include "economy/money_unit.h"
#include "economy/read_table.h"
#include "economy/table_problems.h"
#include "economy/table_sheet.h"

namespace countervail {

/// What a column of a sheet holds.
struct ColumnMeaning {
    enum Kind { ignored, cell, final, own_final, output } kind = ignored;
    int index = 0;                 ///< cell: its index; final: column of Y; own_final: the use, demanded where it is made
};

class TableDraft {
  public:
    explicit TableDraft(TableLayout layout);

    TableProblems problems;
    Errors notes;

    // Labels. A place is named as the file has it; data/economy/places-of-tables.csv says which names are parts of
    // another place or another spelling of it, and parts are joined again.
    void add_column(const Place& where, std::string_view place, std::string_view industry);
    void name_industry(std::string_view industry, std::string_view name);
    void add_final_column(const Place& where, std::string_view place, std::string_view use);
    /// After all columns: indices are fixed. What is missing from the rectangle place × industry is a problem; a place
    /// with a single industry (the rest of the world as one) is completed by cells without output, and noted.
    void close_labels(const Place& whole);
    int columns() const { return static_cast<int>(column_cell_.size()); }
    int final_columns() const { return static_cast<int>(final_cell_.size()); }
    int cell_of_column(int column) const;                  ///< in the order of add_column
    int final_of_column(int column) const;                 ///< in the order of add_final_column
    int cell_count() const { return static_cast<int>(places_.size() * industries_.size()); }
    int use(std::string_view name) const;

    // Rows of one sheet.
    struct Rows {
        std::set<std::pair<std::string, std::string>> seen;
    };
    /// The cell of a row label; a problem and nothing when no column has that name or the row is there twice.
    std::optional<int> row_cell(Rows& rows, const Place& where, std::string_view place, std::string_view industry);
    /// Every column of the square has its row.
    void check_rows(const Rows& rows, const Place& whole);
    /// Adds the values of a row from column `first` of the sheet on. Empty cells are zero where the layout has such.
    void add_row(const TableSheet& sheet, const TableRow& row, std::size_t first, const std::vector<ColumnMeaning>& meanings, int cell);
    void add_output(const TableSheet& sheet, const TableRow& row, std::size_t column, int cell);
    /// Output as the column of the cell states it, below the square: held against that of the row.
    void add_output_below(const TableSheet& sheet, const TableRow& row, std::size_t column, int cell);
    /// All rows at once, where the reader computed them; shapes are those of the labels.
    void set_flows(const Eigen::MatrixXd& flows, const Eigen::MatrixXd& final_demand, const Eigen::VectorXd& output);
    std::optional<double> number(const TableSheet& sheet, const TableRow& row, std::size_t column);

    /// A unit that the file states; every mention must be the same.
    void state_unit(const Place& where, std::string_view text);
    /// The unit of the publisher where the file states none.
    void assume_unit(MoneyUnit unit, std::string what) { assumed_unit_ = {std::move(unit), std::move(what)}; }
    void set_rates(ExchangeRates rates) { rates_ = std::move(rates); }
    /// What add_row has read as Z are coefficients A: Z = A x̂ is to be formed.
    void rows_are_coefficients() { coefficients_ = true; }

    struct Identity {
        std::string kind;          ///< "wiod": the id is kind-year
        std::string source;
        int year = 0;
    };
    Result<IoTable> finish(Identity identity, const Place& whole);

    TableLayout layout() const { return layout_; }

  private:
    using Label = std::pair<std::string, std::string>;
    int place_index(std::string_view place);
    double factor(const Place& whole);
    FlowMatrix matrix() const;
    void settle_output(IoTable& table, const Place& whole);
    void note_columns(const IoTable& table, const Place& whole, double scale);
    void note_oddities(const IoTable& table, const Place& whole);
    std::string name_of(const IoTable& table, int cell) const;

    TableLayout layout_;
    std::vector<std::string> places_, industries_, names_, uses_;
    std::map<std::string, int, std::less<>> place_at_, industry_at_, use_at_;
    std::vector<std::pair<int, int>> column_cell_, final_cell_;
    std::map<Label, std::pair<int, int>> columns_seen_;
    std::set<Label> finals_seen_;
    std::set<std::string> joined_;
    std::vector<std::vector<std::pair<int, double>>> rows_;
    std::vector<double> buffer_;
    Eigen::MatrixXd final_;
    Eigen::VectorXd output_, below_;
    bool has_output_ = false, coefficients_ = false;
    std::optional<std::pair<MoneyUnit, std::string>> unit_, assumed_unit_;
    ExchangeRates rates_;
    std::size_t values_ = 0;
};

/// The last number between 1960 and 2100 that stands alone in the text; 0 when there is none.
int year_in(std::string_view text);
/// "Z" of "folder/trade_Z.csv" is its role; the stem is the name without folder and ending.
std::string table_file_stem(std::string_view name);
/// The place as our own lists have it: that of data/economy/places-of-tables.csv, or the word itself.
std::string place_of_table(std::string_view layout, std::string_view written);

}  // namespace countervail
