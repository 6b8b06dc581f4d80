// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_dependence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/dependence_small.h"
#include "report/svg_checks.h"

namespace countervail {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(PowersOfARun, AreControllerAndTargetElseTheIssuersOfMostActs) {
    Scenario scenario;
    EXPECT_FALSE(powers_of(scenario));
    scenario.acts = {"USA/one", "CHN/one", "CHN/two", "NLD/one"};
    EXPECT_EQ(powers_of(scenario), std::pair(std::string("CHN"), std::string("NLD"))) << "of equal counts the first by id";
    scenario.acts.push_back("USA/two");
    scenario.acts.push_back("USA/three");
    EXPECT_EQ(powers_of(scenario), std::pair(std::string("USA"), std::string("CHN")));
    scenario.controller = "CHN";
    scenario.target = "JPN";
    EXPECT_EQ(powers_of(scenario), std::pair(std::string("CHN"), std::string("JPN")));
    scenario.acts = {"CHN/one", "CHN/two"};
    scenario.target = "";
    EXPECT_FALSE(powers_of(scenario)) << "one issuer is no pair";
}

class DependenceOfARun : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        library = new Library(Library::from_folder(COUNTERVAIL_SOURCE_DIR).value());
        ledger = new Ledger(Ledger::read(*library).value());
        auto scenario = read_scenario(library->find("scenarios/april-2025.toml")->text, "april-2025.toml").value();
        scenario.draws = kBlock;
        ensemble = new Ensemble(Ensemble::prepare(*library, *ledger, scenario).value());
    }
    static void TearDownTestSuite() {
        delete ensemble;
        delete ledger;
        delete library;
    }
    static std::string words_of(const PageSection& section) {
        std::string words;
        for (const CitedText& text : section.sentences) words += text.words + "\n";
        return words;
    }
    static inline Library* library = nullptr;
    static inline Ledger* ledger = nullptr;
    static inline Ensemble* ensemble = nullptr;
};

TEST_F(DependenceOfARun, DrawsTheItemsAndDoesNotJudgeTheClaimOnThem) {
    const auto made = dependence_of_run(*ensemble, *library, *ledger);
    ASSERT_TRUE(made) << to_text(made.error());
    ASSERT_TRUE(*made);
    const RunDependence& dependence = **made;
    EXPECT_TRUE(dependence.items.items_only);
    EXPECT_GT(dependence.items.a_on_b.lines + dependence.items.b_on_a.lines, 0U);
    const std::vector<RunChart> charts = dependence_charts(dependence);
    ASSERT_EQ(charts.size(), 1U);
    EXPECT_THAT(svg_checks::problems_of(charts[0].wide), IsEmpty());
    EXPECT_THAT(svg_checks::problems_of(charts[0].narrow), IsEmpty());
    EXPECT_TRUE(svg_checks::says(charts[0].wide, "critical items only"));
    const PageSection section = dependence_section(dependence, charts);
    EXPECT_THAT(words_of(section), HasSubstr("countervail trade import"));
    EXPECT_EQ(section.figures.size(), 1U);
    EXPECT_EQ(section.downloads.size(), 3U);
    // The rows F-05 of the ledger, published after the scenario's day: shown, never used.
    ASSERT_TRUE(dependence.claim);
    EXPECT_TRUE(svg_checks::says(charts[0].wide, "claimed 40%"));
    EXPECT_THAT(words_of(section), HasSubstr("not judged"));
    for (const std::string& id : statements_of(dependence)) EXPECT_NE(ledger->find(id), nullptr) << id;
}

TEST_F(DependenceOfARun, AClaimIsMarkedAndNotJudged) {
    RunDependence dependence = **dependence_of_run(*ensemble, *library, *ledger);
    dependence.claim = AsymmetryClaim{0.4, 0.12, 0.5, 0.03, {"F-05.CHN", "F-05.USA"}};
    const std::vector<RunChart> charts = dependence_charts(dependence);
    EXPECT_TRUE(svg_checks::says(charts[0].wide, "claimed 40%"));
    EXPECT_TRUE(svg_checks::says(charts[0].narrow, "claimed 12%"));
    EXPECT_THAT(words_of(dependence_section(dependence, charts)), HasSubstr("not judged"));
    EXPECT_THAT(statements_of(dependence), Contains("F-05.CHN"));
}

TEST_F(DependenceOfARun, ImportedTradeStandsBesideTheItems) {
    RunDependence dependence = **dependence_of_run(*ensemble, *library, *ledger);
    const TradeCube cube = small::cube();
    AsymmetryQuestion question;
    question.a = "CHN";
    question.b = "JPN";
    question.year = 2023;
    dependence.claim = AsymmetryClaim{0.4, 0.12, 0.5, 0.03, {}};
    dependence.imported = asymmetry_curve(cube, question).value();
    dependence.sweep = asymmetry_sweep({.cubes = {{"by hand", &cube}}}, "CHN", "JPN", *dependence.claim, 1).value();
    const std::vector<RunChart> charts = dependence_charts(dependence);
    ASSERT_EQ(charts.size(), 3U);
    EXPECT_THAT(words_of(dependence_section(dependence, charts)), HasSubstr(dependence.sweep->verdict.sentence));
}

TEST_F(DependenceOfARun, TheUsersTradeIsHeldAgainstEveryChoice) {
    RunDependence dependence = **dependence_of_run(*ensemble, *library, *ledger);
    TradeProvenance provenance;
    provenance.id = "mine";
    provenance.nomenclature = "HS2022";
    const auto cube = make_trade_cube(provenance, {{"CHN", ""}, {"USA", ""}, {"DEU", ""}}, {{"850511", ""}, {"610910", ""}},
                                      {{0, 1, 0, 2023, 40, {}}, {0, 1, 1, 2023, 60, {}}, {2, 1, 1, 2023, 90, {}}, {1, 0, 1, 2023, 5, {}}});
    ASSERT_TRUE(add_imported_trade(dependence, *cube, 1).has_value());
    ASSERT_TRUE(dependence.imported && dependence.sweep);
    EXPECT_TRUE(dependence.sweep->verdict.judged);
    const auto none = make_trade_cube(provenance, {{"DEU", ""}, {"FRA", ""}}, {{"850511", ""}}, {{0, 1, 0, 2023, 1, {}}});
    EXPECT_FALSE(add_imported_trade(dependence, *none, 1).has_value());
}

TEST_F(DependenceOfARun, WithoutTwoPowersThereIsNone) {
    Scenario scenario = ensemble->scenario();
    scenario.controller = scenario.target = "";
    std::erase_if(scenario.acts, [](const std::string& act) { return !act.starts_with("CHN/"); });
    EXPECT_FALSE(powers_of(scenario));
}

}  // namespace
}  // namespace countervail
