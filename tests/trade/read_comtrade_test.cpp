// SPDX-License-Identifier: Apache-2.0
#include "trade/read_comtrade.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "trade/reader_inputs.h"

using testing::Contains;
using testing::HasSubstr;

namespace countervail {
namespace {

Result<TradeReports> reports_of(const std::string& text, ImportNotes& notes, const ComtradeOptions& options = {}) {
    return read_comtrade({"comtrade.csv", text}, shipped_places(), notes, options);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
    return text;
}

TEST(Comtrade, KeepsBothPartnersWords) {
    const std::string text = seed_bytes("comtrade.csv");
    ImportNotes notes;
    ComtradeOptions options;
    options.nomenclature = &shipped_nomenclature();
    const auto reports = reports_of(text, notes, options);
    ASSERT_TRUE(reports) << to_text(reports.error());
    EXPECT_EQ(reports->provenance.nomenclature, "HS2022");
    EXPECT_EQ(reports->provenance.digits, 6);
    EXPECT_TRUE(reports->provenance.reporting.empty());
    EXPECT_EQ(reported(*reports, "CHN", "USA", "850511", ReportedBy::importer), 120'000);  // thousand USD, cif
    EXPECT_EQ(reported(*reports, "CHN", "USA", "850511", ReportedBy::exporter), 110'000);  // fob
    EXPECT_EQ(reported(*reports, "JPN", "USA", "850511", ReportedBy::importer), 60);
    // What is re-exported is no longer in the exports, and both add up to them.
    EXPECT_EQ(reported(*reports, "USA", "MEX", "850511", ReportedBy::exporter, true), 20);
    EXPECT_EQ(reported(*reports, "USA", "MEX", "850511", ReportedBy::exporter, false), 30);
    EXPECT_EQ(reported(*reports, "TWN", "USA", "854142", ReportedBy::importer), 2);
    EXPECT_THAT(reports->provenance.choices, Contains(HasSubstr("counted as Taiwan")));
    for (const TradeReport& row : reports->rows) EXPECT_EQ(row.cif, row.reported_by == ReportedBy::importer);
    EXPECT_EQ(notes.count("group of places"), 1U);
    EXPECT_EQ(notes.count("sum over products"), 1U);
    EXPECT_EQ(notes.count("code of another level"), 1U);
    EXPECT_EQ(notes.count("part by second partner, procedure or transport"), 1U);
    EXPECT_EQ(notes.count("column that is not known here"), 0U);
    const auto china = std::ranges::find_if(reports->rows, [&](const TradeReport& row) { return row.value == 120'000; });
    ASSERT_NE(china, reports->rows.end());
    EXPECT_EQ(china->weight, 5000);  // t
}

TEST(Comtrade, ReadsTheFormerLayoutTabsAndSemicolons) {
    const std::string text = seed_bytes("comtrade_legacy.csv");
    for (const char mark : {',', '\t', ';'}) {
        ImportNotes notes;
        const auto reports = reports_of(replaced(text, ",", std::string(1, mark)), notes);
        ASSERT_TRUE(reports) << to_text(reports.error());
        EXPECT_EQ(reports->provenance.nomenclature, "HS2017");
        EXPECT_EQ(reported(*reports, "CHN", "DEU", "284690", ReportedBy::importer), 25);
        EXPECT_EQ(reported(*reports, "CHN", "DEU", "284690", ReportedBy::exporter), 24);
        EXPECT_EQ(reported(*reports, "DEU", "AUT", "284690", ReportedBy::exporter, true), 0.5);
        EXPECT_EQ(reports->products.front().name, "Rare-earth compounds");
        EXPECT_TRUE(notes.empty()) << render(import_notes_table(notes), TableFormat::text);
    }
}

TEST(Comtrade, ReadsTheAnswerOfTheApiAndSaysWhatAYearLacks) {
    ImportNotes notes;
    const auto reports = read_comtrade({"answer.json", seed_bytes("comtrade.json")}, shipped_places(), notes);
    ASSERT_TRUE(reports) << to_text(reports.error());
    EXPECT_DOUBLE_EQ(reported(*reports, "CHN", "JPN", "850511", ReportedBy::exporter), 75.00025);
    EXPECT_EQ(reports->rows.size(), 1U);
    EXPECT_DOUBLE_EQ(*reports->rows[0].weight, 2.0005);
    EXPECT_THAT(reports->provenance.choices, Contains(HasSubstr("2 of its 12 months")));
    EXPECT_EQ(notes.count("month of a year that is not whole"), 2U);
    EXPECT_FALSE(read_comtrade({"broken.json", seed_bytes("comtrade.json").substr(0, 700)}, shipped_places(), notes));
}

TEST(Comtrade, TwelveMonthsAreAYear) {
    std::string text = "period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n";
    for (int month = 1; month <= 12; ++month)
        text += "2023" + std::string(month < 10 ? "0" : "") + std::to_string(month) + ",156,X,392,850511,1000\n";
    ImportNotes notes;
    const auto reports = reports_of(text, notes);
    ASSERT_TRUE(reports) << to_text(reports.error());
    EXPECT_EQ(reported(*reports, "CHN", "JPN", "850511", ReportedBy::exporter), 12);
    EXPECT_TRUE(notes.empty());
    // The year beside its months: the year counts.
    const auto both = reports_of(text + "2023,156,X,392,850511,12500\n", notes);
    ASSERT_TRUE(both);
    EXPECT_EQ(reported(*both, "CHN", "JPN", "850511", ReportedBy::exporter), 12.5);
    EXPECT_EQ(notes.count("month beside a year"), 12U);
}

TEST(Comtrade, RefusesWhatItCannotRead) {
    const std::string text = seed_bytes("comtrade.csv");
    ImportNotes notes;
    const auto told = [&](const std::string& bytes, const ComtradeOptions& options = {}) {
        const auto reports = reports_of(bytes, notes, options);
        EXPECT_FALSE(reports) << bytes.substr(0, 200);
        return reports ? std::string() : to_text(reports.error());
    };
    ComtradeOptions checked;
    checked.nomenclature = &shipped_nomenclature();
    EXPECT_THAT(told(replaced(text, ",H6,", ",H5,"), checked), testing::AllOf(HasSubstr("854142"), HasSubstr("HS2022")));
    EXPECT_THAT(told(replaced(text, "156,CHN,China,0,H6", "156,CHN,China,0,H5")), HasSubstr("mixes classifications: H5 (1 rows), H6"));
    EXPECT_THAT(told(replaced(text, ",H6,", ",S3,")), HasSubstr("not the Harmonized System"));
    EXPECT_THAT(told(replaced(text, "primaryValue", "primaryValueEUR")), HasSubstr("no column \"primaryValue\""));
    // Reporter and partner swapped: the codes, not their names.
    EXPECT_THAT(told("period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,cmdCode,primaryValue\n2022,156,USA,M,842,CHN,850511,"
                     "1\n2022,842,CHN,X,156,USA,850511,1\n"),
                HasSubstr("swapped"));
    EXPECT_THAT(told("period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n2022,5700,M,842,850511,1\n"),
                HasSubstr("is no place known here"));
}

TEST(Comtrade, DoubtsAreCounted) {
    const std::string head = "period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,cmdCode,primaryValue,netWgt,mystery\n";
    std::string good;
    for (int code = 850511; code < 850531; ++code) good += "2022,842,USA,M,156,CHN," + std::to_string(code) + ",1000,5,x\n";
    ImportNotes notes;
    const auto reports = reports_of(head + good +
                                        "2022,842,USA,M,156,CHN,85051,1000,5,x\n2022,842,USA,M,156,JPN,850590,1000,5,x\n2022,842,USA,M,998,JPN,850591,1000,5,x\n2022,842,USA,M,999,"
                                        ",850590,1000,5,x\n2022,842,USA,M,156,CHN,850590,-4,5,x\n"
                                        "2022,842,USA,M,156,CHN,850590,\"1,000\",5,x\n2022,842,USA,M,810,SUN,850590,1,5,x\n2022,842,USA,RM,"
                                        "156,CHN,850590,7,5,x\n2022,842,USA,M,842,USA,850590,7,5,x\n2022Q1,842,USA,M,156,CHN,850590,1,5,x\n"
                                        "2022,842,USA,M,156,CHN,850590,1000,heavy,x\n",
                                    notes);
    ASSERT_TRUE(reports) << to_text(reports.error());
    for (const char* kind : {"code that lost a digit", "code and name of a place disagree", "unknown place code", "place without a code known here", "value that is negative",
                             "value that has thousands marks", "place from another time", "re-imports", "trade of a place with itself",
                             "period that is none", "weight that is not a number", "column that is not known here"})
        EXPECT_EQ(notes.count(kind), 1U) << kind;
}

TEST(Comtrade, OrderOfRowsAndThreadsChangeNothing) {
    std::string forth = "period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n", back = forth;
    std::vector<std::string> rows;
    for (int code = 100000; code < 130000; ++code)
        rows.push_back("2022,842,M,156," + std::to_string(code) + "," + std::to_string(code * 0.7) + "\n2022,842,M,392," +
                       std::to_string(code) + "," + std::to_string(code * 0.3) + "\n");
    for (const std::string& row : rows) forth += row;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) back += *row;
    ImportNotes notes;
    ComtradeOptions four;
    four.threads = 4;
    four.digits = 4;
    ComtradeOptions one = four;
    one.threads = 1;
    const auto a = reports_of(forth, notes, one), b = reports_of(back, notes, four);
    ASSERT_TRUE(a && b);
    EXPECT_EQ(a->rows.size(), b->rows.size());
    for (const char* code : {"1000", "1100", "1299"})
        EXPECT_EQ(reported(*a, "CHN", "USA", code, ReportedBy::importer), reported(*b, "CHN", "USA", code, ReportedBy::importer)) << code;
}

TEST(Comtrade, IsRecognised) {
    for (const char* name : {"comtrade.csv", "comtrade_legacy.csv", "comtrade.json"})
        EXPECT_TRUE(looks_like_comtrade(seed_bytes(name))) << name;
    for (const char* name : {"census.json", "gacc_exports.csv", "trade_table_2022.csv"})
        EXPECT_FALSE(looks_like_comtrade(seed_bytes(name))) << name;
}

}  // namespace
}  // namespace countervail
