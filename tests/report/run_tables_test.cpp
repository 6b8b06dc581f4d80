// SPDX-License-Identifier: Apache-2.0
// covers: run_answers, run_effect_tables, run_evidence_tables, run_observed, run_screen, run_sentences, run_series_tables, run_view
#include "report/run_tables.h"

#include <gmock/gmock.h>

#include <functional>

#include "report/run_answers.h"
#include "report/run_observed.h"
#include "report/run_screen.h"
#include "report/run_sentences.h"
#include "report/run_view.h"

using testing::HasSubstr;
using testing::Not;

namespace countervail {
namespace {

constexpr int kDraws = 32;

/// The scenario of the library, prepared once; results are put in by hand.
struct Bench {
    Library library;
    Ledger ledger;
    Ensemble ensemble;
};

const Bench& bench() {
    static const Bench made = [] {
        auto library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
        auto ledger = Ledger::read(library).value();
        auto scenario = read_scenario(library.find("scenarios/april-2025.toml")->text, "april-2025.toml").value();
        scenario.draws = kDraws;
        auto ensemble = Ensemble::prepare(library, ledger, scenario);
        if (!ensemble) throw std::runtime_error(to_text(ensemble.error()));
        return Bench{std::move(library), std::move(ledger), std::move(*ensemble)};
    }();
    return made;
}

/// What a measure of a task is at a time, by draw.
using Formula = std::function<double(const Task&, const Measure&, int time, int draw)>;

Outcome outcome_of(const Formula& formula) {
    const Ensemble& ensemble = bench().ensemble;
    Outcome outcome(ensemble.tasks(), ensemble.measures(), kDraws);
    const Measure& last = ensemble.measures().back();
    for (int task = 0; task < static_cast<int>(ensemble.tasks().size()); ++task) {
        for (int block = 0; block < ensemble.blocks(); ++block) {
            std::vector<float> values(static_cast<std::size_t>(last.offset + last.times) * kBlock);
            for (const Measure& measure : ensemble.measures()) {
                for (int time = 0; time < measure.times; ++time) {
                    for (int d = 0; d < kBlock; ++d) {
                        values[static_cast<std::size_t>(measure.offset + time) * kBlock + static_cast<std::size_t>(d)] =
                            static_cast<float>(formula(ensemble.tasks()[static_cast<std::size_t>(task)], measure, time, block * kBlock + d));
                    }
                }
            }
            outcome.put(task, block, values);
        }
    }
    return outcome;
}

double normal_of(const std::string& watch, int month) {
    const Outcome nothing(bench().ensemble.tasks(), bench().ensemble.measures(), kDraws);
    const RunView view(bench().ensemble, nothing);
    for (const WatchExports& each : view.scenario.exports) {
        if (each.id == watch) return view.normal_in_month(each, static_cast<std::size_t>(month));
    }
    return 0;
}

/// Flows at 40 % of normal in April, 20 % in May, 60 % in June, 95 % from July on; the target gets half of that.
/// Electric vehicles at the first place stop 93 + 40 + draw/2 days into the run (the act is on day 93).
double crisis(const Task& task, const Measure& measure, int time, int draw) {
    const bool base = task.case_id == "as-published";
    if (measure.id.starts_with("exports/")) {
        const double shares[] = {1, 1, 1, 0.4, 0.2, 0.6, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95};
        const std::string watch = measure.id.substr(8);
        return normal_of(watch, time) * (base ? shares[time] * (watch == "magnets-usa" && time > 2 ? 0.5 : 1) : 1.0);
    }
    if (measure.id.starts_with("stop/vehicle.electric@JPN")) return base ? 93 + 40 + draw * 0.5 : kNever;
    if (measure.id.starts_with("stop/") || measure.id.starts_with("half-stop/")) return kNever;
    if (measure.id.ends_with("/ratio")) return base && measure.id.find("neodymium") == std::string::npos ? 3 : 1;
    if (measure.id == "licences/filed") return time >= 14 ? 10 : 0;
    if (measure.id == "licences/approved") return time >= 14 ? 5 : 0;
    if (measure.id.starts_with("supply-lost/")) return base ? 0.25 : 0;
    if (measure.id.starts_with("output-lost/JPN")) return base ? 2e6 : 0;   // beyond a million: still money, not "never"
    return 0;
}

const RunTables& told() {
    static const RunTables tables = make_run_tables(bench().ensemble, bench().ledger, outcome_of(crisis));
    return tables;
}

TEST(RunSentences, SayWhatTheResultsSay) {
    const RunTables& tables = told();
    EXPECT_EQ(tables.header, "april-2025 · CHN No. 18/2025 in force from 2025-04-04 · world-2024 · known on 2025-04-03 · 32 draws");
    EXPECT_THAT(tables.answer, HasSubstr("In vehicles, makers of electric and plug-in vehicles in Japan stop first: 48 days after the act (90%: 41–55)."));
    EXPECT_THAT(tables.answer, HasSubstr("fall 80% by May 2025 and are back at 95% of normal by Jul 2025"));
    EXPECT_THAT(tables.answer, HasSubstr("gets 50% of its usual share"));
    EXPECT_EQ(tables.main_answer, "first-stop");
    EXPECT_THAT(tables.hangs_on, HasSubstr("statements, "));
}

TEST(RunSentences, SaySoWhenNothingHappens) {
    const RunTables tables = make_run_tables(bench().ensemble, bench().ledger, outcome_of([](const Task& task, const Measure& measure, int time, int draw) {
        Task calm = task;
        calm.case_id = "calm";
        return crisis(calm, measure, time, draw);
    }));
    EXPECT_THAT(tables.answer, HasSubstr("Nobody in vehicles stops"));
    EXPECT_THAT(tables.answer, HasSubstr("stay within 5% of normal"));
    EXPECT_TRUE(tables.stop_rows.empty());
    EXPECT_EQ(tables.main_answer, "exports/magnets-world");
    EXPECT_THAT(tables.hangs_on, HasSubstr("No single assumption moves the answer."));
}

TEST(RunSentences, ExportsAboveNormalAreNotSaidToBeWithinIt) {
    const RunTables tables = make_run_tables(bench().ensemble, bench().ledger, outcome_of([](const Task& task, const Measure& measure, int time, int draw) {
        Task calm = task;
        calm.case_id = "calm";
        return crisis(calm, measure, time, draw) * (measure.id.starts_with("exports/") ? 1.2 : 1);
    }));
    EXPECT_THAT(tables.answer, HasSubstr("never fall below normal (lowest: 120% in"));
    EXPECT_THAT(tables.answer, Not(HasSubstr("stay within")));
}

TEST(RunSentences, AFlowOfAFewTonnesIsNotRoundedToNothing) {
    const Outcome outcome = outcome_of(crisis);
    const RunView view(bench().ensemble, outcome);
    RunTables tables = told();
    tables.export_lines.resize(1);
    ExportLines& lines = tables.export_lines[0];
    ASSERT_FALSE(lines.published_baseline.empty());
    for (DatedValue& each : lines.published_baseline) each.value = 0.8;
    for (BandPoint& point : lines.baseline.points) point = {point.on, 0.3456, 0.2, 0.5, 0.1, 0.9};
    lines.baseline.observed.clear();
    const std::string text = month_lines(view, tables);
    EXPECT_THAT(text, HasSubstr("0.35"));
    EXPECT_THAT(text, HasSubstr("0.1–0.9"));
    EXPECT_THAT(text, HasSubstr("0.8"));
    for (DatedValue& each : lines.published_baseline) each.value = 4800;
    for (BandPoint& point : lines.baseline.points) point.median = 4321.6;
    EXPECT_THAT(month_lines(view, tables), HasSubstr("4,322"));
}

TEST(RunSentences, AStopInFewDrawsIsNotSoldAsTheRule) {
    const RunTables tables = make_run_tables(bench().ensemble, bench().ledger, outcome_of([](const Task& task, const Measure& measure, int time, int draw) {
        if (measure.id.starts_with("stop/") && draw % 4 != 0) return kNever;
        return crisis(task, measure, time, draw);
    }));
    EXPECT_THAT(tables.answer, HasSubstr("In most draws nobody in vehicles stops by 2025-12-31; makers of electric and plug-in vehicles in Japan stop in 25% of them."));
}

const std::vector<Cell>& row_with(const Table& table, const std::string& first, const std::string& second) {
    for (const auto& row : table.rows) {
        if (std::get<std::string>(row[0]) == first && std::get<std::string>(row[1]) == second) return row;
    }
    throw std::runtime_error(table.name + " has no row " + first + ", " + second);
}

double number(const Table& table, const std::vector<Cell>& row, const std::string& column) { return std::get<double>(row[*table.column(column)]); }

TEST(RunTables, ExportsShowThreeLinesAndWhatWasObserved) {
    const Table& table = told().exports;
    const auto& may = row_with(table, "magnets, world", "2025-05");
    EXPECT_NEAR(number(table, may, "as-published"), 0.2 * number(table, may, "published baseline"), 1e-3 * number(table, may, "published baseline"));
    EXPECT_NEAR(number(table, may, "without-no-18"), number(table, may, "published baseline"), 1e-3 * number(table, may, "published baseline"));
    EXPECT_EQ(number(table, may, "observed"), 1238);
    EXPECT_THAT(std::get<std::string>(may[*table.column("observed in")]), HasSubstr("E1.2025-05.WLD"));
    EXPECT_THAT(table.sources, testing::Contains("E1.2025-05.WLD"));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(row_with(table, "magnets, United States", "2025-01")[*table.column("observed")]));
    const ExportLines& lines = told().export_lines.front();
    EXPECT_EQ(lines.baseline.points.size(), 12U);
    EXPECT_EQ(lines.published_baseline.size(), 12U);
    ASSERT_EQ(lines.cases.size(), 1U);
    EXPECT_EQ(lines.cases[0].id, "without-no-18");
}

TEST(RunTables, StopsHoldOnlyWhoStopsAndNeverIsNoNumber) {
    const Table& table = told().stops;
    ASSERT_EQ(table.rows.size(), 1U);
    const auto& row = row_with(table, "electric and plug-in vehicles", "Japan");
    EXPECT_NEAR(number(table, row, "proportional"), 47.75 / 7, 0.05);
    EXPECT_EQ(number(table, row, "draws that stop"), 100);
    ASSERT_EQ(told().stop_rows.size(), 1U);
    EXPECT_NEAR(*told().stop_rows[0].proportional.median, 47.75 / 7, 0.05);
    for (const Table* each : told().tables()) {
        for (const auto& cells : each->rows) {
            for (const Cell& cell : cells) {
                if (const auto* value = std::get_if<double>(&cell)) {
                    EXPECT_LT(*value, 1e20) << each->name;
                }
            }
        }
    }
}

TEST(RunTables, MoneyBeyondAMillionStaysMoney) {
    const Table& table = told().costs;
    const auto& row = row_with(table, "everyone else", "value added lost where output stands still");
    EXPECT_NEAR(number(table, row, "as-published"), 24, 0.01);   // USD 2 million in each of twelve months
    EXPECT_EQ(number(table, row, "without-no-18"), 0);
}

TEST(RunTables, LicencesAddUpToTheShareGranted) {
    const Table& table = told().licences;
    ASSERT_FALSE(table.rows.empty());
    for (const auto& row : table.rows) {
        if (number(table, row, "filed") > 0) {
            EXPECT_NEAR(number(table, row, "share granted"), 50, 1e-6);
        }
    }
    EXPECT_EQ(told().queue_weeks.back().filed, 2 * told().queue_weeks.back().granted);
    EXPECT_THAT(table.sources, testing::Contains("D-42"));
}

TEST(RunTables, EveryObservedFigureStandsBesideTheModel) {
    const Table& table = told().observed;
    std::vector<std::string> what;
    for (const auto& row : table.rows) {
        what.push_back(std::get<std::string>(row[0]));
        EXPECT_FALSE(std::get<std::string>(row.back()).empty());
    }
    EXPECT_THAT(what, testing::Contains("magnets, world"));
    EXPECT_THAT(what, testing::Contains("magnets, United States"));
    EXPECT_THAT(what, testing::Contains("price of Dy, Europe / China"));
    EXPECT_THAT(what, testing::Contains("price of NdPr, Europe / China"));
    EXPECT_THAT(what, testing::Contains("licences granted of those filed by then"));
    EXPECT_THAT(what, testing::Contains("first stop, vehicles"));
}

TEST(RunTables, StatementsCarryEverySourceThatATableNames) {
    std::vector<std::string> ids;
    for (const auto& row : told().statements.rows) ids.push_back(std::get<std::string>(row[0]));
    for (const Table* table : told().tables()) {
        for (const std::string& id : table->sources) EXPECT_THAT(ids, testing::Contains(id)) << table->name;
    }
}

TEST(RunTables, TheFirstScreenHasNoTimeUnlessAsked) {
    const std::string file = first_screen(told(), -1, {});
    EXPECT_THAT(file, Not(HasSubstr(" s\n")));
    const std::string screen = first_screen(told(), 4.1, "report: x/report.html");
    EXPECT_THAT(screen, HasSubstr("32 draws · 4.1 s\n"));
    EXPECT_THAT(screen, HasSubstr("report: x/report.html\n"));
    for (const char* part : {"Apr", "Sep", "2,626", "1,238", "best", "proportional", "worst", "price Europe / China, Sep:  Dy", "NdPr", "median", "90%", "observed"}) {
        EXPECT_THAT(screen, HasSubstr(part));
    }
}

TEST(RunAnswers, GiveOneNumberPerDrawAndHoldNeverAtTheEnd) {
    const Outcome outcome = outcome_of(crisis);
    const RunView view(bench().ensemble, outcome);
    for (const RunAnswer& answer : answers(view)) EXPECT_EQ(answer_values(view, view.base_task, answer).size(), static_cast<std::size_t>(kDraws)) << answer.id;
    EXPECT_EQ(held_at_end(view, {kNever, 3}), (std::vector<double>{view.horizon_days(), 3}));
    const auto find = [&](const std::string& id) {
        for (const RunAnswer& answer : answers(view)) {
            if (answer.id == id) return answer_values(view, view.base_task, answer).front();
        }
        throw std::runtime_error("no answer " + id);
    };
    EXPECT_NEAR(find("exports/magnets-world"), 20, 1e-3);
    EXPECT_NEAR(find("price/dysprosium"), 3, 1e-6);
    EXPECT_NEAR(find("approved"), 50, 1e-3);
    EXPECT_NEAR(find("supply-lost/JPN"), 25, 1e-3);
}

TEST(RunObserved, ReadsMonthsOnlyForMonthlyFlowsAndAveragesRivals) {
    const ObservedRows flow{"export-volume", "rare-earth-magnet", "CHN", "WLD", ""};
    const auto seen = observations(bench().ledger, flow, "t/month");
    ASSERT_FALSE(seen.empty());
    for (const Observation& each : seen) EXPECT_EQ(each.days.until, each.days.from.next_month()) << each.period;
    ASSERT_NE(in_month(seen, Date(2025, 5, 1)), nullptr);
    EXPECT_NEAR(in_month(seen, Date(2025, 5, 17))->value, 1238, 1e-6);
    EXPECT_EQ(in_month(seen, Date(2031, 5, 1)), nullptr);
    EXPECT_TRUE(observations(bench().ledger, {}, "t/month").empty());
    const auto stops = observations(bench().ledger, {"plant-stop-delay", "", "", "", ""}, "days");
    ASSERT_FALSE(stops.empty());
    EXPECT_GT(stops.front().value, 40);
    EXPECT_LT(stops.front().value, 60);
}

}  // namespace
}  // namespace countervail
