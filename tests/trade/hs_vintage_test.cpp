// SPDX-License-Identifier: Apache-2.0
#include "trade/hs_vintage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "base/text.h"
#include "evidence/csv.h"

using testing::Contains;
using testing::HasSubstr;

namespace countervail {
namespace {

const HsNomenclature& shipped() {
    static const HsNomenclature nomenclature = [] {
        auto read = HsNomenclature::read(Library::embedded());
        EXPECT_TRUE(read) << to_text(read.error());
        return read ? *read : HsNomenclature();
    }();
    return nomenclature;
}

/// Six-digit codes of one column of a csv file beside the tree; empty when it is not there.
std::vector<std::string> codes_of(const std::string& name, std::size_t column) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/data/" + name);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto grid = read_csv(text, name);
    std::set<std::string> codes;
    for (std::size_t row = 1; grid && row < grid->rows.size(); ++row) {
        std::string code = trim(grid->rows[row][column].text);
        if (code != "NA") codes.insert(std::string(code.size() < 6 ? 6 - code.size() : 0, '0') + code);
    }
    return {codes.begin(), codes.end()};
}

constexpr std::array<HsVintage, kHsVintages> kAll{HsVintage::hs1992, HsVintage::hs1996, HsVintage::hs2002, HsVintage::hs2007,
                                                  HsVintage::hs2012, HsVintage::hs2017, HsVintage::hs2022};

TEST(HsVintages, HaveManyNamesAndOneYear) {
    for (const char* name : {"HS2017", "hs17", "H5", "2017", "HS 2017"}) EXPECT_EQ(parse_hs_vintage(name), HsVintage::hs2017) << name;
    EXPECT_EQ(parse_hs_vintage("H0"), HsVintage::hs1992);
    EXPECT_EQ(parse_hs_vintage("HS88"), HsVintage::hs1992);
    for (const char* name : {"HS", "H7", "S4", "2018", ""}) EXPECT_FALSE(parse_hs_vintage(name)) << name;
    for (const HsVintage vintage : kAll) {
        EXPECT_EQ(parse_hs_vintage(name_of(vintage)), vintage);
        EXPECT_EQ(vintage_in_force(begins_in(vintage)), vintage);
    }
    EXPECT_EQ(vintage_in_force(2021), HsVintage::hs2017);
    EXPECT_EQ(vintage_in_force(1990), HsVintage::hs1992);
}

TEST(HsVintages, KnowWhatEachRevisionBroughtAndTook) {
    for (const HsVintage vintage : kAll) EXPECT_TRUE(shipped().may_have(vintage, "850511"));  // permanent magnets of metal
    for (const char* code : {"854142", "854143", "854911", "240411", "848520", "852411", "880621"}) {
        EXPECT_TRUE(shipped().may_have(HsVintage::hs2022, code)) << code;
        EXPECT_FALSE(shipped().may_have(HsVintage::hs2017, code)) << code;
    }
    EXPECT_FALSE(shipped().may_have(HsVintage::hs2022, "854140"));
    EXPECT_TRUE(shipped().may_have(HsVintage::hs2017, "854140"));
    EXPECT_FALSE(shipped().may_have(HsVintage::hs2002, "854231"));
    EXPECT_TRUE(shipped().may_have(HsVintage::hs2007, "854231"));
    EXPECT_FALSE(shipped().may_have(HsVintage::hs2002, "848610"));
    // Heading 8524: records until 2006, flat panel modules from 2022.
    EXPECT_TRUE(shipped().may_have(HsVintage::hs2002, "8524"));
    EXPECT_FALSE(shipped().may_have(HsVintage::hs2012, "8524"));
    EXPECT_TRUE(shipped().may_have(HsVintage::hs2022, "8524"));
    EXPECT_FALSE(shipped().may_have(HsVintage::hs2017, "854911000"));
}

TEST(HsVintages, AFileInAnotherEditionIsRefusedWithItsCodes) {
    const std::vector<std::string> codes{"850511", "854142", "854143", "240412", "850511"};
    const auto refused = shipped().check(codes, HsVintage::hs2017, {"trade.csv", 1, 0});
    ASSERT_FALSE(refused);
    const std::string text = to_text(refused.error());
    for (const char* part : {"trade.csv", "HS2017", "240412, 854142, 854143", "HS2022"}) EXPECT_THAT(text, HasSubstr(part));
    EXPECT_TRUE(shipped().check(codes, HsVintage::hs2022, {}));

    const std::vector<std::string> older{"854140", "853950", "870120"};
    const auto wrong = shipped().check(older, HsVintage::hs2022, {"trade.csv"});
    ASSERT_FALSE(wrong);
    EXPECT_THAT(to_text(wrong.error()), HasSubstr("HS2017"));

    // Codes that every edition has fit every edition.
    const std::vector<std::string> same{"850511", "260300"};
    for (const HsVintage vintage : kAll) EXPECT_TRUE(shipped().check(same, vintage, {}));
}

TEST(HsVintages, EveryEditionIsToldFromEveryOther) {
    // The codes of each edition that the table knows of: declared as any other edition, they are refused, and the edition is named.
    const auto grid = read_csv(Library::embedded().find("data/trade/hs-marker-codes.csv")->text, "markers");
    ASSERT_TRUE(grid);
    for (const HsVintage truth : kAll) {
        std::vector<std::string> codes;
        for (std::size_t row = 1; row < grid->rows.size(); ++row) {
            if (shipped().may_have(truth, grid->rows[row][0].text)) codes.push_back(grid->rows[row][0].text);
        }
        for (const HsVintage declared : kAll) {
            const VintageFit fit = shipped().fit(codes, declared);
            EXPECT_EQ(fit.best, truth) << name_of(truth) << " declared as " << name_of(declared);
            EXPECT_EQ(shipped().check(codes, declared, {}).has_value(), declared == truth);
        }
    }
}

TEST(HsVintages, ChaptersHaveNames) {
    EXPECT_EQ(shipped().chapter_name("850511"), "Electrical machinery and electronics");
    EXPECT_EQ(shipped().chapter_name("01"), "Live animals");
    EXPECT_TRUE(shipped().chapter_name("770000").empty());
    EXPECT_TRUE(shipped().chapter_name("").empty());
}

TEST(HsVintages, ProblemsOfTheTables) {
    const auto read =
        HsNomenclature::read(Library({{"data/trade/hs-chapters.csv", "chapter,name\n1,One\n02,Two\n02,Two\n"},
                                      {"data/trade/hs-marker-codes.csv",
                                       "code,introduced,last,source\n8542.31,HS2007,,x\n854231,HS2017,HS2007,x\n854232,HS2018,,x\n"}}));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().size(), 5U) << to_text(read.error());
    for (const Error& error : read.error()) EXPECT_TRUE(error.where.line > 0 && !error.hint.empty());
    EXPECT_FALSE(HsNomenclature::read(Library(std::vector<LibraryFile>{})));
}

TEST(HsVintages, ATrueBaciFileOf1992IsRecognised) {
    const auto codes = codes_of("baci_extract_2021/baci_hs_2021_extract.csv", 3);
    if (codes.empty()) GTEST_SKIP() << "../shared/data/baci_extract_2021 is not here";
    EXPECT_EQ(codes.size(), 4422U);
    for (const HsVintage declared : kAll) EXPECT_EQ(shipped().fit(codes, declared).best, HsVintage::hs1992);
    EXPECT_TRUE(shipped().fit(codes, HsVintage::hs1992).foreign[0].empty());
    for (const std::string& code : codes) EXPECT_FALSE(shipped().chapter_name(code).empty()) << code;
}

TEST(HsVintages, TheAmericanTariffOf2025IsThatOf2022) {
    const auto codes = codes_of("us_trade_concordance/hs10_gtap_crosswalk.csv", 1);
    if (codes.empty()) GTEST_SKIP() << "../shared/data/us_trade_concordance is not here";
    for (const HsVintage declared : kAll) EXPECT_EQ(shipped().fit(codes, declared).best, HsVintage::hs2022);
    EXPECT_TRUE(shipped().fit(codes, HsVintage::hs2022).foreign[6].empty());
    EXPECT_THAT(shipped().fit(codes, HsVintage::hs2017).foreign[5], Contains("854142"));
}

}  // namespace
}  // namespace countervail
