// SPDX-License-Identifier: Apache-2.0
#include "screening/screening.h"

#include <algorithm>
#include <map>
#include <set>

#include "screening/fired_clauses.h"

namespace countervail {

namespace {

int badness(ScreeningOutcome outcome) {
    switch (outcome) {
        case ScreeningOutcome::free: return 0;
        case ScreeningOutcome::free_with_report: return 1;
        case ScreeningOutcome::licence: return 2;
        case ScreeningOutcome::unknown: return 3;
        case ScreeningOutcome::refused: break;
    }
    return 4;
}

struct Merged {
    ScreeningOutcome outcome = ScreeningOutcome::free;
    bool disagree = false;
    std::size_t worst = 0;
};

/// One outcome for all goods that the shipment may be. A good that may be free and may need a licence is unknown.
Merged merge(const std::vector<std::vector<PowerAnswer>>& by_good, std::size_t power) {
    Merged merged{by_good.front()[power].outcome, false, 0};
    std::set<ScreeningOutcome> outcomes;
    for (std::size_t i = 0; i < by_good.size(); ++i) {
        const ScreeningOutcome one = by_good[i][power].outcome;
        outcomes.insert(one);
        if (badness(one) > badness(by_good[merged.worst][power].outcome)) merged.worst = i;
    }
    merged.outcome = outcomes.size() == 1 ? *outcomes.begin() : ScreeningOutcome::unknown;
    merged.disagree = outcomes.size() > 1;
    return merged;
}

using LimbKey = std::pair<std::string, std::string>;

std::map<LimbKey, const LimbFinding*> by_name(const Assessment& assessment) {
    std::map<LimbKey, const LimbFinding*> limbs;
    for (const LimbFinding& limb : assessment.limbs) limbs[{limb.act, limb.limb}] = &limb;
    return limbs;
}

/// Limbs whose word differs; a limb that one side does not have (its act was left out) is not listed there.
void compare(const LawAlternative& other, const ScreenedGood& good, const Assessment& there, std::vector<LimbElsewhere>& found) {
    const auto here_limbs = by_name(good.assessment), there_limbs = by_name(there);
    std::set<LimbKey> names;
    for (const auto& [name, limb] : here_limbs) names.insert(name);
    for (const auto& [name, limb] : there_limbs) names.insert(name);
    for (const LimbKey& name : names) {
        const auto a = here_limbs.find(name), b = there_limbs.find(name);
        LimbElsewhere one{other.id, other.meaning, good.good.item, name.first, name.second};
        if (a != here_limbs.end()) one.here = a->second->verdict, one.would_be_here = a->second->would_be;
        if (b != there_limbs.end()) one.there = b->second->verdict, one.would_be_there = b->second->would_be;
        if (one.here != one.there || one.would_be_here != one.would_be_there) found.push_back(std::move(one));
    }
}

/// A day before a power's first clause: that nothing bites says nothing about the law of that day.
void note_days_before(const LawBook& book, Date on, std::vector<std::string>& notes) {
    std::map<std::string, Date> first;
    for (const Act& act : book.chosen.acts()) {
        for (const Clause& clause : act.clauses) {
            const auto [place, fresh] = first.emplace(act.issuer, clause.in_force_on);
            if (!fresh) place->second = std::min(place->second, clause.in_force_on);
        }
    }
    for (const auto& [power, day] : first) {
        if (on < day) notes.push_back("no act of " + power + " here begins before " + day.to_text() + ": that nothing of it bites on " + on.to_text() + " says nothing about its law of that day");
    }
}

/// Goods made in or shipped from a place are subject to its law; others only where a rule on jurisdiction says so, or may.
bool reaches(const ScreenedGood& good, const std::string& power) {
    const Flow& flow = good.flow;
    if (flow.origin.empty() || flow.exporter.empty() || flow.origin == power || flow.exporter == power) return true;
    const auto& limbs = good.assessment.limbs;
    return std::any_of(limbs.begin(), limbs.end(), [&](const LimbFinding& limb) {
        const bool silent = limb.verdict == Verdict::not_subject || limb.verdict == Verdict::not_listed;
        return issuer_of(limb.act) == power && !silent;
    });
}

void add_times(PowerScreening& power, const ScreenedGood& good, const LawBook& book, const Ledger* ledger, Date on) {
    const PowerAnswer& answer = power.answer;
    const bool licence = answer.verdict >= Verdict::license_required && answer.verdict <= Verdict::denied_in_principle;
    if (!licence && power.outcome != ScreeningOutcome::unknown) return;
    if (answer.statutory_working_days) {
        const auto calendar = book.working_days.find(power.power);
        power.term = statutory_term(calendar == book.working_days.end() ? WorkingDays() : calendar->second, on, *answer.statutory_working_days);
    }
    if (ledger != nullptr) power.observed = observed_times(*ledger, book.chosen.terms(), power.power, good.good.item, book.chosen.known_on());
}

}  // namespace

ScreeningOutcome worse(ScreeningOutcome a, ScreeningOutcome b) { return badness(a) < badness(b) ? b : a; }

Verdict Screening::verdict(std::string_view act, std::string_view limb) const { return goods.front().assessment.verdict(act, limb); }

Screening screen(const Shipment& shipment, const ScreeningTools& tools, Date on) {
    return screen(flows_of(shipment, tools.flows, on, tools.book.chosen.known_on()), tools.book, tools.ledger, on);
}

Screening screen(ShipmentFlows flows, const LawBook& book, const Ledger* ledger, Date on) {
    Screening made;
    made.on = on;
    made.known_on = book.chosen.known_on();
    made.branches = book.chosen.choice().branches;
    made.readings = book.chosen.choice().readings;
    made.notes = std::move(flows.notes);
    note_days_before(book, on, made.notes);
    const std::vector<std::string> powers = book.powers();
    std::vector<std::vector<PowerAnswer>> here;
    for (CandidateFlow& candidate : flows.candidates) {
        ScreenedGood good{std::move(candidate.good), std::move(candidate.flow), {}, {}};
        good.assessment = assess(book.chosen, good.flow, on);
        good.powers = power_answers(good.assessment, powers);
        here.push_back(good.powers);
        made.goods.push_back(std::move(good));
    }
    for (std::size_t p = 0; p < powers.size(); ++p) {
        const Merged merged = merge(here, p);
        PowerScreening power;
        power.power = powers[p];
        power.outcome = merged.outcome;
        power.goods_disagree = merged.disagree;
        power.decided_by = merged.worst;
        power.answer = here[merged.worst][p];
        power.reached = std::any_of(made.goods.begin(), made.goods.end(), [&](const ScreenedGood& good) { return reaches(good, powers[p]); });
        add_times(power, made.goods[merged.worst], book, ledger, on);
        made.overall = worse(made.overall, power.outcome);
        made.powers.push_back(std::move(power));
    }
    std::vector<std::uint64_t> fired;
    for (const ScreenedGood& good : made.goods) fired.push_back(fired_clauses(book.chosen, good.flow, on));
    for (const LawAlternative& other : book.others) {
        std::vector<std::vector<PowerAnswer>> there;
        for (std::size_t i = 0; i < made.goods.size(); ++i) {
            const ScreenedGood& good = made.goods[i];
            if (fired_clauses(other.regime, good.flow, on) == fired[i]) {
                there.push_back(good.powers);
                continue;
            }
            const Assessment assessment = assess(other.regime, good.flow, on);
            compare(other, good, assessment, made.elsewhere);
            there.push_back(power_answers(assessment, powers));
        }
        for (std::size_t p = 0; p < powers.size(); ++p) {
            const ScreeningOutcome outcome = merge(there, p).outcome;
            if (outcome != made.powers[p].outcome) made.powers[p].elsewhere.emplace_back(other.id, outcome);
        }
    }
    return made;
}

}  // namespace countervail
