// SPDX-License-Identifier: Apache-2.0
// covers: read_census, read_gacc
#include <gmock/gmock.h>

#include <algorithm>

#include "trade/read_census.h"
#include "trade/read_gacc.h"
#include "trade/reader_inputs.h"

using testing::Contains;
using testing::HasSubstr;

namespace countervail {
namespace {

std::string without(std::string text, const std::string& part) {
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
    return text;
}

TEST(Census, ImportsToTheYearsEnd) {
    ImportNotes notes;
    CensusOptions options;
    options.nomenclature = &shipped_nomenclature();
    const auto reports = read_census({"census.json", seed_bytes("census.json")}, shipped_places(), notes, options);
    ASSERT_TRUE(reports) << to_text(reports.error());
    EXPECT_EQ(reported(*reports, "CHN", "USA", "850511", ReportedBy::importer), 300'000);  // two lines of the tariff
    EXPECT_EQ(reported(*reports, "JPN", "USA", "850511", ReportedBy::importer), 40'000);   // December's year to date, not June's
    EXPECT_EQ(reported(*reports, "JPN", "USA", "854231", ReportedBy::importer), 7);
    EXPECT_EQ(reports->provenance.nomenclature, "HS2022");
    EXPECT_EQ(reports->provenance.valuation, "customs value");
    EXPECT_EQ(notes.count("group of places"), 2U);
    EXPECT_EQ(notes.count("earlier state of a year"), 1U);
    EXPECT_EQ(notes.count("quantity that is no mass"), 1U);
    const auto china = std::ranges::find_if(reports->rows, [](const TradeReport& row) { return row.value == 300'000; });
    ASSERT_NE(china, reports->rows.end());
    EXPECT_EQ(china->weight, 6900);
    options.digits = 10;
    const auto lines = read_census({"census.json", seed_bytes("census.json")}, shipped_places(), notes, options);
    ASSERT_TRUE(lines);
    EXPECT_EQ(reported(*lines, "CHN", "USA", "8505110090", ReportedBy::importer), 50'000);
}

TEST(Census, ExportsByMonthAndForeignGoodsApart) {
    ImportNotes notes;
    const auto reports = read_census({"exports.csv", seed_bytes("census_exports.csv")}, shipped_places(), notes);
    ASSERT_TRUE(reports) << to_text(reports.error());
    EXPECT_EQ(reported(*reports, "USA", "CHN", "854231", ReportedBy::exporter), 4);
    EXPECT_EQ(reported(*reports, "USA", "CHN", "854231", ReportedBy::exporter, true), 0.2);
    EXPECT_EQ(reported(*reports, "USA", "TWN", "854231", ReportedBy::exporter), 0.5);
    EXPECT_EQ(notes.count("sum of domestic and foreign goods"), 1U);
    EXPECT_THAT(reports->provenance.choices, Contains(HasSubstr("2 of its 12 months")));
    EXPECT_EQ(reports->provenance.re_exports, "told apart");
}

TEST(Census, RefusesWhatIsNotThere) {
    ImportNotes notes;
    const auto told = [&](const std::string& text, const CensusOptions& options = {}) {
        const auto reports = read_census({"census.json", text}, shipped_places(), notes, options);
        EXPECT_FALSE(reports) << text;
        return reports ? std::string() : to_text(reports.error());
    };
    EXPECT_THAT(told(without(seed_bytes("census.json"), "I_COMMODITY")), HasSubstr("neither I_COMMODITY nor E_COMMODITY"));
    EXPECT_THAT(told(without(seed_bytes("census.json"), "GEN_VAL_YR")), HasSubstr("GEN_VAL_MO nor GEN_VAL_YR"));
    EXPECT_THAT(told(without(seed_bytes("census.json"), "time")), HasSubstr("neither a column time nor YEAR"));
    CensusOptions cif;
    cif.cif = true;
    EXPECT_THAT(told(seed_bytes("census.json"), cif), HasSubstr("GEN_CIF"));
    // Codes moved by one row: the names beside them say so.
    EXPECT_THAT(told("CTY_CODE,CTY_NAME,I_COMMODITY,GEN_VAL_YR,time\n5700,JAPAN,850511,1,2024-12\n5880,CHINA,850511,1,2024-12\n"),
                HasSubstr("beside it stands"));
    EXPECT_THAT(told("[[\"CTY_CODE\",\"I_COMMODITY\""), HasSubstr("not JSON"));
}

TEST(Gacc, ExportsByRegimeAddedUp) {
    ImportNotes notes;
    const auto reports = read_gacc({"exports.csv", seed_bytes("gacc_exports.csv")}, shipped_places(), notes);
    ASSERT_TRUE(reports) << to_text(reports.error());
    EXPECT_DOUBLE_EQ(reported(*reports, "CHN", "USA", "850511", ReportedBy::exporter), 2395.678);
    EXPECT_EQ(reported(*reports, "CHN", "JPN", "850511", ReportedBy::exporter), 500);
    EXPECT_EQ(reported(*reports, "CHN", "JPN", "854231", ReportedBy::exporter), 7);
    EXPECT_FALSE(reports->rows.front().cif);
    EXPECT_DOUBLE_EQ(*reports->rows.front().weight, 47.123);
    EXPECT_EQ(notes.count("quantity that is no mass"), 1U);
    EXPECT_EQ(notes.count("value that has thousands marks"), 0U);
    EXPECT_THAT(reports->provenance.choices, Contains(HasSubstr("1 of its 12 months")));
}

TEST(Gacc, MustBeToldTheDirection) {
    ImportNotes notes;
    const std::string text = seed_bytes("gacc_exports.csv");
    const auto refused = read_gacc({"table.csv", text}, shipped_places(), notes);
    ASSERT_FALSE(refused);
    EXPECT_THAT(to_text(refused.error()), HasSubstr("exports or imports"));
    GaccOptions imports;
    imports.exports = false;
    const auto read = read_gacc({"table.csv", text}, shipped_places(), notes, imports);
    ASSERT_TRUE(read);
    EXPECT_EQ(reported(*read, "JPN", "CHN", "850511", ReportedBy::importer), 500);
    EXPECT_TRUE(read->rows.front().cif);
}

TEST(Gacc, ThePartnersNameMustAgree) {
    ImportNotes notes;
    const std::string head = "Date of data,Trading partner code,Trading partner,Commodity code,US dollar\n";
    const auto refused =
        read_gacc({"export.csv", head + "202405,502,Japan,85051110,5\n202405,116,United States,85051110,5\n"}, shipped_places(), notes);
    ASSERT_FALSE(refused);
    EXPECT_THAT(to_text(refused.error()), HasSubstr("beside it stands Japan"));
    // The layout in GB 18030: its bytes are no UTF-8, and its columns are not known.
    const auto foreign = read_gacc({"export.csv", "\xca\xfd\xbe\xdd\xc4\xea\xd4\xc2,\xc9\xcc\xc6\xb7\xb1\xe0\xc2\xeb\n202405,85051110\n"},
                                   shipped_places(), notes);
    ASSERT_FALSE(foreign);
    EXPECT_THAT(to_text(foreign.error()), HasSubstr("GB 18030"));
}

TEST(Customs, LayoutsAreToldApart) {
    EXPECT_TRUE(looks_like_census(seed_bytes("census.json")) && looks_like_census(seed_bytes("census_exports.csv")));
    EXPECT_TRUE(looks_like_gacc(seed_bytes("gacc_exports.csv")));
    EXPECT_FALSE(looks_like_census(seed_bytes("gacc_exports.csv")) || looks_like_gacc(seed_bytes("census.json")) ||
                 looks_like_gacc(seed_bytes("comtrade.csv")));
}

}  // namespace
}  // namespace countervail
