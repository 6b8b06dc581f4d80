// SPDX-License-Identifier: Apache-2.0
#include "base/table.h"

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace countervail {

namespace {

constexpr std::string_view kMissing = "–";

const Cell& cell_at(const std::vector<Cell>& row, std::size_t column) {
    static const Cell missing;
    return column < row.size() ? row[column] : missing;
}

/// Quantities stand to the right; a column without a unit is one when it holds numbers and no words.
bool is_quantity(const Table& table, std::size_t column) {
    bool numbers = !table.columns[column].unit.empty();
    for (const auto& row : table.rows) {
        if (std::holds_alternative<std::string>(cell_at(row, column))) return false;
        numbers = numbers || std::holds_alternative<double>(cell_at(row, column));
    }
    return numbers;
}

/// One line, whatever the cell holds: control characters would break rows and could steer a terminal.
std::string one_line(std::string_view text) {
    std::string line(text);
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return line;
}

std::string for_people(const Cell& cell, int digits) {
    if (const auto* number = std::get_if<double>(&cell)) return readable_number(*number, digits);
    if (const auto* text = std::get_if<std::string>(&cell)) return one_line(*text);
    return std::string(kMissing);
}

struct CodePoint {
    char32_t value;
    std::size_t length;  // bytes
};

/// The code point at `at`; a byte that begins none counts as one of its own.
CodePoint decode(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (length == 1 || at + length > text.size()) return {byte, 1};
    char32_t value = byte & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i)
        value = (value << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
    return {value, length};
}

struct Range {
    char32_t first, last;
};
// Unicode 15 EastAsianWidth W and F, and the combining blocks, to the grain of blocks.
constexpr Range kWide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},  {0xac00, 0xd7a3},
                           {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},  {0xffe0, 0xffe6},
                           {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
constexpr Range kZero[] = {{0x0300, 0x036f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},
                           {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};

template <std::size_t count>
bool within(const Range (&ranges)[count], char32_t value) {
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [value](Range range) { return range.first <= value && value <= range.last; });
}

/// Columns that a terminal gives the text.
std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode(text, at);
        width += within(kZero, point.value) ? 0 : within(kWide, point.value) ? 2 : 1;
        at += point.length;
    }
    return width;
}

std::string pad(const std::string& text, std::size_t width, bool right) {
    const std::string blanks(width - std::min(width, display_width(text)), ' ');
    return right ? blanks + text : text + blanks;
}

using Lines = std::vector<std::vector<std::string>>;

std::string render_text(const Table& table) {
    Lines lines(1);
    for (const Column& column : table.columns) lines[0].push_back(one_line(column.name));
    if (std::any_of(table.columns.begin(), table.columns.end(),
                    [](const Column& c) { return !c.unit.empty(); })) {
        lines.emplace_back();
        for (const Column& column : table.columns) lines[1].push_back(one_line(column.unit));
    }
    for (const auto& row : table.rows) {
        lines.emplace_back();
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            lines.back().push_back(for_people(cell_at(row, i), table.columns[i].digits));
        }
    }
    std::string text = table.title.empty() ? std::string() : one_line(table.title) + "\n";
    std::vector<std::size_t> widths(table.columns.size(), 0);
    std::vector<bool> right(table.columns.size());
    for (std::size_t i = 0; i < widths.size(); ++i) {
        for (const auto& line : lines) widths[i] = std::max(widths[i], display_width(line[i]));
        right[i] = is_quantity(table, i);
    }
    for (const auto& line : lines) {
        std::string row;
        for (std::size_t i = 0; i < line.size(); ++i) {
            row += (i > 0 ? "  " : "") + pad(line[i], widths[i], right[i]);
        }
        text += row.erase(row.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of("\",\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string headed(const Column& column, std::string_view open, std::string_view close) {
    return column.unit.empty() ? column.name
                               : column.name + " " + std::string(open) + column.unit + std::string(close);
}

std::string render_csv(const Table& table) {
    std::vector<std::string> fields;
    for (const Column& column : table.columns) fields.push_back(csv_field(headed(column, "[", "]")));
    std::string text = join(fields, ",") + "\n";
    for (const auto& row : table.rows) {
        fields.clear();
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const Cell& cell = cell_at(row, i);
            const auto* number = std::get_if<double>(&cell);
            const auto* words = std::get_if<std::string>(&cell);
            fields.push_back(number != nullptr  ? exact_number(*number)
                             : words != nullptr ? csv_field(*words)
                                                : "");
        }
        text += join(fields, ",") + "\n";
    }
    return text;
}

std::string render_json(const Table& table) {
    using nlohmann::ordered_json;
    ordered_json columns = ordered_json::array();
    for (const Column& column : table.columns) {
        columns.push_back({{"name", column.name}, {"unit", column.unit}, {"meaning", column.meaning}});
    }
    ordered_json rows = ordered_json::array();
    for (const auto& row : table.rows) {
        ordered_json object = ordered_json::object();
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            ordered_json& value = object[table.columns[i].name];
            if (const auto* number = std::get_if<double>(&cell_at(row, i))) value = *number;
            if (const auto* words = std::get_if<std::string>(&cell_at(row, i))) value = *words;
        }
        rows.push_back(std::move(object));
    }
    const ordered_json document = {{"name", table.name},
                                   {"title", table.title},
                                   {"columns", std::move(columns)},
                                   {"rows", std::move(rows)},
                                   {"sources", table.sources}};
    return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string markdown_field(std::string text) {
    for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
        text.insert(at, "\\");
    return text;
}

std::string markdown_line(const std::vector<std::string>& fields) {
    return "| " + join(fields, " | ") + " |\n";
}

std::string render_markdown(const Table& table) {
    std::vector<std::string> fields;
    std::vector<std::string> rule;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        fields.push_back(markdown_field(one_line(headed(table.columns[i], "(", ")"))));
        rule.push_back(is_quantity(table, i) ? "---:" : "---");
    }
    std::string text = table.title.empty() ? std::string() : "**" + one_line(table.title) + "**\n\n";
    text += markdown_line(fields) + markdown_line(rule);
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            fields[i] = markdown_field(for_people(cell_at(row, i), table.columns[i].digits));
        }
        text += markdown_line(fields);
    }
    return text;
}

}  // namespace

void Table::add(std::vector<Cell> row) {
    assert(row.size() == columns.size());
    rows.push_back(std::move(row));
}

std::optional<std::size_t> Table::column(std::string_view column_name) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].name == column_name) return i;
    }
    return std::nullopt;
}

std::optional<TableFormat> parse_table_format(std::string_view text) {
    if (text == "text") return TableFormat::text;
    if (text == "csv") return TableFormat::csv;
    if (text == "json") return TableFormat::json;
    if (text == "md" || text == "markdown") return TableFormat::markdown;
    return std::nullopt;
}

std::string render(const Table& table, TableFormat format) {
    switch (format) {
        case TableFormat::text:
            return render_text(table);
        case TableFormat::csv:
            return render_csv(table);
        case TableFormat::json:
            return render_json(table);
        case TableFormat::markdown:
            return render_markdown(table);
    }
    return {};
}

}  // namespace countervail
