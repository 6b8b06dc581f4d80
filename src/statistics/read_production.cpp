// SPDX-License-Identifier: Apache-2.0
#include "statistics/read_production.h"

#include <map>
#include <tuple>

#include "base/text.h"
#include "statistics/brief_text.h"
#include "statistics/production_layouts.h"

namespace countervail {

namespace {

struct Layout {
    const char* name;
    bool (*is)(const StatisticsFile&);
    void (*read)(const StatisticsFile&, ProductionReading&);
};

constexpr Layout kLayouts[] = {{"MCS long", is_mcs_long, read_mcs_long},
                               {"MCS world", is_mcs_world, read_mcs_world},
                               {"BGS", is_bgs, read_bgs},
                               {"World Mining Data", is_world_mining, read_world_mining}};

std::string columns_of(const StatisticsFile& file) {
    std::vector<std::string> names;
    if (!file.sheets.empty() && !file.sheets.front().grid.rows.empty()) {
        for (const GridCell& cell : file.sheets.front().grid.rows.front()) {
            if (names.size() < 12) names.push_back(brief_text(trim(cell.text)));
        }
    }
    return join(names, ", ");
}

/// Two figures for one place, year and stage: a query would have to choose, so they are pointed out.
void warn_of_repeats(const ProductionTable& table, StatisticsProblems& problems) {
    std::map<std::tuple<std::string, std::string, std::string, std::string, std::string, int>, int> first;
    for (const ProductionRow& row : table.rows) {
        const auto [at, fresh] = first.try_emplace({row.commodity, row.statistic, row.stage, row.place_text, row.unit, row.year}, row.line);
        if (!fresh) {
            problems.warn({row.file, row.line},
                          "the figure of " + brief_text(row.place_text) + " for " + brief_text(row.commodity) + " in " + std::to_string(row.year) +
                              " stands in line " + std::to_string(at->second) + " already",
                          "both are kept; asking for them is refused");
        }
    }
}

/// The world total of a commodity beside the sum of its places: damage that a reader could not see.
void warn_of_totals(const ProductionTable& table, StatisticsProblems& problems) {
    struct Sum {
        double places = 0, world = 0;
        const ProductionRow* total = nullptr;
        bool whole = true;
    };
    std::map<std::tuple<std::string, std::string, std::string, int>, Sum> sums;
    for (const ProductionRow& row : table.rows) {
        if (row.statistic != "Production") continue;
        Sum& sum = sums[{row.commodity, row.file, row.stage, row.year}];
        if (!row.figure.value) sum.whole = sum.whole && row.figure.not_available;
        if (row.kind == StatisticsPlaceKind::world) sum.total = &row, sum.world = row.figure.value.value_or(0);
        else sum.places += row.figure.value.value_or(0);
    }
    constexpr double kRounding = 0.005;
    for (const auto& [key, sum] : sums) {
        if (!sum.total || sum.world <= 0 || !sum.whole) continue;
        const double off = sum.places / sum.world - 1;
        if (off > kRounding || off < -kRounding) {
            problems.warn({sum.total->file, sum.total->line},
                          "the places of " + brief_text(std::get<0>(key)) + " in " + std::to_string(std::get<3>(key)) + " add up to " +
                              readable_number(sum.places) + ", the total says " + readable_number(sum.world),
                          "look at the rows, or download the file again");
        }
    }
}

}  // namespace

void ProductionReading::locate(ProductionRow& row, const std::string& code, const Place& where) {
    const StatisticsPlace place = problems.place(names, row.place_text, code, where);
    row.kind = place.kind;
    row.place = place.place;
}

bool ProductionReading::figure(ProductionRow& row, const std::string& text, const Place& where) {
    const auto read = parse_published_value(text, row.note);
    const std::string shown = "\"" + brief_text(text) + "\"";
    if (!read) {
        problems.warn(where, shown + " cannot be read as a figure",
                      "a number with '.' and thousands commas, a range a–b, >n, <n, W, NA, E or a dash; the row has no value");
        row.figure.not_available = true;
        return true;
    }
    row.figure = *read;
    if (read->sign_lost)
        problems.warn(where, shown + " has lost a sign (often a minus) in the code page of the release",
                      "see the printed table; the row has no value");
    const bool quantity = row.statistic == "Production" || row.statistic == "Capacity" || row.statistic == "Reserves";
    if (quantity && (read->value.value_or(0) < 0 || read->low.value_or(0) < 0)) {
        problems.error(where, row.statistic + " of " + shown, "quantities are zero or more; correct the file");
        return false;
    }
    return true;
}

Result<ProductionTable> read_production(std::string_view bytes, std::string file, const StatisticsPlaceNames& names) {
    const auto opened = open_statistics(bytes, file);
    if (!opened) return std::unexpected(opened.error());
    for (const Layout& layout : kLayouts) {
        if (!layout.is(*opened)) continue;
        StatisticsProblems problems(file);
        ProductionTable table{file, layout.name, {}, {}};
        ProductionReading reading{names, problems, table};
        layout.read(*opened, reading);
        if (!problems.failed() && table.rows.empty()) problems.error({file, 1}, "there is no figure in the file", "download it again");
        if (problems.failed()) return std::unexpected(problems.take_errors());
        warn_of_repeats(table, problems);
        if (std::string_view(layout.name) == "World Mining Data") warn_of_totals(table, problems);
        table.warnings = problems.take_warnings(names);
        return table;
    }
    return fail({file, 1}, "this is no layout of production statistics that is known; it begins with " + columns_of(*opened),
                "USGS Mineral Commodity Summaries data releases, World Mining Data 6.4 (xlsx or SQLite) and BGS World Mineral Statistics are read");
}

}  // namespace countervail
