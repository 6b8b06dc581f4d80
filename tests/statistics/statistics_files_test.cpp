// SPDX-License-Identifier: Apache-2.0
// covers: sqlite_tables, statistics_sheet_columns
#include "statistics/statistics_files.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/zipped.h"
#include "statistics/published_files.h"
#include "statistics/read_governance.h"
#include "statistics/read_production.h"
#include "statistics/statistics_database.h"
#include "statistics/statistics_sheet_columns.h"

namespace countervail {
namespace {

TEST(StatisticsFiles, DatabaseTablesWithoutViews) {
    const auto file = open_statistics(mining_database(), "tin.db");
    ASSERT_TRUE(file) << to_text(file.error());
    EXPECT_EQ(file->container, StatisticsContainer::database);
    ASSERT_EQ(file->sheets.size(), 2U);
    EXPECT_EQ(file->sheets[0].name, "Tin");
    EXPECT_EQ(file->sheets[0].grid.file, "tin.db[Tin]");
    EXPECT_EQ(file->sheets[0].grid.rows[1][3].line, 2);
    const auto table = read_production(mining_database(), "tin.db", place_names());
    ASSERT_TRUE(table) << to_text(table.error());
    const auto tin = production_by_place(*table, {"Tin", "Production", "*", 2021});
    ASSERT_TRUE(tin);
    EXPECT_EQ(tin->places.size(), 3U);
    EXPECT_EQ(tin->places[1].quantity, 0.1);      // a REAL keeps its digits
    EXPECT_EQ(tin->places[2].quantity, 100'000);  // and reads back however it is written
    EXPECT_TRUE(table->warnings.empty()) << to_text(table->warnings);
}

TEST(StatisticsFiles, TotalsThatDoNotAddUpAreSaid) {
    const std::string bytes = database_bytes(
        R"(CREATE TABLE "Tin" ("Country" TEXT, "Country_ISO" TEXT, "2022" INTEGER, "unit" TEXT); INSERT INTO "Tin" VALUES ('Peru', 'PER', 28000, 'metr. t'), ('Total', 'DELETE', 47500, 'metr. t');)");
    const auto table = read_production(bytes, "tin.db", place_names());
    ASSERT_TRUE(table);
    ASSERT_EQ(table->warnings.size(), 1U);
    EXPECT_NE(table->warnings[0].what.find("add up to 28,000, the total says 47,500"), std::string::npos);
}

TEST(StatisticsFiles, NormalisedGovernanceIsHeldAgainstTheEstimate) {
    const auto table = read_governance(governance_database(), "wgi.db", place_names());
    ASSERT_TRUE(table) << to_text(table.error());
    EXPECT_EQ(table->estimate("PER", 2022, GovernanceIndicator::political_stability), -0.5);
    EXPECT_EQ(table->find("PER", 2022, GovernanceIndicator::political_stability)->standard_error, 0.2);
    EXPECT_EQ(
        std::ranges::count_if(table->warnings,
                              [](const Error& warning) { return warning.what.find("Peru in 2022: the normalised figure") != std::string::npos; }),
        1);
    EXPECT_EQ(
        std::ranges::count_if(table->warnings, [](const Error& warning) { return warning.what.find("normalised figure") != std::string::npos; }), 1);
}

TEST(StatisticsFiles, DamagedDatabasesAreRefusedWithARemedy) {
    const std::string sound = mining_database();
    for (const std::string& bytes : {sound.substr(0, 100), sound.substr(0, sound.size() / 2), std::string(sound).replace(100, 300, 300, '\xFF'),
                                     std::string(sound).replace(4096, 8, 8, '\0')}) {
        const auto table = read_production(bytes, "tin.db", place_names());
        ASSERT_FALSE(table);
        EXPECT_NE(table.error()[0].hint.find(".recover"), std::string::npos) << to_text(table.error());
    }
}

TEST(StatisticsFiles, ATriggerOrAViewIsNeverRun) {
    const std::string bytes = database_bytes(
        "CREATE TABLE \"Tin\" (\"Country\" TEXT, \"2022\" INTEGER, \"unit\" TEXT); INSERT INTO \"Tin\" VALUES ('Peru', 5, 'kg'); CREATE VIEW "
        "\"Gold\" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS Country, i AS \"2022\", 'kg' AS unit FROM n;");
    const auto file = open_statistics(bytes, "endless.db");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->sheets.size(), 1U);
}

TEST(StatisticsFiles, PublishersWorkbookHasATitleAboveItsHeader) {
    const auto cell = [](const std::string& at, const std::string& text) {
        return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    };
    const auto number = [](const std::string& at, const std::string& text) { return "<c r=\"" + at + "\"><v>" + text + "</v></c>"; };
    const std::string rows = "<row r=\"1\">" + cell("A1", "Tin") + "</row><row r=\"2\">" + cell("A2", "Country") + cell("B2", "unit") +
                             number("C2", "2022") + number("D2", "2023") + cell("E2", "data source") + "</row><row r=\"3\">" + cell("A3", "Peru") +
                             cell("B3", "metr. t") + number("C3", "28000") + number("D3", "2.6E4") + cell("E3", "e") + "</row><row r=\"4\">" +
                             cell("A4", "Total") + cell("B4", "metr. t") + number("C4", "28000") + number("D4", "26000") + "</row>";
    const std::string bytes =
        zipped({{"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="Tin" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
                {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
                {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}});
    const auto table = read_production(bytes, "6.4.xlsx", place_names());
    ASSERT_TRUE(table) << to_text(table.error());
    EXPECT_EQ(table->layout, "World Mining Data");
    const auto tin = production_by_place(*table, {"tin", "Production", "*", 2023});
    ASSERT_TRUE(tin);
    EXPECT_EQ(tin->places[0].quantity, 26'000);
    EXPECT_EQ(tin->world, 26'000);
    EXPECT_TRUE(table->rows[0].estimated);
}

TEST(SheetColumns, YearsAtTheHeadOfColumns) {
    for (const auto& [text, year] : {std::pair("2022", 2022), std::pair("1996 [YR1996]", 1996), std::pair("YR2020", 2020), std::pair("2023.0", 2023)})
        EXPECT_EQ(leading_year(text), year) << text;
    for (const char* text : {"", "22", "20222", "2022-23", "0202", "x2022"}) EXPECT_FALSE(leading_year(text)) << text;
}

}  // namespace
}  // namespace countervail
