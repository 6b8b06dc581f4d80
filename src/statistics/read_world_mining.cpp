// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "statistics/production_layouts.h"

namespace countervail {

namespace {

std::optional<std::size_t> mining_header(const Grid& grid) {
    const auto row = header_row(grid, {"Country", "unit"});
    if (!row) return std::nullopt;
    return StatisticsColumns(grid, *row).years().empty() ? std::nullopt : row;
}

/// "r" reported, "e" estimated, "p" provisional, as the publisher prints behind each row.
std::string source_note(const std::string& letter) {
    if (letter == "r") return "reported";
    if (letter == "e") return "estimated";
    if (letter == "p") return "provisional";
    return letter == "nan" ? "" : letter;
}

void read_sheet(const StatisticsSheet& sheet, std::size_t header, ProductionReading& reading) {
    const StatisticsColumns columns(sheet.grid, header);
    for (std::size_t r = columns.first_row(); r < sheet.grid.rows.size() && !reading.problems.full(); ++r) {
        const Place where = columns.place(r);
        const std::string name = columns.text(r, "Country");
        const std::string code = columns.text(r, "Country_ISO");
        if (name.empty() && code.empty()) continue;
        const std::string note = source_note(columns.column("data_source") ? columns.text(r, "data_source") : columns.text(r, "data source"));
        const std::string unit = columns.text(r, "unit");
        if (unit.empty() && columns.text(r, columns.years().front().second).empty()) continue;  // a line of text under the table
        for (const auto& [year, column] : columns.years()) {
            ProductionRow row{sheet.name, "Production", ""};
            row.place_text = name;
            row.year = row.through = year;
            row.unit = unit;
            row.note = note;
            row.estimated = note == "estimated";
            row.file = sheet.grid.file;
            row.line = where.line;
            reading.locate(row, code, where);
            if (reading.figure(row, columns.text(r, column), where)) reading.table.rows.push_back(std::move(row));
        }
    }
}

}  // namespace

bool is_world_mining(const StatisticsFile& file) {
    for (const StatisticsSheet& sheet : file.sheets) {
        if (mining_header(sheet.grid)) return true;
    }
    return false;
}

void read_world_mining(const StatisticsFile& file, ProductionReading& reading) {
    for (const StatisticsSheet& sheet : file.sheets) {
        if (const auto header = mining_header(sheet.grid)) read_sheet(sheet, *header, reading);
    }
}

}  // namespace countervail
