// SPDX-License-Identifier: Apache-2.0
// covers: dependence_page, dependence_page_parts, chart_files, map_data
#include "report/dependence_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "base/library.h"
#include "report/dependence_page_parts.h"
#include "report/dependence_small.h"

namespace countervail {
namespace {

using testing::HasSubstr;
using testing::IsSubsetOf;
using testing::Not;

const Ledger& ledger() {
    static const Ledger read = Ledger::read(Library::from_folder(COUNTERVAIL_SOURCE_DIR).value()).value();
    return read;
}

const MapData& map_data() {
    static const MapData read = read_map(Library::from_folder(COUNTERVAIL_SOURCE_DIR).value()).value();
    return read;
}

/// Everything that a page may need, made from the small trade.
struct Made {
    TradeCube cube;
    AsymmetryClaim claim{0.4, 0.12, 0.5, 0.03, {"F-05.CHN", "F-05.USA"}};
    AsymmetryCurve curve;
    AsymmetrySweep sweep;
    ThirdCountries third;

    explicit Made(bool items) : cube(small::cube(items)) {
        AsymmetryQuestion question;
        question.a = "CHN";
        question.b = "JPN";
        question.year = 2023;
        curve = asymmetry_curve(cube, question).value();
        sweep = asymmetry_sweep({.cubes = {{"by hand", &cube}}}, "CHN", "JPN", claim, 1).value();
        third = third_countries(cube, {"CHN", "JPN", {{"850511", 1, "licence", ""}}, {{"848640", 1, "licence", ""}}, 2023, 0.5}, 1).value();
    }
    AsymmetryReportInputs inputs() const {
        AsymmetryReportInputs made{ledger(), pair_names(cube, "CHN", "JPN")};
        made.cube = &cube;
        (curve.items_only ? made.items : made.curve) = &curve;
        made.a_sells = asymmetry_lines(cube, curve.question, true).value();
        made.b_sells = asymmetry_lines(cube, curve.question, false).value();
        made.claim = &claim;
        made.sweep = &sweep;
        made.third = &third;
        made.colophon = {"program 1"};
        return made;
    }
};

std::set<std::string> addresses(const std::string& html) {
    std::set<std::string> found;
    const std::regex wanted("href=\"((?:charts|tables)/[^\"]*)\"");
    for (std::sregex_iterator at(html.begin(), html.end(), wanted), end; at != end; ++at) found.insert((*at)[1].str());
    return found;
}

/// Every file that the page links to is among its files, and none is there twice.
void expect_whole(const DependenceReport& report) {
    const auto files = dependence_files(report, 2);
    ASSERT_TRUE(files) << to_text(files.error());
    std::set<std::string> names;
    for (const ReportFile& each : *files) {
        EXPECT_TRUE(names.insert(each.name).second) << each.name << " twice";
        EXPECT_FALSE(each.bytes.empty()) << each.name;
    }
    EXPECT_THAT(addresses(report.html), IsSubsetOf(names));
    EXPECT_TRUE(names.contains("report.html") && names.contains("answer.txt"));
    EXPECT_EQ(names.size(), 2 + 3 * report.charts.size() + 2 * report.tables.size());
}

DependenceReport pair_of(const TradeCube& cube, const std::string& measure, std::vector<MeasureLine> lines = {}) {
    const CubeMeasures measures = cube_measures(cube, 2023, {}).value();
    const PairProfile profile = pair_profile(cube, measures, 2, 0);
    PairReportInputs inputs{cube, measures, profile, ledger(), map_data()};
    inputs.measure = measure;
    inputs.lines = std::move(lines);
    inputs.colophon = {"program 1"};
    return pair_report(inputs);
}

TEST(DependencePageOfAPair, HoldsAnswerMeasuresProductsAndRecord) {
    const DependenceReport report = pair_of(small::cube(), "import-share");
    expect_whole(report);
    EXPECT_THAT(report.answer, HasSubstr("Japan buys 41.7% of its imports from China"));
    for (const char* words : {"Japan&#39;s dependence on China, 2023", "41.7%", "dependence-shares.md", "goods 250410", "9f86d081884c7d65", "a choice on record", "not told apart", "Who else depends on China"})
        EXPECT_THAT(report.html, HasSubstr(words));
    EXPECT_EQ(report.html, pair_of(small::cube(), "import-share").html);
}

TEST(DependencePage, WhatRestsOnManyRowsNamesTheFileThatListsThem) {
    const auto with_sources = [](std::size_t count) {
        Table table{"one", "One", {{"a", "", ""}}, {{std::string("b")}}, {}};
        for (std::size_t row = 0; row < count; ++row) table.sources.push_back(ledger().statements()[row].id);
        DependencePage page(ledger(), "a page");
        page.answer("an answer");
        page.begin("one", "One");
        page.show(table, table, 10);
        return page.finish({});
    };
    const DependenceReport many = with_sources(300), few = with_sources(3);
    ASSERT_EQ(many.tables.size(), 2U);
    EXPECT_EQ(many.tables[1].name, "evidence");
    EXPECT_EQ(many.tables[1].rows.size(), 300U);
    EXPECT_THAT(many.html, HasSubstr("300 rows of the ledger"));
    EXPECT_THAT(many.html, HasSubstr("tables/evidence.csv"));
    EXPECT_LT(many.html.size(), few.html.size() + 10000);
    EXPECT_EQ(few.tables.size(), 1U);
    EXPECT_THAT(few.html, HasSubstr(ledger().statements()[0].id));
}

TEST(DependencePageOfAPair, EveryMeasureCanBeDrawn) {
    for (const std::string_view id : PairMeasures::ids()) expect_whole(pair_of(small::cube(), std::string(id)));
}

TEST(DependencePageOfAPair, LinesFromElsewhereStandBesideThoseOfTrade) {
    MeasureLine line;
    line.measure = "coercive-power";
    line.name = "what a stop would cost";
    line.unit = "share";
    line.value = 0.02;
    line.low = 0.01;
    line.high = 0.05;
    line.rests_on = "a table of industries";
    line.note = "elasticities are assumed";
    const DependenceReport report = pair_of(small::cube(), "import-share", {line});
    EXPECT_THAT(report.html, HasSubstr("2% (1–5)"));
    EXPECT_THAT(report.html, HasSubstr("a table of industries"));
    EXPECT_THAT(report.html, HasSubstr("elasticities are assumed"));
}

TEST(DependencePageOfAsymmetry, JudgesImportedTrade) {
    const Made made(false);
    const DependenceReport report = asymmetry_report(made.inputs());
    expect_whole(report);
    EXPECT_THAT(report.answer, HasSubstr("In 2023 (HS2022, 6 digits), of what China sells Japan, 90% by value"));
    EXPECT_THAT(report.answer, HasSubstr(made.sweep.verdict.sentence));
    for (const char* words : {"Under which choices the claim holds", "Places between the two", "China sells Japan: for 2 of 3 products", "id=\"s-F-05.CHN\"", "href=\"#s-F-05.CHN\""}) EXPECT_THAT(report.html, HasSubstr(words));
    EXPECT_THAT(report.html, Not(HasSubstr("Trade in all goods is missing")));
}

TEST(DependencePageOfAsymmetry, OnItemsSaysWhatIsMissingAndDoesNotGuess) {
    const DependenceReport report = asymmetry_report(Made(true).inputs());
    expect_whole(report);
    EXPECT_THAT(report.answer, testing::StartsWith("Among the critical items of this world only"));
    EXPECT_THAT(report.html, HasSubstr("not judged"));
    EXPECT_THAT(report.html, HasSubstr("Trade in all goods is missing"));
    EXPECT_THAT(report.html, Not(HasSubstr(">yes<")));
}

TEST(DependencePageOfAsymmetry, WithNothingAtHandSaysHowToGetTrade) {
    const DependenceReport report = asymmetry_report({ledger(), {"A", "B"}});
    expect_whole(report);
    EXPECT_THAT(report.answer, HasSubstr("countervail trade import"));
}

TEST(DependencePageOfAsymmetry, ImportedAndEmbeddedStandBesideEachOther) {
    const Made made(false), world(true);
    AsymmetryReportInputs inputs = made.inputs();
    inputs.items = &world.curve;
    const DependenceReport report = asymmetry_report(inputs);
    expect_whole(report);
    EXPECT_THAT(report.html, HasSubstr("charts/asymmetry-curve-items.svg"));
    EXPECT_THAT(report.html, HasSubstr("Baseline of a world"));
}

TEST(DependencePage, NamesInFiguresAreEscaped) {
    auto cube = make_trade_cube(small::provenance(), {{"CHN", "<b>China</b>"}, {"JPN", "Japan & \"all\""}}, {{"850511", "<script>alert(1)</script>"}}, {{0, 1, 0, 2023, 10, {}}});
    ASSERT_TRUE(cube);
    const CubeMeasures measures = cube_measures(*cube, 2023, {}).value();
    const PairProfile profile = pair_profile(*cube, measures, 1, 0);
    const DependenceReport report = pair_report({*cube, measures, profile, ledger(), map_data()});
    EXPECT_THAT(report.html, Not(HasSubstr("<b>")));
    EXPECT_THAT(report.html, Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace countervail
