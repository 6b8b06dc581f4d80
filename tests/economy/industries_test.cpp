// SPDX-License-Identifier: Apache-2.0
// covers: industries, match_industries, criticality
#include "economy/industries.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "economy/built_in_table.h"
#include "economy/spoiled_files.h"

namespace countervail {
namespace {

using namespace testing;

constexpr const char* kFile = "data/economy/industries.toml";
constexpr const char* kRatings = "data/economy/criticality.csv";

int industry_of(std::string_view use) {
    const int index = table_world().catalogue.use(use);
    return index < 0 ? -2 : shipped_industries().of_use[static_cast<std::size_t>(index)];
}

TEST(Industries, EveryEndUseHasOneAndOnlyStockHasNone) {
    const Catalogue& catalogue = table_world().catalogue;
    for (std::size_t use = 0; use < catalogue.uses.size(); ++use) {
        const std::string& id = catalogue.uses[use].id;
        const bool stock = id.starts_with("unsold.") || id.starts_with("other.");
        EXPECT_EQ(shipped_industries().of_use[use] < 0, stock) << id;
    }
    EXPECT_EQ(industry_of("vehicle.electric"), shipped_industries().industry("vehicles"));
    EXPECT_EQ(industry_of("missile-radar"), shipped_industries().industry("defence"));
    EXPECT_EQ(industry_of("aircraft.civil"), shipped_industries().industry("aerospace"));
    EXPECT_EQ(industry_of("wind.direct-drive"), shipped_industries().industry("electrical"));
    EXPECT_EQ(industry_of("chip-making"), shipped_industries().industry("semiconductors"));
    EXPECT_EQ(industry_of("data-centre"), shipped_industries().industry("computing"));
}

TEST(Industries, EveryCodeStandsOnceAndEveryClassificationIsWhole) {
    std::map<std::string, std::set<std::string>> codes;
    for (const IndustryCode& code : shipped_industries().codes) {
        EXPECT_TRUE(codes[code.classification].insert(code.code).second) << code.classification << " " << code.code;
    }
    EXPECT_EQ(codes["wiod-2013"].size(), 35U);
    EXPECT_EQ(codes["wiod-2016"].size(), 56U);
    EXPECT_EQ(codes["exiobase"].size(), 163U);
    EXPECT_EQ(codes["bea-summary"].size(), 71U);
    for (int c = 1; c <= 35; ++c) EXPECT_TRUE(codes["wiod-2013"].contains("c" + std::to_string(c))) << c;
}

TEST(Industries, EveryItemThatIsBoughtHasAHostAndEveryProcessAnOwner) {
    const Catalogue& catalogue = table_world().catalogue;
    for (std::size_t item = 0; item < catalogue.items.size(); ++item) {
        EXPECT_GE(shipped_industries().host_of_item[item], 0) << catalogue.items[item].id;
    }
    for (std::size_t process = 0; process < catalogue.processes.size(); ++process) {
        EXPECT_GE(shipped_industries().of_process[process], 0) << catalogue.processes[process].id;
    }
}

TEST(Industries, TablesOfOtherClassificationsAreMatched) {
    IoTable wiod;
    for (int c = 1; c <= 35; ++c) wiod.industries.push_back("c" + std::to_string(c));
    const std::vector<int> matched = match_industries(wiod, shipped_industries());
    for (const int industry : matched) EXPECT_GE(industry, 0);
    EXPECT_EQ(matched[14], shipped_industries().industry("vehicles"));
    EXPECT_EQ(matched[11], shipped_industries().industry("metals"));
    const auto holding = table_industries_of(wiod, shipped_industries());
    const auto electrical = holding[static_cast<std::size_t>(shipped_industries().industry("electrical"))];
    EXPECT_EQ(electrical, std::vector<int>{13});
    EXPECT_EQ(holding[static_cast<std::size_t>(shipped_industries().industry("defence"))], std::vector<int>{14});
}

TEST(Industries, OrderAndUnknownCodesDoNotMatter) {
    IoTable table;
    table.industries = {"C29", "nobody-knows", "A01", "C24"};
    EXPECT_EQ(match_industries(table, shipped_industries()),
              (std::vector<int>{shipped_industries().industry("vehicles"), -1, shipped_industries().industry("agriculture"),
                                shipped_industries().industry("metals")}));
    table.industries = {"a", "b"};
    table.industry_names = {"motor vehicles and parts", "basic metals"};
    EXPECT_EQ(match_industries(table, shipped_industries()),
              (std::vector<int>{shipped_industries().industry("vehicles"), shipped_industries().industry("metals")}));
}

TEST(Criticality, RatesWhatTheSurveyRates) {
    const Industries& industries = shipped_industries();
    const auto rating = [&](std::string_view input, std::string_view user) {
        return industries.criticality(industries.industry(input), industries.industry(user));
    };
    EXPECT_EQ(rating("metals", "vehicles"), 1);
    EXPECT_EQ(rating("electrical", "vehicles"), 1);
    EXPECT_EQ(rating("machinery", "vehicles"), 0.5);
    EXPECT_EQ(rating("real-estate", "vehicles"), 0);
    EXPECT_EQ(rating("energy-mining", "petroleum"), 1);
    EXPECT_EQ(rating("ore-mining", "petroleum"), 0);
    EXPECT_EQ(rating("semiconductors", "electronics"), 1);
}

TEST(Industries, SpoiledFilesAreRefusedWithTheirPlace) {
    const auto read = [](const std::string& text) {
        auto found = read_industries(library_with(kFile, text), table_world().catalogue);
        return found ? Errors() : std::move(found.error());
    };
    const int count = spoil_lines(kFile, shipped_text(kFile), is_key_line,
                                  {[](const std::string& line) { return "zq" + line; },
                                   [](const std::string& line) { return key_of(line) + " = 1979-05-27T07:32:00Z"; },
                                   [](const std::string& line) { return line + "\n" + line; }},
                                  2, read);
    EXPECT_GE(count, 300);
}

TEST(Criticality, SpoiledRatingsAreRefusedWithTheirPlace) {
    const auto read = [](const std::string& text) {
        auto found = read_industries(library_with(kRatings, text), table_world().catalogue);
        return found ? Errors() : std::move(found.error());
    };
    const auto is_row = [](const std::string& line) { return !line.empty() && !line.starts_with("input,"); };
    const int count = spoil_lines(kRatings, shipped_text(kRatings), is_row,
                                  {[](const std::string& line) { return "zq" + line; },
                                   [](const std::string& line) { return line + "," + line; },
                                   [](const std::string& line) { return line + "\n" + line; },
                                   [](const std::string& line) {
                                       const auto cells = split(line, ',');
                                       return cells[0] + "," + cells[1] + ",0.7,derived,";
                                   },
                                   [](const std::string& line) {
                                       const auto cells = split(line, ',');
                                       return cells[0] + "," + cells[1] + ",1,rumoured,";
                                   }},
                                  5, read);
    EXPECT_GE(count, 300);
}

TEST(Industries, AMissingFileNamesIt) {
    auto found = read_industries(Library(std::vector<LibraryFile>{}), table_world().catalogue);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error()[0].where.file, kFile);
}

TEST(Industries, AUseWithoutIndustryIsNamed) {
    std::string text = shipped_text(kFile);
    const std::string sector = "sectors = [\"vehicles\"]";
    ASSERT_NE(text.find(sector), std::string::npos);
    text.replace(text.find(sector), sector.size(), "");
    const auto found = read_industries(library_with(kFile, text), table_world().catalogue);
    ASSERT_FALSE(found);
    EXPECT_NE(to_text(found.error()).find("vehicle.electric"), std::string::npos);
}

TEST(MatchIndustries, CriticalityFollowsTheMatchAndUnknownPairsAreAsAsked) {
    Industries industries;
    industries.list = {{"steel", "steel", "", {}}, {"cars", "cars", "", {}}};
    industries.criticality = Eigen::MatrixXd::Zero(2, 2);
    industries.criticality(0, 1) = 1;
    IoTable table;
    table.places = {"AAA"};
    table.industries = table.industry_names = {"cars", "steel", "poetry"};
    const Eigen::MatrixXd made = criticality_of(table, industries, 0.5);
    EXPECT_EQ(made(1, 0), 1);     // steel stops cars
    EXPECT_EQ(made(0, 1), 0);
    EXPECT_EQ(made(2, 0), 0.5);
    EXPECT_EQ(made(0, 2), 0.5);
}

}  // namespace
}  // namespace countervail
