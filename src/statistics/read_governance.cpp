// SPDX-License-Identifier: Apache-2.0
#include "statistics/read_governance.h"

#include <array>
#include <cmath>

#include "base/text.h"
#include "statistics/brief_text.h"
#include "statistics/governance_layouts.h"

namespace countervail {

namespace {

struct Layout {
    const char* name;
    bool (*is)(const StatisticsFile&);
    void (*read)(const StatisticsFile&, GovernanceReading&);
};

constexpr Layout kLayouts[] = {{"database of one indicator", is_governance_database, read_governance_database},
                               {"one row a place, year and indicator", is_governance_long, read_governance_long},
                               {"one row a series, one column a year", is_governance_series, read_governance_series},
                               {"one sheet an indicator", is_governance_workbook, read_governance_workbook}};

struct MeasureRange {
    double low, high;
    const char* name;
};

/// Estimates are standard normal scores: beyond ±5 stands another column.
constexpr std::array<MeasureRange, 3> kRanges{{{-5, 5, "an estimate"}, {0, 5, "a standard error"}, {0, 100, "a percentile rank"}}};

bool is_absent(const std::string& text) {
    return text.empty() || text == ".." || text == "nan" || text == "NaN" || text == "#N/A" || text == "NA" || text == "N/A";
}

}  // namespace

void GovernanceReading::note(const std::string& name, const std::string& code, int year, GovernanceIndicator indicator, GovernanceMeasure measure,
                             const std::string& text, const Place& where) {
    const StatisticsPlace place = problems_.place(names_, name, code, where);
    if (place.kind != StatisticsPlaceKind::place && place.kind != StatisticsPlaceKind::historical)
        return;  // unknown ones are counted; groups have no government
    if (is_absent(text)) return;
    const auto number = parse_number(text);
    const MeasureRange range = kRanges[static_cast<std::size_t>(measure)];
    if (!number || *number < range.low || *number > range.high) {
        problems_.error(where, "\"" + brief_text(text) + "\" is not " + range.name + " of " + to_text(indicator) + " for " + brief_text(name),
                        "a number from " + readable_number(range.low) + " to " + readable_number(range.high) + "; are columns swapped?");
        return;
    }
    if (contradicted_.contains({place.place, year, indicator, measure})) return;
    GovernanceRow& row = rows_[{place.place, year, indicator}];
    row.place = place.place;
    row.year = year;
    row.indicator = indicator;
    auto& cell = measure == GovernanceMeasure::estimate         ? row.estimate
                 : measure == GovernanceMeasure::standard_error ? row.standard_error
                                                                : row.percentile;
    if (cell && *cell != *number) {
        problems_.warn(where,
                       brief_text(name) + " has two figures of " + to_text(indicator) + " for " + std::to_string(year) + ": " +
                           readable_number(*cell) + " and " + readable_number(*number),
                       "neither is read; keep one row for each place");
        contradicted_.insert({place.place, year, indicator, measure});
        cell.reset();
        return;
    }
    cell = number;
}

std::vector<GovernanceRow> GovernanceReading::take() const {
    std::vector<GovernanceRow> rows;
    for (const auto& [key, row] : rows_) rows.push_back(row);
    return rows;
}

Result<GovernanceTable> read_governance(std::string_view bytes, std::string file, const StatisticsPlaceNames& names, GovernanceIndicator unnamed) {
    const auto opened = open_statistics(bytes, file);
    if (!opened) return std::unexpected(opened.error());
    for (const Layout& layout : kLayouts) {
        if (!layout.is(*opened)) continue;
        StatisticsProblems problems(file);
        GovernanceReading reading(names, problems, unnamed);
        layout.read(*opened, reading);
        GovernanceTable table{file, layout.name, reading.take(), {}};
        if (!problems.failed() && table.rows.empty())
            problems.error({file, 1}, "there is no figure of a place that is known in the file", "download it again");
        if (problems.failed()) return std::unexpected(problems.take_errors());
        table.warnings = problems.take_warnings(names);
        return table;
    }
    return fail({file, 1}, "this is no layout of the Worldwide Governance Indicators that is known",
                "the World Bank's workbook, its DataBank csv, the csv of one indicator, or the SQLite tables Estimate, StdErr and Rank are read");
}

}  // namespace countervail
