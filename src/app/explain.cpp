// SPDX-License-Identifier: Apache-2.0
// `countervail explain RUN [ANSWER]`: which act moved the answer, which assumptions it hangs on, which statements
// stand behind it.
#include <CLI/App.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "app/explain_sensitivity.h"
#include "app/explain_when.h"
#include "app/interrupt.h"
#include "app/prepared_run.h"
#include "app/program.h"
#include "base/text.h"
#include "report/run_answers.h"
#include "report/run_sentences.h"
#include "report/run_series_tables.h"
#include "simulation/clause_effects.h"
#include "simulation/explain.h"

namespace countervail {

namespace {

constexpr int kDrawsWithoutAct = 192;   // twelve blocks: the 90 % band of a difference of paired draws is steady by then

struct ExplainOptions {
    std::string run, answer;
    SensitivityOptions sensitivity;
    std::optional<std::string> when;
};

Result<RunAnswer> find_answer(const RunView& view, const std::string& asked) {
    if (asked.empty()) return main_answer(view);
    std::vector<std::string> names;
    for (const RunAnswer& answer : answers(view)) {
        if (answer.id == asked) return answer;
        names.push_back(answer.id);
    }
    const std::string hint = did_you_mean(asked, names);
    names.resize(std::min<std::size_t>(names.size(), 12));
    return fail({}, "the run has no answer \"" + asked + "\"", hint.empty() ? "for example: " + join(names, ", ") : hint);
}

/// The base case's acts, largest median change first.
Result<Table> acts_table(LoadedRun& run, const RunAnswer& answer, const Settings& settings) {
    Ensemble& ensemble = run.prepared.ensemble;
    const RunView whole(ensemble, run.driven.outcome);
    const std::string base = whole.base.id;
    const int base_task = whole.base_task;
    std::vector<std::string> acts;
    for (const Act& act : ensemble.regime(base_task).acts()) acts.push_back(act.id);
    std::vector<int> tasks{base_task};
    for (const std::string& act : acts) {
        auto task = ensemble.add_task_without(base, act);
        if (!task) return std::unexpected(std::move(task.error()));
        tasks.push_back(*task);
    }
    const int draws = std::min(ensemble.scenario().draws, kDrawsWithoutAct);
    const Outcome outcome = run_tasks(ensemble, tasks, draws, settings.threads_to_use(), !settings.quiet);
    const RunView view(ensemble, outcome);
    const std::vector<double> with_all = held_at_end(view, answer_values(view, base_task, answer));
    Table table{"acts", "Which act: the answer without one act of the base case, less the answer with all (" + readable_number(draws, 9) + " draws)",
                {{"act left out", "", "Id: rules/<id>.toml"}, {"number", "", "As published"}}, {}, {}};
    add_band_columns(table, "change", answer.unit, "Answer without the act less answer with all acts, draw by draw");
    add_band_columns(table, "answer without", answer.unit, "The answer without the act");
    std::vector<std::pair<double, std::vector<Cell>>> rows;
    for (std::size_t i = 0; i < acts.size(); ++i) {
        const std::vector<double> without = answer_values(view, tasks[i + 1], answer);
        std::vector<double> change = held_at_end(view, without);
        for (std::size_t d = 0; d < change.size(); ++d) change[d] -= with_all[d];
        std::vector<Cell> row{acts[i], act_name(view, acts[i])};
        add_band_cells(row, change);
        add_band_cells(row, without);
        rows.emplace_back(std::abs(band_of(change).median), std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [size, row] : rows) table.add(std::move(row));
    return table;
}

Table assumptions_table(const RunView& view, const RunAnswer& answer, const std::vector<Influence>& ranked) {
    Table table{"assumptions", "Which assumptions: first-order share of the answer's variance over " + readable_number(view.outcome.draws(), 9) + " draws",
                {{"statement", "", "Where the range comes from"},
                 {"share of variance", "%", "First-order share", 3},
                 {"answer at low", answer.unit, "Mean over the third of the draws with the lowest values", 4},
                 {"answer at high", answer.unit, "Mean over the third with the highest values", 4},
                 {"range", "", "Low, most likely, high"},
                 {"meaning", "", "What the input is"}}, {}, {}};
    for (const Influence& each : ranked) {
        if (static_cast<int>(table.rows.size()) == view.scenario.explain_top) break;
        const ParameterRecord& input = record(each.parameter);
        const Range& range = view.ensemble.ranges()[static_cast<std::size_t>(each.parameter)];
        table.add({range.statement, 100 * each.share, each.at_low, each.at_high,
                   readable_number(range.low) + " … " + readable_number(range.mode) + " … " + readable_number(range.high) + " " + std::string(input.unit),
                   std::string(input.meaning)});
        table.sources.push_back(range.statement);
    }
    return table;
}

/// Items that the answer is about, empty when it is about the whole run; and the place, if one.
struct Concern {
    std::set<std::string> items;
    std::string place;
};

Concern concern_of(const RunView& view, const RunAnswer& answer) {
    Concern concern;
    for (const WatchExports& watch : view.scenario.exports) {
        if ((answer.kind == AnswerKind::exports || answer.kind == AnswerKind::exports_total) && watch.id == answer.name) {
            concern.items.insert(watch.items.begin(), watch.items.end());
            concern.place = watch.from;
        }
    }
    for (const WatchPrice& watch : view.scenario.prices) {
        if (answer.kind == AnswerKind::price && watch.id == answer.name) concern.items.insert(watch.item);
    }
    for (const Use& use : view.world.uses) {
        const std::string& sector = view.world.catalogue.uses[static_cast<std::size_t>(use.end_use)].sector;
        const bool meant = answer.kind == AnswerKind::stop ? use.id == answer.name : answer.kind == AnswerKind::first_stop && sector == view.scenario.focus_sector;
        if (!meant) continue;
        for (const Need& need : use.needs) {
            const Market& market = view.world.markets[static_cast<std::size_t>(need.market)];
            concern.items.insert(view.world.catalogue.items[static_cast<std::size_t>(market.item)].id);
        }
    }
    if (answer.kind == AnswerKind::total) concern.place = answer.name.substr(answer.name.rfind('/') + 1);
    if (answer.kind == AnswerKind::supply_lost) concern.place = answer.name;
    return concern;
}

/// Items of the answer and what goes into them; all items when it is about the whole run.
std::vector<std::uint8_t> items_concerned(const RunView& view, const RunAnswer& answer) {
    const Concern concern = concern_of(view, answer);
    std::vector<std::uint8_t> items;
    for (const Item& item : view.world.catalogue.items) items.push_back(concern.items.empty() || concern.items.contains(item.id) ? 1 : 0);
    return with_inputs(view.world.catalogue, std::move(items));
}

/// What one case changes, and what is left of the change when both it and the base case leave out one of the acts that differ.
struct CaseChange {
    const Case* one = nullptr;
    int task = 0;
    std::vector<double> change;                       ///< draw by draw, over all draws of the run
    std::vector<ClauseEffect> effects;                ///< largest first
    std::vector<std::pair<std::string, int>> without; ///< act and the task of the case without it
};

struct CaseChanges {
    std::vector<CaseChange> cases;
    std::map<std::string, int> base_without;          ///< by act: the task of the base case without it
};

Result<CaseChanges> case_changes(const RunView& view, Ensemble& ensemble, const RunAnswer& answer) {
    CaseChanges changes;
    const std::vector<double> ours = held_at_end(view, answer_values(view, view.base_task, answer));
    const std::vector<std::uint8_t> items = items_concerned(view, answer);
    for (const Case& each : view.scenario.cases) {
        if (&each == &view.base) continue;
        CaseChange made{&each, view.task(each.id), held_at_end(view, answer_values(view, view.task(each.id), answer)), {}, {}};
        for (std::size_t d = 0; d < made.change.size(); ++d) made.change[d] -= ours[d];
        const bool moved = std::any_of(made.change.begin(), made.change.end(), [](double value) { return value != 0; });
        if (moved) made.effects = clause_effects(view.ensemble.network(), view.ensemble.schedule(view.base_task), view.ensemble.schedule(made.task), items);
        changes.cases.push_back(std::move(made));
    }
    const std::string base = view.base.id;
    for (CaseChange& made : changes.cases) {
        for (const ClauseEffect& effect : made.effects) {
            const bool known = std::any_of(made.without.begin(), made.without.end(), [&](const auto& each) { return each.first == effect.act; });
            if (known) continue;
            auto task = ensemble.add_task_without(made.one->id, effect.act);
            if (!task) return std::unexpected(std::move(task.error()));
            made.without.emplace_back(effect.act, *task);
            if (changes.base_without.contains(effect.act)) continue;
            task = ensemble.add_task_without(base, effect.act);
            if (!task) return std::unexpected(std::move(task.error()));
            changes.base_without[effect.act] = *task;
        }
    }
    return changes;
}

/// Shocks that one of the two cases leaves out and the other has.
std::vector<std::string> shocks_that_differ(const Scenario& scenario, const Case& a, const Case& b) {
    const auto has = [](const Case& one, const std::string& id) {
        return !one.no_shocks && std::find(one.without_shocks.begin(), one.without_shocks.end(), id) == one.without_shocks.end();
    };
    std::vector<std::string> ids;
    for (const SupplyShock& shock : scenario.shocks) {
        if (has(a, shock.id) != has(b, shock.id)) ids.push_back(shock.id);
    }
    return ids;
}

/// For every case that answers otherwise than the base: the clauses whose days differ on the lanes the answer is about.
Table clauses_moved_table(const Ensemble& ensemble, const Outcome& few, const CaseChanges& changes, const RunAnswer& answer) {
    const RunView view(ensemble, few);
    Table table{"clauses", "Which clause: what differs between the base case and each other, on the goods that the answer is about and what goes into them",
                {{"case", "", "Case"}}, {}, {}};
    add_band_columns(table, "change", answer.unit, "Answer in the case less answer in the base case, draw by draw");
    table.columns.insert(table.columns.end(),
                         {{"clause", "", "act#clause of rules/; of a duty the act alone; or a shock of the scenario"},
                          {"change without the act", answer.unit, "Median change when both cases leave the act out (" + readable_number(few.draws(), 9) + " draws)", 4},
                          {"touches", "", "Lanes, or projects that would use a technology it withholds"},
                          {"number", "", "Of them whose days differ"}, {"value", "USD million/year", "Baseline trade that it touches there", 4},
                          {"days in the base", "days", "Mean days in force there, by value", 4}, {"days in the case", "days", "The same in the case", 4}});
    for (const CaseChange& made : changes.cases) {
        const auto row_of = [&] {
            std::vector<Cell> row{made.one->id};
            add_band_cells(row, made.change);
            return row;
        };
        std::vector<Cell> others;   // what differs besides clauses
        for (const std::string& shock : shocks_that_differ(view.scenario, view.base, *made.one)) others.emplace_back("shock " + shock);
        if (made.effects.empty() && others.empty()) others.emplace_back();
        for (Cell& other : others) {
            std::vector<Cell> row = row_of();
            row.push_back(std::move(other));
            row.resize(table.columns.size());
            table.add(std::move(row));
        }
        for (const ClauseEffect& effect : made.effects) {
            const auto at = std::find_if(made.without.begin(), made.without.end(), [&](const auto& each) { return each.first == effect.act; });
            std::vector<double> left = held_at_end(view, answer_values(view, at->second, answer));
            const std::vector<double> ours = held_at_end(view, answer_values(view, changes.base_without.at(effect.act), answer));
            for (std::size_t d = 0; d < left.size(); ++d) left[d] -= ours[d];
            std::vector<Cell> row = row_of();
            row.insert(row.end(), {effect.clause.empty() ? effect.act : effect.act + "#" + effect.clause, left.empty() ? Cell() : Cell(band_of(std::move(left)).median),
                                   std::string(effect.on_projects ? "projects" : "lanes"), static_cast<double>(effect.touched),
                                   effect.on_projects ? Cell() : Cell(effect.value / 1e6), effect.base_days, effect.other_days});
            table.add(std::move(row));
        }
    }
    return table;
}

Table statements_table(const RunView& view, const Ledger& ledger, const RunAnswer& answer, const std::vector<Influence>& ranked) {
    Table table{"statements", "Which statements: behind the assumptions above, and of the world on what the answer is about",
                {{"id", "", "countervail data show ID"}, {"role", "", "Why it is listed"}, {"value", "", "As stated", 5}, {"low", "", "Low end", 5},
                 {"high", "", "High end", 5}, {"unit", "", "With its basis"}, {"label", "", "How it is known"}, {"source", "", "Publisher"}}, {}, {}};
    std::set<std::string> listed;
    const auto add = [&](const Statement& row, const std::string& role) {
        if (!listed.insert(row.id).second) return;
        const Source* source = ledger.source(row.source);
        table.add({row.id, role, row.value, row.low, row.high, row.unit.text(), to_text(row.label), source == nullptr ? Cell() : Cell(source->publisher)});
        table.sources.push_back(row.id);
    };
    int taken = 0;
    for (const Influence& each : ranked) {
        if (taken++ == view.scenario.explain_top) break;
        const std::string& id = view.ensemble.ranges()[static_cast<std::size_t>(each.parameter)].statement;
        const Statement* row = ledger.find(id);
        if (row == nullptr) continue;
        for (const Statement* behind : ledger.behind(*row)) add(*behind, behind == row ? "assumption" : "behind " + id);
    }
    const Concern concern = concern_of(view, answer);
    if (concern.items.empty() && concern.place.empty()) return table;
    for (const auto* ids : {&view.world.statements, &view.world.assumptions}) {
        for (const std::string& id : *ids) {
            const Statement* row = ledger.find(id);
            if (row == nullptr) continue;
            const bool item = concern.items.empty() || concern.items.contains(row->item);
            const bool place = concern.place.empty() || row->place == concern.place || row->partner == concern.place;
            if (item && place) add(*row, "world");
        }
    }
    return table;
}

Table clauses_table(const Ensemble& ensemble, int base_task, const CaseChanges& changes, const RunAnswer& answer, const Settings& settings) {
    std::vector<int> tasks{base_task};
    for (const CaseChange& made : changes.cases) {
        for (const auto& [act, task] : made.without) tasks.push_back(task);
    }
    for (const auto& [act, task] : changes.base_without) tasks.push_back(task);
    const int draws = std::min(ensemble.scenario().draws, kDrawsWithoutAct);
    return clauses_moved_table(ensemble, run_tasks(ensemble, tasks, draws, settings.threads_to_use(), !settings.quiet), changes, answer);
}

/// Where load_run looks: the folder that RUN names, else that of --out, else the store of this account. A folder of --out that
/// has no runs is only written to.
std::filesystem::path store_of(const Settings& settings, const std::string& name) {
    std::error_code code;
    for (const std::filesystem::path& folder : {std::filesystem::path(name), settings.out}) {
        if (!folder.empty() && std::filesystem::exists(store_path(folder), code)) return store_path(folder);
    }
    return store_path({});
}

ExitCode run_explain(const Settings& settings, const ExplainOptions& options) {
    const InterruptWatch watch;
    std::optional<AnswerCondition> condition;
    if (options.when) {
        const auto read = read_condition(*options.when);
        if (!read) return report(settings, read.error());
        condition = *read;
    }
    const std::filesystem::path store = store_of(settings, options.run);
    Settings reading = settings;
    reading.out = store.parent_path().parent_path();
    auto run = load_run(reading, options.run);
    if (!run) return report(settings, run.error());
    const RunView view(run->prepared.ensemble, run->driven.outcome);
    auto answer = find_answer(view, options.answer);
    if (!answer) return report(settings, answer.error());
    const std::vector<double> values = answer_values(view, view.base_task, *answer);
    if (values.empty()) {
        return report(settings, {{{}, "the run has no figure for \"" + answer->id + "\": it is too short, or nothing was watched", "choose another answer or a longer period"}});
    }
    if (options.sensitivity.wanted) return explain_sensitivity(settings, *run, *answer, options.sensitivity, store.parent_path() / "sensitivity.sqlite");
    if (condition) return explain_when(settings, *run, *answer, *condition);
    std::vector<std::vector<double>> draws;
    for (int draw = 0; draw < view.outcome.draws(); ++draw) draws.push_back(view.ensemble.parameters_of(draw));
    const std::vector<Influence> ranked = influences(draws, held_at_end(view, values));
    const auto never = std::count_if(values.begin(), values.end(), [](double value) { return value >= kNever; });
    const Table assumptions = assumptions_table(view, *answer, ranked);
    const Table statements = statements_table(view, run->prepared.ledger, *answer, ranked);
    const std::string heading = answer->title + ", " + answer->unit + ": " + days_with_range(band_of(values), 4) + "  (median, 90% of draws)\n";
    const auto changes = case_changes(view, run->prepared.ensemble, *answer);   // adds tasks: what `view` knew is copied above
    if (!changes) return report(settings, changes.error());
    const Table clauses = clauses_table(run->prepared.ensemble, view.base_task, *changes, *answer, settings);
    auto acts = acts_table(*run, *answer, settings);
    if (!acts) return report(settings, acts.error());
    if (InterruptWatch::interrupted()) return kInterrupted;
    if (settings.format == TableFormat::text) {
        settings.answers() << heading;
        if (never > 0) {
            settings.answers() << "In " << never << " of " << values.size() << " draws it does not happen; they count as the end of the run below.\n";
        }
        settings.answers() << '\n';
    }
    std::vector<const Table*> tables{&clauses, &*acts, &assumptions, &statements};
    if (settings.format == TableFormat::text) std::erase_if(tables, [](const Table* table) { return table->rows.empty(); });   // a scenario of shocks has no act
    print(settings, tables);
    return kDone;
}

}  // namespace

void set_up_explain(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<ExplainOptions>();
    CLI::App* verb = program.add_subcommand("explain", "Which act, which assumptions and which statements an answer hangs on")->fallthrough();
    verb->add_option("RUN", options->run, "Scenario id of its latest run, beginning of a run's key, or a folder given to --out")->required();
    verb->add_option("ANSWER", options->answer, "first-stop, exports/WATCH, price/WATCH, stop/USE@PLACE, …; by default what the first sentence says");
    CLI::Option* sensitivity = verb->add_flag("--sensitivity", options->sensitivity.wanted, "Runs a design over all uncertain inputs: Sobol indices, elementary effects");
    verb->add_option("--method", options->sensitivity.method, "sobol (indices and effects) or morris (effects alone, far fewer runs)")
        ->check(CLI::IsMember({"sobol", "morris"}))->needs(sensitivity);
    verb->add_option("--samples", options->sensitivity.samples, "Base points of sobol, a power of two (1024), or trajectories of morris (64)")
        ->check(CLI::Range(2, 1 << 20))->needs(sensitivity);
    verb->add_option("--when", options->when, "Where in the space of the inputs the answer is \"> 60\", \"below 40\", never …: boxes among the run's draws")
        ->excludes(sensitivity);
    verb->callback([&settings, &code, options] { code = run_explain(settings, *options); });
}

}  // namespace countervail
