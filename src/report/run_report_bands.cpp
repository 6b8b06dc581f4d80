// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_bands.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "report/figure_text.h"

namespace countervail {

namespace {

bool band_begins(const Table& table, std::size_t column) {
    if (column + 2 >= table.columns.size()) return false;
    const std::string& name = table.columns[column].name;
    return table.columns[column + 1].name == name + " 5%" && table.columns[column + 2].name == name + " 95%";
}

/// Of the numbers in three columns, the size under which one is next to nothing beside the largest.
double negligible(const Table& table, std::size_t column) {
    double largest = 0;
    for (const auto& row : table.rows) {
        for (std::size_t i = column; i < column + 3; ++i) {
            if (const auto* value = std::get_if<double>(&row[i]))
                largest = std::max(largest, std::abs(*value));
        }
    }
    return 1e-6 * largest;
}

Cell without_dust(const Cell& cell, double least) {
    const auto* value = std::get_if<double>(&cell);
    return value && std::abs(*value) < least ? Cell(0.0) : cell;
}

Cell band_cell(const Cell& median, const Cell& low, const Cell& high, int digits) {
    const auto* middle = std::get_if<double>(&median);
    const auto* from = std::get_if<double>(&low);
    const auto* to = std::get_if<double>(&high);
    if (!middle && !from && !to) return {};
    if (middle && from && to && *from == *to) return short_number(*middle, digits);
    const auto words = [&](const double* value) {
        return value ? short_number(*value, digits) : std::string("…");
    };
    const std::string range = from && to ? range_text(*from, *to, digits) : words(from) + "–" + words(to);
    return words(middle) + " (" + range + ")";
}

}  // namespace

Table bands_in_one(const Table& table) {
    constexpr int kDigits = 3;
    Table shown{table.name, table.title, {}, {}, table.sources};
    shown.rows.resize(table.rows.size());
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const bool band = band_begins(table, column);
        shown.columns.push_back(table.columns[column]);
        if (band) shown.columns.back().meaning += " (90 % of the draws)";
        const double least = band ? negligible(table, column) : 0;
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const auto& cells = table.rows[row];
            const auto at = [&](std::size_t i) { return without_dust(cells[column + i], least); };
            shown.rows[row].push_back(band ? band_cell(at(0), at(1), at(2), kDigits) : cells[column]);
        }
        if (band) column += 2;
    }
    return shown;
}

Table columns_of(const Table& table, const std::vector<std::string>& names) {
    Table shown{table.name, table.title, {}, {}, {}};
    shown.rows.resize(table.rows.size());
    for (const std::string& name : names) {
        const auto at = table.column(name);
        if (!at) continue;
        shown.columns.push_back(table.columns[*at]);
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            shown.rows[row].push_back(table.rows[row][*at]);
    }
    return shown;
}

}  // namespace countervail
