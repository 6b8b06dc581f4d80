// SPDX-License-Identifier: Apache-2.0
// covers: run_report_act_costs, run_report_charts, run_report_page, run_report_rankings
// covers: run_report_sentences, run_report_sources
#include "report/run_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <regex>
#include <set>

#include "base/text.h"
#include "report/run_report_act_costs.h"
#include "report/run_report_page.h"
#include "report/run_report_sentences.h"
#include "report/run_report_sources.h"
#include "report/svg_checks.h"

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace countervail {
namespace {

/// The scenario of the library with few draws, run in full.
struct Bench {
    Library library;
    Ledger ledger;
    Ensemble ensemble;
    Outcome outcome;
    RunTables tables;
    ReportInputs inputs() const { return {tables, ensemble, outcome, ledger, library, {"program 1"}}; }
};

const Bench& bench() {
    static const Bench made = [] {
        auto library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
        auto ledger = Ledger::read(library).value();
        auto scenario =
            read_scenario(library.find("scenarios/april-2025.toml")->text, "april-2025.toml").value();
        scenario.draws = 2 * kBlock;
        auto ensemble = Ensemble::prepare(library, ledger, scenario);
        if (!ensemble) throw std::runtime_error(to_text(ensemble.error()));
        Outcome outcome(ensemble->tasks(), ensemble->measures(), scenario.draws);
        for (int task = 0; task < static_cast<int>(ensemble->tasks().size()); ++task) {
            for (int block = 0; block < ensemble->blocks(); ++block)
                outcome.put(task, block, ensemble->run_block(task, block));
        }
        RunTables tables = make_run_tables(*ensemble, ledger, outcome);
        return Bench{std::move(library), std::move(ledger), std::move(*ensemble), std::move(outcome),
                     std::move(tables)};
    }();
    return made;
}

const RunReport& report() {
    static const RunReport made = make_run_report(bench().inputs(), 2).value();
    return made;
}

RunCharts charts() {
    const auto outlines =
        read_outlines(bench().library.find("data/map/countries.csv")->text, "countries.csv").value();
    const auto groups =
        read_place_groups(bench().library.find("data/map/groups.csv")->text, "groups.csv").value();
    return draw_run_charts(bench().inputs(), outlines, groups);
}

std::set<std::string> matches(const std::string& text, const char* pattern) {
    std::set<std::string> found;
    const std::regex wanted(pattern);
    for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at)
        found.insert((*at)[1].str());
    return found;
}

std::string words_of(const std::string& svg) {
    pugi::xml_document document;
    document.load_string(svg.c_str());
    std::string words;
    for (const auto& found : document.select_nodes("//text"))
        words += std::string(found.node().child_value()) + "\n";
    return words;
}

TEST(RunReport, EveryChartIsSoundAtBothWidthsAndShowsSomething) {
    for (const RunChart& chart : charts().all()) {
        EXPECT_THAT(svg_checks::problems_of(chart.wide), IsEmpty()) << chart.name;
        EXPECT_THAT(svg_checks::problems_of(chart.narrow), IsEmpty()) << chart.name << ", narrow";
        EXPECT_FALSE(svg_checks::says(chart.wide, "No data")) << chart.name;
        EXPECT_FALSE(chart.numbers.rows.empty()) << chart.name;
    }
}

TEST(RunReport, ChartsSpeakInNamesNotIds) {
    for (const RunChart& chart : charts().all()) {
        const std::string words = words_of(chart.wide);
        EXPECT_THAT(words, Not(HasSubstr("@"))) << chart.name;
        EXPECT_THAT(words, Not(HasSubstr("assume:"))) << chart.name;
        for (const EndUse& use : bench().ensemble.world().catalogue.uses) {
            if (use.id.find('.') == std::string::npos) continue;
            EXPECT_THAT(words, Not(HasSubstr(use.id))) << chart.name;
        }
    }
}

const PageSection* section_of(const Page& page, const std::string& id) {
    const auto at = std::find_if(page.sections.begin(), page.sections.end(), [&](const PageSection& each) { return each.id == id; });
    return at == page.sections.end() ? nullptr : &*at;
}

TEST(RunReport, SaysWhyLossesAreNotThereWhereTheyWouldStand) {
    const Page without = run_page(bench().inputs(), charts());
    EXPECT_EQ(section_of(without, "losses"), nullptr) << "nobody asked";
    RunTables tables = bench().tables;
    tables.not_followed = "What stops is not followed into the economy: no table of that time.";
    ReportInputs inputs{tables, bench().ensemble, bench().outcome, bench().ledger, bench().library, {"program 1"}};
    const Page page = run_page(inputs, charts());
    const PageSection* losses = section_of(page, "losses");
    ASSERT_NE(losses, nullptr);
    ASSERT_EQ(losses->sentences.size(), 1U);
    EXPECT_EQ(losses->sentences[0].words, tables.not_followed);
    EXPECT_TRUE(losses->figures.empty() && losses->tables.empty() && losses->downloads.empty());
}

/// A base case without an act: nothing is under licence.
TEST(RunReport, WithoutLicencesThereIsNoQueueOfZeroes) {
    auto scenario = read_scenario(bench().library.find("scenarios/april-2025.toml")->text, "april-2025.toml").value();
    scenario.draws = kBlock;
    scenario.cases = {Case{.id = "free", .name = "no act", .base = true, .no_acts = true}};
    const auto ensemble = Ensemble::prepare(bench().library, bench().ledger, scenario);
    ASSERT_TRUE(ensemble) << to_text(ensemble.error());
    Outcome outcome(ensemble->tasks(), ensemble->measures(), scenario.draws);
    for (int task = 0; task < static_cast<int>(ensemble->tasks().size()); ++task) outcome.put(task, 0, ensemble->run_block(task, 0));
    const RunTables tables = make_run_tables(*ensemble, bench().ledger, outcome);
    const RunView view(*ensemble, outcome);
    EXPECT_FALSE(licenses_anything(view));
    EXPECT_FALSE(has_controlled_items(view));
    const Page page = run_page({tables, *ensemble, outcome, bench().ledger, bench().library, {"program 1"}}, charts());
    for (const char* id : {"licences", "supply"}) {
        const PageSection* section = section_of(page, id);
        ASSERT_NE(section, nullptr) << id;
        EXPECT_EQ(section->sentences.size(), 1U) << id;
        EXPECT_TRUE(section->figures.empty() && section->tables.empty() && section->downloads.empty()) << id;
    }
    for (const auto& row : cases_table(view).rows) EXPECT_NE(std::get<std::string>(row[0]), "applications granted by the end");
    EXPECT_TRUE(licenses_anything(RunView(bench().ensemble, bench().outcome)));
    EXPECT_TRUE(has_controlled_items(RunView(bench().ensemble, bench().outcome)));
}

TEST(RunReport, LeavesEveryChartInThreeForms) {
    std::set<std::string> names;
    for (const ReportFile& file : report().charts) {
        EXPECT_TRUE(names.insert(file.name).second) << file.name << " twice";
        if (file.name.ends_with(".png")) {
            ASSERT_GT(file.bytes.size(), 24U);
            EXPECT_EQ(file.bytes.substr(1, 3), "PNG");
            const auto byte = [&](std::size_t at) {
                return static_cast<unsigned>(static_cast<unsigned char>(file.bytes[at]));
            };
            EXPECT_EQ(byte(18) * 256 + byte(19), 1600U) << file.name;
        }
        if (file.name.ends_with(".csv")) {
            EXPECT_THAT(file.bytes, HasSubstr("\n")) << file.name;
        }
    }
    for (const char* chart : {"exports", "weeks-to-stop", "prices", "licence-queue", "chain", "supply-lost",
                              "assumptions", "costs"}) {
        for (const char* form : {".svg", ".png", ".csv"})
            EXPECT_TRUE(names.contains(std::string(chart) + form)) << chart << form;
    }
}

TEST(RunReport, OffersOnlyFilesThatTheRunWrites) {
    std::set<std::string> written;
    for (const ReportFile& file : report().charts) written.insert("charts/" + file.name);
    for (const Table* table : bench().tables.tables()) {
        for (const char* form : {".csv", ".json"}) written.insert("tables/" + table->name + form);
    }
    const std::set<std::string> offered = matches(report().html, "href=\"((?:charts|tables)/[^\"]*)\"");
    EXPECT_GT(offered.size(), 30U);
    for (const std::string& file : offered) EXPECT_TRUE(written.contains(file)) << file;
}

TEST(RunReport, LinksLeadSomewhereAndIdsAreUnique) {
    const std::string& html = report().html;
    std::set<std::string> ids;
    const std::regex id(" id=\"([^\"]*)\"");
    for (std::sregex_iterator at(html.begin(), html.end(), id), end; at != end; ++at)
        EXPECT_TRUE(ids.insert((*at)[1].str()).second) << (*at)[1].str() << " twice";
    for (const std::string& target : matches(html, "href=\"#([^\"]*)\""))
        EXPECT_TRUE(ids.contains(target)) << target;
}

TEST(RunReport, BeginsWithTheAnswerAndSaysWhatItRestsOn) {
    const std::string& html = report().html;
    const auto answer = html.find("class=\"answer\"");
    ASSERT_NE(answer, std::string::npos);
    EXPECT_LT(answer, html.find("<svg"));
    EXPECT_THAT(html, HasSubstr("rests on assumptions"));
    EXPECT_THAT(html, HasSubstr("as it was known on " + bench().ensemble.scenario().known_on.to_text()));
    EXPECT_THAT(html, HasSubstr("never used"));
    EXPECT_THAT(html, HasSubstr("published baseline"));
    EXPECT_THAT(html, HasSubstr("program 1"));
}

TEST(RunReport, ListsEveryStatementTheRunRestsOn) {
    const RunTables& tables = bench().tables;
    const auto sources = source_entries(tables, bench().ledger, bench().ensemble.world(), Vocabulary());
    const auto assumptions = assumption_entries(tables, bench().ledger);
    EXPECT_EQ(sources.size() + assumptions.size(), tables.statements.rows.size());
    ASSERT_FALSE(sources.empty());
    for (const SourceEntry& each : sources) {
        EXPECT_FALSE(each.publisher.empty()) << each.statement;
        EXPECT_FALSE(each.published_on.empty()) << each.statement;
        EXPECT_TRUE(each.value && each.low && each.high) << each.statement;
    }
    for (const AssumptionEntry& each : assumptions) EXPECT_FALSE(each.why.empty()) << each.id;
    ASSERT_FALSE(assumptions.empty());
    // In the order of what the answer hangs on; posteriors are evidence and stand among the sources.
    const auto ranked = [&](const auto& row) { return std::get<std::string>(row[*tables.assumptions.column("statement")]); };
    const auto first = std::find_if(tables.assumptions.rows.begin(), tables.assumptions.rows.end(), [&](const auto& row) { return ranked(row).starts_with("assume:"); });
    ASSERT_NE(first, tables.assumptions.rows.end());
    EXPECT_EQ(assumptions.front().id, ranked(*first));
}

TEST(RunReport, IsTheSameBytesAgainAndOnAnyNumberOfThreads) {
    const RunReport again = make_run_report(bench().inputs(), 1).value();
    EXPECT_EQ(again.html, report().html);
    ASSERT_EQ(again.charts.size(), report().charts.size());
    for (std::size_t i = 0; i < again.charts.size(); ++i) {
        EXPECT_EQ(again.charts[i].name, report().charts[i].name);
        EXPECT_EQ(again.charts[i].bytes, report().charts[i].bytes) << again.charts[i].name;
    }
}

TEST(RunReport, ASpoiltMapIsAProblemThatNamesItsFile) {
    Library spoilt = bench().library;
    spoilt.put({"data/map/groups.csv", "place,codes\nREU\n"});
    const Bench& all = bench();
    const auto made = make_run_report({all.tables, all.ensemble, all.outcome, all.ledger, spoilt, {}}, 1);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error()[0].where.file, "data/map/groups.csv");
    EXPECT_EQ(made.error()[0].where.line, 2);
}

TEST(ClaimWords, NameWhatIsMeasuredOfWhatAndWhere) {
    Errors errors;
    const Vocabulary vocabulary = Vocabulary::read(bench().library, errors);
    Statement statement;
    statement.quantity = "export-volume";
    statement.item = "dysprosium.oxide";
    statement.place = "CHN";
    statement.partner = "WLD";
    statement.period_text = "2024";
    EXPECT_EQ(claim_words(statement, bench().ensemble.world(), vocabulary),
              "export volume, dysprosium oxide, China to World, 2024");
}

TEST(ActCosts, AreTheDifferenceToTheCaseThatLeavesJustTheActOut) {
    const RunView view(bench().ensemble, bench().outcome);
    const Case* without = case_without_focus_act(view);
    ASSERT_NE(without, nullptr);
    EXPECT_EQ(without->without, std::vector<std::string>{view.scenario.focus_act});
    const Table table = act_costs_table(view);
    ASSERT_FALSE(table.rows.empty());
    const std::string place = view.scenario.target;
    const int measure = view.outcome.measure("material-cost/" + place);
    std::vector<double> with = view.outcome.totals(view.base_task, measure);
    const std::vector<double> less = view.outcome.totals(view.task(without->id), measure);
    for (std::size_t d = 0; d < with.size(); ++d) with[d] -= less[d];
    const Band band = band_of(with);
    bool found = false;
    for (const auto& row : table.rows) {
        if (row[0] != Cell(view.place_name(view.world.place(place))) ||
            row[1] != Cell(std::string("extra cost of materials received")))
            continue;
        found = true;
        EXPECT_NEAR(std::get<double>(row[2]), band.median / 1e6, 1e-9);
        EXPECT_NEAR(std::get<double>(row[3]), band.low / 1e6, 1e-9);
        EXPECT_NEAR(std::get<double>(row[4]), band.high / 1e6, 1e-9);
    }
    EXPECT_TRUE(found);
    for (const auto& row : table.rows) EXPECT_LE(std::get<double>(row[3]), std::get<double>(row[4]));
}

TEST(CasesTable, HoldsEveryCaseAndDiffersWhereAnActIsTaken) {
    const RunView view(bench().ensemble, bench().outcome);
    const Table table = cases_table(view);
    ASSERT_EQ(table.columns.size(), 2 + 3 * view.scenario.cases.size());
    EXPECT_FALSE(table.rows.empty());
    bool differs = false;
    for (const auto& row : table.rows) differs = differs || row[2] != row[5];
    EXPECT_TRUE(differs);
}

TEST(ChartEvents, StandAWeekApartAndTheFocusActIsNamed) {
    const RunView view(bench().ensemble, bench().outcome);
    const std::vector<DatedEvent> events = chart_events(view, bench().tables);
    ASSERT_FALSE(events.empty());
    bool named = false;
    for (const DatedEvent& event : events)
        named = named || event.label.find("No. 18/2025") != std::string::npos;
    EXPECT_TRUE(named);
    EXPECT_LE(events.size(), bench().tables.events.size());
}

TEST(Sentences, SayWhatTheTablesHold) {
    const RunView view(bench().ensemble, bench().outcome);
    const RunTables& tables = bench().tables;
    const std::string exports = exports_words(view, tables);
    for (const ExportLines& lines : tables.export_lines) EXPECT_THAT(exports, HasSubstr(lines.title.substr(1)));
    EXPECT_THAT(exports, HasSubstr("t at rest"));
    EXPECT_THAT(cases_words(view, tables), HasSubstr(tables.export_lines[0].cases[0].name));
    EXPECT_THAT(stops_words(view, tables),
                HasSubstr("Of the " + std::to_string(view.world.uses.size()) + " uses"));
    EXPECT_THAT(observed_words(tables), HasSubstr(std::to_string(tables.observed.rows.size()) + " published figures"));
    EXPECT_THAT(acts_words(view, tables), HasSubstr(std::to_string(tables.acts.rows.size()) + " acts"));
    EXPECT_THAT(output_lost_words(view), HasSubstr("worst allocation"));
    EXPECT_THAT(costs_words(act_costs_table(view)), HasSubstr(view.place_name(view.world.place(view.scenario.target))));
}

TEST(Sentences, NameAPriceFreeOnlyWhereTheActLeavesItFree) {
    const RunView view(bench().ensemble, bench().outcome);
    EXPECT_TRUE(focus_controls(view, "dysprosium.oxide"));
    EXPECT_FALSE(focus_controls(view, "neodymium.oxide"));
    const std::string words = prices_words(view, bench().tables);
    EXPECT_THAT(words, HasSubstr("eodymium oxide, which the act leaves free,"));
    EXPECT_THAT(words, Not(HasSubstr("ysprosium oxide, which the act leaves free")));
}

TEST(ShortCost, LeavesExplanationsOutButSaysWhatIsAGain) {
    EXPECT_EQ(short_cost("value added lost where output stands still"), "value added lost");
    EXPECT_EQ(short_cost("export revenue lost (negative: gained)"), "export revenue lost");
    EXPECT_EQ(short_cost("licence rent (a gain of the holders)"), "licence rent (a gain)");
    EXPECT_EQ(short_cost("duty"), "duty");
}

TEST(RegionName, IsWrittenAsAName) {
    EXPECT_EQ(region_name("north-america"), "North America");
    EXPECT_EQ(region_name("china"), "China");
    EXPECT_EQ(region_name(""), "");
}

}  // namespace
}  // namespace countervail
