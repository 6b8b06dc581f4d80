// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/toml_file.h"
#include "controls/act.h"
#include "controls/act_reader.h"
#include "controls/clause_scope.h"

namespace countervail {

namespace {

const std::vector<std::string> kForms = {"licence", "ban", "tariff", "general-licence", "jurisdiction", "guidance", "procurement",
                                         "suspension", "repeal"};

Suspension read_suspension(Section section, const Act& act) {
    Suspension suspension;
    suspension.where = section.place();
    suspension.acts = act_names(section, "acts");
    suspension.clauses = section.texts("clauses");
    suspension.items = act_names(section, "items");
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
    suspension.end_day_disputed = section.flag("end_day_disputed", false);
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
    const bool well_formed = is_place(act.issuer) && act.id.size() >= 5 && is_act_name(act.id) &&
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
    act.rests_on = root.texts("rests_on");
}

/// Two clauses about the same flows are a rule and its amendment; where they demand different things they need different
/// days to tell which is which.
void check_amendments(std::vector<Section>& sections, const Act& act) {
    for (std::size_t i = 0; i < act.clauses.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const Clause &later = act.clauses[i], &earlier = act.clauses[j];
            if (later.in_force_on != earlier.in_force_on || later.announced_on != earlier.announced_on) continue;
            const bool same = later.requirement == earlier.requirement && later.policy == earlier.policy && later.tariff == earlier.tariff;
            if (same || scope_of(later) != scope_of(earlier)) continue;
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
            if (ref.find('#') != std::string::npos) continue;   // a pattern over other acts too
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
