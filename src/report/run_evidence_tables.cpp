// SPDX-License-Identifier: Apache-2.0
#include "report/run_evidence_tables.h"

#include <algorithm>

#include "base/text.h"
#include "report/run_answers.h"
#include "report/run_observed.h"
#include "report/run_report_charts.h"
#include "report/run_series_tables.h"

namespace countervail {

namespace {

struct Compared {
    std::string what, unit;
    const Observation& seen;
    double scale;                     // from the observation's unit to the table's
    std::vector<double> modelled;     // in the table's unit
};

void add_comparison(Table& table, const Compared& one) {
    std::vector<Cell> row{one.what, one.seen.period, one.unit, one.seen.value * one.scale, one.seen.low * one.scale, one.seen.high * one.scale};
    add_band_cells(row, one.modelled);
    const Band band = band_of(one.modelled);
    const bool inside = band.low <= one.seen.value * one.scale && one.seen.value * one.scale <= band.high;
    row.push_back(one.modelled.empty() ? Cell() : Cell(std::string(inside ? "yes" : "no")));
    row.push_back(join(one.seen.statements, " "));
    add_sources(table, one.seen.statements);
    table.add(std::move(row));
}

Date middle(const Interval& days) { return days.from + days.days() / 2; }

void compare_exports(const RunView& view, const Ledger& ledger, Table& table) {
    for (const WatchExports& watch : view.scenario.exports) {
        for (const Observation& each : observations(ledger, watch.observed, "t/month")) {
            const auto month = std::find(view.months.begin(), view.months.end(), each.days.from);
            if (month == view.months.end() || view.covered_days(*month) < each.days.days()) continue;
            add_comparison(table, {watch.title, "t", each, 1, view.values(view.base_task, "exports/" + watch.id, static_cast<int>(month - view.months.begin()))});
        }
    }
}

void compare_prices(const RunView& view, const Ledger& ledger, Table& table) {
    for (const WatchPrice& watch : view.scenario.prices) {
        for (const Observation& each : observations(ledger, watch.observed, "ratio")) {
            if (!view.period.contains(middle(each.days))) continue;
            add_comparison(table, {"price of " + watch.title + ", " + region_name(watch.outside) + " / " + region_name(watch.inside), "ratio", each, 1,
                                   view.mean_over(view.base_task, "price/" + watch.id + "/ratio", each.days)});
        }
    }
}

void compare_approvals(const RunView& view, const Ledger& ledger, Table& table) {
    for (const Observation& each : observations(ledger, view.scenario.observed_approvals, "share")) {
        if (each.days.until <= view.act_day || view.period.until < each.days.until) continue;
        const std::vector<double> filed = view.sum_until(view.base_task, "licences/filed", each.days.until);
        std::vector<double> share = view.sum_until(view.base_task, "licences/approved", each.days.until);
        for (std::size_t d = 0; d < share.size(); ++d) share[d] = filed[d] > 0 ? 100 * share[d] / filed[d] : 0;
        add_comparison(table, {"licences granted of those filed by then", "%", each, 100, std::move(share)});
    }
}

void compare_stops(const RunView& view, const Ledger& ledger, Table& table) {
    const RunAnswer first = answers(view).front();
    for (const Observation& each : observations(ledger, view.scenario.observed_stops, "days")) {
        if (!view.period.contains(middle(each.days))) continue;
        add_comparison(table, {first.title, "days after the act", each, 1, answer_values(view, view.base_task, first)});
    }
}

const Date* first_day(const Act& act) {
    const Date* first = nullptr;
    for (const Clause& clause : act.clauses) {
        if (first == nullptr || clause.in_force_on < *first) first = &clause.in_force_on;
    }
    for (const Suspension& suspension : act.suspensions) {
        if (first == nullptr || suspension.from < *first) first = &suspension.from;
    }
    return first;
}

}  // namespace

void tell_observed(const RunView& view, const Ledger& ledger, RunTables& into) {
    Table& table = into.observed;
    table.name = "observed-beside-modelled";
    table.title = "What was observed, beside your baseline (" + view.base.name + "). Observed figures are never inputs";
    table.columns = {{"what", "", "What is watched"},
                     {"period", "", "Period of the published figure"},
                     {"unit", "", "Of both"},
                     {"observed", "", "Mean of the published figures of the period", 4},
                     {"observed low", "", "Low end of their ranges", 4},
                     {"observed high", "", "High end of their ranges", 4},
                     {"modelled", "", "Median of the draws", 4},
                     {"modelled 5%", "", "5 % of the draws lie below", 4},
                     {"modelled 95%", "", "5 % of the draws lie above", 4},
                     {"within 90%", "", "Whether the observed figure lies in the modelled range"},
                     {"observed in", "", "Statements of the ledger"}};
    compare_exports(view, ledger, table);
    compare_prices(view, ledger, table);
    compare_approvals(view, ledger, table);
    compare_stops(view, ledger, table);
}

void tell_assumptions(const RunView& view, const std::vector<Influence>& ranked, RunTables& into) {
    Table& table = into.assumptions;
    const RunAnswer main = main_answer(view);
    table.name = "assumptions";
    table.title = "What each uncertain input does to the answer \"" + main.title + "\" (" + main.unit + ")";
    table.columns = {{"input", "", "Key that a scenario may override under [uncertain]"},
                     {"statement", "", "Where its range comes from"},
                     {"share of variance", "%", "First-order share of the answer's variance over the draws", 3},
                     {"answer at low", main.unit, "Mean of the answer over the third of the draws with the lowest values", 4},
                     {"answer at high", main.unit, "Mean over the third with the highest values", 4},
                     {"low", "", "Low end of the range", 4},
                     {"mode", "", "Most likely value", 4},
                     {"high", "", "High end of the range", 4},
                     {"unit", "", "Of the range"},
                     {"meaning", "", "What the input is"}};
    for (const Influence& each : ranked) {
        const ParameterRecord& input = record(each.parameter);
        const Range& range = view.ensemble.ranges()[static_cast<std::size_t>(each.parameter)];
        table.add({std::string(input.key), range.statement, 100 * each.share, each.at_low, each.at_high, range.low, range.mode, range.high,
                   std::string(input.unit), std::string(input.meaning)});
        add_sources(table, {range.statement});
        if (each.share > 0 && static_cast<int>(into.assumption_bars.size()) < view.scenario.explain_top) {
            into.assumption_bars.push_back({range.statement, 100 * each.share, std::nullopt, std::nullopt});
        }
    }
}

void tell_acts(const RunView& view, RunTables& into) {
    Table& table = into.acts;
    table.name = "acts";
    table.title = "Acts of your baseline (" + view.base.name + ")";
    table.columns = {{"act", "", "Id: rules/<id>.toml"}, {"number", "", "As published"}, {"title", "", "In short"}, {"form", "", "What it does"},
                     {"announced", "", "Day of publication"}, {"begins", "", "First day that a clause or suspension of it applies"},
                     {"touches", "", "Whether it bears on some lane of this world in this run"}, {"source", "", "Where the text is"}};
    const std::vector<std::string>& used = view.ensemble.schedule(view.base_task).acts_used;
    for (const Act& act : view.ensemble.regime(view.base_task).acts()) {
        const Date* begins = first_day(act);
        const bool touches = std::find(used.begin(), used.end(), act.id) != used.end();
        std::vector<std::string> addresses;
        for (const ActSource& source : act.sources) addresses.push_back(source.address.empty() ? source.by : source.address);
        table.add({act.id, act.number, act.title, act.form, act.announced_on.to_text(),
                   begins == nullptr ? Cell() : Cell(begins->to_text()), std::string(touches ? "yes" : "no"), join(addresses, " ")});
        if (begins != nullptr && view.period.contains(*begins) && (touches || !act.suspensions.empty())) {
            into.events.push_back({*begins, act.number.empty() ? act.id : act.issuer + " " + act.number});
        }
    }
    std::stable_sort(into.events.begin(), into.events.end(), [](const DatedEvent& a, const DatedEvent& b) { return a.on < b.on; });
}

Table statements_table(const Ledger& ledger, const std::set<std::string>& ids, const std::string& name, const std::string& title) {
    Table table;
    table.name = name;
    table.title = title;
    table.columns = {{"id", "", "countervail data show ID"}, {"quantity", "", "What is measured"}, {"item", "", "Of what"}, {"place", "", "Where"},
                     {"period", "", "When"}, {"value", "", "As stated", 6}, {"low", "", "Low end of the range", 6}, {"high", "", "High end", 6},
                     {"unit", "", "With its basis"}, {"label", "", "How it is known"}, {"published", "", "Day it became public"},
                     {"source", "", "Publisher and title"}, {"address", "", "Where to read it"}};
    for (const std::string& id : ids) {
        const Statement* row = ledger.find(id);
        if (row == nullptr) continue;
        const Source* source = ledger.source(row->source);
        table.add({row->id, row->quantity, row->item, row->place, row->period_text, row->value, row->low, row->high, row->unit.text(),
                   to_text(row->label), source == nullptr ? Cell() : Cell(row->published_on.to_text()),
                   source == nullptr ? Cell(row->note) : Cell(source->publisher + ": " + source->title),
                   source == nullptr ? Cell() : Cell(source->address)});
        table.sources.push_back(row->id);
    }
    return table;
}

void tell_statements(const Ledger& ledger, std::set<std::string> ids, RunTables& into) {
    for (const Table* each : {&into.exports, &into.prices, &into.licences, &into.observed}) ids.insert(each->sources.begin(), each->sources.end());
    into.statements = statements_table(ledger, ids, "statements", "Every statement and assumption that the run rests on, and the observed figures beside it");
}

}  // namespace countervail
