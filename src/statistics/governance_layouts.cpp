// SPDX-License-Identifier: Apache-2.0
#include "statistics/governance_layouts.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "statistics/brief_text.h"

namespace countervail {

namespace {

constexpr std::pair<std::string_view, GovernanceMeasure> kDatabaseTables[] = {
    {"Estimate", GovernanceMeasure::estimate}, {"StdErr", GovernanceMeasure::standard_error}, {"Rank", GovernanceMeasure::percentile}};

std::string lower_letters(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
        if (c >= 'a' && c <= 'z') out += c;
    }
    return out;
}

/// "Political StabilityNoViolence" and the like, as sheets are named.
std::optional<GovernanceIndicator> indicator_of_sheet(std::string_view name) {
    static constexpr std::pair<std::string_view, GovernanceIndicator> kSheets[] = {
        {"voice", GovernanceIndicator::voice},
        {"politicalstability", GovernanceIndicator::political_stability},
        {"governmenteffectiveness", GovernanceIndicator::government_effectiveness},
        {"regulatoryquality", GovernanceIndicator::regulatory_quality},
        {"ruleoflaw", GovernanceIndicator::rule_of_law},
        {"controlofcorruption", GovernanceIndicator::corruption}};
    const std::string letters = lower_letters(name);
    for (const auto& [begin, indicator] : kSheets) {
        if (letters.starts_with(begin)) return indicator;
    }
    return std::nullopt;
}

struct Series {
    GovernanceIndicator indicator;
    GovernanceMeasure measure;
};

/// "PV.EST", "GOV_WGI_PV.EST", "PV.STD.ERR", "PV.PER.RNK"; other series of the indicators are passed over.
std::optional<Series> series_of(std::string code) {
    if (code.starts_with("GOV_WGI_")) code.erase(0, 8);
    const auto indicator = governance_indicator(std::string_view(code).substr(0, 2));
    if (!indicator || code.size() < 3) return std::nullopt;
    const std::string rest = code.substr(2);
    if (rest == ".EST") return Series{*indicator, GovernanceMeasure::estimate};
    if (rest == ".STD.ERR") return Series{*indicator, GovernanceMeasure::standard_error};
    if (rest == ".PER.RNK") return Series{*indicator, GovernanceMeasure::percentile};
    return std::nullopt;
}

std::optional<std::size_t> series_header(const Grid& grid) {
    auto header = header_row(grid, {"Country Name", "Country Code", "Series Code"});
    if (!header) header = header_row(grid, {"Country Name", "Country Code", "Indicator Code"});
    return header;
}

/// The merged heads of the years stand above the heads of the measures.
std::vector<int> years_above(const Grid& grid, std::size_t header) {
    std::vector<int> years(grid.rows[header].size(), 0);
    if (header == 0) return years;
    const auto& above = grid.rows[header - 1];
    int last = 0;
    for (std::size_t c = 0; c < years.size(); ++c) {
        if (c < above.size()) {
            if (const auto year = leading_year(above[c].text)) last = *year;
        }
        years[c] = last;
    }
    return years;
}

/// Instability as the tables' maker computed it: cut-off 0.5 − e/5, and 0 where there is no estimate.
void check_normalized(const StatisticsSheet& sheet, const StatisticsSheet& estimates, GovernanceReading& reading) {
    const StatisticsColumns columns(sheet.grid, 0), raw(estimates.grid, 0);
    if (sheet.grid.rows.size() != estimates.grid.rows.size()) return;
    for (std::size_t r = 1; r < sheet.grid.rows.size(); ++r) {
        for (const auto& [year, column] : columns.years()) {
            const auto estimate = parse_number(raw.text(r, std::to_string(year))), risk = parse_number(columns.text(r, column));
            if (!estimate || !risk) continue;
            if (std::abs(governance_risk(*estimate) - *risk) > 1e-6) {
                reading.problems().warn(columns.place(r),
                                        brief_text(columns.text(r, "Country/Territory")) + " in " + std::to_string(year) +
                                            ": the normalised figure is not 0.5 - estimate/5",
                                        "the estimate was read; download the database again");
            }
        }
    }
}

}  // namespace

bool is_governance_database(const StatisticsFile& file) {
    return file.container == StatisticsContainer::database && std::ranges::any_of(file.sheets, [](const StatisticsSheet& sheet) {
               return sheet.name == "Estimate" && header_row(sheet.grid, {"Country/Territory", "Code"}) == std::optional<std::size_t>(0);
           });
}

void read_governance_database(const StatisticsFile& file, GovernanceReading& reading) {
    const StatisticsSheet* estimates = nullptr;
    for (const StatisticsSheet& sheet : file.sheets) {
        const auto table = std::ranges::find(kDatabaseTables, std::string_view(sheet.name), &std::pair<std::string_view, GovernanceMeasure>::first);
        if (table == std::end(kDatabaseTables)) continue;
        if (sheet.name == "Estimate") estimates = &sheet;
        const StatisticsColumns columns(sheet.grid, 0);
        if (columns.years().empty()) reading.problems().error({sheet.grid.file, 1}, "no column is a year", "download the database again");
        for (std::size_t r = 1; r < sheet.grid.rows.size() && !reading.problems().full(); ++r) {
            for (const auto& [year, column] : columns.years()) {
                reading.note(columns.text(r, "Country/Territory"), columns.text(r, "Code"), year, reading.unnamed(), table->second,
                             columns.text(r, column), columns.place(r));
            }
        }
    }
    for (const StatisticsSheet& sheet : file.sheets) {
        if (sheet.name == "Normalized" && estimates) check_normalized(sheet, *estimates, reading);
    }
    reading.problems().warn({file.sheets.front().grid.file},
                            "the database does not say which indicator it holds; it was taken for " + to_text(reading.unnamed()),
                            "name the indicator when you read it");
}

bool is_governance_long(const StatisticsFile& file) {
    return std::ranges::any_of(file.sheets, [](const StatisticsSheet& sheet) {
        return header_row(sheet.grid, {"code", "year", "indicator", "estimate"}).has_value();
    });
}

void read_governance_long(const StatisticsFile& file, GovernanceReading& reading) {
    for (const StatisticsSheet& sheet : file.sheets) {
        const auto header = header_row(sheet.grid, {"code", "year", "indicator", "estimate"});
        if (!header) continue;
        const StatisticsColumns columns(sheet.grid, *header);
        for (std::size_t r = columns.first_row(); r < sheet.grid.rows.size() && !reading.problems().full(); ++r) {
            const Place where = columns.place(r);
            const auto indicator = governance_indicator(columns.text(r, "indicator"));
            const auto year = leading_year(columns.text(r, "year"));
            if (!indicator)
                reading.problems().error(where, "\"" + brief_text(columns.text(r, "indicator")) + "\" is no indicator", "va, pv, ge, rq, rl or cc");
            if (!year) reading.problems().error(where, "\"" + brief_text(columns.text(r, "year")) + "\" is no year", "four digits");
            if (!indicator || !year) continue;
            const std::string name = columns.text(r, "countryname"), code = columns.text(r, "code");
            reading.note(name, code, *year, *indicator, GovernanceMeasure::estimate, columns.text(r, "estimate"), where);
            reading.note(name, code, *year, *indicator, GovernanceMeasure::standard_error, columns.text(r, "stddev"), where);
            reading.note(name, code, *year, *indicator, GovernanceMeasure::percentile, columns.text(r, "pctrank"), where);
        }
    }
}

bool is_governance_series(const StatisticsFile& file) {
    return file.container != StatisticsContainer::database &&
           std::ranges::any_of(file.sheets, [](const StatisticsSheet& sheet) { return series_header(sheet.grid).has_value(); });
}

void read_governance_series(const StatisticsFile& file, GovernanceReading& reading) {
    std::size_t passed = 0;
    for (const StatisticsSheet& sheet : file.sheets) {
        const auto header = series_header(sheet.grid);
        if (!header) continue;
        const StatisticsColumns columns(sheet.grid, *header);
        if (columns.years().empty()) reading.problems().error({sheet.grid.file, 1}, "no column is a year", "1996 or \"1996 [YR1996]\"");
        for (std::size_t r = columns.first_row(); r < sheet.grid.rows.size() && !reading.problems().full(); ++r) {
            std::string code = columns.text(r, "Series Code");
            if (code.empty()) code = columns.text(r, "Indicator Code");
            const auto series = series_of(code);
            if (!series) {
                passed += code.empty() ? 0 : 1;  // notes under the table have no code
                continue;
            }
            for (const auto& [year, column] : columns.years()) {
                reading.note(columns.text(r, "Country Name"), columns.text(r, "Country Code"), year, series->indicator, series->measure,
                             columns.text(r, column), columns.place(r));
            }
        }
    }
    if (passed > 0)
        reading.problems().warn({file.sheets.front().grid.file}, std::to_string(passed) + " rows of other series were passed over",
                                "estimates, standard errors and percentile ranks of the six indicators are read");
}

bool is_governance_workbook(const StatisticsFile& file) {
    return file.container == StatisticsContainer::workbook && std::ranges::any_of(file.sheets, [](const StatisticsSheet& sheet) {
               return header_row(sheet.grid, {"Country/Territory", "Code", "Estimate"}).has_value();
           });
}

void read_governance_workbook(const StatisticsFile& file, GovernanceReading& reading) {
    for (const StatisticsSheet& sheet : file.sheets) {
        const auto header = header_row(sheet.grid, {"Country/Territory", "Code", "Estimate"});
        if (!header) continue;
        const auto indicator = indicator_of_sheet(sheet.name);
        if (!indicator) {
            reading.problems().error({sheet.grid.file, 1}, "the sheet's name is none of the six indicators",
                                     "VoiceandAccountability, Political StabilityNoViolence, GovernmentEffectiveness, RegulatoryQuality, RuleofLaw "
                                     "or ControlofCorruption");
            continue;
        }
        const StatisticsColumns columns(sheet.grid, *header);
        const auto years = years_above(sheet.grid, *header);
        for (std::size_t r = columns.first_row(); r < sheet.grid.rows.size() && !reading.problems().full(); ++r) {
            for (std::size_t c = 0; c < sheet.grid.rows[*header].size(); ++c) {
                const std::string head = lower_letters(sheet.grid.rows[*header][c].text);
                const auto measure = head == "estimate" ? std::optional(GovernanceMeasure::estimate)
                                     : head == "stderr" ? std::optional(GovernanceMeasure::standard_error)
                                     : head == "rank"   ? std::optional(GovernanceMeasure::percentile)
                                                        : std::nullopt;
                if (!measure) continue;
                if (years[c] == 0) {
                    reading.problems().error({sheet.grid.file, columns.line(columns.first_row() - 1)},
                                             "no year stands above the column \"" + head + "\"", "download the workbook again");
                    return;
                }
                reading.note(columns.text(r, "Country/Territory"), columns.text(r, "Code"), years[c], *indicator, *measure, columns.text(r, c),
                             columns.place(r));
            }
        }
    }
}

}  // namespace countervail
