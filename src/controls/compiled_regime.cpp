// SPDX-License-Identifier: Apache-2.0
#include "controls/compiled_regime.h"

#include <algorithm>
#include <atomic>
#include <set>

namespace countervail {

namespace {

void pack(std::vector<std::uint32_t>& packed, const std::vector<std::string>& places, const LawTerms& terms) {
    for (const std::string& place : places) {
        const PlaceGroup* group = terms.group(place);
        if (group == nullptr) {
            packed.push_back(pack_place(place));
        } else {
            pack(packed, group->places, terms);
        }
    }
}

PlaceRule pack(const std::vector<std::string>& only, const std::vector<std::string>& except, const LawTerms& terms) {
    PlaceRule rule;
    pack(rule.only, only, terms);
    pack(rule.except, except, terms);
    return rule;
}

std::string sentence(const Act& act, const Clause& clause) {
    std::string text = (act.number.empty() ? act.id : act.authority + " " + act.number) + ", " + clause.ref + ": ";
    switch (clause.requirement) {
        case Requirement::prohibited: return text + "prohibited. " + clause.summary;
        case Requirement::licence: return text + "licence, " + to_text(clause.policy) + ". " + clause.summary;
        case Requirement::exempt_report: return text + "no licence, but a report. " + clause.summary;
        default: return text + clause.summary;
    }
}

std::pair<std::string_view, std::string_view> split_reading(std::string_view reading) {
    const std::size_t sign = std::min(reading.find('='), reading.size());
    return {reading.substr(0, sign), reading.substr(std::min(sign + 1, reading.size()))};
}

Voice voice_of(const Regime::Compiled& compiled, const Clause& clause) {
    Voice voice = Voice::certain;
    for (const std::string& reading : clause.readings) {
        const auto [question, option] = split_reading(reading);
        const std::string chosen = compiled.reading_of(question);
        if (chosen == "open") {
            voice = Voice::open;
        } else if (chosen != option) {
            return Voice::silent;
        }
    }
    return voice;
}

CompiledClause compile_clause(const Regime::Compiled& compiled, const Act& act, const Clause& clause, const ClauseDates& dates) {
    CompiledClause made;
    made.act = &act;
    made.clause = &clause;
    made.in_force = dates.in_force;
    made.ends = dates.ends;
    const Reach& reach = clause.reach;
    made.origins = pack(reach.origins, reach.origins_except, compiled.terms);
    if (reach.foreign_made) made.origins.except.push_back(pack_place(act.issuer));
    made.exporters = pack(reach.exporters, reach.exporters_except, compiled.terms);
    made.destinations = pack(reach.destinations, reach.destinations_except, compiled.terms);
    made.end_user_places = pack(reach.end_user_places, reach.end_user_places_except, compiled.terms);
    made.headquarters = pack(reach.headquarters, reach.headquarters_except, compiled.terms);
    made.items = PatternSet(clause.items);
    made.items_except = PatternSet(clause.items_except);
    made.dependent = !clause.beside.empty() || !clause.listed_by.empty();
    made.asks_for_facts = reach.content_threshold || !reach.technology_origin.empty() || !clause.end_users.empty() ||
                          !clause.conditions.empty();
    made.voice = voice_of(compiled, clause);
    made.reason = sentence(act, clause);
    for (const Act& other : compiled.acts) {
        for (const Suspension& suspension : other.suspensions) {
            if (suspension.items.empty() || !covers(suspension, act, clause)) continue;
            made.reliefs.push_back({{suspension.from, suspension.until.value_or(open_end())}, PatternSet(suspension.items)});
        }
    }
    return made;
}

/// Patterns over "act#clause"; one that begins with '#' speaks of its own act.
std::vector<int> resolve(const std::vector<CompiledClause>& clauses, const std::vector<std::string>& patterns, const CompiledClause& own,
                         bool (*counts)(const Clause&)) {
    std::vector<int> found;
    if (patterns.empty()) return found;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        const Clause& clause = *clauses[i].clause;
        if (&clauses[i] == &own || !counts(clause)) continue;
        const std::string name = clauses[i].act->id + "#" + clause.ref;
        for (const std::string& pattern : patterns) {
            if (!matches_pattern(pattern.starts_with('#') ? own.act->id + pattern : pattern, name)) continue;
            found.push_back(static_cast<int>(i));
            break;
        }
    }
    return found;
}

/// Clauses that exempt, and duties, never make another clause speak.
bool speaks(const Clause& clause) { return clause.requirement != Requirement::free && clause.requirement != Requirement::duty; }
/// "All dual-use items" are what acts put under licence, item by item: not what speaks of everything.
bool names_goods(const Clause& clause) {
    return clause.requirement >= Requirement::licence && clause.beside.empty() && clause.listed_by.empty() &&
           std::find(clause.items.begin(), clause.items.end(), "*") == clause.items.end();
}
bool anything(const Clause&) { return true; }

void connect(Regime::Compiled& compiled) {
    auto& clauses = compiled.clauses;
    for (CompiledClause& clause : clauses) {
        clause.beside = resolve(clauses, clause.clause->beside, clause, speaks);
        clause.listed_by = resolve(clauses, clause.clause->listed_by, clause, names_goods);
        std::vector<std::string> lifted = clause.clause->exempts;
        for (std::string& pattern : lifted) {
            if (pattern.find('#') == std::string::npos) pattern = "#" + pattern;
        }
        clause.exempts = resolve(clauses, lifted, clause, anything);
    }
}

/// Longest chain of dependence below each clause; in a circle it grows past the number of clauses, which circles() reports.
void order(Regime::Compiled& compiled) {
    auto& clauses = compiled.clauses;
    const int most = static_cast<int>(clauses.size()) + 1;
    for (bool changed = true; changed;) {
        changed = false;
        for (CompiledClause& clause : clauses) {
            int stratum = clause.dependent ? 1 : 0;
            for (const int other : clause.beside) stratum = std::max(stratum, compiled.at(other).stratum + 1);
            stratum = std::min(stratum, most);
            if (stratum > clause.stratum) {
                clause.stratum = stratum;
                changed = true;
            }
        }
    }
}

/// Every way to answer the limb's open questions, with the clauses that speak under it.
void open_ways(const Regime::Compiled& compiled, CompiledLimb& limb) {
    std::set<std::string> open;
    for (const int index : limb.clauses) {
        if (compiled.at(index).voice != Voice::open) continue;
        for (const std::string& reading : compiled.at(index).clause->readings) {
            const std::string question(split_reading(reading).first);
            if (compiled.reading_of(question) == "open") open.insert(question);
        }
    }
    if (open.empty()) return;
    limb.open.assign(open.begin(), open.end());
    limb.ways.push_back({});
    for (const std::string& question : limb.open) {
        std::vector<std::string> options;
        if (const OpenQuestion* known = compiled.terms.question(question)) {
            for (const QuestionOption& option : known->options) options.push_back(option.id);
        }
        std::vector<CompiledLimb::Way> wider;
        for (const CompiledLimb::Way& way : limb.ways) {
            for (const std::string& option : options) {
                wider.push_back(way);
                wider.back().readings.push_back(question + "=" + option);
            }
        }
        limb.ways = std::move(wider);
    }
    for (CompiledLimb::Way& way : limb.ways) {
        for (const int index : limb.clauses) {
            const CompiledClause& clause = compiled.at(index);
            if (clause.voice == Voice::silent) continue;
            const auto& readings = clause.clause->readings;
            const bool fits = std::all_of(readings.begin(), readings.end(), [&](const std::string& reading) {
                const bool is_open = open.contains(std::string(split_reading(reading).first));
                return !is_open || std::find(way.readings.begin(), way.readings.end(), reading) != way.readings.end();
            });
            if (fits) way.clauses.push_back(index);
        }
    }
}

void group_limbs(Regime::Compiled& compiled) {
    std::map<std::pair<std::string, std::string>, std::vector<int>> by_name;
    for (std::size_t i = 0; i < compiled.clauses.size(); ++i) {
        const CompiledClause& clause = compiled.clauses[i];
        by_name[{clause.act->id, clause.clause->limb.empty() ? clause.clause->ref : clause.clause->limb}].push_back(static_cast<int>(i));
    }
    for (auto& [name, indices] : by_name) {
        CompiledLimb limb{compiled.at(indices.front()).act, name.second, std::move(indices), {}, {}};
        for (const int index : limb.clauses) {
            compiled.clauses[static_cast<std::size_t>(index)].limb = static_cast<int>(compiled.limbs.size());
        }
        open_ways(compiled, limb);
        compiled.limbs.push_back(std::move(limb));
    }
}

/// A clause lists an item when it lists the item or something broader, and excepts none of them.
bool lists_line(const CompiledClause& clause, const std::vector<std::string>& line) {
    bool listed = false;
    for (const std::string& one : line) {
        const std::uint64_t hash = hash_name(one);
        if (clause.items_except.contains(one, hash)) return false;
        listed = listed || clause.items.contains(one, hash);
    }
    return listed;
}

void in_order(const Regime::Compiled& compiled, std::vector<int>& listing) {
    std::sort(listing.begin(), listing.end(), [&](int a, int b) {
        return std::pair(compiled.at(a).stratum, a) < std::pair(compiled.at(b).stratum, b);
    });
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
        if (!clauses[i].clause->codes.empty()) compiled.with_codes.push_back(static_cast<int>(i));
    }
    for (const LawItem& item : compiled.terms.items) compiled.by_item[item.id];
    for (auto& [item, listing] : compiled.by_item) {
        const std::vector<std::string> line = compiled.terms.broader_items(item);
        for (std::size_t i = 0; i < clauses.size(); ++i) {
            if (lists_line(clauses[i], line)) listing.push_back(static_cast<int>(i));
        }
        in_order(compiled, listing);
    }
    in_order(compiled, compiled.with_patterns);
}

void index_terms(Regime::Compiled& compiled) {
    for (const LawItem& item : compiled.terms.items) {
        std::vector<Fact>& facts = compiled.item_facts[item.id];
        for (const std::string& one : compiled.terms.broader_items(item.id)) {   // nearest first: the nearest wins
            const LawItem* known = compiled.terms.item(one);
            if (known == nullptr) continue;
            for (const Fact& fact : known->facts) {
                const bool stated = std::any_of(facts.begin(), facts.end(), [&](const Fact& had) { return had.id == fact.id; });
                if (!stated) facts.push_back(fact);
            }
        }
    }
    for (const EndUseTerm& use : compiled.terms.end_uses) {
        compiled.end_use_line[use.id] = compiled.terms.broader_end_uses(use.id);
    }
}

bool starts_with_any(const std::vector<std::string>& beginnings, std::string_view code) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](const std::string& one) { return code.starts_with(one); });
}

}  // namespace

/// An item that only patterns can list: each thread keeps what it found for the regime that it asks.
const std::vector<int>& Regime::Compiled::listed_by_patterns(const std::string& item, std::uint64_t hash) const {
    constexpr std::size_t kMost = 4096;
    struct Known {
        std::uint64_t serial = 0;
        std::unordered_map<std::string, std::vector<int>> listings;
    };
    static thread_local Known known;
    if (known.serial != serial || known.listings.size() > kMost) {
        known.serial = serial;
        known.listings.clear();
    }
    const auto [place, fresh] = known.listings.try_emplace(item);
    if (fresh) {
        for (const int index : with_patterns) {
            if (at(index).lists(item, hash)) place->second.push_back(index);
        }
    }
    return place->second;
}

const std::vector<int>& Regime::Compiled::listing(const Flow& flow, std::uint64_t hash, std::vector<int>& room) const {
    const auto found = by_item.find(flow.item);
    const std::vector<int>& by_name = found != by_item.end() ? found->second : listed_by_patterns(flow.item, hash);
    if (flow.code.empty() || with_codes.empty()) return by_name;
    room = by_name;
    for (const int index : with_codes) {
        const Clause& clause = *at(index).clause;
        const bool named = starts_with_any(clause.codes, flow.code) && !starts_with_any(clause.codes_except, flow.code);
        if (named && std::find(room.begin(), room.end(), index) == room.end()) room.push_back(index);
    }
    std::erase_if(room, [&](int index) { return starts_with_any(at(index).clause->codes_except, flow.code); });
    in_order(*this, room);
    return room;
}

std::string Regime::Compiled::reading_of(std::string_view question) const {
    for (const std::string& reading : choice.readings) {
        const auto [asked, option] = split_reading(reading);
        if (asked == question) return std::string(option);
    }
    const OpenQuestion* known = terms.question(question);
    return known == nullptr ? std::string() : known->preset;
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

std::shared_ptr<const Regime::Compiled> Regime::Compiled::compile(std::vector<Act> acts, Date known_on, LawTerms terms, LawChoice choice) {
    static std::atomic<std::uint64_t> made{0};
    auto compiled = std::make_shared<Compiled>();
    compiled->serial = ++made;
    std::erase_if(acts, [&](const Act& act) { return act.announced_on > known_on; });
    for (Act& act : acts) {
        std::erase_if(act.clauses, [&](const Clause& clause) { return clause.announced_on > known_on; });
    }
    std::sort(acts.begin(), acts.end(), [](const Act& a, const Act& b) { return a.id < b.id; });
    compiled->acts = std::move(acts);
    compiled->known_on = known_on;
    compiled->terms = std::move(terms);
    compiled->choice = std::move(choice);
    for (const Act& act : compiled->acts) {
        for (const Clause& clause : act.clauses) {
            ClauseDates dates = clause_dates(compiled->acts, act, clause);
            compiled->clauses.push_back(compile_clause(*compiled, act, clause, dates));
            compiled->dates.emplace(std::pair(act.id, clause.ref), std::move(dates));
        }
    }
    connect(*compiled);
    order(*compiled);
    group_limbs(*compiled);
    index_items(*compiled);
    index_terms(*compiled);
    return compiled;
}

Errors circles(const Regime::Compiled& compiled) {
    Errors errors;
    const int most = static_cast<int>(compiled.clauses.size()) + 1;
    for (const CompiledClause& clause : compiled.clauses) {
        if (clause.stratum < most) continue;
        errors.push_back({clause.clause->where, clause.act->id + "#" + clause.clause->ref + " speaks beside clauses that speak beside it",
                          "let one of them stand alone"});
    }
    return errors;
}

}  // namespace countervail
