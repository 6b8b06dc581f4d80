// SPDX-License-Identifier: Apache-2.0
// covers: read_concordance
#include "trade/concordance.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <span>

#include "bom/workbook_bytes.h"
#include "trade/reader_inputs.h"

using testing::Contains;
using testing::HasSubstr;

namespace countervail {
namespace {

TradeCube cube_of(const std::vector<std::pair<std::string, double>>& trade, const std::string& nomenclature, int digits) {
    std::vector<TradeProduct> products;
    std::vector<TradeFlow> flows;
    for (const auto& [code, value] : trade) {
        flows.push_back({0, 1, static_cast<ProductIndex>(products.size()), 2022, value, value / 3});
        products.push_back({code, ""});
    }
    TradeProvenance provenance;
    provenance.nomenclature = nomenclature;
    provenance.digits = digits;
    auto cube = make_trade_cube(provenance, {{"CHN", "China"}, {"USA", "United States"}}, products, flows);
    EXPECT_TRUE(cube);
    return *cube;
}

double total(const TradeCube& cube) {
    double sum = 0;
    for (const int number : cube.years()) {
        const TradeYear year = cube.year(number);
        for (const double value : year.values) sum += value;
    }
    return sum;
}

Result<Concordance> table(const std::string& text, ImportNotes& notes, const ConcordanceLayout& layout = {}) {
    return read_concordance({"table.csv", text}, notes, layout);
}

TEST(Concordances, ACorrelationTableOfTheHarmonizedSystem) {
    ImportNotes notes;
    const auto forth = table(seed_bytes("correlation.csv"), notes);
    ASSERT_TRUE(forth) << to_text(forth.error());
    EXPECT_EQ(forth->from, "HS2022");
    EXPECT_EQ(forth->to, "HS2017");
    EXPECT_EQ(forth->links.size(), 5U);
    const auto older = convert(cube_of({{"854142", 3}, {"854143", 4}, {"850511", 5}, {"010121", 1}}, "HS2022", 6), *forth,
                               ConcordanceSplit::equally, notes);
    ASSERT_TRUE(older) << to_text(older.error());
    EXPECT_EQ(traded(*older, 2022, "CHN", "USA", "854140"), 7);
    EXPECT_EQ(traded(*older, 2022, "CHN", "USA", "850511"), 5);
    EXPECT_EQ(traded(*older, 2022, "CHN", "USA", "999999"), 1);
    EXPECT_EQ(older->provenance().nomenclature, "HS2017");
    EXPECT_EQ(older->provenance().digits, 6);
    EXPECT_EQ(notes.count("code without a target"), 1U);
    EXPECT_THAT(older->provenance().choices, Contains(testing::AllOf(HasSubstr("equally"), HasSubstr("1 have no target"))));
    // The other way round one code has four targets.
    ConcordanceLayout layout;
    layout.reversed = true;
    const auto back = table(seed_bytes("correlation.csv"), notes, layout);
    ASSERT_TRUE(back);
    const auto newer = convert(*older, *back, ConcordanceSplit::equally, notes);
    ASSERT_TRUE(newer) << to_text(newer.error());
    EXPECT_DOUBLE_EQ(traded(*newer, 2022, "CHN", "USA", "854142"), 1.75);
    EXPECT_DOUBLE_EQ(total(*newer), 13);
    EXPECT_FALSE(convert(*older, *forth, ConcordanceSplit::equally, notes));  // the trade is in HS2017 already
}

TEST(Concordances, LayoutsOfPublishers) {
    ImportNotes notes;
    const auto wits = table(
        "HS 2017 Product Code,HS 2017 Product Description,HS 2012 Product Code,HS 2012 Product "
        "Description\n854140,Cells,854140,Photosensitive devices\n10121,Horses,010121,Horses\n",
        notes);
    ASSERT_TRUE(wits) << to_text(wits.error());
    EXPECT_EQ(wits->from, "HS2017");
    EXPECT_EQ(wits->to, "HS2012");
    EXPECT_EQ(wits->links[0].from, "010121");  // a spreadsheet cut its zero
    EXPECT_EQ(wits->names.at("854140"), "Photosensitive devices");
    EXPECT_EQ(notes.count("code that lost its leading zero"), 1U);

    const auto titled = table("Correlation between editions,\n,\nFrom HS 2022,To HS 2017\n8541.42,8541.40\n", notes);
    ASSERT_TRUE(titled) << to_text(titled.error());
    EXPECT_EQ(titled->links[0].to, "854140");

    const std::string book = workbook_bytes({{"HS 2022", "HS 2017"}, {"854142", "854140"}});
    const auto sheet = read_concordance({"table.xlsx", book}, notes);
    ASSERT_TRUE(sheet) << to_text(sheet.error());
    EXPECT_EQ(sheet->links.size(), 1U);
    ConcordanceLayout other;
    other.sheet = "Nowhere";
    EXPECT_FALSE(read_concordance({"table.xlsx", book}, notes, other));
}

TEST(Concordances, ShareOfACodeByEveryChoice) {
    ImportNotes notes;
    ConcordanceLayout layout;
    layout.from_column = "hs6_code";
    layout.to_column = "gtap_code";
    layout.from = "HS2022";
    layout.to = "GTAP";
    const auto read = table("hs6_code,gtap_code,w\n850511,ELE,3\n850511,ELE,2\n850511,EEQ,5\n850511,ele,6\n854231,NA,1\n", notes, layout);
    ASSERT_TRUE(read) << to_text(read.error());
    EXPECT_EQ(notes.count("target in another case"), 1U);
    const TradeCube cube = cube_of({{"850511", 16}, {"854231", 4}}, "HS2022", 6);
    const auto share = [&](const Concordance& concordance, ConcordanceSplit split) {
        const auto converted = convert(cube, concordance, split, notes);
        EXPECT_TRUE(converted) << to_text(converted.error());
        EXPECT_DOUBLE_EQ(total(*converted), 20);
        EXPECT_EQ(traded(*converted, 2022, "CHN", "USA", "unassigned"), 4);
        EXPECT_EQ(converted->provenance().digits, 0);
        return traded(*converted, 2022, "CHN", "USA", "EEQ");
    };
    EXPECT_DOUBLE_EQ(share(*read, ConcordanceSplit::equally), 8);
    EXPECT_DOUBLE_EQ(share(*read, ConcordanceSplit::by_lines), 4);
    EXPECT_FALSE(convert(cube, *read, ConcordanceSplit::by_weights, notes));
    layout.weight_column = "w";
    const auto weighted = table("hs6_code,gtap_code,w\n850511,ELE,11\n850511,EEQ,5\n", notes, layout);
    ASSERT_TRUE(weighted);
    EXPECT_DOUBLE_EQ(share(*weighted, ConcordanceSplit::by_weights), 5);
}

TEST(Concordances, FinerCodesCountByTheirFirstDigits) {
    ImportNotes notes;
    ConcordanceLayout layout{"hs6_code", "gtap_code", "", "description", "HS2022", "GTAP", "", false};
    const auto read = table(seed_bytes("hs10_sectors.csv"), notes, layout);
    ASSERT_TRUE(read) << to_text(read.error());
    const auto converted = convert(cube_of({{"8542310001", 5}, {"8505110070", 2}}, "HTS", 10), *read, ConcordanceSplit::equally, notes);
    ASSERT_TRUE(converted) << to_text(converted.error());
    EXPECT_EQ(traded(*converted, 2022, "CHN", "USA", "ELE"), 6);
    EXPECT_EQ(traded(*converted, 2022, "CHN", "USA", "EEQ"), 1);
}

TEST(Concordances, ValueIsConservedAndRowsMayStandInAnyOrder) {
    std::mt19937 random(17);
    std::uniform_real_distribution<double> size(0.001, 1e6);
    std::vector<std::string> rows;
    std::vector<std::pair<std::string, double>> trade;
    for (int code = 100000; code < 100300; ++code) {
        trade.emplace_back(std::to_string(code), size(random));
        for (unsigned target = 0; target < random() % 5; ++target)
            rows.push_back(std::to_string(code) + "," + std::to_string(200000 + random() % 90) + "," + std::to_string(size(random)) + "\n");
    }
    ConcordanceLayout layout{"a", "b", "w", "", "HS2022", "HS2017", "", false};
    const auto joined_rows = [&] {
        std::string text = "a,b,w\n";
        for (const std::string& row : rows) text += row;
        return text;
    };
    for (const ConcordanceSplit split : {ConcordanceSplit::equally, ConcordanceSplit::by_lines, ConcordanceSplit::by_weights}) {
        ImportNotes notes;
        const TradeCube cube = cube_of(trade, "HS2022", 6);
        const auto a = table(joined_rows(), notes, layout);
        std::shuffle(rows.begin(), rows.end(), random);
        const auto b = table(joined_rows(), notes, layout);
        ASSERT_TRUE(a && b);
        const auto x = convert(cube, *a, split, notes), y = convert(cube, *b, split, notes);
        ASSERT_TRUE(x && y);
        EXPECT_NEAR(total(*x), total(cube), 1e-12 * total(cube));
        EXPECT_GT(traded(*x, 2022, "CHN", "USA", "999999"), 0);
        for (std::size_t at = 0; at < x->products().size(); ++at)
            EXPECT_NEAR(x->year(2022).values[at], y->year(2022).values[at], 1e-12 * x->year(2022).values[at]);
    }
}

TEST(Concordances, RefusesWhatIsNoTable) {
    ImportNotes notes;
    const auto told = [&](const std::string& text, const ConcordanceLayout& layout = {}) {
        const auto read = table(text, notes, layout);
        EXPECT_FALSE(read) << text;
        return read ? std::string() : to_text(read.error());
    };
    EXPECT_THAT(told(""), HasSubstr("empty"));
    EXPECT_THAT(told("a,b\n1,2\n"), HasSubstr("names no two editions"));
    EXPECT_THAT(told("HS 2022,HS 2017\n"), HasSubstr("no pair of codes"));
    ConcordanceLayout layout;
    layout.from_column = "hs6_cod";
    layout.to_column = "gtap_code";
    EXPECT_THAT(told(seed_bytes("hs10_sectors.csv"), layout), HasSubstr("did you mean \"hs6_code\""));
    const auto other = table("HS 2022,HS 2017\n111111,222222\n", notes);
    ASSERT_TRUE(other);
    const auto none = convert(cube_of({{"850511", 1}}, "HS2022", 6), *other, ConcordanceSplit::equally, notes);
    ASSERT_FALSE(none);
    EXPECT_THAT(to_text(none.error()), HasSubstr("none of the 1 codes"));
}

TEST(Concordances, NamesOfProducts) {
    ImportNotes notes;
    const auto names =
        read_product_names({"product_codes.csv", "code,description\n850511,\"Magnets, of metal\"\n10121,Horses\n850511,Again\n"}, notes);
    ASSERT_TRUE(names) << to_text(names.error());
    const auto cube = with_names(cube_of({{"850511", 1}, {"010121", 2}}, "HS2022", 6), *names);
    ASSERT_TRUE(cube);
    EXPECT_EQ(cube->products()[0].name, "Horses");
    EXPECT_EQ(cube->products()[1].name, "Magnets, of metal");
    EXPECT_EQ(notes.count("code that came before"), 1U);
}

TEST(Concordances, TariffLinesToSectors) {
    const std::string bytes = shared_bytes("us_trade_concordance/hs10_gtap_crosswalk.csv");
    if (bytes.empty()) GTEST_SKIP() << "../shared/data/us_trade_concordance is not here";
    ImportNotes notes;
    const ConcordanceLayout layout{"hs10", "gtap_code", "", "", "HTS", "GTAP", "", false};
    const auto read = read_concordance({"crosswalk.csv", bytes}, notes, layout);
    ASSERT_TRUE(read) << to_text(read.error());
    EXPECT_EQ(notes.count("code without a target"), 74U);
    std::vector<std::string> sectors;
    for (const ConcordanceLink& link : read->links) sectors.push_back(link.to);
    std::ranges::sort(sectors);
    sectors.erase(std::ranges::unique(sectors).begin(), sectors.end());
    EXPECT_LT(sectors.size(), 50U);
    // Every line of the tariff with trade of 1: value is conserved, what has no sector is kept apart.
    std::vector<std::pair<std::string, double>> trade;
    for (const ConcordanceLink& link : read->links) {
        if (trade.empty() || trade.back().first != link.from) trade.emplace_back(link.from, 1.0);
    }
    trade.emplace_back("9999999999", 1.0);
    const auto converted = convert(cube_of(trade, "HTS", 10), *read, ConcordanceSplit::equally, notes);
    ASSERT_TRUE(converted) << to_text(converted.error());
    EXPECT_NEAR(total(*converted), static_cast<double>(trade.size()), 1e-12 * static_cast<double>(trade.size()));
    EXPECT_EQ(traded(*converted, 2022, "CHN", "USA", "unassigned"), 1);
}

}  // namespace
}  // namespace countervail
