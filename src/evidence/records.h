// SPDX-License-Identifier: Apache-2.0
// A grid whose first row names its columns: cells by name, and every problem of the header and of row
// lengths.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "evidence/grid.h"

namespace countervail {

struct ColumnRule {
    std::string name;
    bool required = true;  ///< the header must have it
};

class Records {
  public:
    /// Problems go to `errors`: unknown, missing and repeated columns (with the nearest name), and rows that
    /// have more or fewer cells than the header. Rows of a wrong length are left out.
    Records(Grid grid, const std::vector<ColumnRule>& rules, Errors& errors);

    std::size_t size() const { return rows_.size(); }
    /// The cell, trimmed; empty when the column is absent.
    std::string text(std::size_t row, std::string_view column) const;
    /// Where the cell stands; where the row begins when the column is absent.
    Place place(std::size_t row, std::string_view column = {}) const;

  private:
    void read_header(const std::vector<GridCell>& header, const std::vector<ColumnRule>& rules,
                     Errors& errors);
    const GridCell* cell(std::size_t row, std::string_view column) const;

    Grid grid_;
    std::vector<std::string> names_;
    std::vector<std::size_t> rows_;  // into grid_.rows
};

}  // namespace countervail
