// SPDX-License-Identifier: Apache-2.0
#include "report/run_tables.h"

#include <set>

#include "report/loss_sentences.h"
#include "report/run_answers.h"
#include "report/run_effect_tables.h"
#include "report/run_evidence_tables.h"
#include "report/run_law_tables.h"
#include "report/run_screen.h"
#include "report/run_sentences.h"
#include "report/run_series_tables.h"
#include "report/run_view.h"

namespace countervail {

std::vector<const Table*> RunTables::tables() const {
    std::vector<const Table*> all{&exports, &stops, &prices, &licences, &observed, &costs, &supply, &assumptions, &acts, &open_facts, &statements};
    if (losses) {
        for (const Table* each : losses->tables()) all.push_back(each);
    }
    return all;
}

void add_losses(RunTables& tables, const LossInputs& inputs) {
    tables.losses = make_loss_tables(inputs);
    const std::string words = losses_in_short(inputs);
    if (!words.empty()) tables.answer += " " + words;
}

RunTables make_run_tables(const Ensemble& ensemble, const Ledger& ledger, const Outcome& outcome) {
    const RunView view(ensemble, outcome);
    RunTables told;
    told.scenario = view.scenario.id;
    told.question = view.scenario.question;
    told.header = header_line(view);
    told.answer = answer_sentence(view);
    tell_exports(view, ledger, told);
    tell_prices(view, ledger, told);
    tell_licences(view, ledger, told);
    tell_stops(view, told);
    tell_costs(view, told);
    tell_supply(view, told);
    tell_observed(view, ledger, told);
    tell_acts(view, told);
    tell_open_facts(view, told);

    const RunAnswer main = main_answer(view);
    told.main_answer = main.id;
    std::vector<std::vector<double>> draws;
    for (int draw = 0; draw < outcome.draws(); ++draw) draws.push_back(ensemble.parameters_of(draw));
    const std::vector<Influence> ranked = influences(draws, held_at_end(view, answer_values(view, view.base_task, main)));
    tell_assumptions(view, ranked, told);
    const std::set<std::string> behind = statements_behind(view, ledger);
    told.hangs_on = hangs_on_sentence(view, ranked, behind);
    tell_statements(ledger, behind, told);
    told.month_lines = month_lines(view, told);
    told.stop_lines = stop_lines(view, told);
    return told;
}

}  // namespace countervail
