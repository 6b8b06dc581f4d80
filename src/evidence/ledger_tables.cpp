// SPDX-License-Identifier: Apache-2.0
#include "evidence/ledger_tables.h"

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "evidence/lint.h"

namespace countervail {

namespace {

std::string severity_text(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

Cell text_or_missing(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

std::string place_text(const Place& place) {
    return place.file + (place.line > 0 ? ":" + std::to_string(place.line) : "");
}

bool passes(const Ledger& ledger, const Statement& statement, const LedgerFilter& filter) {
    return (filter.quantity.empty() || statement.quantity == filter.quantity) &&
           (filter.item.empty() || matches_pattern(filter.item, statement.item)) &&
           (filter.place.empty() || statement.place == filter.place || statement.partner == filter.place) &&
           (filter.label.empty() || to_text(statement.label) == filter.label) &&
           (!filter.known_on || ledger.public_since(statement) <= *filter.known_on);
}

using Field = std::function<std::vector<std::string>(const Statement&)>;

void check_word(const Ledger& ledger, const char* name, const std::string& wanted, const Field& field,
                Errors& errors) {
    if (wanted.empty()) return;
    std::vector<std::string> words;
    for (const Statement& statement : ledger.statements()) {
        for (const std::string& word : field(statement)) {
            if (matches_pattern(wanted, word)) return;
            if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
                words.push_back(word);
        }
    }
    const std::string hint = did_you_mean(wanted, words);
    errors.push_back({{},
                      std::string("no row has the ") + name + " \"" + wanted + "\"",
                      hint.empty() ? "countervail data list without it shows what there is" : hint});
}

Errors check_filter(const Ledger& ledger, const LedgerFilter& filter) {
    Errors errors;
    check_word(
        ledger, "quantity", filter.quantity, [](const Statement& s) { return std::vector{s.quantity}; },
        errors);
    check_word(
        ledger, "item", filter.item, [](const Statement& s) { return std::vector{s.item}; }, errors);
    check_word(
        ledger, "place", filter.place,
        [](const Statement& s) {
            return std::vector{s.place, s.partner};
        },
        errors);
    if (!filter.label.empty() && !parse_label(filter.label)) {
        const std::string hint = did_you_mean(filter.label, label_names());
        errors.push_back({{},
                          "unknown label \"" + filter.label + "\"",
                          hint.empty() ? "labels: " + join(label_names(), ", ") : hint});
    }
    return errors;
}

std::string ids_of(const std::vector<const Statement*>& statements) {
    std::vector<std::string> ids;
    for (const Statement* statement : statements) ids.push_back(statement->id);
    return join(ids, " ");
}

void add_subject(Table& table, const Statement& statement) {
    const auto add = [&](const char* field, const std::string& text) {
        if (!text.empty()) table.add({std::string(field), text});
    };
    add("id", statement.id);
    add("quantity", statement.quantity);
    add("item", statement.item);
    add("place", statement.place);
    add("partner", statement.partner);
    add("use", statement.use);
    add("period", statement.period_text);
    add("value", exact_number(statement.value) + " " + statement.unit.text());
    add("range", exact_number(statement.low) + " … " + exact_number(statement.high) +
                     (statement.stated_range ? "" : " (width of the label)"));
    add("label", to_text(statement.label));
    add("vintage", statement.vintage);
    add("locator", statement.locator);
    add("note", statement.note);
}

void add_origin(Table& table, const Ledger& ledger, const Statement& statement) {
    const auto add = [&](const char* field, const std::string& text) {
        if (!text.empty()) table.add({std::string(field), text});
    };
    if (const Source* source = ledger.source(statement.source)) {
        add("source", source->id + ": " + source->publisher + ", " + source->title);
        add("address", source->address);
        add("published on", statement.published_on.to_text());
    }
    add("cites", join(statement.cites, " "));
    if (statement.label != Label::assumed || !statement.cites.empty()) {
        add("public since", ledger.public_since(statement).to_text());
    }
    add("cited by", ids_of(ledger.cited_by(statement.id)));
    add("stands at", place_text(statement.where));
}

void add_problem(Table& table, const std::string& severity, const std::string& rule, const Error& error) {
    table.add({severity, rule, error.where.file,
               error.where.line > 0 ? Cell(double(error.where.line)) : Cell(), error.what,
               text_or_missing(error.hint)});
}

Table problem_table() {
    return {"ledger-check",
            "Problems of the ledger",
            {{"severity", "", "an error stops the ledger from loading"},
             {"rule", "", "the lint rule, or \"format\" for what the reader found"},
             {"file", "", "where the row stands"},
             {"line", "", "line of the file", 9},
             {"what", "", "what is wrong"},
             {"mend", "", "how to mend it"}},
            {},
            {}};
}

}  // namespace

Result<Table> list_statements(const Ledger& ledger, const LedgerFilter& filter) {
    if (Errors errors = check_filter(ledger, filter); !errors.empty())
        return std::unexpected(std::move(errors));
    Table table{"statements",
                "Statements of the ledger",
                {{"id", "", "identifier of the row"},
                 {"quantity", "", "what is measured"},
                 {"item", "", "of what"},
                 {"place", "", "where; the origin of a flow"},
                 {"partner", "", "destination of a flow"},
                 {"use", "", "for which use"},
                 {"period", "", "when"},
                 {"value", "", "the figure, in the unit of its row", 6},
                 {"low", "", "5 % point", 6},
                 {"high", "", "95 % point", 6},
                 {"unit", "", "unit and basis"},
                 {"label", "", "how it is known"},
                 {"source", "", "where it was published"}},
                {},
                {}};
    for (const Statement& statement : ledger.statements()) {
        if (!passes(ledger, statement, filter)) continue;
        table.add({statement.id, statement.quantity, text_or_missing(statement.item),
                   text_or_missing(statement.place), text_or_missing(statement.partner),
                   text_or_missing(statement.use), text_or_missing(statement.period_text), statement.value,
                   statement.low, statement.high, statement.unit.text(), to_text(statement.label),
                   text_or_missing(statement.source)});
        table.sources.push_back(statement.id);
    }
    return table;
}

Result<Table> show_statement(const Ledger& ledger, std::string_view id) {
    const Statement* statement = ledger.find(id);
    if (statement == nullptr) {
        std::vector<std::string> ids;
        for (const Statement& row : ledger.statements()) ids.push_back(row.id);
        const std::string hint = did_you_mean(id, ids);
        return fail({}, "there is no statement \"" + std::string(id) + "\"",
                    hint.empty() ? "countervail data list shows every id" : hint);
    }
    Table table{"statement",
                statement->id,
                {{"field", "", "column of the ledger"}, {"value", "", "what the row says"}},
                {},
                {statement->id}};
    add_subject(table, *statement);
    add_origin(table, ledger, *statement);
    return table;
}

Table check_ledger(const Library& library) {
    Table table = problem_table();
    const auto ledger = Ledger::read_unchecked(library);
    if (!ledger) {
        for (const Error& error : ledger.error()) add_problem(table, "error", "format", error);
        return table;
    }
    const auto settings = read_lint_settings(library);
    if (!settings) {
        for (const Error& error : settings.error()) add_problem(table, "error", "format", error);
        return table;
    }
    for (const Finding& finding : lint(*ledger, *settings)) {
        add_problem(table, severity_text(finding.severity), finding.rule, finding.problem);
    }
    return table;
}

Result<Table> list_lint_rules(const Library& library) {
    auto settings = read_lint_settings(library);
    if (!settings) return std::unexpected(std::move(settings.error()));
    Table table{"lint-rules",
                "Lint rules of the ledger",
                {{"rule", "", "name in data check"},
                 {"severity", "", "an error stops the ledger from loading"},
                 {"meaning", "", "what must hold, or why the trap is one"}},
                {},
                {}};
    for (const LintRule& rule : lint_rules()) {
        table.add({std::string(rule.id), severity_text(rule.severity), std::string(rule.meaning)});
    }
    for (const NeedsBasis& trap : settings->needs_basis)
        table.add({"needs-basis:" + trap.id, severity_text(trap.severity), trap.why});
    for (const TextTrap& trap : settings->text_traps)
        table.add({"text-trap:" + trap.id, severity_text(trap.severity), trap.why});
    return table;
}

}  // namespace countervail
