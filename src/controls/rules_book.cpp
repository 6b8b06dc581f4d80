// SPDX-License-Identifier: Apache-2.0
#include "controls/rules_book.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/parallel.h"
#include "base/text.h"
#include "controls/compiled_regime.h"
#include "controls/rules_words.h"

namespace countervail {

namespace {

constexpr std::string_view kEndDay = "end-day";

bool has(const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool asked_for(const RulesQuestion& question, const std::string& act) {
    const std::vector<std::string>& acts = question.choice.acts;
    return acts.empty() || std::any_of(acts.begin(), acts.end(),
                       [&](const std::string& pattern) { return matches_pattern(pattern.substr(0, pattern.find('@')), act); });
}

/// What is asked for, with the branches that it names, and every other act.
LawChoice all_acts(const Library& library, const RulesQuestion& question) {
    LawChoice choice = question.choice;
    for (const std::string& id : act_ids(library)) {
        if (question.choice.acts.empty() || !asked_for(question, id)) choice.acts.push_back(id);
    }
    return choice;
}

/// A counterfactual leaves acts out: it is no future, and nobody gets it unasked.
bool counterfactual(const NamedBranch& branch) { return !branch.without.empty(); }

/// Whether somebody had announced the branch by `known_on`: one of its act-branches by then, and none later. A branch that
/// picks no act-branch is the text itself.
bool known_by(const NamedBranch& branch, const std::vector<Act>& acts, Date known_on) {
    bool announced = branch.acts.empty(), later = false;
    for (const std::string& pick : branch.acts) {
        const std::size_t at = std::min(pick.find('@'), pick.size());
        for (const Act& act : acts) {
            if (act.id != pick.substr(0, at)) continue;
            for (const Branch& one : act.branches) {
                if (one.id != pick.substr(std::min(at + 1, pick.size())) || !one.announced_on) continue;
                announced = announced || *one.announced_on <= known_on;
                later = later || *one.announced_on > known_on;
            }
        }
    }
    return announced && !later;
}

std::string chosen_of(const LawTerms& terms, const LawChoice& choice, const std::string& power) {
    std::string name;
    for (const NamedBranch& branch : terms.branches) {
        if (branch.power != power) continue;
        if (has(choice.branches, branch.id)) return branch.id;
        if (branch.is_default) name = branch.id;
    }
    return name;
}

struct Wish {
    std::string name, power, meaning;
    LawChoice choice;
};

/// Every branch of a power but the one that is read, and the other options about end days.
std::vector<Wish> wishes(const Regime& law, const RulesQuestion& question, const LawChoice& choice) {
    const LawTerms& terms = law.terms();
    std::vector<Wish> wanted;
    for (const NamedBranch& branch : terms.branches) {
        const std::string chosen = chosen_of(terms, question.choice, branch.power);
        if (branch.id == chosen || counterfactual(branch)) continue;
        if (!question.by.empty() && branch.power != question.by) continue;
        if (question.known_on && !known_by(branch, law.acts(), *question.known_on)) continue;
        Wish wish{branch.id, branch.power, branch.meaning, choice};
        std::erase(wish.choice.branches, chosen);
        wish.choice.branches.push_back(branch.id);
        wanted.push_back(std::move(wish));
    }
    const OpenQuestion* end_day = terms.question(kEndDay);
    if (end_day == nullptr) return wanted;
    for (const QuestionOption& option : end_day->options) {
        if (option.id == law.reading_of(kEndDay)) continue;
        const std::string name = std::string(kEndDay) + "=" + option.id;
        Wish wish{name, "", end_day->text + " " + option.note, choice};
        std::erase_if(wish.choice.readings, [](const std::string& one) { return one.starts_with(std::string(kEndDay) + "="); });
        wish.choice.readings.push_back(name);
        wanted.push_back(std::move(wish));
    }
    return wanted;
}

/// A branch named in `acts` ("CHN/…-70@extended-…") is asked for itself; the named branches would not move it.
std::vector<std::string> stated_branches(const Regime& law, const RulesQuestion& question) {
    std::vector<std::string> names;
    for (const NamedBranch& branch : law.terms().branches) {
        const bool spoken_of = std::any_of(law.acts().begin(), law.acts().end(),
                                           [&](const Act& act) { return act.issuer == branch.power && asked_for(question, act.id); });
        const bool asked_for = question.by.empty() || question.by == branch.power;
        if (spoken_of && asked_for && branch.id == chosen_of(law.terms(), question.choice, branch.power)) names.push_back(branch.id);
    }
    return names;
}

Errors unknown_words(const Regime& law, const RulesQuestion& question) {
    Errors errors;
    std::vector<std::string> issuers, words;
    bool listed = question.item.empty();
    for (const Act& act : law.acts()) {
        issuers.push_back(act.issuer);
        for (const Clause& clause : act.clauses) {
            words.insert(words.end(), clause.items.begin(), clause.items.end());
            words.insert(words.end(), clause.control_codes.begin(), clause.control_codes.end());
            const bool everything = has(clause.items, "*");
            listed = listed || (!everything && lists_goods(law, act, clause, question.item));
        }
    }
    for (const LawItem& item : law.terms().items) words.push_back(item.id);
    listed = listed || has(words, question.item);
    if (!question.by.empty() && !issuers.empty() && !has(issuers, question.by)) {
        const std::string hint = did_you_mean(question.by, issuers);
        errors.push_back({{}, "no act of \"" + question.by + "\" was known", hint.empty() ? "powers are ISO 3166-1 alpha-3 codes, e.g. USA" : hint});
    }
    if (!listed && !law.acts().empty()) {
        const std::string hint = did_you_mean(question.item, words);
        errors.push_back({{}, "no act lists \"" + question.item + "\"",
                          hint.empty() ? "name an item, a pattern over items (*.oxide), a customs code (2846.90) or a control code with its power (ISO3:code)" : hint});
    }
    return errors;
}

int rank_of(const Act& act) {
    constexpr std::array kOrder = {"licence", "ban", "general-licence", "suspension", "repeal", "guidance", "jurisdiction", "procurement", "tariff"};
    const auto at = std::find(kOrder.begin(), kOrder.end(), act.form);
    return at - kOrder.begin() <= 1 ? 0 : static_cast<int>(at - kOrder.begin());
}

bool same_dates(const ClauseDates& a, const ClauseDates& b) {
    const auto same_pause = [](const ClauseDates::Pause& x, const ClauseDates::Pause& y) { return x.days == y.days && x.act == y.act; };
    return a.starts == b.starts && a.ends == b.ends && a.in_force == b.in_force &&
           std::equal(a.pauses.begin(), a.pauses.end(), b.pauses.begin(), b.pauses.end(), same_pause);
}

/// Readings of one clause are one row, however well each is known.
bool speak_alike(const Act& act, const Clause& a, const Clause& b) {
    const bool readings = !a.readings.empty() && !b.readings.empty();
    return (readings || (a.label == b.label && a.sources == b.sources)) && a.requirement == b.requirement && a.policy == b.policy && a.tariff == b.tariff && a.generally == b.generally &&
           a.quota == b.quota && a.quota_until == b.quota_until && a.duty == b.duty && a.report == b.report &&
           a.announced_on == b.announced_on && lane_words(act, a) == lane_words(act, b);
}

std::vector<LimbRule::Relief> reliefs_of(const std::vector<Act>& acts, const Act& act, const Clause& clause) {
    std::vector<LimbRule::Relief> reliefs;
    for (const Act& other : acts) {
        for (const Suspension& suspension : other.suspensions) {
            if (suspension.items.empty() || !covers(suspension, act, clause)) continue;
            reliefs.push_back({{suspension.from, suspension.until.value_or(open_end())}, suspension.items, other.id});
        }
    }
    return reliefs;
}

ClauseDates dates_of(const Suspension& suspension) {
    const Date until = suspension.repeals ? open_end() : suspension.until.value_or(open_end());
    return {suspension.from, until, {{suspension.from, until}}, {}};
}

}  // namespace

bool lists_goods(const Regime& regime, const Act& act, const Clause& clause, std::string_view goods) {
    if (goods.find(':') != std::string_view::npos) {   // a control code, and what stands under it
        return std::any_of(clause.control_codes.begin(), clause.control_codes.end(), [&](const std::string& code) {
            return matches_pattern(goods, code) || code.starts_with(std::string(goods) + ".");
        });
    }
    const LawTerms& terms = regime.terms();
    const std::string digits = code_digits(goods);
    std::vector<std::vector<std::string>> lines;   // per good: itself and what it is
    bool named = false;
    if (!digits.empty() && goods.find_first_not_of("0123456789. ") == std::string_view::npos) {
        const auto meets = [&](const std::string& code) { return code.starts_with(digits) || digits.starts_with(code); };
        if (std::any_of(clause.codes_except.begin(), clause.codes_except.end(), [&](const std::string& code) { return digits.starts_with(code); })) return false;
        named = std::any_of(clause.codes.begin(), clause.codes.end(), meets);
        for (const LawItem* item : terms.items_of_code(digits)) lines.push_back(terms.broader_items(item->id));
    } else if (goods.find('*') != std::string_view::npos) {
        for (const LawItem& item : terms.items) {
            if (matches_pattern(goods, item.id)) lines.push_back(terms.broader_items(item.id));
        }
        for (const std::string& item : clause.items) {
            if (item != "*" && matches_pattern(goods, item)) lines.push_back({item});
        }
    } else {
        lines.push_back(terms.broader_items(goods));
        if (lines.back().empty()) lines.back().push_back(std::string(goods));
    }
    for (const auto& line : lines) {
        const auto among = [&](const std::vector<std::string>& list) {
            return std::any_of(line.begin(), line.end(), [&](const std::string& one) { return matches_any(list, one); });
        };
        named = named || (among(clause.items) && !among(clause.items_except));
    }
    if (!named || clause.listed_by.empty()) return named;
    for (const Act& other : regime.acts()) {
        for (const Clause& one : other.clauses) {
            const bool meant = std::any_of(clause.listed_by.begin(), clause.listed_by.end(), [&](const std::string& pattern) {
                return matches_pattern(pattern.starts_with('#') ? act.id + pattern : pattern, other.id + "#" + one.ref);
            });
            if (!meant || one.requirement < Requirement::licence || !one.listed_by.empty() || !one.beside.empty() || has(one.items, "*")) continue;
            if (lists_goods(regime, other, one, goods)) return true;
        }
    }
    return false;
}

Result<RulesBook> RulesBook::read(const Library& library, RulesQuestion question, int threads) {
    const Date known_on = question.known_on.value_or(open_end());
    const LawChoice choice = all_acts(library, question);
    auto law = Regime::read(library, choice, known_on);
    if (!law) return std::unexpected(std::move(law.error()));
    if (Errors errors = unknown_words(*law, question); !errors.empty()) return std::unexpected(std::move(errors));
    const std::vector<Wish> wanted = wishes(*law, question, choice);
    std::vector<std::optional<Result<Regime>>> read(wanted.size());
    parallel_for(threads, wanted.size(), [&](std::size_t i) { read[i] = Regime::read(library, wanted[i].choice, known_on); });
    std::vector<OtherLaw> others;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!*read[i]) return std::unexpected(std::move(read[i]->error()));
        others.push_back({wanted[i].name, wanted[i].power, wanted[i].meaning, std::move(**read[i])});
    }
    std::vector<std::string> stated = stated_branches(*law, question);
    return RulesBook{std::move(question), std::move(*law), std::move(stated), std::move(others)};
}

std::string RulesBook::short_name(std::string_view id) const {
    const auto named_in = [&](const Regime& regime) -> std::string {
        for (const Act& act : regime.acts()) {
            if (act.id == id) return act.number;
        }
        return {};
    };
    std::string name = named_in(law);
    for (std::size_t i = 0; name.empty() && i < others.size(); ++i) name = named_in(others[i].regime);   // left out of `law`
    return name.empty() ? std::string(id) : name;
}

std::vector<LimbRule> RulesBook::rules() const {
    std::vector<const Act*> acts;
    for (const Act& act : law.acts()) {
        if (asked_for(question, act.id) && (question.by.empty() || act.issuer == question.by)) acts.push_back(&act);
    }
    std::stable_sort(acts.begin(), acts.end(), [](const Act* a, const Act* b) {
        return std::tuple(a->issuer, rank_of(*a), a->announced_on) < std::tuple(b->issuer, rank_of(*b), b->announced_on);
    });
    std::vector<LimbRule> rules;
    for (const Act* act : acts) {
        const std::size_t begun = rules.size();
        for (const CompiledClause& compiled : law.compiled().clauses) {
            const Clause& clause = *compiled.clause;
            if (compiled.act != act || compiled.voice == Voice::silent) continue;
            if (!question.item.empty() && !lists_goods(law, *act, clause, question.item)) continue;
            const ClauseDates& dates = law.compiled().dates.at({act->id, clause.ref});
            const std::string limb = clause.limb.empty() ? clause.ref : clause.limb;
            const auto known = std::find_if(rules.begin() + static_cast<std::ptrdiff_t>(begun), rules.end(), [&](const LimbRule& rule) {
                return rule.limb == limb && same_dates(rule.dates, dates) && speak_alike(*act, *rule.clauses.front(), clause);
            });
            if (known != rules.end()) {
                known->clauses.push_back(&clause);
            } else {
                rules.push_back({act, limb, {&clause}, 0, clause.announced_on, dates, reliefs_of(law.acts(), *act, clause)});
            }
        }
        for (std::size_t i = 0; question.item.empty() && i < act->suspensions.size(); ++i) {
            const Suspension& suspension = act->suspensions[i];
            const std::string word = suspension.repeals ? "repeals" : "suspends";
            rules.push_back({act, act->suspensions.size() > 1 ? word + " " + std::to_string(i + 1) : word, {}, i, act->announced_on, dates_of(suspension), {}});
        }
    }
    return rules;
}

std::optional<ClauseDates> dates_under(const Regime& other, const LimbRule& rule) {
    if (!rule.clauses.empty()) {
        const auto found = other.compiled().dates.find({rule.act->id, rule.clauses.front()->ref});
        return found == other.compiled().dates.end() ? std::nullopt : std::optional(found->second);
    }
    for (const Act& act : other.acts()) {
        if (act.id == rule.act->id && rule.suspension < act.suspensions.size()) return dates_of(act.suspensions[rule.suspension]);
    }
    return std::nullopt;
}

}  // namespace countervail
