// SPDX-License-Identifier: Apache-2.0
// Properties of any law, on generated acts with content limits, listed users, technical limits, dependence and relief.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "controls/assessment.h"
#include "controls/sample_acts.h"

// covers: evaluation, clause_tests

namespace countervail {
namespace {

using sample::day;
using sample::dec;

Decimal some_share() { return Decimal(*rc::gen::inRange(0, 13)) / Decimal(12); }

/// A sample act whose clauses also turn on facts; the last one sometimes speaks beside the others.
Act rich_act(int number) {
    Act act = sample::random_act(number);
    for (Clause& clause : act.clauses) {
        switch (*rc::gen::inRange(0, 5)) {
            case 0:
                clause.reach.content_origin = *rc::gen::elementOf(sample::kPlaces);
                clause.reach.content_threshold = dec(0.25);
                clause.reach.content_more_than = *rc::gen::arbitrary<bool>();
                break;
            case 1:
                clause.end_users = {"list"};
                clause.affiliates_at_least = dec(0.5);
                clause.affiliates_by = *rc::gen::element(HoldingRule::largest_direct, HoldingRule::cascade);
                break;
            case 2: clause.conditions = {{"size", "mm", dec(5), {}, {}, {}, {}, {}}}; break;
            case 3: clause.reach.technology_origin = *rc::gen::elementOf(sample::kPlaces); break;
            default: break;
        }
    }
    if (act.clauses.size() > 1 && *rc::gen::arbitrary<bool>()) act.clauses.back().beside = {"#0"};
    return act;
}

std::vector<Act> rich_acts() {
    std::vector<Act> acts;
    const int count = *rc::gen::inRange(1, 5);
    for (int i = 0; i < count; ++i) acts.push_back(rich_act(i));
    return acts;
}

Regime usable(std::vector<Act> acts) {
    auto regime = Regime::of(std::move(acts), day("2026-01-01"));
    RC_PRE(regime.has_value());
    return *regime;
}

/// Facts are stated or not, by chance.
Flow rich_flow() {
    Flow flow = sample::random_flow();
    const auto stated = [] { return *rc::gen::inRange(0, 4) != 0; };
    if (stated()) {
        flow.contents = std::vector<Ingredient>{};
        const Decimal parts[] = {some_share(), some_share()};
        for (const Decimal part : parts) {
            flow.contents->push_back({"part", *rc::gen::inRange(0, 5) == 0 ? std::string() : *rc::gen::elementOf(sample::kPlaces), part / Decimal(2), "", false});
        }
    }
    if (stated()) {
        flow.parties = std::vector<ListedParty>{};
        const Decimal share = some_share();
        if (stated()) flow.parties->push_back({"list", Tie::largest_direct, share});
        if (stated()) flow.parties->push_back({"list", Tie::cascade, std::min(Decimal(1), share + some_share() / Decimal(4))});
    }
    if (stated()) flow.technology_origins = std::vector<std::string>{*rc::gen::elementOf(sample::kPlaces)};
    if (stated()) flow.facts = {{"size", Decimal(*rc::gen::inRange(3, 8))}};
    return flow;
}

Date some_day() { return day("2025-01-01") + *rc::gen::inRange(0, 90); }

int strictness(const Treatment& treatment) {
    return static_cast<int>(treatment.requirement) * 10 + static_cast<int>(treatment.policy);
}

RC_GTEST_PROP(LawProperties, RemovingARestrictingActNeverShrinksWhatIsFree, ()) {
    const Regime regime = usable(rich_acts());
    const Regime fewer = regime.without((*rc::gen::elementOf(regime.acts())).id);
    for (int i = 0; i < 10; ++i) {
        const Flow flow = rich_flow();
        const Date on = some_day();
        RC_ASSERT(strictness(fewer.treatment(flow, on)) <= strictness(regime.treatment(flow, on)));
    }
}

RC_GTEST_PROP(LawProperties, RemovingASuspensionOrAGeneralLicenceNeverWidensWhatIsFree, ()) {
    std::vector<Act> acts = rich_acts();
    const Date from = some_day();
    acts.push_back(sample::suspension("ZZZ/pause", from.to_text(), from + *rc::gen::inRange(1, 60), {(*rc::gen::elementOf(acts)).id}));
    Act general = sample::act("ZZZ/general", "2025-01-01", {sample::clause("1", "2025-01-01", {"*"})});
    general.form = "general-licence";
    general.clauses[0].requirement = Requirement::free;
    general.clauses[0].relieves = {"*"};
    acts.push_back(general);
    const Regime regime = usable(acts);
    const Regime unpaused = regime.without("ZZZ/pause"), ungeneral = regime.without("ZZZ/general");
    for (int i = 0; i < 10; ++i) {
        const Flow flow = rich_flow();
        const Date on = some_day();
        const Treatment with = regime.treatment(flow, on), without = ungeneral.treatment(flow, on);
        RC_ASSERT(strictness(unpaused.treatment(flow, on)) >= strictness(with));
        RC_ASSERT(strictness(without) == strictness(with));
        RC_ASSERT(without.general_licence.empty());
        const bool could = with.requirement == Requirement::licence && with.policy < Policy::presumption_of_denial;
        RC_ASSERT(could == !with.general_licence.empty());
    }
}

RC_GTEST_PROP(LawProperties, RaisingAThresholdNeverCatchesMore, ()) {
    std::vector<Act> acts = rich_acts();
    const Regime before = usable(acts);
    for (Act& act : acts) {
        for (Clause& clause : act.clauses) {
            if (clause.reach.content_threshold) *clause.reach.content_threshold += some_share() / Decimal(2);
            if (clause.affiliates_at_least) *clause.affiliates_at_least += some_share() / Decimal(3);
            for (Condition& condition : clause.conditions) *condition.at_least += Decimal(*rc::gen::inRange(0, 3));
        }
    }
    const Regime after = usable(acts);
    for (int i = 0; i < 10; ++i) {
        const Flow flow = rich_flow();
        const Date on = some_day();
        RC_ASSERT(strictness(after.treatment(flow, on)) <= strictness(before.treatment(flow, on)));
    }
}

RC_GTEST_PROP(LawProperties, OutsideItsDaysAnActChangesNothing, ()) {
    std::vector<Act> acts = rich_acts();
    Act late = rich_act(9);
    const Date from = day("2025-02-01"), until = day("2025-02-20");
    for (Clause& clause : late.clauses) {
        clause.in_force_on = from;
        clause.until = until;
    }
    acts.push_back(late);
    const Regime regime = usable(acts), without = regime.without(late.id);
    const Flow flow = rich_flow();
    for (const Date on : {day("2025-01-31"), until, day("2025-03-15")}) RC_ASSERT(regime.treatment(flow, on) == without.treatment(flow, on));
}

RC_GTEST_PROP(LawProperties, TheOrderOfClausesAndActsChangesNothing, ()) {
    std::vector<Act> acts = rich_acts();
    const Regime regime = usable(acts);
    for (Act& act : acts) std::reverse(act.clauses.begin(), act.clauses.end());
    std::reverse(acts.begin(), acts.end());
    const Regime reversed = usable(acts);
    for (int i = 0; i < 10; ++i) {
        const Flow flow = rich_flow();
        const Date on = some_day();
        const Treatment a = regime.treatment(flow, on), b = reversed.treatment(flow, on);
        RC_ASSERT(strictness(a) == strictness(b));
        RC_ASSERT(a.act == b.act || strictness(a) == strictness(b));
        RC_ASSERT(std::is_permutation(a.needs.begin(), a.needs.end(), b.needs.begin(), b.needs.end()));
        const Assessment one = assess(regime, flow, on), two = assess(reversed, flow, on);
        RC_ASSERT(one.limbs.size() == two.limbs.size());
        for (std::size_t at = 0; at < one.limbs.size(); ++at) {
            RC_ASSERT(one.limbs[at].limb == two.limbs[at].limb);
            RC_ASSERT(one.limbs[at].verdict == two.limbs[at].verdict);
        }
    }
}

RC_GTEST_PROP(LawProperties, TheLongAnswerSaysWhatTheShortOneSays, ()) {
    const Regime regime = usable(rich_acts());
    for (int i = 0; i < 10; ++i) {
        const Flow flow = rich_flow();
        const Date on = some_day();
        const Treatment treatment = regime.treatment(flow, on);
        const Assessment assessment = assess(regime, flow, on);
        Verdict strictest = Verdict::not_listed;
        bool open = false;
        for (const LimbFinding& limb : assessment.limbs) {
            if (limb.verdict == Verdict::unknown_needs) {
                open = true;
                RC_ASSERT(!limb.needs.empty());
            } else if (limb.verdict >= Verdict::exempt_report) {
                strictest = std::max(strictest, limb.verdict);
            }
        }
        RC_ASSERT((strictest == Verdict::prohibited) == (treatment.requirement == Requirement::prohibited));
        RC_ASSERT((strictest == Verdict::denied_in_principle) == (treatment.requirement == Requirement::licence && treatment.policy == Policy::presumption_of_denial));
        RC_ASSERT((strictest >= Verdict::exempt_report) == (treatment.requirement >= Requirement::exempt_report));
        if (treatment.requirement == Requirement::free) RC_ASSERT(open == !treatment.needs.empty());
        RC_ASSERT(assessment.overall == strictest || assessment.overall == Verdict::unknown_needs);
    }
}

/// Stating a fact may turn "unknown" into an answer, never one answer into another.
RC_GTEST_PROP(LawProperties, MoreKnowledgeOnlySettlesWhatWasOpen, ()) {
    const Regime regime = usable(rich_acts());
    Flow vague = sample::random_flow();
    Flow precise = rich_flow();
    precise.item = vague.item;
    precise.origin = vague.origin;
    precise.exporter = vague.exporter;
    precise.destination = vague.destination;
    precise.end_uses = vague.end_uses;
    const Date on = some_day();
    const Assessment before = assess(regime, vague, on), after = assess(regime, precise, on);
    RC_ASSERT(before.limbs.size() == after.limbs.size());
    for (std::size_t i = 0; i < before.limbs.size(); ++i) {
        if (before.limbs[i].verdict == Verdict::unknown_needs || before.limbs[i].would_be == Verdict::unknown_needs) continue;
        RC_ASSERT(before.limbs[i].verdict == after.limbs[i].verdict);
    }
}

}  // namespace
}  // namespace countervail
