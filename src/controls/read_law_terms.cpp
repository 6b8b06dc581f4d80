// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <set>

#include "base/text.h"
#include "base/toml_file.h"
#include "controls/fact_reader.h"
#include "controls/law_terms.h"

namespace countervail {

namespace {

const std::vector<std::string> kKinds = {"number", "statement", "words", "places"};

void read_fact(Section& section, LawTerms& terms) {
    FactTerm fact;
    fact.where = section.place();
    fact.id = section.text("id");
    fact.question = section.text("question");
    const std::string kind = section.text("kind");
    const auto known = std::find(kKinds.begin(), kKinds.end(), kind);
    if (known == kKinds.end()) {
        section.problem("kind", "kind \"" + kind + "\" is not known", "one of: " + join(kKinds, ", "));
    } else {
        fact.kind = static_cast<FactKind>(known - kKinds.begin());
    }
    fact.unit = section.text("unit", "");
    if (section.has("unit") && fact.kind != FactKind::number) section.problem("unit", "only a number has a unit", "remove it");
    if (section.has("unless_stated")) {
        fact.unless_stated = section.flag("unless_stated", false);
        if (fact.kind != FactKind::statement) {
            section.problem("unless_stated", "only a statement can be taken for granted", "remove it, or make kind = \"statement\"");
        }
    }
    section.text("note", "");
    terms.facts.push_back(std::move(fact));
}

void read_end_use(Section& section, LawTerms& terms) {
    terms.end_uses.push_back({section.text("id"), section.text("name"), section.texts("is"), section.place()});
    section.text("note", "");
}

void read_item(Section& section, LawTerms& terms) {
    LawItem item;
    item.where = section.place();
    item.id = section.text("id");
    item.name = section.text("name");
    item.is = section.texts("is");
    for (const std::string& code : section.texts("codes")) {
        item.codes.push_back(code_digits(code));
        if (item.codes.back().size() < 2) section.problem("codes", "\"" + code + "\" is no customs code", "at least two digits");
    }
    item.of = section.text("of", "");
    item.contains = section.texts("contains");
    if (item.of.empty() != item.contains.empty()) {
        section.problem("contains", "contains and of belong together", "of = \"<item>\" and contains = [\"<element>\"]");
    }
    item.label = section.text("label", "");
    item.source = section.text("source", "");
    item.note = section.text("note", "");
    if (section.has("facts")) item.facts = read_facts(section.table("facts"), terms);
    terms.items.push_back(std::move(item));
}

void read_group(Section& section, LawTerms& terms) {
    terms.groups.push_back({section.text("id"), section.texts("places"), section.text("label", ""), section.text("source", ""),
                            section.text("note", ""), section.place()});
    for (const std::string& place : terms.groups.back().places) {
        if (place.size() != 3) section.problem("places", "\"" + place + "\" is not a place", "three capitals, ISO 3166-1 alpha-3");
    }
}

void read_question(Section& section, LawTerms& terms) {
    OpenQuestion question;
    question.where = section.place();
    question.id = section.text("id");
    question.text = section.text("text");
    question.preset = section.text("default");
    bool known = question.preset == "open";
    for (Section& option : section.tables("option")) {
        question.options.push_back({option.text("id"), option.text("note", "")});
        known = known || question.options.back().id == question.preset;
        option.finish();
    }
    if (!known) section.problem("default", "\"" + question.preset + "\" is no option of " + question.id, "name an option, or \"open\"");
    if (question.options.size() < 2) section.problem("option", question.id + " has fewer than two options", "a question has at least two");
    terms.questions.push_back(std::move(question));
}

void read_branch(Section& section, LawTerms& terms) {
    NamedBranch branch;
    branch.where = section.place();
    branch.id = section.text("id");
    branch.power = section.text("power");
    branch.meaning = section.text("meaning");
    branch.is_default = section.flag("default", false);
    branch.without = section.texts("without");
    branch.acts = section.texts("acts");
    terms.branches.push_back(std::move(branch));
}

using Reader = void (*)(Section&, LawTerms&);

struct Kind {
    std::string_view table;
    Reader read;
};

void read_file(const LibraryFile& file, const std::vector<Kind>& kinds, LawTerms& terms, Errors& errors) {
    auto toml = TomlFile::parse(file.text, file.path);
    if (!toml) return append(errors, std::move(toml.error()));
    Section root = toml->root();
    for (const Kind& kind : kinds) {
        for (Section& section : root.tables(kind.table)) {
            kind.read(section, terms);
            section.finish();
        }
    }
    root.finish();
    append(errors, toml->take_errors());
}

/// Two powers may speak of the same good: what their files say of it adds up.
void merge_items(std::vector<LawItem>& items, Errors& errors) {
    const auto unite = [](auto& list, const auto& more) {
        for (const auto& one : more) {
            if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(one);
        }
    };
    std::vector<LawItem> merged;
    for (LawItem& item : items) {
        const auto had = std::find_if(merged.begin(), merged.end(), [&](const LawItem& one) { return one.id == item.id; });
        if (had == merged.end()) {
            merged.push_back(std::move(item));
            continue;
        }
        if (had->where.file == item.where.file) {
            errors.push_back({item.where, "item \"" + item.id + "\" stands twice", "keep one of them"});
        }
        if (!had->of.empty() && !item.of.empty() && had->of != item.of) {
            errors.push_back({item.where, "item \"" + item.id + "\" is made of " + item.of + " here and of " + had->of + " in " + had->where.file,
                              "keep one of them"});
        }
        if (had->of.empty()) had->of = item.of;
        unite(had->is, item.is);
        unite(had->codes, item.codes);
        unite(had->contains, item.contains);
        for (Fact& fact : item.facts) {
            const bool known = std::any_of(had->facts.begin(), had->facts.end(), [&](const Fact& one) { return one.id == fact.id; });
            if (known) {
                errors.push_back({item.where, "the fact " + fact.id + " of \"" + item.id + "\" stands twice", "keep one of them"});
            } else {
                had->facts.push_back(std::move(fact));
            }
        }
    }
    items = std::move(merged);
}

template <class Term>
void require_unique(const std::vector<Term>& terms, std::string_view what, Errors& errors) {
    std::set<std::string> seen;
    for (const Term& term : terms) {
        if (!seen.insert(term.id).second) {
            errors.push_back({term.where, std::string(what) + " \"" + term.id + "\" stands twice", "keep one of them"});
        }
    }
}

}  // namespace

Result<LawTerms> LawTerms::read(const Library& library) {
    LawTerms terms;
    Errors errors;
    const auto read_all = [&](std::string_view prefix, const std::vector<Kind>& kinds) {
        for (const LibraryFile* file : library.files(prefix, ".toml")) read_file(*file, kinds, terms, errors);
    };
    read_all("rules/vocabulary/", {{"fact", read_fact}, {"end_use", read_end_use}});
    read_all("rules/items/", {{"item", read_item}});
    read_all("rules/place-groups/", {{"group", read_group}});
    read_all("rules/questions.toml", {{"question", read_question}});
    read_all("rules/branches.toml", {{"branch", read_branch}});
    require_unique(terms.facts, "fact", errors);
    require_unique(terms.end_uses, "end use", errors);
    merge_items(terms.items, errors);
    require_unique(terms.groups, "group", errors);
    require_unique(terms.questions, "question", errors);
    require_unique(terms.branches, "branch", errors);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return terms;
}

}  // namespace countervail
