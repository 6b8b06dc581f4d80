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

void check_choice(const LawChoice& choice, const LawTerms& terms, Errors& errors) {
    for (const std::string& id : choice.branches) {
        if (terms.branch(id) != nullptr) continue;
        std::vector<std::string> names;
        for (const NamedBranch& branch : terms.branches) names.push_back(branch.id);
        const std::string hint = did_you_mean(id, names);
        errors.push_back({{}, "no branch \"" + id + "\" in rules/branches.toml", hint.empty() ? "one of: " + join(names, ", ") : hint});
    }
    for (const std::string& reading : choice.readings) {
        const std::size_t sign = std::min(reading.find('='), reading.size());
        const OpenQuestion* question = terms.question(reading.substr(0, sign));
        std::vector<std::string> names;
        if (question == nullptr) {
            for (const OpenQuestion& one : terms.questions) names.push_back(one.id);
            const std::string hint = did_you_mean(reading.substr(0, sign), names);
            errors.push_back({{}, "no question \"" + reading.substr(0, sign) + "\" in rules/questions.toml",
                              hint.empty() ? "write \"<question>=<option>\"; questions: " + join(names, ", ") : hint});
            continue;
        }
        for (const QuestionOption& option : question->options) names.push_back(option.id);
        names.push_back("open");
        const std::string option = sign == reading.size() ? "" : reading.substr(sign + 1);
        if (std::find(names.begin(), names.end(), option) != names.end()) continue;
        errors.push_back({{}, question->id + " has no answer \"" + option + "\"", "one of: " + join(names, ", ")});
    }
}

/// Named branches leave acts out or pick their branches; an act that asks for a branch by itself keeps it.
void follow_branches(const LawChoice& choice, const LawTerms& terms, std::vector<Wanted>& wanted, Errors& errors) {
    std::map<std::string, std::string> chosen;
    for (const std::string& id : choice.branches) {
        const NamedBranch& branch = *terms.branch(id);
        std::erase_if(wanted, [&](const Wanted& one) {
            return std::find(branch.without.begin(), branch.without.end(), one.id) != branch.without.end();
        });
        for (const std::string& act : branch.acts) {
            const std::size_t at = std::min(act.find('@'), act.size());
            const std::string name = act.substr(0, at), pick = at == act.size() ? "" : act.substr(at + 1);
            const auto [place, fresh] = chosen.emplace(name, pick);
            if (!fresh && place->second != pick) errors.push_back(two_branches(name, place->second, pick));
            for (Wanted& one : wanted) {
                if (one.id == name && one.branch.empty()) one.branch = pick;
            }
        }
    }
}

void want_too(const std::string& needed, const Act& act, const std::vector<std::string>& known, std::vector<Wanted>& wanted, Errors& errors) {
    if (std::any_of(wanted.begin(), wanted.end(), [&](const Wanted& one) { return one.id == needed; })) return;
    if (std::find(known.begin(), known.end(), needed) != known.end()) return wanted.push_back({needed, ""});
    const std::string hint = did_you_mean(needed, known);
    errors.push_back({act.where, act.id + " rests on an act that is not in rules/: " + needed, hint.empty() ? "write the act's file first" : hint});
}

/// Facts, end uses, readings and groups of places that the clauses name must be declared. Without a vocabulary (small
/// libraries of tests) words are free.
void check_words(const std::vector<Act>& acts, const LawTerms& terms, Errors& errors) {
    std::vector<std::string> facts, uses, groups, questions;
    for (const FactTerm& fact : terms.facts) facts.push_back(fact.id);
    for (const EndUseTerm& use : terms.end_uses) uses.push_back(use.id);
    for (const PlaceGroup& group : terms.groups) groups.push_back(group.id);
    for (const OpenQuestion& question : terms.questions) {
        for (const QuestionOption& option : question.options) questions.push_back(question.id + "=" + option.id);
    }
    for (const Act& act : acts) {
        for (const Clause& clause : act.clauses) {
            const auto require = [&](const std::string& word, const std::vector<std::string>& known, const char* what, const char* where) {
                if (known.empty() || std::find(known.begin(), known.end(), word) != known.end()) return;
                const std::string hint = did_you_mean(word, known);
                errors.push_back({clause.where, act.id + "#" + clause.ref + ": no " + what + " \"" + word + "\"",
                                  hint.empty() ? std::string("declare it in ") + where : hint});
            };
            for (const std::string& reading : clause.readings) require(reading, questions, "reading", "rules/questions.toml");
            for (const auto* list : {&clause.end_use_classes, &clause.end_uses_other_than, &clause.end_uses_except}) {
                for (const std::string& use : *list) require(use, uses, "end use", "rules/vocabulary/");
            }
            const Reach& reach = clause.reach;
            for (const auto* list : {&reach.origins, &reach.origins_except, &reach.exporters, &reach.exporters_except, &reach.destinations,
                                     &reach.destinations_except, &reach.end_user_places, &reach.end_user_places_except, &reach.headquarters,
                                     &reach.headquarters_except}) {
                for (const std::string& place : *list) {
                    if (place.find(':') != std::string::npos) require(place, groups, "group of places", "rules/place-groups/");
                }
            }
            if (!clause.duty_met_by.empty()) require(clause.duty_met_by, facts, "fact", "rules/vocabulary/");
            for (const Condition& condition : clause.conditions) {
                require(condition.fact, facts, "fact", "rules/vocabulary/");
                const FactTerm* term = terms.fact(condition.fact);
                if (term == nullptr) continue;
                const bool number = !condition.is && condition.among.empty();
                const FactKind kind = number ? FactKind::number : condition.is ? FactKind::statement : FactKind::words;
                const bool fits = kind == term->kind || (kind == FactKind::words && term->kind == FactKind::places);
                if (!fits || (number && !condition.unit.empty() && condition.unit != term->unit)) {
                    errors.push_back({clause.where, act.id + "#" + clause.ref + " tests " + condition.fact + " as something it is not",
                                      term->unit.empty() ? "see its kind in " + term->where.file : "it is a number in " + term->unit});
                }
            }
        }
    }
}

/// Under the reading "end-day=exclusive" a suspension whose last day is disputed ends a day earlier.
void end_on_the_day(std::vector<Act>& acts, const LawChoice& choice) {
    if (std::find(choice.readings.begin(), choice.readings.end(), "end-day=exclusive") == choice.readings.end()) return;
    for (Act& act : acts) {
        for (Suspension& suspension : act.suspensions) {
            if (suspension.end_day_disputed && suspension.until) suspension.until = *suspension.until + -1;
        }
    }
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

Result<Regime> Regime::read(const Library& library, const LawChoice& choice, Date known_on, bool drop_unknown) {
    const std::vector<std::string> known = act_ids(library);
    auto terms = LawTerms::read(library);
    Errors errors;
    if (!terms) append(errors, std::move(terms.error()));
    auto wanted = spell_out(choice.acts, known);
    if (!wanted) append(errors, std::move(wanted.error()));
    if (terms) check_choice(choice, *terms, errors);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    follow_branches(choice, *terms, *wanted, errors);
    std::vector<Act> read;
    for (std::size_t i = 0; i < wanted->size(); ++i) {   // grows by what the acts rest on
        const Wanted one = (*wanted)[i];
        auto act = read_wanted(library, one, known_on, drop_unknown);
        if (!act) {
            append(errors, std::move(act.error()));
            continue;
        }
        for (const std::string& needed : act->rests_on) want_too(needed, *act, known, *wanted, errors);
        if (act->announced_on > known_on && !drop_unknown) {
            errors.push_back({act->where, act->id + " was announced on " + act->announced_on.to_text() + ", after " +
                              known_on.to_text(), "leave it out, or set known_on to a later day"});
        } else {
            read.push_back(std::move(*act));
        }
    }
    check_suspensions(read, known, errors);
    check_words(read, *terms, errors);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return of(std::move(read), known_on, std::move(*terms), choice);
}

Result<Regime> Regime::of(std::vector<Act> acts, Date known_on, LawTerms terms, LawChoice choice) {
    std::set<std::string> seen;
    Errors errors;
    for (const Act& act : acts) {
        if (!seen.insert(act.id).second) errors.push_back({act.where, act.id + " stands twice", "keep one of the files"});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    end_on_the_day(acts, choice);
    auto compiled = Compiled::compile(std::move(acts), known_on, std::move(terms), std::move(choice));
    errors = contradictions(compiled->acts);
    append(errors, circles(*compiled));
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

const LawTerms& Regime::terms() const { return compiled_->terms; }

const LawChoice& Regime::choice() const { return compiled_->choice; }

std::string Regime::reading_of(std::string_view question) const { return compiled_->reading_of(question); }

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
    return Regime(Compiled::compile(std::move(left), compiled_->known_on, compiled_->terms, compiled_->choice));
}

Regime Regime::known_by(Date day) const {
    return Regime(Compiled::compile(compiled_->acts, std::min(day, compiled_->known_on), compiled_->terms, compiled_->choice));
}

}  // namespace countervail
