// SPDX-License-Identifier: Apache-2.0
#include "screening/order_table.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace countervail {

namespace {

constexpr std::string_view kFactPrefix = "fact.";

bool of_the_line(OrderField field) { return field >= OrderField::line_item && field <= OrderField::line_classification; }

std::string_view without_end(std::string_view row) {
    if (row.ends_with('\n')) row.remove_suffix(1);
    if (row.ends_with('\r')) row.remove_suffix(1);
    return row;
}

/// The cell in one column of a row, quotes and all; only as much of the row is looked at as is needed.
std::string_view raw_cell(std::string_view row, int column) {
    row = without_end(row);
    for (int skipped = 0;; ++skipped) {
        std::size_t end = 0;
        bool quoted = false;
        while (end < row.size() && (quoted || row[end] != ',')) quoted ^= row[end++] == '"';
        if (skipped == column) return row.substr(0, end);
        if (end == row.size()) return {};
        row.remove_prefix(end + 1);
    }
}

}  // namespace

const std::vector<std::string>& order_field_names() {
    static const std::vector<std::string> names{"order", "on", "item", "code", "made_in", "from", "to", "end_use", "end_user", "end_user_place",
                                                "headquarters", "lists", "technology", "value", "line_item", "line_origin", "line_value", "line_classification"};
    return names;
}

Result<OrderHeader> read_order_header(std::string_view row, const std::string& file, const LawTerms& terms) {
    OrderHeader header;
    header.at.fill(-1);
    std::vector<std::string_view> cells;
    std::string room;
    Errors errors;
    const auto problem = [&](std::size_t column, std::string what, std::string hint) { errors.push_back({{file, 1, static_cast<int>(column) + 1}, std::move(what), std::move(hint)}); };
    if (row.starts_with("\xef\xbb\xbf")) row.remove_prefix(3);
    if (trim(row).empty()) return fail({file, 1, 1}, "the first row is empty", "begin with the names of the columns: order, on, item, from, to, …");
    if (!split_row(without_end(row), cells, room)) problem(0, "a quotation in the first row does not end", "close it with \"");
    const std::vector<std::string>& names = order_field_names();
    std::vector<std::string> known = names;
    for (const FactTerm& fact : terms.facts) known.push_back(std::string(kFactPrefix) + fact.id);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        OrderColumn column{OrderField::fact, nullptr, trim(cells[i])};
        const auto field = std::find(names.begin(), names.end(), column.name);
        if (field != names.end()) {
            column.field = static_cast<OrderField>(field - names.begin());
            int& at = header.at[static_cast<std::size_t>(column.field)];
            if (at >= 0) problem(i, "column \"" + column.name + "\" stands twice", "keep one of them");
            at = static_cast<int>(i);
        } else if (column.name.starts_with(kFactPrefix)) {
            column.fact = terms.fact(std::string_view(column.name).substr(kFactPrefix.size()));
        }
        if (field == names.end() && column.fact == nullptr) {
            const std::string near = did_you_mean(column.name, known);
            problem(i, "unknown column \"" + column.name + "\"", near.empty() ? "columns: " + join(names, ", ") + ", fact.<id>" : near);
        }
        header.columns.push_back(std::move(column));
    }
    for (const OrderField needed : {OrderField::order, OrderField::from, OrderField::to}) {
        if (header.column(needed) < 0) problem(0, "column \"" + names[static_cast<std::size_t>(needed)] + "\" is missing", "add it to the first row");
    }
    if (header.column(OrderField::item) < 0 && header.column(OrderField::code) < 0) problem(0, "neither column item nor code says what an order is", "add one of them");
    if (!errors.empty()) return std::unexpected(std::move(errors));
    const auto first_line = std::find_if(header.columns.begin(), header.columns.end(), [](const OrderColumn& column) { return of_the_line(column.field); });
    header.lines_from = static_cast<int>(first_line - header.columns.begin());
    header.head_first = std::all_of(first_line, header.columns.end(), [](const OrderColumn& column) { return of_the_line(column.field); });
    return header;
}

bool split_row(std::string_view row, std::vector<std::string_view>& cells, std::string& room) {
    cells.clear();
    room.clear();
    if (std::memchr(row.data(), '"', row.size()) == nullptr) {
        for (;;) {
            const void* comma = row.empty() ? nullptr : std::memchr(row.data(), ',', row.size());
            if (comma == nullptr) break;
            const auto length = static_cast<std::size_t>(static_cast<const char*>(comma) - row.data());
            cells.push_back(row.substr(0, length));
            row.remove_prefix(length + 1);
        }
        cells.push_back(row);
        return true;
    }
    room.reserve(row.size() + 1);   // views into it stay good
    for (std::size_t at = 0;; ++at) {
        if (at < row.size() && row[at] == '"') {
            const std::size_t begin = room.size();
            for (++at;; ++at) {
                if (at >= row.size()) return false;
                if (row[at] == '"') {
                    if (at + 1 >= row.size() || row[at + 1] != '"') break;
                    ++at;
                }
                room += row[at];
            }
            cells.push_back(std::string_view(room).substr(begin));
            at = std::min(row.find(',', at), row.size());
        } else {
            const std::size_t comma = std::min(row.find(',', at), row.size());
            cells.push_back(row.substr(at, comma - at));
            at = comma;
        }
        if (at >= row.size()) return true;
    }
}

std::size_t end_of_whole_orders(std::string_view text, int order_column) {
    const std::size_t last = text.rfind('\n');
    if (last == std::string_view::npos) return 0;
    std::size_t end = last + 1;                    // rows [0, end) are whole
    std::string_view order;
    bool first = true;
    while (end > 0) {
        const std::size_t before = end < 2 ? std::string_view::npos : text.rfind('\n', end - 2);
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        const std::string_view cell = raw_cell(text.substr(begin, end - begin), order_column);
        if (first) order = cell;
        else if (cell != order) return end;
        first = false;
        end = begin;
    }
    return 0;
}

}  // namespace countervail
