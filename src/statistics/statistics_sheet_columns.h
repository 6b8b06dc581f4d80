// SPDX-License-Identifier: Apache-2.0
// What the readers of statistics share: a sheet whose header was found, problems that stop the reading, and warnings that
// are counted and listed.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/grid.h"
#include "statistics/place_names.h"

namespace countervail {

/// Cells by the name of their column. Names compare without case, spaces at their ends, and with '_' and ' ' alike.
class StatisticsColumns {
  public:
    StatisticsColumns(const Grid& grid, std::size_t header_row);

    std::optional<std::size_t> column(std::string_view name) const;
    /// Columns whose name begins with a year: "2022", "2022 [YR2022]", "YR2022"; year and column, in order.
    const std::vector<std::pair<int, std::size_t>>& years() const { return years_; }
    std::vector<std::string> names() const;
    const Grid& grid() const { return *grid_; }
    std::size_t first_row() const { return header_ + 1; }

    /// Trimmed; empty behind the end of the row.
    std::string text(std::size_t row, std::size_t column) const;
    std::string text(std::size_t row, std::string_view name) const;
    int line(std::size_t row) const;
    Place place(std::size_t row) const { return {grid_->file, line(row), 0}; }

  private:
    const Grid* grid_;
    std::size_t header_;
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::vector<std::pair<int, std::size_t>> years_;
};

/// Row of a grid that holds all of these names; looks at the first 40.
std::optional<std::size_t> header_row(const Grid& grid, std::initializer_list<std::string_view> names);

/// A year at the start of a header or in a cell: 1800 to 2200, nothing but a bracketed remark behind it.
std::optional<int> leading_year(std::string_view text);

/// Problems (at most 200), warnings (at most 200), and unknown names once each with their count.
class StatisticsProblems {
  public:
    explicit StatisticsProblems(std::string file) : file_(std::move(file)) {}

    void error(Place where, std::string what, std::string hint);
    void warn(Place where, std::string what, std::string hint);
    /// Resolves a name, and a code when there is one; unknown and contradicting ones are counted.
    StatisticsPlace place(const StatisticsPlaceNames& names, const std::string& name, const std::string& code, const Place& where);

    bool failed() const { return !errors_.empty(); }
    bool full() const { return errors_.size() >= kMost; }
    Errors take_errors() { return std::move(errors_); }
    /// Those listed, then the counted names, then how many more there were.
    std::vector<Error> take_warnings(const StatisticsPlaceNames& names);

  private:
    static constexpr std::size_t kMost = 200;
    struct Counted {
        Place first;
        int count = 0;
        std::string what;
        std::string hint;
    };
    std::string file_;
    Errors errors_;
    std::vector<Error> warnings_;
    std::size_t more_ = 0;
    std::map<std::string, Counted> unknown_, contradicting_;
};

}  // namespace countervail
