// SPDX-License-Identifier: Apache-2.0
// covers: trade_rows, report_builder, row_checker, trade_amount
#include "trade/read_trade_table.h"

#include <gmock/gmock.h>

#include <set>

#include "trade/reader_inputs.h"
#include "trade/trade_amount.h"

using testing::Contains;
using testing::HasSubstr;

namespace countervail {
namespace {

Result<TradeCube> table_of(const std::string& text, ImportNotes& notes, const TradeTableLayout& layout = {},
                           const std::string& name = "cube_2022.csv") {
    return read_trade_table({name, text}, shipped_places(), notes, layout);
}

constexpr const char* kHeader = "exporter,importer,sector,value_musd,tariff_rate\n";

TEST(TradeAmounts, AreReadOrDoubted) {
    EXPECT_EQ(read_amount("12.5").value, 12.5);
    EXPECT_EQ(read_amount("1e3").value, 1000);
    EXPECT_EQ(read_amount("1,234,567.5").value, 1234567.5);
    EXPECT_EQ(read_amount("1,234,567.5").doubt, AmountDoubt::thousands_marks);
    EXPECT_EQ(read_amount("1 234").doubt, AmountDoubt::thousands_marks);
    for (const char* text : {"1.234,5", "12,5", "12,50"}) EXPECT_EQ(read_amount(text).doubt, AmountDoubt::decimal_comma) << text;
    for (const char* text : {"", "abc", "1.2.3", "nan", "inf", "1e999", "12 5", ",5", "0x10", "1,23,456x"})
        EXPECT_EQ(read_amount(text).doubt, AmountDoubt::not_a_number) << text;
    EXPECT_EQ(read_amount("-5").doubt, AmountDoubt::negative);
}

TEST(TradeTables, OneFlowARow) {
    ImportNotes notes;
    const auto cube =
        table_of(std::string(kHeader) + "CHN,USA,C26,1.5,0\nUSA,USA,C26,10,0\nDeutschland,USA,C26,1,0\nGermany,USA,C26,2,0\n", notes);
    ASSERT_TRUE(cube) << to_text(cube.error());
    EXPECT_EQ(traded(*cube, 2022, "CHN", "USA"), 1500);
    EXPECT_EQ(traded(*cube, 2022, "USA", "USA"), 10000);
    EXPECT_EQ(traded(*cube, 2022, "DEU", "USA"), 2000);
    EXPECT_TRUE(cube->provenance().domestic);
    EXPECT_EQ(notes.count("unknown place"), 1U);
    EXPECT_THAT(cube->provenance().choices, Contains(HasSubstr("2022")));
    EXPECT_EQ(cube->provenance().files.size(), 1U);
}

TEST(TradeTables, DoubtfulRowsAreCountedAndListed) {
    ImportNotes notes;
    const std::string good =
        "CHN,USA,C26,1,0\nCHN,USA,C27,1,0\nCHN,USA,C28,1,0\nCHN,USA,C29,1,0\nCHN,USA,C30,1,0\nCHN,JPN,C26,1,0\nCHN,JPN,C27,1,0\nCHN,JPN,"
        "C28,1,0\n";
    const auto cube = table_of(kHeader + good +
                                   "CHN,USA,B07,-3,0\nCHN,USA,B08,\"1,234\",0\nCHN,USA,B09,\"12,5\",0\nCHN,USA,B05,ten,0\nCHN,World,C26,99,"
                                   "0\nCHN,USA,C26,1,0\nCHN,USA,C27,8,0\nCHN,Atlantis,C26,1,0\nCHN,USA\n",
                               notes);
    ASSERT_TRUE(cube) << to_text(cube.error());
    for (const char* kind :
         {"value that is negative", "value that has thousands marks", "value that has a decimal comma", "value that is not a number",
          "group of places", "row that came before", "two values for one flow", "unknown place", "row of a wrong length"})
        EXPECT_EQ(notes.count(kind), 1U) << kind;
    for (const ImportNote& note : notes.all()) {
        for (const Error& example : note.examples)
            EXPECT_TRUE(example.where.file == "cube_2022.csv" && example.where.line > 1 && !example.what.empty() && !example.hint.empty())
                << to_text(example);
    }
    EXPECT_EQ(traded(*cube, 2022, "CHN", "USA"), 5000);
}

TEST(TradeTables, WhatIsNoSuchTableIsRefused) {
    ImportNotes notes;
    const auto mended = [&](const std::string& text, const TradeTableLayout& layout = {}, const std::string& name = "cube_2022.csv") {
        const auto cube = table_of(text, notes, layout, name);
        EXPECT_FALSE(cube) << text;
        return cube ? std::string() : to_text(cube.error());
    };
    EXPECT_THAT(mended(""), HasSubstr("is empty"));
    EXPECT_THAT(mended("exporter,importer,sector,value_meur\nCHN,USA,C26,1\n"), HasSubstr("no column \"value_musd\""));
    EXPECT_THAT(mended("exporter,exporter,importer,sector,value_musd\n"), HasSubstr("twice"));
    EXPECT_THAT(mended(kHeader), HasSubstr("no row"));
    EXPECT_THAT(mended(std::string(kHeader) + "CHN,USA,C26,1,0\n", {}, "cube.csv"), HasSubstr("names no year"));
    EXPECT_THAT(mended(std::string("\x1f\x8b\x08\x00", 4)), HasSubstr("gzip"));
    EXPECT_THAT(mended(std::string(kHeader) + "A01,USA,CHN,1,0\nA02,USA,CHN,1,0\nCHN,USA,C26,1,0\n"), HasSubstr("swapped"));
    EXPECT_THAT(mended(std::string(kHeader) + std::string(6'000'000, 'x') + "\n"), HasSubstr("has a line of more than"));
    TradeTableLayout layout;
    layout.value = "wert";
    EXPECT_THAT(mended("exporter,importer,sector,wert\nCHN,USA,C26,1\n", layout), HasSubstr("in which unit"));
    layout.value_unit = "EUR million";
    EXPECT_THAT(mended("exporter,importer,sector,wert\nCHN,USA,C26,1\n", layout), HasSubstr("no unit of value"));
    layout.value_unit = "million USD";
    layout.exporter_is = "Chinna";
    EXPECT_THAT(mended("importer,sector,wert\nUSA,C26,1\n", layout), HasSubstr("did you mean"));
}

TEST(TradeTables, TheOrderOfRowsAndThreadsChangesNothing) {
    std::string forth = kHeader, back = kHeader;
    for (int i = 0; i < 20'000; ++i) {
        const auto row = [](int at) {
            return (at % 2 == 0 ? "CHN" : "JPN") + std::string(",USA,P") + std::to_string(at / 2) + "," + std::to_string(0.1 * at) + ",0\n";
        };
        forth += row(i);
        back += row(19'999 - i);
    }
    TradeTableLayout one, four;
    four.threads = 4;
    ImportNotes notes;
    const auto a = table_of(forth, notes, one), b = table_of(back, notes, four);
    ASSERT_TRUE(a && b);
    EXPECT_EQ(a->flows(), 20'000U);
    EXPECT_EQ(b->flows(), a->flows());
    EXPECT_EQ(traded(*a, 2022, "JPN", "USA"), traded(*b, 2022, "JPN", "USA"));
    EXPECT_TRUE(notes.empty());
}

TEST(TradeTables, TheOecdCubeOf2022) {
    const std::string bytes = shared_bytes("oecd_icio_trade_cube/icio_cube_2022.csv");
    if (bytes.empty()) GTEST_SKIP() << "../shared/data/oecd_icio_trade_cube is not here";
    ImportNotes notes;
    TradeTableLayout layout;
    layout.nomenclature = "ISIC4-ICIO";
    layout.valuation = "basic";
    const auto cube = read_trade_table({"icio_cube_2022.csv", bytes}, shipped_places(), notes, layout);
    ASSERT_TRUE(cube) << to_text(cube.error());
    EXPECT_TRUE(notes.empty()) << render(import_notes_table(notes), TableFormat::text);
    EXPECT_EQ(cube->places().size(), 81U);
    EXPECT_EQ(cube->products().size(), 28U);
    // The check figures of the data's note, in USD bn, to the digits that it gives.
    EXPECT_NEAR(traded(*cube, 2022, "CHN", "USA") / 1e6, 532, 0.5);
    EXPECT_NEAR(traded(*cube, 2022, "CHN", "USA", "C26") / 1e6, 108.2, 0.05);
    EXPECT_NEAR(traded(*cube, 2022, "TWN", "CHN", "C26") / 1e6, 120.0, 0.05);
    EXPECT_NEAR(traded(*cube, 2022, "AUS", "CHN", "B07") / 1e6, 80.9, 0.05);
    EXPECT_NEAR(traded(*cube, 2022, "COD", "CHN", "B07") / 1e6, 13.2, 0.05);
    double all = 0, abroad = 0;
    const TradeYear year = cube->year(2022);
    for (std::size_t flow = 0; flow < year.flows(); ++flow) {
        all += year.values[flow];
        if (year.importers[flow] != year.exporters[flow]) abroad += year.values[flow];
    }
    EXPECT_NEAR(all / 1e9, 199.7, 0.05);
    EXPECT_NEAR(abroad / 1e9, 27.1, 0.05);
    RecordProperty("chn_usa_bn", std::to_string(traded(*cube, 2022, "CHN", "USA") / 1e6));
}

TEST(TradeTables, MonthlyExportsOfOnePlace) {
    const std::string bytes = shared_bytes("china_monthly_exports_2017_2024/deep_dive_hs6_monthly.csv");
    if (bytes.empty()) GTEST_SKIP() << "../shared/data/china_monthly_exports_2017_2024 is not here";
    ImportNotes notes;
    TradeTableLayout layout;
    layout.exporter_is = "CHN";
    layout.importer = "partner_name";
    layout.product = "hs6";
    layout.value = "val";
    layout.value_unit = "USD";
    layout.weight = "qty";
    layout.weight_unit = "kg";
    layout.period = "period_dt";
    layout.passed_over = {"uv"};
    layout.digits = 6;
    layout.nomenclature = "HS as reported";
    layout.domestic = false;
    const auto cube = read_trade_table({"deep_dive_hs6_monthly.csv", bytes}, shipped_places(), notes, layout);
    ASSERT_TRUE(cube) << to_text(cube.error());
    EXPECT_EQ(cube->years(), (std::vector<int>{2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024}));
    EXPECT_EQ(cube->products().size(), 3U);
    EXPECT_EQ(cube->places().size(), 40U);
    EXPECT_EQ(notes.count("unknown place"), 0U);
    EXPECT_EQ(notes.count("month of a year that is not whole"), 0U);  // every year has its 12 months
    double sum = 0;
    for (const int number : cube->years()) {
        const TradeYear year = cube->year(number);
        for (const double value : year.values) sum += value;
    }
    // The sum of the file's column val, less nothing.
    double expected = 0;
    std::istringstream lines(bytes);
    std::string line;
    for (std::getline(lines, line); std::getline(lines, line);) {
        std::size_t at = 0;
        for (int cell = 0; cell < 3; ++cell) at = line.find(',', at) + 1;
        expected += std::stod(line.substr(at)) / 1e3;
    }
    EXPECT_NEAR(sum, expected, 1e-9 * expected);
}

TEST(TradeTables, MonthlyExportsByNameOfGroup) {
    const std::string bytes = shared_bytes("china_monthly_exports_2017_2024/country_monthly_stats.csv");
    if (bytes.empty()) GTEST_SKIP() << "../shared/data/china_monthly_exports_2017_2024 is not here";
    ImportNotes notes;
    TradeTableLayout layout;
    layout.exporter_is = "CHN";
    layout.importer = "partner_name";
    layout.product = "broad_group";
    layout.value = "val";
    layout.value_unit = "USD";
    layout.weight = "qty";
    layout.weight_unit = "kg";
    layout.period = "period_dt";
    layout.passed_over = {"uv", "hhi"};
    const auto cube = read_trade_table({"country_monthly_stats.csv", bytes}, shipped_places(), notes, layout);
    ASSERT_TRUE(cube) << to_text(cube.error());
    EXPECT_GT(traded(*cube, 2024, "CHN", "DEU", "Rare Earths"), 0);
    EXPECT_EQ(notes.count("unknown place"), 0U);
}

}  // namespace
}  // namespace countervail
