// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "controls/compiled_regime.h"
#include "controls/regime.h"

namespace countervail {

namespace {

enum class Answer { no, yes, unknown };

Answer both(Answer a, Answer b) {
    if (a == Answer::no || b == Answer::no) return Answer::no;
    return a == Answer::unknown || b == Answer::unknown ? Answer::unknown : Answer::yes;
}

/// Limits of the law are decimal (0.1%, 25%), so shares are compared in billionths: a sum of parts that makes
/// 0.001 on paper is 0.001 here, whatever its binary digits.
long long billionths(double share) { return std::llround(std::clamp(share, -1e9, 1e9) * 1e9); }

Answer content(const Reach& reach, const Flow& flow, std::vector<std::string>& needs) {
    if (!reach.content_threshold) return Answer::yes;
    if (!flow.contents) {
        needs.push_back("share of value that is of " + reach.content_origin + " origin");
        return Answer::unknown;
    }
    double share = 0;
    for (const Ingredient& part : *flow.contents) {
        const bool counted = reach.content_items.empty() || matches_any(reach.content_items, part.item);
        if (counted && part.origin == reach.content_origin) share += part.share;
    }
    const long long have = billionths(share), limit = billionths(*reach.content_threshold);
    return have > limit || (have == limit && !reach.content_more_than) ? Answer::yes : Answer::no;
}

Answer technology(const Reach& reach, const Flow& flow, std::vector<std::string>& needs) {
    if (reach.technology_origin.empty()) return Answer::yes;
    if (!flow.technology_origins) {
        needs.push_back("whether technology from " + reach.technology_origin + " was used");
        return Answer::unknown;
    }
    const auto& origins = *flow.technology_origins;
    return std::find(origins.begin(), origins.end(), reach.technology_origin) != origins.end() ? Answer::yes : Answer::no;
}

Answer end_user(const Clause& clause, const Flow& flow, std::vector<std::string>& needs) {
    if (clause.end_users.empty()) return Answer::yes;
    if (!flow.parties) {
        needs.push_back("whether the end user is on " + clause.end_users.front() + " or held by one who is");
        return Answer::unknown;
    }
    const long long limit = billionths(clause.affiliates_at_least.value_or(1));
    for (const ListedParty& party : *flow.parties) {
        if (matches_any(clause.end_users, party.list) && billionths(party.share) >= limit) return Answer::yes;
    }
    return Answer::no;
}

bool within(const Condition& condition, double value) {
    return (!condition.at_least || value >= *condition.at_least) && (!condition.more_than || value > *condition.more_than) &&
           (!condition.at_most || value <= *condition.at_most) && (!condition.less_than || value < *condition.less_than);
}

Answer measured(const Clause& clause, const Flow& flow, std::vector<std::string>& needs) {
    Answer answer = Answer::yes;
    for (const Condition& condition : clause.conditions) {
        const auto found = std::find_if(flow.properties.begin(), flow.properties.end(),
                                        [&](const Property& property) { return property.quantity == condition.quantity; });
        if (found == flow.properties.end()) {
            needs.push_back(condition.quantity);
            answer = both(answer, Answer::unknown);
        } else if (!within(condition, found->value)) {
            return Answer::no;
        }
    }
    return answer;
}

/// Facts are asked for only when everything else fits; a plain "no" asks for nothing.
bool facts_fit(const CompiledClause& clause, const Flow& flow, std::vector<std::string>& needs) {
    if (!clause.asks_for_facts) return true;
    std::vector<std::string> asked;
    const Reach& reach = clause.clause->reach;
    const Answer answer = both(both(content(reach, flow, asked), technology(reach, flow, asked)),
                               both(end_user(*clause.clause, flow, asked), measured(*clause.clause, flow, asked)));
    if (answer == Answer::unknown) needs.insert(needs.end(), asked.begin(), asked.end());
    return answer == Answer::yes;
}

struct Query {
    const Flow& flow;
    Date on;
    std::uint32_t origin, exporter, destination;
    std::uint64_t item_hash;
};

/// Day, lane and class; the item is listed already.
bool fits(const CompiledClause& clause, const Query& query) {
    if (!clause.holds(query.on) || !clause.destinations.allows(query.destination) ||
        !clause.exporters.allows(query.exporter) || !clause.origins.allows(query.origin)) {
        return false;
    }
    const auto& classes = clause.clause->end_use_classes;
    if (!classes.empty() && std::find(classes.begin(), classes.end(), query.flow.end_use_class) == classes.end()) return false;
    return std::none_of(clause.reliefs.begin(), clause.reliefs.end(), [&](const CompiledClause::Relief& relief) {
        return relief.days.contains(query.on) && relief.items.contains(query.flow.item, query.item_hash);
    });
}

bool contains(const std::vector<int>& ascending, int value) {
    return std::binary_search(ascending.begin(), ascending.end(), value);
}

/// Clauses that fire: first those that stand alone, then those that speak only beside or through others.
std::vector<int> fired_clauses(const Regime::Compiled& compiled, const Query& query, std::vector<std::string>& needs) {
    std::vector<int> fired, room;
    const std::vector<int>& listing = compiled.listing(query.flow.item, query.item_hash, room);
    fired.reserve(listing.size());
    const auto clause_at = [&](int index) -> const CompiledClause& { return compiled.clauses[static_cast<std::size_t>(index)]; };
    for (const int index : listing) {
        const CompiledClause& clause = clause_at(index);
        if (!clause.dependent && fits(clause, query) && facts_fit(clause, query.flow, needs)) fired.push_back(index);
    }
    const std::size_t alone = fired.size();
    for (const int index : listing) {
        const CompiledClause& clause = clause_at(index);
        if (!clause.dependent || !fits(clause, query)) continue;
        const auto end = fired.begin() + static_cast<long>(alone);
        const bool beside = clause.clause->beside.empty() ||
                            std::any_of(fired.begin(), end, [&](int other) { return contains(clause.beside, other); });
        const bool through = clause.clause->listed_by.empty() ||
                             std::any_of(listing.begin(), listing.end(), [&](int other) {
                                 return contains(clause.listed_by, other) && clause_at(other).holds(query.on);
                             });
        if (beside && through && facts_fit(clause, query.flow, needs)) fired.push_back(index);
    }
    return fired;
}

auto severity(const Clause& clause) { return std::make_tuple(clause.requirement, clause.policy); }

/// Within an act the latest rate holds; across acts the rates add up.
void add_tariffs(const std::vector<CompiledClause>& clauses, const std::vector<int>& fired, Treatment& treatment) {
    const Act* current = nullptr;
    const Clause* latest = nullptr;
    const auto settle = [&] {
        if (latest != nullptr && latest->tariff > 0) {
            treatment.tariff += latest->tariff;
            treatment.tariff_acts.push_back(current->id);
        }
    };
    for (const int index : fired) {   // in order of act
        const CompiledClause& clause = clauses[static_cast<std::size_t>(index)];
        if (clause.act->form != "tariff") continue;
        if (clause.act != current) {
            settle();
            current = clause.act;
            latest = nullptr;
        }
        const auto age = [](const Clause& c) { return std::make_tuple(c.in_force_on, c.announced_on); };
        if (latest == nullptr || age(*clause.clause) >= age(*latest)) latest = clause.clause;
    }
    settle();
}

/// A general licence stands for the single ones when it relieves from every act that asks for one here.
void note_general_licence(const std::vector<CompiledClause>& clauses, const std::vector<int>& fired, Treatment& treatment) {
    if (treatment.requirement != Requirement::licence || treatment.policy >= Policy::presumption_of_denial) return;
    for (const int index : fired) {
        const CompiledClause& general = clauses[static_cast<std::size_t>(index)];
        const auto& relieved = general.clause->relieves;
        if (relieved.empty()) continue;
        const bool all = std::all_of(fired.begin(), fired.end(), [&](int other) {
            const CompiledClause& clause = clauses[static_cast<std::size_t>(other)];
            return clause.clause->requirement == Requirement::free || matches_any(relieved, clause.act->id);
        });
        if (!all) continue;
        treatment.general_licence = general.act->id + "#" + general.clause->ref;
        return;
    }
}

}  // namespace

Treatment Regime::treatment(const Flow& flow, Date on) const {
    Treatment treatment;
    if (flow.exporter == flow.destination) return treatment;   // not an export
    const auto& clauses = compiled_->clauses;
    const Query query{flow, on, pack_place(flow.origin), pack_place(flow.exporter), pack_place(flow.destination),
                      hash_name(flow.item)};
    const std::vector<int> fired = fired_clauses(*compiled_, query, treatment.needs);
    const CompiledClause* strictest = nullptr;
    for (const int index : fired) {
        const CompiledClause& clause = clauses[static_cast<std::size_t>(index)];
        if (clause.clause->requirement == Requirement::free) continue;
        const bool exempt = std::any_of(fired.begin(), fired.end(), [&](int other) {
            return contains(clauses[static_cast<std::size_t>(other)].exempts, index);
        });
        if (exempt) continue;
        if (strictest == nullptr || severity(*clause.clause) > severity(*strictest->clause)) strictest = &clause;
        const auto days = clause.clause->statutory_working_days;
        if (days) treatment.statutory_working_days = std::max(days, treatment.statutory_working_days);
    }
    if (strictest != nullptr) {
        treatment.requirement = strictest->clause->requirement;
        treatment.policy = strictest->clause->policy;
        treatment.act = strictest->act->id;
        treatment.clause = strictest->clause->ref;
        treatment.reason = strictest->reason;
    }
    add_tariffs(clauses, fired, treatment);
    note_general_licence(clauses, fired, treatment);
    return treatment;
}

}  // namespace countervail
