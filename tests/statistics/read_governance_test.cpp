// SPDX-License-Identifier: Apache-2.0
// covers: governance_layouts, governance_table
#include "statistics/read_governance.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/zipped.h"
#include "statistics/published_files.h"

namespace countervail {
namespace {

using enum GovernanceIndicator;

GovernanceTable read_seed(const std::string& name) {
    auto table = read_governance(statistics_seed(name), name, place_names());
    EXPECT_TRUE(table) << to_text(table.error());
    return table ? std::move(*table) : GovernanceTable{};
}

TEST(ReadGovernance, DatabaseOfOneIndicator) {
    if (!is_published("data/world_mining_data_wgi/wgi.db")) GTEST_SKIP() << "the database is not beside the repository";
    const auto table = read_governance(published_bytes("data/world_mining_data_wgi/wgi.db"), "wgi.db", place_names());
    ASSERT_TRUE(table) << to_text(table.error());
    EXPECT_EQ(table->years().front(), 1996);
    EXPECT_EQ(table->years().back(), 2022);
    const GovernanceRow* aruba = table->find("ABW", 2022, political_stability);
    ASSERT_NE(aruba, nullptr);
    EXPECT_EQ(aruba->estimate, 1.4746843576431274);
    EXPECT_EQ(aruba->standard_error, 0.2695794999599457);
    EXPECT_EQ(aruba->percentile, 97.64151000976562);
    EXPECT_FALSE(table->estimate("ABW", 1996, political_stability));                    // "nan"; its normalised table says 0
    EXPECT_EQ(governance_risk(*table->estimate("AFG", 2022, political_stability)), 1);  // -2.55 is cut off
    EXPECT_NEAR(governance_risk(*table->estimate("CHN", 2022, political_stability)), 0.58821472525596596, 1e-15);
    // Two rows are called Guyana and differ: neither is believed.
    EXPECT_FALSE(table->estimate("GUY", 2022, political_stability));
    EXPECT_TRUE(
        std::ranges::any_of(table->warnings, [](const Error& warning) { return warning.what.find("Guyana has two figures") != std::string::npos; }));
    EXPECT_TRUE(std::ranges::any_of(table->warnings,
                                    [](const Error& warning) { return warning.what.find("does not say which indicator") != std::string::npos; }));
}

TEST(ReadGovernance, DataBank) {
    const GovernanceTable table = read_seed("wgi-databank.csv");
    EXPECT_EQ(table.estimate("CHN", 2022, political_stability), -0.4411);
    EXPECT_EQ(table.find("CHN", 2022, political_stability)->percentile, 30.2);
    EXPECT_EQ(table.find("CHN", 1996, political_stability)->standard_error, 0.33);
    EXPECT_EQ(table.estimate("CHN", 2022, rule_of_law), -0.04);
    EXPECT_FALSE(table.estimate("COD", 2022, political_stability));  // ".."
    EXPECT_EQ(table.estimate("COD", 1996, rule_of_law), -1.9);       // the World Bank's old code
    EXPECT_FALSE(table.mean_estimate("CHN", 2022));                  // two of six
    ASSERT_EQ(table.warnings.size(), 1U);
    EXPECT_NE(table.warnings[0].what.find("1 rows of other series"), std::string::npos);
}

TEST(ReadGovernance, CsvOfOneIndicator) {
    const GovernanceTable table = read_seed("wgi-indicator.csv");
    EXPECT_EQ(table.estimate("CHN", 2021, political_stability), -0.52);
    EXPECT_EQ(table.estimate("ABW", 2022, political_stability), 1.47);
    EXPECT_FALSE(table.estimate("ABW", 1996, political_stability));
    EXPECT_TRUE(std::ranges::any_of(table.warnings, [](const Error& warning) { return warning.what.find("Africa Eastern") != std::string::npos; }));
}

TEST(ReadGovernance, OneRowAPlaceYearAndIndicator) {
    const GovernanceTable table = read_seed("wgi-long.csv");
    ASSERT_TRUE(table.mean_estimate("CHN", 2022));
    EXPECT_NEAR(*table.mean_estimate("CHN", 2022), (-1.6 - 0.44 + 0.5 - 0.3 - 0.04 + 0.0) / 6, 1e-15);
    EXPECT_EQ(table.find("AUS", 2022, political_stability)->standard_error, std::nullopt);
}

std::string cell(char column, int row, const std::string& text) {
    const std::string at = std::string(1, column) + std::to_string(row);
    const bool number = text.find_first_not_of("-.0123456789") == std::string::npos;
    return number ? "<c r=\"" + at + "\"><v>" + text + "</v></c>" : "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

std::string workbook(const std::string& sheet) {
    const std::string heads = "<row r=\"14\">" + cell('C', 14, "2021") + cell('F', 14, "2022") + "</row><row r=\"15\">" +
                              cell('A', 15, "Country/Territory") + cell('B', 15, "Code") + cell('C', 15, "Estimate") + cell('D', 15, "StdErr") +
                              cell('E', 15, "Rank") + cell('F', 15, "Estimate") + cell('G', 15, "StdErr") + cell('H', 15, "Rank") + "</row>";
    const std::string china = "<row r=\"16\">" + cell('A', 16, "China") + cell('B', 16, "CHN") + cell('C', 16, "-0.52") + cell('D', 16, "0.21") +
                              cell('E', 16, "28.3") + cell('F', 16, "-0.44") + cell('G', 16, "0.2") + cell('H', 16, "30.2") + "</row>";
    const std::string aruba = "<row r=\"17\">" + cell('A', 17, "Aruba") + cell('B', 17, "ABW") + cell('C', 17, "#N/A") + cell('D', 17, "#N/A") +
                              cell('E', 17, "#N/A") + cell('F', 17, "1.47") + "</row>";
    return zipped(
        {{"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"" + sheet + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
         {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + heads + china + aruba + "</sheetData></worksheet>"}});
}

TEST(ReadGovernance, OneSheetAnIndicatorWithMergedYears) {
    const auto table = read_governance(workbook("Political StabilityNoViolence"), "wgidataset.xlsx", place_names());
    ASSERT_TRUE(table) << to_text(table.error());
    EXPECT_EQ(table->estimate("CHN", 2021, political_stability), -0.52);
    EXPECT_EQ(table->estimate("CHN", 2022, political_stability), -0.44);
    EXPECT_EQ(table->find("CHN", 2022, political_stability)->percentile, 30.2);
    EXPECT_EQ(table->find("CHN", 2021, political_stability)->standard_error, 0.21);
    EXPECT_EQ(table->find("ABW", 2021, political_stability), nullptr);
    const auto unnamed = read_governance(workbook("Sheet1"), "wgidataset.xlsx", place_names());
    ASSERT_FALSE(unnamed);
    EXPECT_NE(unnamed.error()[0].hint.find("RuleofLaw"), std::string::npos);
}

TEST(ReadGovernance, FiguresOutOfRangeAreRefused) {
    const auto swapped = read_governance(
        "codeindyr,code,countryname,year,indicator,estimate,stddev,nsource,pctrank\nx,CHN,China,2022,pv,30.2,0.2,9,-0.4\nx,CHN,China,2022,zz,1,1,1,"
        "1\nx,CHN,China,22,pv,1,1,1,1\n",
        "wgi.csv", place_names());
    ASSERT_FALSE(swapped);
    ASSERT_EQ(swapped.error().size(), 4U);
    EXPECT_EQ(swapped.error()[0].where.line, 2);
    EXPECT_NE(swapped.error()[0].hint.find("swapped"), std::string::npos);
    EXPECT_EQ(swapped.error()[2].where.line, 3);
}

TEST(GovernanceRisk, FallsWithTheEstimateAndIsCutOff) {
    EXPECT_EQ(governance_risk(2.5), 0);
    EXPECT_EQ(governance_risk(-2.5), 1);
    EXPECT_EQ(governance_risk(0), 0.5);
    EXPECT_EQ(governance_risk(4), 0);
    EXPECT_EQ(governance_risk_of_ten(-1.25), 7.5);
    for (double estimate = -3; estimate < 3; estimate += 0.1) EXPECT_GE(governance_risk(estimate), governance_risk(estimate + 0.1));
}

}  // namespace
}  // namespace countervail
