// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "statistics/brief_text.h"
#include "statistics/production_layouts.h"

namespace countervail {

namespace {

std::optional<std::size_t> bgs_header(const StatisticsFile& file) {
    return file.container == StatisticsContainer::text
               ? header_row(file.sheets.front().grid, {"country_iso3_code", "quantity", "year", "bgs_commodity_trans"})
               : std::nullopt;
}

constexpr std::string_view kNeeded[] = {"country_trans",
                                        "units",
                                        "bgs_sub_commodity_trans",
                                        "bgs_statistic_type_trans",
                                        "concat_table_notes_text",
                                        "concat_figure_notes_code",
                                        "concat_figure_notes_text",
                                        "data_precision_description"};

}  // namespace

bool is_bgs(const StatisticsFile& file) { return bgs_header(file).has_value(); }

void read_bgs(const StatisticsFile& file, ProductionReading& reading) {
    const Grid& grid = file.sheets.front().grid;
    const StatisticsColumns columns(grid, *bgs_header(file));
    for (const std::string_view name : kNeeded) {
        if (!columns.column(name))
            reading.problems.error({grid.file, 1}, "the column \"" + std::string(name) + "\" is missing",
                                   "download the table again; " + did_you_mean(name, columns.names()));
    }
    if (reading.problems.failed()) return;
    const std::size_t wanted = grid.rows[columns.first_row() - 1].size();
    for (std::size_t r = columns.first_row(); r < grid.rows.size() && !reading.problems.full(); ++r) {
        const Place where = columns.place(r);
        const std::string date = columns.text(r, "year");  // "2023-01-01 00:00:00"
        const auto year = leading_year(date.substr(0, 4));
        if (grid.rows[r].size() != wanted || !year || (date.size() > 4 && date[4] != '-')) {
            reading.problems.error(where,
                                   year ? "the row has " + std::to_string(grid.rows[r].size()) + " cells, the header " + std::to_string(wanted)
                                        : "\"" + brief_text(date) + "\" is no year",
                                   "download the table again");
            continue;
        }
        ProductionRow row{columns.text(r, "bgs_commodity_trans"), columns.text(r, "bgs_statistic_type_trans"),
                          columns.text(r, "bgs_sub_commodity_trans")};
        row.place_text = columns.text(r, "country_trans");
        row.year = row.through = *year;
        row.unit = columns.text(r, "units");
        row.note = columns.text(r, "concat_figure_notes_text");
        row.estimated = columns.text(r, "concat_figure_notes_code").starts_with("*");
        row.file = grid.file;
        row.line = where.line;
        reading.locate(row, columns.text(r, "country_iso3_code"), where);
        if (!reading.figure(row, columns.text(r, "quantity"), where)) continue;
        const std::string precision = columns.text(r, "data_precision_description");
        if (precision.starts_with("Nil")) row.figure.zero_dash = true;
        if (precision.starts_with("Quantity is more than 0")) row.figure = PublishedValue{std::nullopt, 0.0, 0.5};
        reading.table.rows.push_back(std::move(row));
    }
}

}  // namespace countervail
