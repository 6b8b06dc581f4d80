// SPDX-License-Identifier: Apache-2.0
// The table of orders that `screen --batch` reads: one row per line of an order, rows of one order together. Cells are
// views into the text; nothing is copied and nothing allocated per cell. docs/formats/shipment.md has the columns.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "controls/law_terms.h"

namespace countervail {

enum class OrderField : std::uint8_t {
    order, on, item, code, made_in, from, to, end_use, end_user, end_user_place, headquarters, lists, technology, value,
    line_item, line_origin, line_value, line_classification,
    fact,                 ///< a column "fact.<id>"
};
inline constexpr std::size_t kOrderFields = static_cast<std::size_t>(OrderField::fact);
const std::vector<std::string>& order_field_names();

struct OrderColumn {
    OrderField field = OrderField::fact;
    const FactTerm* fact = nullptr;
    std::string name;
};

struct OrderHeader {
    std::vector<OrderColumn> columns;                ///< in the order of the file
    std::array<int, kOrderFields> at{};              ///< column of each field, or -1
    int lines_from = 0;                              ///< first column that speaks of the line; all before it speak of the order
    bool head_first = false;                         ///< all columns of the order stand before all columns of the line

    int column(OrderField field) const { return at[static_cast<std::size_t>(field)]; }
};

/// From the first row. Unknown, repeated and missing columns are named, each with its nearest.
Result<OrderHeader> read_order_header(std::string_view row, const std::string& file, const LawTerms& terms);

/// The cells of a row, split at commas; quotes are taken off. False when a quotation does not end on the row.
/// `room` holds cells in which a doubled quote became one.
bool split_row(std::string_view row, std::vector<std::string_view>& cells, std::string& room);

/// End of the last order that is whole in `text`: rows of the last order may go on behind it. 0 when no order ends.
std::size_t end_of_whole_orders(std::string_view text, int order_column);

}  // namespace countervail
