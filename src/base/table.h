// SPDX-License-Identifier: Apache-2.0
// Named, typed, unit-carrying columns: all that a report, a server or a test ever sees of a result.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace countervail {

/// Missing is std::monostate, never NaN.
using Cell = std::variant<std::monostate, double, std::string>;

struct Column {
    std::string name;
    std::string unit;      ///< empty for text
    std::string meaning;   ///< one sentence for the documentation and the page's header tooltip
    int digits = 4;        ///< significant digits shown to people; exports keep every digit
};

/// Rows of cells under columns. `sources` names the statements that the numbers rest on.
struct Table {
    std::string name;      ///< file-name safe, e.g. "exports-by-month"
    std::string title;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    std::vector<std::string> sources;

    /// Appends a row; asserts that it has one cell per column.
    void add(std::vector<Cell> row);
    std::optional<std::size_t> column(std::string_view column_name) const;
};

enum class TableFormat { text, csv, json, markdown };
std::optional<TableFormat> parse_table_format(std::string_view text);

/// Aligned columns with units under the names, numbers right-aligned; csv and json carry full precision.
std::string render(const Table& table, TableFormat format);

}  // namespace countervail
