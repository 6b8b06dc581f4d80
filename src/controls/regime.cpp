// SPDX-License-Identifier: Apache-2.0
#include "controls/regime.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "controls/compiled_regime.h"
#include "controls/contradiction.h"

namespace countervail {

namespace {

constexpr std::string_view kFolder = "rules/", kSuffix = ".toml";

/// "id@branch", with patterns in the id spelled out.
struct Wanted {
    std::string id, branch;
};

Error two_branches(const std::string& act, const std::string& one, const std::string& other) {
    return {{}, act + " is asked for with two branches, \"" + one + "\" and \"" + other + "\"", "a scenario picks one"};
}

Result<std::vector<Wanted>> spell_out(const std::vector<std::string>& acts, const std::vector<std::string>& known) {
    std::vector<Wanted> wanted;
    std::map<std::string, std::string> seen;
    Errors errors;
    for (const std::string& entry : acts) {
        const std::size_t at = entry.find('@');
        const std::string id = entry.substr(0, at);
        const std::string branch = at == std::string::npos ? "" : entry.substr(at + 1);
        bool any = false;
        for (const std::string& candidate : known) {
            if (!matches_pattern(id, candidate)) continue;
            any = true;
            const auto [place, fresh] = seen.emplace(candidate, branch);
            if (fresh) wanted.push_back({candidate, branch});
            if (!fresh && place->second != branch) {
                errors.push_back(two_branches(candidate, place->second, branch));
            }
        }
        if (any) continue;
        std::string hint = did_you_mean(id, known);
        errors.push_back({{}, "no act \"" + id + "\" in rules/", hint.empty() ? "countervail rules lists them" : hint});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return wanted;
}

/// Suspensions must speak of acts that exist, and of clauses that these have.
void check_suspensions(const std::vector<Act>& acts, const std::vector<std::string>& known, Errors& errors) {
    for (const Act& act : acts) {
        for (const Suspension& suspension : act.suspensions) {
            std::vector<std::string> refs;
            bool all_here = true;
            for (const std::string& id : suspension.acts) {
                const auto other = std::find_if(acts.begin(), acts.end(), [&](const Act& a) { return a.id == id; });
                all_here = all_here && other != acts.end();
                if (other != acts.end()) {
                    for (const Clause& clause : other->clauses) refs.push_back(clause.ref);
                } else if (std::find(known.begin(), known.end(), id) == known.end()) {
                    std::string hint = did_you_mean(id, known);
                    errors.push_back({suspension.where, act.id + " suspends an act that is not in rules/: " + id,
                                      hint.empty() ? "write the act's file first" : hint});
                    all_here = false;
                }
            }
            for (const std::string& ref : suspension.clauses) {
                if (!all_here || std::find(refs.begin(), refs.end(), ref) != refs.end()) continue;
                std::string hint = did_you_mean(ref, refs);
                errors.push_back({suspension.where, act.id + " suspends a clause that does not exist: " + ref,
                                  hint.empty() ? "known: " + join(refs, ", ") : hint});
            }
        }
    }
}

Result<Act> read_wanted(const Library& library, const Wanted& wanted, Date known_on, bool drop_unknown) {
    const std::string path = std::string(kFolder) + wanted.id + std::string(kSuffix);
    auto act = read_act(library.find(path)->text, path);
    if (!act || wanted.branch.empty()) return act;
    for (const Branch& branch : act->branches) {
        if (branch.id != wanted.branch || !branch.announced_on || *branch.announced_on <= known_on) continue;
        if (drop_unknown) return act;   // by that day only the act's own text was known
        return fail(branch.where, wanted.id + "@" + branch.id + " was announced on " + branch.announced_on->to_text() +
                    ", after " + known_on.to_text(), "known_on must not be earlier");
    }
    return with_branch(std::move(*act), wanted.branch);
}

}  // namespace

std::vector<std::string> act_ids(const Library& library) {
    std::vector<std::string> ids;
    for (const LibraryFile* file : library.files(kFolder, kSuffix)) {
        const std::string id = file->path.substr(kFolder.size(), file->path.size() - kFolder.size() - kSuffix.size());
        const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
        if (id.size() > 4 && id[3] == '/' && std::all_of(id.begin(), id.begin() + 3, capital)) ids.push_back(id);
    }
    return ids;
}

Result<Regime> Regime::read(const Library& library, const std::vector<std::string>& acts, Date known_on, bool drop_unknown) {
    const std::vector<std::string> known = act_ids(library);
    const auto wanted = spell_out(acts, known);
    if (!wanted) return std::unexpected(wanted.error());
    std::vector<Act> read;
    Errors errors;
    for (const Wanted& one : *wanted) {
        auto act = read_wanted(library, one, known_on, drop_unknown);
        if (!act) {
            append(errors, std::move(act.error()));
        } else if (act->announced_on > known_on && !drop_unknown) {
            errors.push_back({act->where, act->id + " was announced on " + act->announced_on.to_text() + ", after " +
                              known_on.to_text(), "leave it out, or set known_on to a later day"});
        } else {
            read.push_back(std::move(*act));
        }
    }
    check_suspensions(read, known, errors);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return of(std::move(read), known_on);
}

Result<Regime> Regime::of(std::vector<Act> acts, Date known_on) {
    std::set<std::string> seen;
    Errors errors;
    for (const Act& act : acts) {
        if (!seen.insert(act.id).second) errors.push_back({act.where, act.id + " stands twice", "keep one of the files"});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    auto compiled = Compiled::compile(std::move(acts), known_on);
    errors = contradictions(compiled->acts);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return Regime(std::move(compiled));
}

std::optional<Standing> Regime::standing(std::string_view act, std::string_view clause, Date on) const {
    const auto found = compiled_->dates.find(std::pair(std::string(act), std::string(clause)));
    if (found == compiled_->dates.end()) return std::nullopt;
    return found->second.standing(on);
}

std::optional<ClauseStatus> Regime::status(std::string_view act, std::string_view clause, Date on) const {
    const auto found = standing(act, clause, on);
    return found ? std::optional(found->status) : std::nullopt;
}

const std::vector<Act>& Regime::acts() const { return compiled_->acts; }

Date Regime::known_on() const { return compiled_->known_on; }

std::vector<Date> Regime::change_days() const {
    std::set<Date> days;
    const auto add = [&](const Interval& interval) {
        days.insert(interval.from);
        if (interval.until != open_end()) days.insert(interval.until);
    };
    for (const CompiledClause& clause : compiled_->clauses) {
        for (const Interval& interval : clause.in_force) add(interval);
        for (const CompiledClause::Relief& relief : clause.reliefs) add(relief.days);
    }
    return {days.begin(), days.end()};
}

Regime Regime::without(std::string_view act) const {
    const std::string_view id = act.substr(0, act.find('@'));
    const auto named = [&](const std::string& candidate) { return matches_pattern(id, candidate); };
    std::vector<Act> left;
    for (const Act& candidate : compiled_->acts) {
        const auto only_it = [&](const Suspension& suspension) {
            return std::all_of(suspension.acts.begin(), suspension.acts.end(), named);
        };
        const bool about_it = !candidate.suspensions.empty() && candidate.clauses.empty() &&
                              std::all_of(candidate.suspensions.begin(), candidate.suspensions.end(), only_it);
        if (!named(candidate.id) && !about_it) left.push_back(candidate);
    }
    return Regime(Compiled::compile(std::move(left), compiled_->known_on));
}

Regime Regime::known_by(Date day) const {
    return Regime(Compiled::compile(compiled_->acts, std::min(day, compiled_->known_on)));
}

}  // namespace countervail
