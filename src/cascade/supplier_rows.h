// SPDX-License-Identifier: Apache-2.0
// Rows of a table from outside, one at a time and by the names of their columns, however long the file.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/csv.h"

namespace countervail {

struct SupplierColumn {
    std::string name;
    bool required = false;
};

/// Collects problems: tells the first 200, counts the rest.
class SupplierProblems {
  public:
    void add(Place where, std::string what, std::string hint);
    void add_all(Errors errors);
    bool none() const { return count_ == 0; }
    Errors take(const std::string& file);

  private:
    Errors told_;
    std::size_t count_ = 0;
};

/// One row; cells by the position of their column in the list that was asked for.
class SupplierRow {
  public:
    SupplierRow(const std::string& file, std::span<const CellView> cells, const std::vector<int>& positions, int line_offset)
        : file_(file), cells_(cells), positions_(positions), line_offset_(line_offset) {}

    /// Trimmed; empty when the file has no such column.
    std::string_view text(std::size_t column) const;
    Place place(std::size_t column) const;

  private:
    const std::string& file_;
    std::span<const CellView> cells_;
    const std::vector<int>& positions_;
    int line_offset_;
};

/// Calls `row` with every row under the header. `sheet`: of a workbook, else its first one. Columns that begin with
/// "info." are passed over; other unknown ones, missing and repeated ones, and rows of a wrong length are problems.
void each_supplier_row(std::string_view bytes, const std::string& file, const std::string& sheet, const std::vector<SupplierColumn>& columns, SupplierProblems& problems,
                       const std::function<void(const SupplierRow&)>& row);

/// The bytes are a zip archive.
bool is_workbook(std::string_view bytes);
/// A workbook that has such a sheet.
bool has_sheet(std::string_view bytes, const std::string& file, const std::string& sheet);

}  // namespace countervail
