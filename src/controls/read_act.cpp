// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/toml_file.h"
#include "controls/act.h"
#include "controls/clause_scope.h"

namespace countervail {

namespace {

const std::vector<std::string> kForms = {"licence", "ban", "tariff", "suspension", "repeal", "general-licence"};
const std::vector<std::string> kLabels = {"found-q", "found", "found-2", "found-weak", "derived", "recalled", "disputed"};
const std::vector<std::string> kRequirementWords = {"free", "licence", "prohibited"};
const std::vector<std::string> kPolicyWords = {"presumption-of-approval", "ordinary-review", "case-by-case",
                                               "presumption-of-denial", "denied"};

bool is_place(std::string_view text) {
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// An item id, a pattern or a list's name: no blanks, no capitals except in "CHN-…", nothing invisible.
bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '@';
    });
}

std::string known_words(std::string_view word, const std::vector<std::string>& words) {
    const std::string near = did_you_mean(word, words);
    return near.empty() ? "one of: " + join(words, ", ") : near;
}

std::string one_of(Section& section, std::string_view key, const std::vector<std::string>& words, std::string fallback) {
    std::string word = section.text(key, fallback);
    if (section.has(key) && std::find(words.begin(), words.end(), word) == words.end()) {
        section.problem(key, std::string(key) + " \"" + word + "\" is not known", known_words(word, words));
    }
    return word;
}

std::string filled(Section& section, std::string_view key) {
    const bool given = section.has(key);
    std::string text = section.text(key);
    if (given && trim(text).empty()) {
        section.problem(key, std::string(key) + " is empty", "fill it in or leave the file out");
    }
    return text;
}

Date plausible(Section& section, std::string_view key, Date date) {
    if (section.has(key) && (date.year() < 1900 || date.year() > 2200)) {
        section.problem(key, "no act is dated " + date.to_text(), "check the year");
    }
    return date;
}

std::vector<std::string> names(Section& section, std::string_view key) {
    std::vector<std::string> found = section.texts(key);
    std::set<std::string> seen;
    for (const std::string& name : found) {
        if (!is_name(name)) {
            section.problem(key, "\"" + name + "\" is not a name", "write an id such as \"<element>.oxide\" or a pattern \"*.oxide\"");
        } else if (!seen.insert(name).second) {
            section.problem(key, "\"" + name + "\" is named twice", "name it once");
        }
    }
    return found;
}

std::vector<std::string> places(Section& section, std::string_view key) {
    std::vector<std::string> found = section.texts(key);
    for (const std::string& place : found) {
        if (!is_place(place)) {
            section.problem(key, "\"" + place + "\" is not a place", "places are three capitals, ISO 3166-1 alpha-3: \"JPN\"");
        }
    }
    return found;
}

std::string place_or_empty(Section& section, std::string_view key) {
    std::string place = section.text(key, "");
    if (section.has(key) && !is_place(place)) {
        section.problem(key, "\"" + place + "\" is not a place", "places are three capitals, ISO 3166-1 alpha-3: \"JPN\"");
    }
    return place;
}

std::optional<double> share(Section& section, std::string_view key) {
    const auto value = section.number(key);
    if (value && (*value <= 0 || *value > 1)) {
        section.problem(key, std::string(key) + " is " + exact_number(*value) + ", not a share between 0 and 1",
                        "write 0.001 for 0.1%");
    }
    return value;
}

Reach read_reach(Section section) {
    Reach reach;
    reach.origins = places(section, "origins");
    reach.origins_except = places(section, "origins_except");
    reach.exporters = places(section, "exporters");
    reach.exporters_except = places(section, "exporters_except");
    reach.destinations = places(section, "destinations");
    reach.destinations_except = places(section, "destinations_except");
    reach.foreign_made = section.flag("foreign_made", false);
    reach.technology_origin = place_or_empty(section, "technology_origin");
    reach.content_origin = place_or_empty(section, "content_origin");
    reach.content_items = names(section, "content_items");
    const auto at_least = share(section, "content_at_least");
    const auto more_than = share(section, "content_more_than");
    reach.content_threshold = at_least ? at_least : more_than;
    reach.content_more_than = !at_least && more_than.has_value();
    if (at_least && more_than) {
        section.problem("content_more_than", "content_at_least and content_more_than are both given", "keep one: is the limit itself caught?");
    }
    if (reach.content_origin.empty() == reach.content_threshold.has_value()) {
        section.problem("content_origin", "a content limit needs both its origin and its share",
                        "give content_origin and content_at_least (or content_more_than)");
    }
    section.finish();
    return reach;
}

Condition read_condition(Section section) {
    Condition condition;
    condition.quantity = filled(section, "quantity");
    condition.unit = section.text("unit", "");
    condition.at_least = section.number("at_least");
    condition.more_than = section.number("more_than");
    condition.at_most = section.number("at_most");
    condition.less_than = section.number("less_than");
    if (!condition.at_least && !condition.more_than && !condition.at_most && !condition.less_than) {
        section.problem("quantity", "the condition has no bound", "give at_least, more_than, at_most or less_than");
    }
    section.finish();
    return condition;
}

/// The first day out, from an inclusive last day; `end_day_inclusive = false` reads the last day as already out.
std::optional<Date> end_of(Section& section, Date from, bool required) {
    const bool inclusive = section.flag("end_day_inclusive", true);
    const auto through = required ? std::optional<Date>(section.required_date("through")) : section.date("through");
    if (!through || (required && !section.has("through"))) return std::nullopt;
    plausible(section, "through", *through);
    const Date until = *through + (inclusive ? 1 : 0);
    if (until <= from) {
        section.problem("through", "ends on " + through->to_text() + ", before it begins on " + from.to_text(),
                        "through is the last day and must not be earlier");
    }
    return until;
}

void read_dates(Section& section, const Act& act, Clause& clause) {
    clause.announced_on = section.date("announced").value_or(act.announced_on);
    clause.in_force_on = plausible(section, "in_force", section.required_date("in_force"));
    plausible(section, "announced", clause.announced_on);
    const bool retroactive = section.flag("retroactive", false);
    if (clause.announced_on < act.announced_on) {
        section.problem("announced", "was announced on " + clause.announced_on.to_text() + ", before its act (" +
                        act.announced_on.to_text() + ")", "an act is announced no later than its clauses");
    }
    if (section.has("in_force") && !retroactive && clause.in_force_on < clause.announced_on) {
        section.problem("in_force", "in force on " + clause.in_force_on.to_text() + ", before it was announced on " +
                        clause.announced_on.to_text(), "swap the dates, or say retroactive = true");
    }
    clause.until = end_of(section, clause.in_force_on, false);
}

void read_effect(Section& section, const Act& act, Clause& clause) {
    const bool tariff = act.form == "tariff", general = act.form == "general-licence";
    const bool ban = act.form == "ban";
    const std::string requirement = one_of(section, "requirement", kRequirementWords,
                                           tariff || general ? "free" : ban ? "prohibited" : "licence");
    clause.requirement = parse_requirement(requirement).value_or(Requirement::licence);
    const std::string policy = one_of(section, "policy", kPolicyWords, "ordinary-review");
    clause.policy = parse_policy(policy).value_or(Policy::ordinary_review);
    if (clause.requirement == Requirement::free) clause.policy = Policy::none;
    if (clause.requirement == Requirement::prohibited) clause.policy = Policy::denied;
    const auto rate = section.number("tariff");
    clause.tariff = rate.value_or(0);
    if (tariff != rate.has_value()) {
        section.problem("tariff", tariff ? "a clause of a tariff has no rate" : "only an act of form \"tariff\" has a rate",
                        tariff ? "add tariff = 0.25 for 25%" : "remove it, or make it an act of its own");
    }
    if (clause.tariff < 0 || clause.tariff > 10) {
        section.problem("tariff", "tariff is " + exact_number(clause.tariff), "a share of value: 1.25 means 125%");
    }
    const long long days = section.integer("statutory_working_days", 0);
    if (section.has("statutory_working_days")) {
        clause.statutory_working_days = static_cast<int>(std::clamp(days, 0LL, 1000LL));
        if (days < 1 || days > 1000) {
            section.problem("statutory_working_days", "is " + std::to_string(days), "between 1 and 1000 working days");
        }
    }
    clause.exempts = section.texts("exempts");
    clause.relieves = section.texts("relieves");
    if (general == clause.relieves.empty()) {
        section.problem("relieves", general ? "a general licence must say which acts it relieves from" : "only a general licence relieves",
                        general ? "add relieves = [\"<act id>\"]" : "remove it");
    }
    if (!tariff && !general && (clause.requirement == Requirement::free) == clause.exempts.empty()) {
        section.problem("exempts", "a clause is free exactly when it exempts from others of its act",
                        "give requirement = \"free\" and exempts = [\"<ref>\"], or neither");
    }
}

Clause read_clause(Section section, const Act& act) {
    Clause clause;
    clause.where = section.place();
    clause.ref = filled(section, "ref");
    clause.summary = filled(section, "summary");
    read_dates(section, act, clause);
    clause.items = names(section, "items");
    clause.items_except = names(section, "items_except");
    if (clause.items.empty()) {
        section.problem("items", "the clause names no items", "add items = [\"…\"]; \"*\" means all");
    }
    clause.reach = read_reach(section.table("reach"));
    clause.end_use_classes = names(section, "end_uses");
    clause.end_users = names(section, "end_users");
    clause.affiliates_at_least = share(section, "affiliates_at_least");
    if (clause.affiliates_at_least && clause.end_users.empty()) {
        section.problem("affiliates_at_least", "affiliates of whom?", "name the lists in end_users");
    }
    for (Section& condition : section.tables("condition")) clause.conditions.push_back(read_condition(condition));
    read_effect(section, act, clause);
    clause.beside = section.texts("beside");
    clause.listed_by = section.texts("listed_by");
    clause.original = section.text("original", "");
    clause.label = one_of(section, "label", kLabels, "");
    clause.note = section.text("note", "");
    clause.sources = section.texts("sources");
    section.finish();
    return clause;
}

Suspension read_suspension(Section section, const Act& act) {
    Suspension suspension;
    suspension.where = section.place();
    suspension.acts = names(section, "acts");
    suspension.clauses = section.texts("clauses");
    suspension.items = names(section, "items");
    suspension.repeals = act.form == "repeal";
    if (suspension.acts.empty()) section.problem("acts", "suspends no act", "add acts = [\"<act id>\"]");
    if (std::find(suspension.acts.begin(), suspension.acts.end(), act.id) != suspension.acts.end()) {
        section.problem("acts", "an act cannot suspend itself", "date its clauses instead");
    }
    suspension.from = plausible(section, "from", section.required_date("from"));
    const bool retroactive = section.flag("retroactive", false);
    if (section.has("from") && !retroactive && suspension.from < act.announced_on) {
        section.problem("from", "bites from " + suspension.from.to_text() + ", before it was announced on " +
                        act.announced_on.to_text(), "swap the dates, or say retroactive = true");
    }
    suspension.until = end_of(section, suspension.from, false);
    section.finish();
    return suspension;
}

Branch read_branch(Section section, const Act& act) {
    Branch branch;
    branch.where = section.place();
    branch.id = filled(section, "id");
    branch.note = filled(section, "note");
    branch.announced_on = section.date("announced");
    Date from = act.announced_on;
    for (const Suspension& suspension : act.suspensions) from = std::max(from, suspension.from);
    branch.until = end_of(section, from, true).value_or(from);
    if (act.suspensions.empty()) {
        section.problem("id", "nothing to branch: the act suspends nothing", "add [[suspends]] or remove the branch");
    }
    section.finish();
    return branch;
}

ActSource read_source(Section section) {
    ActSource source;
    source.key = filled(section, "key");
    source.kind = section.text("kind", "");
    source.by = filled(section, "by");
    source.address = filled(section, "address");
    source.note = section.text("note", "");
    section.finish();
    return source;
}

void read_identity(Section& root, Act& act, const std::string& path) {
    act.where = root.place();
    act.id = filled(root, "id");
    act.issuer = act.id.substr(0, act.id.find('/'));
    const bool well_formed = is_place(act.issuer) && act.id.size() >= 5 && is_name(act.id) &&
                             act.id.find_first_of("*#") == std::string::npos;
    if (!act.id.empty() && !well_formed) {
        root.problem("id", "\"" + act.id + "\" is not the id of an act", "write \"<ISO3>/<authority>-<year>-<number>\"");
    }
    if (path.starts_with("rules/") && path != "rules/" + act.id + ".toml") {
        root.problem("id", "the file is " + path + " and the act is " + act.id, "an act lies in rules/<id>.toml");
    }
    act.title = filled(root, "title");
    act.authority = filled(root, "authority");
    act.number = root.text("number", "");
    act.form = root.has("form") ? one_of(root, "form", kForms, "") : filled(root, "form");
    act.announced_on = plausible(root, "announced", root.required_date("announced"));
}

/// Two clauses about the same flows are an act and its amendment; they need different days to tell which is which.
void check_amendments(std::vector<Section>& sections, const Act& act) {
    for (std::size_t i = 0; i < act.clauses.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const Clause &later = act.clauses[i], &earlier = act.clauses[j];
            if (later.in_force_on != earlier.in_force_on || later.announced_on != earlier.announced_on) continue;
            if (scope_of(later) != scope_of(earlier)) continue;
            sections[i].problem("ref", "clauses \"" + earlier.ref + "\" (line " + std::to_string(earlier.where.line) + ") and \"" +
                                later.ref + "\" speak of the same flows from the same day",
                                "narrow one, or date the one that amends the other");
        }
    }
}

template <class Parts, class Name>
void require_unique(Section& root, const Parts& parts, Name name, std::string_view kind) {
    std::set<std::string> seen;
    for (const auto& part : parts) {
        if (!name(part).empty() && !seen.insert(name(part)).second) {
            root.problem(kind, std::string(kind) + " \"" + name(part) + "\" stands twice", "give each its own name");
        }
    }
}

void check_references(Section& root, std::vector<Section>& sections, const Act& act) {
    std::vector<std::string> refs, keys;
    for (const Clause& clause : act.clauses) refs.push_back(clause.ref);
    for (const ActSource& source : act.sources) keys.push_back(source.key);
    for (std::size_t i = 0; i < act.clauses.size(); ++i) {
        const Clause& clause = act.clauses[i];
        if (std::count(refs.begin(), refs.begin() + static_cast<long>(i), clause.ref) > 0) {
            sections[i].problem("ref", "clause \"" + clause.ref + "\" stands twice in " + act.id, "give each clause its own ref");
        }
        for (const std::string& key : clause.sources) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
                sections[i].problem("sources", "no source has the key \"" + key + "\"", known_words(key, keys));
            }
        }
        for (const std::string& ref : clause.exempts) {
            if (ref == clause.ref || std::find(refs.begin(), refs.end(), ref) == refs.end()) {
                sections[i].problem("exempts", "no other clause is called \"" + ref + "\"", known_words(ref, refs));
            }
        }
    }
    require_unique(root, act.sources, [](const ActSource& source) { return source.key; }, "source");
    require_unique(root, act.branches, [](const Branch& branch) { return branch.id; }, "branch");
}

void check_form(Section& root, const Act& act) {
    const bool relief = act.form == "suspension" || act.form == "repeal";
    if (relief && (act.suspensions.empty() || !act.clauses.empty())) {
        root.problem("form", "a " + act.form + " has [[suspends]] and no clauses", "move the clauses to an act of their own");
    }
    if (!relief && (act.clauses.empty() || !act.suspensions.empty())) {
        root.problem("form", "an act of form \"" + act.form + "\" has clauses and no [[suspends]]",
                     "a suspension is an act of its own, so that a scenario can leave it out");
    }
    if (act.sources.empty()) {
        root.problem("source", "the act names no source", "add [[source]] with key, by and address: no rule without its text");
    }
}

}  // namespace

Result<Act> read_act(std::string text, const std::string& path) {
    auto file = TomlFile::parse(std::move(text), path);
    if (!file) return std::unexpected(file.error());
    Section root = file->root();
    Act act;
    read_identity(root, act, path);
    std::vector<Section> clauses = root.tables("clause");
    for (Section& section : clauses) act.clauses.push_back(read_clause(section, act));
    for (Section& section : root.tables("suspends")) act.suspensions.push_back(read_suspension(section, act));
    for (Section& section : root.tables("branch")) act.branches.push_back(read_branch(section, act));
    for (Section& section : root.tables("source")) act.sources.push_back(read_source(section));
    check_references(root, clauses, act);
    check_amendments(clauses, act);
    check_form(root, act);
    root.finish();
    if (!file->ok()) return std::unexpected(file->take_errors());
    return act;
}

}  // namespace countervail
