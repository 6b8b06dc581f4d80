// SPDX-License-Identifier: Apache-2.0
// exposure --of --to, trade asymmetry, trade third-countries, supply-risk, choke-points: on the world's items and on imported trade.
// covers: exposure_pair, exposure_place, cube_at_hand, dependence_answer, trade_asymmetry, supply_risk, choke_points
#include <gmock/gmock.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "app/cube_at_hand.h"
#include "app/workbench.h"

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace countervail {
namespace {

/// A store of its own, so that what the person running the tests imported stays out of them.
class DependenceVerbs : public testing::Test {
  protected:
    void SetUp() override {
        const char* before = std::getenv("XDG_DATA_HOME");
        before_ = before == nullptr ? "" : before;
        setenv("XDG_DATA_HOME", (folder_ / "data").c_str(), 1);
    }
    void TearDown() override {
        if (before_.empty()) unsetenv("XDG_DATA_HOME");
        else setenv("XDG_DATA_HOME", before_.c_str(), 1);
    }
    /// Two products each way and a third place, in BACI's layout: values chosen so that both shares are known by heart.
    void import_trade() {
        std::string rows = "t,i,j,k,v,q\n";
        const auto row = [&](int from, int to, const char* product, double value) {
            rows += "2023," + std::to_string(from) + "," + std::to_string(to) + "," + product + "," + std::to_string(value) + ",1\n";
        };
        constexpr int kChina = 156, kUsa = 842, kGermany = 276;
        row(kChina, kUsa, "850511", 400);    // 80 % of what the USA imports of it
        row(kGermany, kUsa, "850511", 100);
        row(kChina, kUsa, "610910", 600);    // 30 %
        row(kGermany, kUsa, "610910", 1400);
        row(kUsa, kChina, "120190", 120);    // 60 %
        row(kGermany, kChina, "120190", 80);
        row(kUsa, kChina, "870323", 880);    // 40 %
        row(kGermany, kChina, "870323", 1320);
        row(kChina, kGermany, "850511", 50);
        row(kUsa, kGermany, "870323", 70);
        write_whole(folder_ / "BACI_HS17_Y2023_V202501.csv", rows);
        const Said said = countervail({"trade", "import", (folder_ / "BACI_HS17_Y2023_V202501.csv").string()});
        ASSERT_EQ(said.code, 0) << said.problems;
    }
    Scratch folder_;
    std::string before_;
};

TEST_F(DependenceVerbs, WithoutImportedTradeTheClaimIsNotJudgedAndTheWayToGetItIsSaid) {
    const Said said = countervail({"trade", "asymmetry", "--between", "CHN", "USA"});
    EXPECT_EQ(said.code, 0) << said.problems;
    EXPECT_THAT(said.out, HasSubstr("not judged"));
    EXPECT_THAT(said.out, HasSubstr("trade import"));
    EXPECT_THAT(said.out, HasSubstr("526"));   // what both sides reported of all goods stands beside
    EXPECT_THAT(said.out, HasSubstr("439"));
}

TEST_F(DependenceVerbs, OnImportedTradeTheClaimIsHeldAgainstEveryChoice) {
    import_trade();
    const Said said = countervail({"trade", "asymmetry", "--between", "China", "USA", "--level", "hs6", "--out", (folder_ / "out").string()});
    ASSERT_EQ(said.code, 0) << said.problems;
    const auto table = nlohmann::json::parse(read_whole(folder_ / "out/tables/asymmetry-curve.json"));
    // 400 of 1,000 are above half; 120 of 1,000 the other way.
    EXPECT_THAT(said.out, HasSubstr("holds"));
    EXPECT_THAT(said.out, Not(HasSubstr("not judged")));
    const Said half = countervail({"trade", "asymmetry", "--between", "CHN", "USA", "--level", "hs6", "--claim", "40/12@50", "--format", "json"});
    ASSERT_EQ(half.code, 0) << half.problems;
    const auto answer = nlohmann::json::parse(half.out);
    ASSERT_FALSE(answer["answer"].empty());
    EXPECT_THAT(answer["answer"][0].get<std::string>(), HasSubstr("40"));
    EXPECT_THAT(answer["answer"][0].get<std::string>(), HasSubstr("12"));
    for (const char* name : {"report.html", "answer.txt", "charts/asymmetry-curve.svg", "charts/asymmetry-curve.png", "charts/asymmetry-choices.csv"})
        EXPECT_TRUE(std::filesystem::exists(folder_ / "out" / name)) << name;
    EXPECT_FALSE(table.empty());
}

TEST_F(DependenceVerbs, HowNearIsNearEnoughIsAsked) {
    import_trade();
    const auto answer = [](std::vector<std::string> more) {
        std::vector<std::string> words{"trade", "asymmetry", "--between", "CHN", "USA", "--level", "hs6", "--claim", "42/12@50"};
        words.insert(words.end(), more.begin(), more.end());
        return countervail(words).out;
    };
    // 40 % against 12 %: two points off.
    EXPECT_THAT(answer({}), HasSubstr("(within 3 points) holds under 1"));
    EXPECT_THAT(answer({"--tolerance", "2"}), HasSubstr("(within 2 points) holds under 1"));   // exactly at it
    EXPECT_THAT(answer({"--tolerance", "1.9"}), HasSubstr("(within 1.9 points) holds under none"));
    EXPECT_EQ(countervail({"trade", "asymmetry", "--between", "CHN", "USA", "--tolerance", "-1"}).code, 2);
}

TEST_F(DependenceVerbs, EqualQuestionsLeaveEqualBytesAtAnyNumberOfThreads) {
    import_trade();
    for (const auto& [threads, out] : {std::pair{"1", "one"}, {"4", "four"}}) {
        EXPECT_EQ(countervail({"trade", "asymmetry", "--between", "CHN", "USA", "--threads", threads, "--out", (folder_ / out / "asymmetry").string()}).code, 0);
        EXPECT_EQ(countervail({"exposure", "--of", "USA", "--to", "CHN", "--threads", threads, "--out", (folder_ / out / "pair").string()}).code, 0);
    }
    EXPECT_EQ(hashes(folder_ / "one"), hashes(folder_ / "four"));
    EXPECT_FALSE(hashes(folder_ / "one").empty());
}

TEST_F(DependenceVerbs, EveryMeasureStandsBesideTheOthersAndOneIsOpenedByName) {
    import_trade();
    const Said said = countervail({"exposure", "--of", "USA", "--to", "CHN"});
    ASSERT_EQ(said.code, 0) << said.problems;
    for (const char* measure : {"import-share", "henry-jackson-products", "geodep-products", "core-products", "comparative-dependence", "look-through-reliance", "coercive-power", "stop-towards-buyer"})
        EXPECT_THAT(said.out, HasSubstr(measure));
    EXPECT_THAT(said.out, HasSubstr("40%"));   // 1,000 of 2,500
    EXPECT_THAT(said.out, Not(HasSubstr("not ranked")));
    const Said opened = countervail({"exposure", "--of", "USA", "--to", "CHN", "--measure", "look-through-reliance"});
    EXPECT_THAT(opened.out, HasSubstr("hidden"));
    const Said four = countervail({"exposure", "--of", "USA", "--to", "CHN", "--level", "hs4", "--count", "DEU=CHN"});
    EXPECT_EQ(four.code, 0) << four.problems;
    EXPECT_THAT(four.out, HasSubstr("8505"));
}

TEST_F(DependenceVerbs, OnePlaceAGroupAndAProductCanBeAskedAbout) {
    import_trade();
    const Said place = countervail({"exposure", "--of", "USA"});
    ASSERT_EQ(place.code, 0) << place.problems;
    for (const char* words : {"Measures of places", "Imports of United States", "Exports of United States", "850511", "870323"}) EXPECT_THAT(place.out, HasSubstr(words));
    EXPECT_THAT(place.out, Not(HasSubstr("critical items")));
    const Said group = countervail({"exposure", "--of", "USA,DEU"});
    EXPECT_THAT(group.out, HasSubstr("EU core dependency indicators"));
    EXPECT_THAT(group.out, HasSubstr("China"));   // the only supplier outside
    const Said stop = countervail({"exposure", "--of", "USA", "--product", "850511", "--format", "json"});
    ASSERT_EQ(stop.code, 0) << stop.problems;
    EXPECT_THAT(stop.out, HasSubstr("trade-stops"));
    EXPECT_EQ(countervail({"exposure", "--of", "USA", "--product", "999999"}).code, 3);
    EXPECT_EQ(countervail({"exposure", "--of", "USA", "--to", "CHN", "--product", "850511"}).code, 2);
}

TEST_F(DependenceVerbs, WhatCannotBeAskedIsSaidWithTheNearest) {
    import_trade();
    const Said places = countervail({"exposure", "--of", "USB", "--to", "CHM", "--year", "1999"});
    EXPECT_EQ(places.code, 3);
    EXPECT_THAT(places.problems, HasSubstr("USB"));
    EXPECT_THAT(places.problems, HasSubstr("CHM"));
    EXPECT_THAT(places.problems, HasSubstr("1999"));
    EXPECT_THAT(countervail({"exposure", "--of", "USA", "--to", "USA"}).problems, HasSubstr("same place"));
    EXPECT_THAT(countervail({"exposure", "--of", "USA", "--to", "CHN", "--measure", "import-shar"}).problems, HasSubstr("import-share"));
    EXPECT_EQ(countervail({"exposure", "--of", "USA", "--to", "CHN", "--level", "hs3"}).code, 3);
    EXPECT_EQ(countervail({"exposure", "--of", "USA", "--to", "CHN", "--count", "HKG"}).code, 3);
    EXPECT_EQ(countervail({"exposure", "--of", "USA", "--to", "CHN", "--cube", "no-such-cube"}).code, 3);
    EXPECT_EQ(countervail({"exposure"}).code, 2);
    EXPECT_EQ(countervail({"exposure", "--to", "USA"}).code, 2);
    EXPECT_THAT(countervail({"exposure", "--of", "USA,CHM"}).problems, HasSubstr("CHM"));
    EXPECT_EQ(countervail({"trade", "asymmetry", "--between", "USA", "CHN", "--claim", "forty"}).code, 3);
    EXPECT_EQ(countervail({"trade", "third-countries", "--between", "USA", "CHN", "--on", "soon"}).code, 3);
}

TEST_F(DependenceVerbs, ThirdPlacesMeetTheLawOfTheDay) {
    const Said before = countervail({"trade", "third-countries", "--between", "CHN", "USA", "--on", "2025-04-03"});
    const Said after = countervail({"trade", "third-countries", "--between", "CHN", "USA", "--on", "2025-04-04"});
    ASSERT_EQ(before.code, 0) << before.problems;
    ASSERT_EQ(after.code, 0) << after.problems;
    EXPECT_NE(before.out, after.out);
    EXPECT_THAT(after.out, HasSubstr("Germany"));
}

TEST_F(DependenceVerbs, SupplyRiskSaysWhatItLacks) {
    const Said world = countervail({"supply-risk", "dysprosium.oxide", "--importer", "USA"});
    ASSERT_EQ(world.code, 0) << world.problems;
    EXPECT_THAT(world.out, HasSubstr("production-hhi"));
    EXPECT_THAT(world.out, HasSubstr("world-2024"));
    EXPECT_THAT(world.out, HasSubstr("needs"));
    EXPECT_EQ(countervail({"supply-risk", source_folder() + "/examples/supply-risk/graphite-usa.toml"}).code, 0);
    EXPECT_EQ(countervail({"supply-risk", "dysprosium.oxid"}).code, 3);
    EXPECT_EQ(countervail({"supply-risk", "none.toml"}).code, 3);
}

TEST_F(DependenceVerbs, ChokePointsAreNamedWithBothEndsOfTheLoss) {
    const Said said = countervail({"choke-points", "--kind", "stage", "--top", "3"});
    ASSERT_EQ(said.code, 0) << said.problems;
    EXPECT_THAT(said.out, HasSubstr("oxide at CHN"));
    const Said cut = countervail({"choke-points", "--element", "dysprosium", "--use", "vehicle.electric@DEU", "--count"});
    EXPECT_THAT(cut.out, HasSubstr("smelt.dysprosium@CHN"));
    EXPECT_EQ(countervail({"choke-points", "--element", "dysprosium"}).code, 2);
    EXPECT_EQ(countervail({"choke-points", "--element", "dysprosum", "--use", "x"}).code, 3);
}

TEST_F(DependenceVerbs, FilesOfTradeAndQuestionsOfSupplyRiskAreChecked) {
    std::string places = read_whole(source_folder() + "/data/trade/places.csv");
    const std::size_t at = places.find(",country,");
    ASSERT_NE(at, std::string::npos);
    write_whole(folder_ / "data/trade/places.csv", places.replace(at, 9, ",kountry,"));
    const Said spoilt = countervail({"check", (folder_ / "data/trade/places.csv").string()});
    EXPECT_EQ(spoilt.code, 3);
    EXPECT_THAT(spoilt.problems + spoilt.out, HasSubstr("kountry"));
    write_whole(folder_ / "question.toml", "material = \"gallium\"\nyear = 2024\nimporterr = \"USA\"\n");
    const Said question = countervail({"check", (folder_ / "question.toml").string()});
    EXPECT_EQ(question.code, 3);
    EXPECT_THAT(question.problems + question.out, HasSubstr("importerr"));
}

TEST(CubeAtHand, LevelsAndFoldsAreReadOrRefused) {
    EXPECT_EQ(digits_of_level("hs4").value(), 4);
    EXPECT_EQ(digits_of_level("6").value(), 6);
    EXPECT_EQ(digits_of_level("").value(), 0);
    EXPECT_FALSE(digits_of_level("hs5").has_value());
    EXPECT_EQ(read_fold("DEU, FRA=EUU").value().members, (std::vector<std::string>{"DEU", "FRA"}));
    for (const char* wrong : {"", "=CHN", "HKG=", "HKG", ",=CHN"}) EXPECT_FALSE(read_fold(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace countervail
