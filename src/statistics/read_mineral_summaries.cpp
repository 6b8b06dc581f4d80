// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "statistics/brief_text.h"
#include "statistics/production_layouts.h"

namespace countervail {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

bool says_estimated(const std::string& note) { return lower(note).find("estimated") != std::string::npos; }

/// "2025", or a span "2021–24".
std::optional<std::pair<int, int>> years_of(const std::string& text) {
    if (const auto year = leading_year(text)) return std::pair(*year, *year);
    const std::size_t dash = text.find("–");
    if (dash == std::string::npos) return std::nullopt;
    const auto first = leading_year(text.substr(0, dash));
    const auto last = parse_number(text.substr(dash + std::string_view("–").size()));
    if (!first || !last || *last != static_cast<int>(*last)) return std::nullopt;
    const int end = *last < 100 ? *first / 100 * 100 + static_cast<int>(*last) : static_cast<int>(*last);
    return end >= *first && end < *first + 100 ? std::optional(std::pair(*first, end)) : std::nullopt;
}

constexpr std::string_view kLongColumns[] = {"MCS chapter",       "Section", "Commodity", "Country", "Statistics",
                                             "Statistics_detail", "Unit",    "Year",      "Value"};

std::optional<std::size_t> world_header(const StatisticsFile& file) {
    return file.sheets.size() == 1 ? header_row(file.sheets.front().grid, {"COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS"}) : std::nullopt;
}

/// One column of the world table: PROD_2023, "PROD_EST_ 2024", CAP_EST_ 2024, RESERVES_2024.
struct WorldColumn {
    std::size_t column = 0;
    std::string statistic, note;
    int year = 0;
    bool estimated = false;
};

std::vector<WorldColumn> world_columns(const StatisticsColumns& columns) {
    static constexpr std::pair<std::string_view, std::pair<const char*, const char*>> kKinds[] = {
        {"prod", {"Production", "PROD_NOTES"}}, {"cap", {"Capacity", "CAP_NOTES"}}, {"reserves", {"Reserves", "RESERVE_NOTES"}}};
    std::vector<WorldColumn> found;
    for (const std::string& name : columns.names()) {
        for (const auto& [prefix, kind] : kKinds) {
            const auto year = name.size() > 4 ? leading_year(name.substr(name.size() - 4)) : std::nullopt;
            if (name.starts_with(prefix) && year)
                found.push_back({*columns.column(name), kind.first, kind.second, *year, name.find("est") != std::string::npos});
        }
    }
    std::ranges::sort(found, {}, &WorldColumn::column);
    return found;
}

}  // namespace

bool is_mcs_long(const StatisticsFile& file) {
    return file.container == StatisticsContainer::text &&
           header_row(file.sheets.front().grid, {"Commodity", "Country", "Statistics", "Value"}).has_value();
}

void read_mcs_long(const StatisticsFile& file, ProductionReading& reading) {
    const Grid& grid = file.sheets.front().grid;
    const StatisticsColumns columns(grid, *header_row(grid, {"Commodity", "Country", "Statistics", "Value"}));
    for (const std::string_view name : kLongColumns) {
        if (!columns.column(name))
            reading.problems.error({grid.file, 1}, "the column \"" + std::string(name) + "\" is missing",
                                   "download the data release again; " + did_you_mean(name, columns.names()));
    }
    if (reading.problems.failed()) return;
    const std::size_t wanted = grid.rows[columns.first_row() - 1].size();
    for (std::size_t r = columns.first_row(); r < grid.rows.size() && !reading.problems.full(); ++r) {
        const Place where = columns.place(r);
        if (grid.rows[r].size() != wanted) {
            reading.problems.error(where, "the row has " + std::to_string(grid.rows[r].size()) + " cells, the header " + std::to_string(wanted),
                                   "a comma inside a text needs quotation marks around it");
            continue;
        }
        const auto years = years_of(columns.text(r, "Year"));
        if (!years) {
            reading.problems.error(where, "\"" + brief_text(columns.text(r, "Year")) + "\" is no year", "2025, or a span 2021–24");
            continue;
        }
        ProductionRow row{columns.text(r, "Commodity"), columns.text(r, "Statistics"), columns.text(r, "Statistics_detail")};
        row.place_text = columns.text(r, "Country");
        row.year = years->first;
        row.through = years->second;
        row.unit = columns.text(r, "Unit");
        row.note = columns.text(r, "Notes");
        row.estimated = says_estimated(row.note);
        row.file = grid.file;
        row.line = where.line;
        reading.locate(row, "", where);
        if (reading.figure(row, columns.text(r, "Value"), where)) reading.table.rows.push_back(std::move(row));
    }
}

bool is_mcs_world(const StatisticsFile& file) { return file.container == StatisticsContainer::text && world_header(file).has_value(); }

void read_mcs_world(const StatisticsFile& file, ProductionReading& reading) {
    const Grid& grid = file.sheets.front().grid;
    const StatisticsColumns columns(grid, *world_header(file));
    const auto figures = world_columns(columns);
    if (figures.empty())
        reading.problems.error({grid.file, 1}, "no column names a year: PROD_2023, \"PROD_EST_ 2024\" and the like",
                               "download the data release again");
    const std::size_t wanted = grid.rows[columns.first_row() - 1].size();
    for (std::size_t r = columns.first_row(); r < grid.rows.size() && !reading.problems.full(); ++r) {
        const Place where = columns.place(r);
        if (grid.rows[r].size() != wanted) {
            reading.problems.error(where, "the row has " + std::to_string(grid.rows[r].size()) + " cells, the header " + std::to_string(wanted),
                                   "a comma inside a text needs quotation marks around it");
            continue;
        }
        for (const WorldColumn& column : figures) {
            const std::string text = columns.text(r, column.column);
            if (text.empty()) continue;  // a dash, NA or W of the printed table: the release leaves all three empty
            ProductionRow row{columns.text(r, "COMMODITY"), column.statistic, columns.text(r, "TYPE")};
            row.place_text = columns.text(r, "COUNTRY");
            row.year = row.through = column.year;
            row.unit = columns.text(r, "UNIT_MEAS");
            row.note = columns.text(r, column.note);
            row.estimated = column.estimated ? lower(row.note).find("reported") != 0 : says_estimated(row.note) || says_estimated(row.stage);
            row.file = grid.file;
            row.line = where.line;
            reading.locate(row, "", where);
            if (reading.figure(row, text, where)) reading.table.rows.push_back(std::move(row));
        }
    }
}

}  // namespace countervail
