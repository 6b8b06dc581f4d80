// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "controls/evaluation.h"
#include "controls/regime.h"

namespace countervail {

namespace {

auto severity(const Clause& clause) { return std::make_tuple(clause.requirement, clause.policy); }

/// Positions of the clauses that fire for certain and are not lifted, in order of act and clause.
std::vector<const CompiledClause*> standing_clauses(const Regime::Compiled& compiled, const Evaluation& evaluation) {
    std::vector<int> fired;
    for (std::size_t i = 0; i < evaluation.listing.size(); ++i) {
        if (evaluation.fires[i] == Answer::yes && evaluation.lifted_by[i] < 0) fired.push_back(evaluation.listing[i]);
    }
    std::sort(fired.begin(), fired.end());
    std::vector<const CompiledClause*> clauses;
    for (const int index : fired) clauses.push_back(&compiled.at(index));
    return clauses;
}

/// Within an act the latest rate holds; across acts the rates add up.
void add_tariffs(const std::vector<const CompiledClause*>& fired, Treatment& treatment) {
    const Act* current = nullptr;
    const Clause* latest = nullptr;
    const auto settle = [&] {
        if (latest != nullptr && latest->tariff > 0) {
            treatment.tariff += latest->tariff;
            treatment.tariff_acts.push_back(current->id);
        }
    };
    for (const CompiledClause* clause : fired) {   // in order of act
        if (clause->act->form != "tariff" || !clause->clause->exempts.empty()) continue;
        if (clause->act != current) {
            settle();
            current = clause->act;
            latest = nullptr;
        }
        const auto age = [](const Clause& c) { return std::make_tuple(c.in_force_on, c.announced_on); };
        if (latest == nullptr || age(*clause->clause) >= age(*latest)) latest = clause->clause;
    }
    settle();
}

/// A general licence stands for the single ones when it relieves from every act that asks for one here. Whether it names
/// the customer may be unknown: it then only may stand.
void note_general_licence(const Regime::Compiled& compiled, const Evaluation& evaluation, const std::vector<const CompiledClause*>& fired,
                          Treatment& treatment) {
    if (treatment.requirement != Requirement::licence || treatment.policy >= Policy::presumption_of_denial) return;
    for (std::size_t i = 0; i < evaluation.listing.size(); ++i) {
        const CompiledClause& general = compiled.at(evaluation.listing[i]);
        const auto& relieved = general.clause->relieves;
        if (relieved.empty() || evaluation.fires[i] == Answer::no || evaluation.lifted_by[i] >= 0) continue;
        const bool all = std::all_of(fired.begin(), fired.end(), [&](const CompiledClause* clause) {
            return clause->clause->requirement < Requirement::licence || matches_any(relieved, clause->act->id);
        });
        if (!all) continue;
        treatment.general_licence = general.act->id + "#" + general.clause->ref;
        return;
    }
}

}  // namespace

Treatment Regime::treatment(const Flow& flow, Date on) const {
    Treatment treatment;
    const Query query(*compiled_, flow);
    static thread_local Evaluation evaluation;
    evaluate(*compiled_, query, on, Evaluation::Day::actual, false, evaluation);
    const auto fired = standing_clauses(*compiled_, evaluation);
    const CompiledClause* strictest = nullptr;
    for (const CompiledClause* clause : fired) {
        if (clause->clause->requirement < Requirement::exempt_report) continue;
        if (strictest == nullptr || severity(*clause->clause) > severity(*strictest->clause)) strictest = clause;
        const auto days = clause->clause->statutory_working_days;
        if (days) treatment.statutory_working_days = std::max(days, treatment.statutory_working_days);
    }
    if (strictest != nullptr) {
        treatment.requirement = strictest->clause->requirement;
        treatment.policy = strictest->clause->policy;
        treatment.act = strictest->act->id;
        treatment.clause = strictest->clause->ref;
        treatment.reason = strictest->reason;
    }
    for (std::size_t i = 0; i < evaluation.listing.size(); ++i) {
        const Clause& clause = *compiled_->at(evaluation.listing[i]).clause;
        const bool demands = clause.requirement >= Requirement::exempt_report || !clause.exempts.empty();
        if (evaluation.fires[i] != Answer::unknown || !demands) continue;
        for (const MissingFact& missing : evaluation.asked[i].missing) {
            if (std::find(treatment.needs.begin(), treatment.needs.end(), missing.question) == treatment.needs.end()) {
                treatment.needs.push_back(missing.question);
            }
        }
    }
    add_tariffs(fired, treatment);
    note_general_licence(*compiled_, evaluation, fired, treatment);
    return treatment;
}

}  // namespace countervail
