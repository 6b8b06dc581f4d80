// SPDX-License-Identifier: Apache-2.0
#include "controls/compiled_regime.h"

#include <algorithm>

namespace countervail {

namespace {

PlaceRule pack(const std::vector<std::string>& only, const std::vector<std::string>& except) {
    PlaceRule rule;
    for (const std::string& place : only) rule.only.push_back(pack_place(place));
    for (const std::string& place : except) rule.except.push_back(pack_place(place));
    return rule;
}

std::string sentence(const Act& act, const Clause& clause) {
    std::string text = (act.number.empty() ? act.id : act.authority + " " + act.number) + ", " + clause.ref + ": ";
    if (clause.requirement == Requirement::prohibited) return text + "prohibited. " + clause.summary;
    return text + "licence, " + to_text(clause.policy) + ". " + clause.summary;
}

CompiledClause compile_clause(const std::vector<Act>& acts, const Act& act, const Clause& clause, const ClauseDates& dates) {
    CompiledClause compiled;
    compiled.act = &act;
    compiled.clause = &clause;
    compiled.in_force = dates.in_force;
    compiled.origins = pack(clause.reach.origins, clause.reach.origins_except);
    if (clause.reach.foreign_made) compiled.origins.except.push_back(pack_place(act.issuer));
    compiled.exporters = pack(clause.reach.exporters, clause.reach.exporters_except);
    compiled.destinations = pack(clause.reach.destinations, clause.reach.destinations_except);
    compiled.items = PatternSet(clause.items);
    compiled.items_except = PatternSet(clause.items_except);
    compiled.dependent = !clause.beside.empty() || !clause.listed_by.empty();
    compiled.asks_for_facts = clause.reach.content_threshold || !clause.reach.technology_origin.empty() ||
                              !clause.end_users.empty() || !clause.conditions.empty();
    compiled.reason = sentence(act, clause);
    for (const Act& other : acts) {
        for (const Suspension& suspension : other.suspensions) {
            if (suspension.items.empty() || !covers(suspension, act, clause)) continue;
            compiled.reliefs.push_back({{suspension.from, suspension.until.value_or(open_end())}, PatternSet(suspension.items)});
        }
    }
    return compiled;
}

/// Patterns over "act#clause"; one that begins with '#' speaks of its own act. Clauses that depend on others, exempt
/// from others or only tax never count, so dependence cannot run in a circle.
std::vector<int> resolve(const std::vector<CompiledClause>& clauses, const std::vector<std::string>& patterns, const Act& own) {
    std::vector<int> found;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        const Clause& clause = *clauses[i].clause;
        if (clauses[i].dependent || clause.requirement == Requirement::free) continue;
        const std::string name = clauses[i].act->id + "#" + clause.ref;
        for (const std::string& pattern : patterns) {
            if (!matches_pattern(pattern.starts_with('#') ? own.id + pattern : pattern, name)) continue;
            found.push_back(static_cast<int>(i));
            break;
        }
    }
    return found;
}

void index_items(Regime::Compiled& compiled) {
    const auto& clauses = compiled.clauses;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        bool pattern = false;
        for (const std::string& item : clauses[i].clause->items) {
            if (item.find('*') != std::string::npos) {
                pattern = true;
            } else {
                compiled.by_item[item];
            }
        }
        if (pattern) compiled.with_patterns.push_back(static_cast<int>(i));
    }
    for (auto& [item, listing] : compiled.by_item) {
        for (std::size_t i = 0; i < clauses.size(); ++i) {
            if (clauses[i].lists(item, hash_name(item))) listing.push_back(static_cast<int>(i));
        }
    }
}

}  // namespace

const std::vector<int>& Regime::Compiled::listing(const std::string& item, std::uint64_t hash, std::vector<int>& room) const {
    const auto found = by_item.find(item);
    if (found != by_item.end()) return found->second;
    for (const int index : with_patterns) {
        if (clauses[static_cast<std::size_t>(index)].lists(item, hash)) room.push_back(index);
    }
    return room;
}

std::uint32_t pack_place(std::string_view place) {
    if (place.size() > 4) return 0;
    std::uint32_t packed = 0;
    for (const char c : place) packed = (packed << 8) | static_cast<unsigned char>(c);
    return packed;
}

bool PlaceRule::allows(std::uint32_t place) const {
    if (!only.empty() && std::find(only.begin(), only.end(), place) == only.end()) return false;
    return except.empty() || std::find(except.begin(), except.end(), place) == except.end();
}

bool CompiledClause::holds(Date on) const {
    for (const Interval& interval : in_force) {
        if (interval.contains(on)) return true;
    }
    return false;
}

std::shared_ptr<const Regime::Compiled> Regime::Compiled::compile(std::vector<Act> acts, Date known_on) {
    auto compiled = std::make_shared<Compiled>();
    std::erase_if(acts, [&](const Act& act) { return act.announced_on > known_on; });
    for (Act& act : acts) {
        std::erase_if(act.clauses, [&](const Clause& clause) { return clause.announced_on > known_on; });
    }
    std::sort(acts.begin(), acts.end(), [](const Act& a, const Act& b) { return a.id < b.id; });
    compiled->acts = std::move(acts);
    compiled->known_on = known_on;
    for (const Act& act : compiled->acts) {
        for (const Clause& clause : act.clauses) {
            ClauseDates dates = clause_dates(compiled->acts, act, clause);
            compiled->clauses.push_back(compile_clause(compiled->acts, act, clause, dates));
            compiled->dates.emplace(std::pair(act.id, clause.ref), std::move(dates));
        }
    }
    index_items(*compiled);
    auto& clauses = compiled->clauses;
    for (CompiledClause& clause : clauses) {
        clause.beside = resolve(clauses, clause.clause->beside, *clause.act);
        clause.listed_by = resolve(clauses, clause.clause->listed_by, *clause.act);
        for (std::size_t i = 0; i < clauses.size(); ++i) {
            const auto& refs = clause.clause->exempts;
            if (clauses[i].act != clause.act || std::find(refs.begin(), refs.end(), clauses[i].clause->ref) == refs.end()) continue;
            clause.exempts.push_back(static_cast<int>(i));
        }
    }
    return compiled;
}

}  // namespace countervail
