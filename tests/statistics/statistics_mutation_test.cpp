// SPDX-License-Identifier: Apache-2.0
// Published files spoilt in 400 ways a kind, by a seeded generator: each is refused with file, line, what and how to mend, or is
// read; then every figure is finite, what the spoilt line says stands in its own row only, and what cannot be read has no value.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/text.h"
#include "evidence/zipped.h"
#include "statistics/published_files.h"
#include "statistics/read_governance.h"
#include "statistics/read_production.h"
#include "statistics/spoilt_text.h"
#include "statistics/statistics_database.h"

namespace countervail {
namespace {

constexpr std::uint64_t kSpoilt = 400;

/// Headers and workbooks are read by the evidence folder, which shows long words whole.
void expect_mendable(const Errors& errors, const std::string& file, bool lines, bool cut = true) {
    EXPECT_FALSE(errors.empty());
    for (const Error& error : errors) {
        EXPECT_TRUE(error.where.file.starts_with(file)) << to_text(error);
        EXPECT_TRUE(!error.what.empty() && !error.hint.empty()) << to_text(error);
        EXPECT_TRUE(error.where.line > 0 || !lines) << to_text(error);
        EXPECT_TRUE(error.what.size() + error.hint.size() < 2'000 || !cut) << to_text(error).substr(0, 300);
    }
}

std::string number(const std::optional<double>& value) { return value ? exact_number(*value) : "-"; }

std::multimap<int, std::string> rows_by_line(const ProductionTable& table) {
    std::multimap<int, std::string> rows;
    for (const ProductionRow& row : table.rows) {
        rows.emplace(row.line, join({row.commodity, row.statistic, row.stage, row.place, row.place_text, std::to_string(row.year),
                                     number(row.figure.value), number(row.figure.low), number(row.figure.high), row.unit},
                                    "|"));
    }
    return rows;
}

void expect_sound(const ProductionTable& table) {
    for (const ProductionRow& row : table.rows) {
        for (const auto& value : {row.figure.value, row.figure.low, row.figure.high}) EXPECT_TRUE(!value || std::isfinite(*value));
        EXPECT_TRUE(row.statistic != "Production" || row.figure.value.value_or(0) >= 0);
        EXPECT_TRUE(row.year >= 1800 && row.through >= row.year && row.through < 2300);
        EXPECT_GT(row.line, 0);
        EXPECT_EQ(row.place.empty(), row.kind == StatisticsPlaceKind::unknown);
    }
    for (const Error& warning : table.warnings) EXPECT_TRUE(!warning.what.empty() && !warning.hint.empty());
    for (const std::string& commodity : commodities_of(table)) {
        for (const int year : {2021, 2022, 2024, 2025}) {
            if (const auto produced = production_by_place(table, {commodity, "Production", "*", year}); !produced)
                expect_mendable(produced.error(), "", false);
        }
    }
}

class SpoiltProduction : public testing::TestWithParam<const char*> {};

TEST_P(SpoiltProduction, IsRefusedListedOrReadAsItSays) {
    const std::string name = GetParam(), whole = statistics_seed(name);
    const auto sound = read_production(whole, name, place_names());
    ASSERT_TRUE(sound) << to_text(sound.error());
    const auto before = rows_by_line(*sound);
    int refused = 0, untouched = 0;
    for (std::uint64_t seed = 1; seed <= kSpoilt; ++seed) {
        SCOPED_TRACE(name + " spoilt with seed " + std::to_string(seed));
        const SpoiltText text = spoilt(whole, seed);
        const auto table = read_production(text.text, name, place_names());
        if (!table) {
            expect_mendable(table.error(), name, true);
            ++refused;
            continue;
        }
        expect_sound(*table);
        if (text.line < 2) continue;
        auto after = rows_by_line(*table);
        for (const auto& [line, row] : before) {
            if (line == text.line) continue;
            const auto [first, last] = after.equal_range(line);
            EXPECT_TRUE(std::any_of(first, last, [&](const auto& each) { return each.second == row; }))
                << "line " << line << " changed though only line " << text.line << " was spoilt";
        }
        ++untouched;
    }
    EXPECT_GT(refused, 30);
    EXPECT_GT(untouched, 30);
}

INSTANTIATE_TEST_SUITE_P(Layouts, SpoiltProduction, testing::Values("mcs-long.csv", "mcs-world.csv", "bgs.csv"), [](const auto& each) {
    std::string name = each.param;
    for (char& c : name) c = c == '-' || c == '.' ? '_' : c;
    return name;
});

class SpoiltGovernance : public testing::TestWithParam<const char*> {};

void expect_sound(const GovernanceTable& table) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const GovernanceRow& row = table.rows[i];
        EXPECT_TRUE(std::abs(row.estimate.value_or(0)) <= 5 && row.standard_error.value_or(0) >= 0 && row.percentile.value_or(50) <= 100);
        EXPECT_EQ(row.place.size(), 3U);
        EXPECT_EQ(table.find(row.place, row.year, row.indicator), &row);
    }
    for (const Error& warning : table.warnings) EXPECT_TRUE(!warning.what.empty() && !warning.hint.empty());
}

TEST_P(SpoiltGovernance, IsRefusedListedOrReadAsItSays) {
    const std::string name = GetParam(), whole = statistics_seed(name);
    ASSERT_TRUE(read_governance(whole, name, place_names()));
    int refused = 0;
    for (std::uint64_t seed = 1; seed <= kSpoilt; ++seed) {
        SCOPED_TRACE(name + " spoilt with seed " + std::to_string(seed));
        const auto table = read_governance(spoilt(whole, seed).text, name, place_names());
        if (table) expect_sound(*table);
        else expect_mendable(table.error(), name, true), ++refused;
    }
    EXPECT_GT(refused, 20);
}

INSTANTIATE_TEST_SUITE_P(Layouts, SpoiltGovernance, testing::Values("wgi-databank.csv", "wgi-indicator.csv", "wgi-long.csv"), [](const auto& each) {
    std::string name = each.param;
    for (char& c : name) c = c == '-' || c == '.' ? '_' : c;
    return name;
});

/// One to four bytes of the file set to others, or the file cut off.
std::string spoilt_bytes(std::string bytes, std::uint64_t seed) {
    SpoilDice dice(seed);
    if (dice.below(5) == 0) return bytes.substr(0, dice.below(bytes.size()));
    for (std::size_t i = 0, count = 1 + dice.below(4); i < count; ++i) bytes[dice.below(bytes.size())] = static_cast<char>(dice.below(256));
    return bytes;
}

TEST(SpoiltDatabases, AreRefusedWithARemedyOrHoldTogether) {
    for (const std::string& whole : {mining_database(), governance_database()}) {
        int refused = 0;
        for (std::uint64_t seed = 1; seed <= 2 * kSpoilt; ++seed) {
            SCOPED_TRACE("seed " + std::to_string(seed));
            // Half of the spoilt bytes fall into the first page, where the schema stands.
            std::string bytes = spoilt_bytes(seed % 2 ? whole : whole.substr(0, 4096), seed);
            if (seed % 2 == 0) bytes += whole.substr(std::min<std::size_t>(4096, whole.size()));
            const auto production = read_production(bytes, "spoilt.db", place_names());
            if (production) expect_sound(*production);
            else expect_mendable(production.error(), "spoilt.db", true), ++refused;
            const auto governance = read_governance(bytes, "spoilt.db", place_names());
            if (governance) expect_sound(*governance);
            else expect_mendable(governance.error(), "spoilt.db", true);
        }
        EXPECT_GT(refused, 50);
    }
}

std::string governance_workbook(const std::string& sheet, const std::string& cells) {
    return zipped(
        {{"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"" + sheet + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
         {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + cells + "</sheetData></worksheet>"}});
}

TEST(SpoiltWorkbooks, AreRefusedListedOrHoldTogether) {
    std::string cells = R"(<row r="1"><c r="C1"><v>2021</v></c><c r="E1"><v>2022</v></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>Country/Territory</t></is></c><c r="B2" t="inlineStr"><is><t>Code</t></is></c><c r="C2" t="inlineStr"><is><t>Estimate</t></is></c><c r="D2" t="inlineStr"><is><t>StdErr</t></is></c><c r="E2" t="inlineStr"><is><t>Estimate</t></is></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>Peru</t></is></c><c r="B3" t="inlineStr"><is><t>PER</t></is></c><c r="C3"><v>-0.25</v></c><c r="D3"><v>0.21</v></c><c r="E3"><v>-0.5</v></c></row>)";
    const std::string sound = governance_workbook("RuleofLaw", cells);
    ASSERT_TRUE(read_governance(sound, "book.xlsx", place_names()));
    int refused = 0;
    for (std::uint64_t seed = 1; seed <= kSpoilt; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const std::string bytes = seed % 2 ? governance_workbook("RuleofLaw", spoilt(cells, seed).text) : spoilt_bytes(sound, seed);
        const auto table = read_governance(bytes, "book.xlsx", place_names());
        if (table) expect_sound(*table);
        else expect_mendable(table.error(), "book.xlsx", false, false), ++refused;
    }
    EXPECT_GT(refused, 50);
}

TEST(SpoiltPlaceNames, AreRefusedOrRead) {
    const std::string whole =
        "name,place,kind\nPeru,PER,place\n\"China, Germany, and Russia\",CHN DEU RUS,joint\nZAR,COD,code\nWorld total,WLD,world\nOther "
        "countries,ROW,rest\nSoviet Union,SUN,historical\n";
    int refused = 0;
    for (std::uint64_t seed = 1; seed <= kSpoilt; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto names = StatisticsPlaceNames::read(Library({{"data/statistics/place-names.csv", spoilt(whole, seed).text}}));
        if (!names) expect_mendable(names.error(), "data/statistics/place-names.csv", true, false), ++refused;
    }
    EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace countervail
