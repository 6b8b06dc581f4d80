// SPDX-License-Identifier: Apache-2.0
#include "controls/rules_tables.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "controls/rules_words.h"

namespace countervail {

namespace {

bool speaks_of(const OtherLaw& other, const Act& act) { return other.power.empty() || other.power == act.issuer; }

void add_standing(std::vector<OtherStanding>& others, const std::string& law, const std::string& words) {
    for (OtherStanding& other : others) {
        if (other.words == words) return other.laws.push_back(law);
    }
    others.push_back({{law}, words});
}

std::vector<OtherStanding> others_on(const RulesBook& book, const LimbRule& rule, Date on) {
    std::vector<OtherStanding> others;
    const Standing stated = rule.dates.standing(on);
    for (const OtherLaw& other : book.others) {
        if (!speaks_of(other, *rule.act)) continue;
        const auto dates = dates_under(other.regime, rule);
        if (dates && stand_alike(dates->standing(on), stated)) continue;
        add_standing(others, other.name, dates ? short_standing_words(book, *dates, on) : "the act is left out");
    }
    return others;
}

std::string other_words(const std::vector<OtherStanding>& others) {
    std::vector<std::string> texts;
    for (const OtherStanding& other : others) texts.push_back(join(other.laws, ", ") + ": " + other.words);
    return join(texts, "; ");
}

/// Before an act nobody is bound by it, unless it reaches back.
bool visible(const LimbRule& rule, Date on) {
    return rule.announced_on <= on || rule.dates.standing(on).status == ClauseStatus::in_force;
}

std::string partly_words(const RulesBook& book, const LimbRule& rule, Date on) {
    std::string text;
    for (const LimbRule::Relief& relief : rule.reliefs) {
        if (!relief.days.contains(on)) continue;
        text += "; for " + join(relief.items, " ") + " suspended" +
                (relief.days.until == open_end() ? "" : " until " + (relief.days.until + -1).to_text()) + " by " + book.short_name(relief.act);
    }
    return text;
}

std::vector<Column> stock_columns() {
    return {{"clause", "", "Act and limb"},
            {"number", "", "Of the act, as published"},
            {"act", "", "Its title"},
            {"form", "", "licence, ban, tariff, guidance, jurisdiction, …"},
            {"limb", "", "What alternatives and readings share"},
            {"clauses", "", "The clauses of the limb that demand this"},
            {"status", "", "How the limb stands on the day"},
            {"standing", "", "The same with its dates and what suspends it"},
            {"since", "", "First day of this standing"},
            {"until", "", "Last day of this standing"},
            {"suspended by", "", "The act that suspends it on the day"},
            {"demand", "", "What it demands, or would"},
            {"policy", "", "How an application is judged"},
            {"lane", "", "Origin, exporter, destination, users' place, content"},
            {"goods", "", "Item ids and patterns"},
            {"control codes", "", "The power's own list codes"},
            {"customs codes", "", "Named by the clause, or for reference"},
            {"users", "", "Lists of end users"},
            {"uses", "", "End uses"},
            {"facts", "", "What must be so"},
            {"open questions", "", "Readings that decide it, with the one taken"},
            {"other branches", "", "Named branches and readings under which it stands otherwise"},
            {"announced", "", "First day on which it could be known"},
            {"label", "", "How well it is known"},
            {"summary", "", "In one line"},
            {"source", "", "Publisher and address"}};
}

Cell day_cell(std::optional<Date> day) {
    if (!day || *day == Date(1, 1, 1) || *day == open_end()) return {};
    return day->to_text();
}

std::vector<Cell> stock_row(const RulesBook& book, const RuleOn& entry, Date on) {
    const LimbRule& rule = entry.rule;
    const LimbStanding stands = limb_standing(rule.dates, on);
    const bool clauses = !rule.clauses.empty();
    const Clause* first = clauses ? rule.clauses.front() : nullptr;
    return {rule.act->id + "#" + rule.limb, rule.act->number, rule.act->title, rule.act->form, rule.limb, clause_words(rule),
            to_text(stands.standing.status), standing_words(book, rule.dates, on) + partly_words(book, rule, on), day_cell(stands.since),
            day_cell(stands.until ? std::optional(*stands.until + -1) : std::nullopt), stands.standing.suspended_by,
            demand_words(rule, rule.dates, on), policy_words(rule), clauses ? lane_words(*rule.act, *first) : "", goods_words(rule),
            control_code_words(rule), customs_code_words(book, rule), user_words(rule), use_words(rule), fact_words(rule),
            question_words(book, rule), other_words(entry.others), rule.announced_on.to_text(), clauses ? first->label : "",
            clauses ? first->summary : rule.act->title, source_words(rule)};
}

void cite(Table& table, const Act& act) {
    for (const ActSource& source : act.sources) {
        const std::string text = act.id + ": " + source.by + ", " + source.address;
        if (std::find(table.sources.begin(), table.sources.end(), text) == table.sources.end()) table.sources.push_back(text);
    }
}

/// Which act moved a rule on a day.
std::string mover(const Regime& law, const LimbRule& rule, Date on) {
    for (const ClauseDates::Pause& pause : rule.dates.pauses) {
        if (pause.days.from == on || pause.days.until == on) return pause.act;
    }
    for (const ClauseDates::Pause& pause : rule.dates.pauses) {
        if (pause.days.contains(on)) return pause.act;   // its first day comes and goes suspended
    }
    for (const Act& act : law.acts()) {
        for (const Suspension& suspension : act.suspensions) {
            if (!suspension.repeals || suspension.from != on) continue;
            for (const Clause* clause : rule.clauses) {
                if (covers(suspension, *rule.act, *clause)) return act.id;
            }
        }
    }
    return rule.act->id;
}

/// Nobody could know a change before the rule and what moves it were public; a replacement is known with its replacement.
Date known_since(const Regime& law, const LimbRule& rule, const std::string& because, Date on) {
    Date day = rule.announced_on;
    for (const Act& act : law.acts()) {
        if (act.id == because) day = std::max(day, act.announced_on);
    }
    if (because != rule.act->id) return day;
    for (const Clause& clause : rule.act->clauses) {
        if (clause.in_force_on == on && rule.dates.ends == on) day = std::max(day, clause.announced_on);
    }
    return day;
}

RuleChange change_of(const RulesBook& book, const Regime& law, LimbRule rule, Date on) {
    const std::string because = mover(law, rule, on);
    std::string from = on <= rule.announced_on ? "not announced" : short_standing_words(book, rule.dates, on + -1);
    std::string to = short_standing_words(book, rule.dates, on);
    const Date known = known_since(law, rule, because, on);
    const Act* act = rule.act;
    return {on, act, {std::move(rule)}, std::move(from), std::move(to), because, known, {}, {}};
}

void add_changes(const RulesBook& book, const LimbRule& rule, Date after, Date through, std::vector<RuleChange>& changes) {
    std::set<Date> stated;
    for (const Date day : turning_days(rule.dates)) {
        if (day <= after || day > through) continue;
        stated.insert(day);
        changes.push_back(change_of(book, book.law, rule, day));
        changes.back().others = others_on(book, rule, day);
    }
    const std::size_t own = changes.size();
    for (const OtherLaw& other : book.others) {
        const auto dates = speaks_of(other, *rule.act) ? dates_under(other.regime, rule) : std::nullopt;
        if (!dates) continue;
        LimbRule otherwise = rule;
        otherwise.dates = *dates;
        for (const Date day : turning_days(*dates)) {
            if (day <= after || day > through || stated.contains(day)) continue;
            RuleChange change = change_of(book, other.regime, otherwise, day);
            change.under = {other.name};
            const auto same = std::find_if(changes.begin() + static_cast<std::ptrdiff_t>(own), changes.end(), [&](const RuleChange& one) {
                return one.on == day && one.from == change.from && one.to == change.to;
            });
            if (same != changes.end()) {
                same->under.push_back(other.name);
            } else {
                changes.push_back(std::move(change));
            }
        }
    }
}

/// A suspension's own days say what its limbs say; what it does to others stands in their rows.
void add_announcements(const std::vector<LimbRule>& rules, Date after, Date through, std::vector<RuleChange>& changes) {
    std::map<std::pair<const Act*, Date>, std::vector<LimbRule>> announced;
    for (const LimbRule& rule : rules) {
        if (rule.announced_on > after && rule.announced_on <= through) announced[{rule.act, rule.announced_on}].push_back(rule);
    }
    for (auto& [what, limbs] : announced) {
        const std::string word = what.second == what.first->announced_on ? "announced" : "amended";
        changes.push_back({what.second, what.first, std::move(limbs), "", word, what.first->id, what.second, {}, {}});
    }
}

bool alike(const RuleChange& a, const RuleChange& b) {
    return a.on == b.on && a.act == b.act && a.from == b.from && a.to == b.to && a.because == b.because && a.announced_on == b.announced_on &&
           a.under == b.under && other_words(a.others) == other_words(b.others);
}

bool among(const RulesBook& book, const std::vector<std::string>& only, const std::vector<std::string>& except, std::string_view place) {
    const auto named = [&](const std::vector<std::string>& list) {
        return std::any_of(list.begin(), list.end(), [&](const std::string& word) {
            const PlaceGroup* group = book.law.terms().group(word);
            return word == place || (group != nullptr && std::find(group->places.begin(), group->places.end(), place) != group->places.end());
        });
    };
    return (only.empty() || named(only)) && !named(except);
}

}  // namespace

std::string knowledge_words(const RulesBook& book) {
    std::string text = book.question.known_on ? "as known on " + book.question.known_on->to_text() : "with all that is known";
    return book.stated.empty() ? text : text + ", under " + join(book.stated, " and ");
}

std::vector<RuleOn> stock_of(const RulesBook& book, Date on) {
    std::vector<RuleOn> stock;
    for (LimbRule& rule : book.rules()) {
        if (!visible(rule, on)) continue;
        std::vector<OtherStanding> others = others_on(book, rule, on);
        stock.push_back({std::move(rule), std::move(others)});
    }
    return stock;
}

std::vector<RuleOn> lane_stock_of(const RulesBook& book, std::string_view from, std::string_view to, Date on) {
    std::vector<RuleOn> stock = stock_of(book, on);
    std::erase_if(stock, [&](const RuleOn& entry) {
        if (entry.rule.clauses.empty()) return true;
        const Reach& reach = entry.rule.clauses.front()->reach;
        return !among(book, reach.exporters, reach.exporters_except, from) || !among(book, reach.destinations, reach.destinations_except, to);
    });
    // That a law reaches the goods bears on nobody while nothing in it demands anything.
    const bool reach_alone = std::all_of(stock.begin(), stock.end(), [](const RuleOn& entry) { return entry.rule.act->form == "jurisdiction"; });
    if (reach_alone) stock.clear();
    return stock;
}

std::vector<RuleChange> changes_of(const RulesBook& book, Date after, Date through) {
    const std::vector<LimbRule> rules = book.rules();
    std::vector<RuleChange> single, changes;
    add_announcements(rules, after, through, single);
    for (const LimbRule& rule : rules) add_changes(book, rule, after, through, single);
    for (RuleChange& change : single) {
        const auto same = std::find_if(changes.begin(), changes.end(), [&](const RuleChange& one) { return alike(one, change); });
        if (same != changes.end()) {
            same->rules.insert(same->rules.end(), change.rules.begin(), change.rules.end());
        } else {
            changes.push_back(std::move(change));
        }
    }
    std::stable_sort(changes.begin(), changes.end(), [](const RuleChange& a, const RuleChange& b) { return a.on < b.on; });
    return changes;
}

Table rules_on(const RulesBook& book, Date on) {
    Table table{"rules-on", "The law on " + on.to_text() + ", " + knowledge_words(book), stock_columns(), {}, {}};
    for (const RuleOn& entry : stock_of(book, on)) {
        table.add(stock_row(book, entry, on));
        cite(table, *entry.rule.act);
    }
    return table;
}

Table rules_between(const RulesBook& book, Date after, Date through) {
    Table table{"rules-between", "What changed after " + after.to_text() + " and through " + through.to_text() + ", " + knowledge_words(book),
                {{"day", "", "First day of the new standing, or of the announcement"},
                 {"clause", "", "Act and limb; the act alone when it was announced"},
                 {"number", "", "Of the act, as published"},
                 {"act", "", "Its title"},
                 {"form", "", "licence, ban, tariff, …"},
                 {"from", "", "Standing until the day before"},
                 {"to", "", "Standing from the day on"},
                 {"demand", "", "What it demands from then on, or would"},
                 {"because of", "", "The act that moved it"},
                 {"announced", "", "Since when it could be known"},
                 {"under", "", "The branches and readings under which alone it happens; empty: the stated ones"},
                 {"other branches", "", "How it stands that day under others"},
                 {"source", "", "Publisher and address"}}, {}, {}};
    for (const RuleChange& change : changes_of(book, after, through)) {
        const bool announcement = change.from.empty();
        for (const LimbRule& rule : change.rules) {
            table.add({change.on.to_text(), rule.act->id + (announcement ? "" : "#" + rule.limb), rule.act->number, rule.act->title, rule.act->form,
                       change.from, change.to, announcement ? std::string() : demand_words(rule, rule.dates, change.on), change.because,
                       change.announced_on.to_text(), join(change.under, ", "), other_words(change.others), source_words(rule)});
            cite(table, *rule.act);
            if (announcement) break;
        }
    }
    return table;
}

Table rules_on_lane(const RulesBook& book, std::string_view a, std::string_view b, Date on) {
    Table table{"rules-on-lane", "The law between " + std::string(a) + " and " + std::string(b) + " on " + on.to_text() + ", " + knowledge_words(book),
                stock_columns(), {}, {}};
    table.columns.insert(table.columns.begin(), {"direction", "", "Shipped from, to"});
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
        for (const RuleOn& entry : lane_stock_of(book, from, to, on)) {
            std::vector<Cell> cells = stock_row(book, entry, on);
            cells.insert(cells.begin(), std::string(from) + " to " + std::string(to));
            table.add(std::move(cells));
            cite(table, *entry.rule.act);
        }
    }
    return table;
}

std::vector<std::string> branch_notes(const RulesBook& book, const std::vector<OtherStanding>& others) {
    std::set<std::string> spoken, powers;
    for (const OtherStanding& other : others) spoken.insert(other.laws.begin(), other.laws.end());
    std::vector<std::string> notes;
    for (const OtherLaw& other : book.others) {
        if (!spoken.contains(other.name)) continue;
        notes.push_back(other.name + ": " + other.meaning);
        powers.insert(other.power);
    }
    std::vector<std::string> all;
    for (const NamedBranch& branch : book.law.terms().branches) {
        const bool stated = std::find(book.stated.begin(), book.stated.end(), branch.id) != book.stated.end();
        if (stated && powers.contains(branch.power)) all.push_back(branch.id + (branch.is_default ? " (default)" : "") + ": " + branch.meaning);
    }
    if (powers.contains("")) all.push_back("end-day=" + book.law.reading_of("end-day") + " is taken unless another is asked for");
    all.insert(all.end(), notes.begin(), notes.end());
    return all;
}

}  // namespace countervail
