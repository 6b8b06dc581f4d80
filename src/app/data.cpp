// SPDX-License-Identifier: Apache-2.0
// `countervail data list|show|check|residuals`: the evidence, and how each statement fared in the world.
#include <CLI/App.hpp>
#include <memory>

#include "app/program.h"
#include "app/world_at_hand.h"
#include "base/text.h"
#include "evidence/ledger_tables.h"
#include "world/world.h"

namespace countervail {

namespace {

struct DataOptions {
    LedgerFilter filter;
    std::vector<std::string> ids;
    bool rules = false;
    std::string world;
    int year = 0;   ///< 0: the world file's own
};

ExitCode run_list(const Settings& settings, DataOptions options) {
    auto library = open_library(settings);
    if (!library) return report(settings, library.error());
    auto ledger = open_ledger(*library);
    if (!ledger) return report(settings, ledger.error());
    options.filter.known_on = settings.known_on;
    auto table = list_statements(*ledger, options.filter);
    if (!table) return report(settings, table.error());
    print(settings, *table);
    return kDone;
}

ExitCode run_show(const Settings& settings, const DataOptions& options) {
    auto library = open_library(settings);
    if (!library) return report(settings, library.error());
    auto ledger = open_ledger(*library);
    if (!ledger) return report(settings, ledger.error());
    Errors errors;
    std::vector<Table> tables;
    for (const std::string& id : options.ids) {
        auto table = show_statement(*ledger, id);
        if (table) tables.push_back(std::move(*table));
        else append(errors, std::move(table.error()));
    }
    if (!errors.empty()) return report(settings, errors);
    std::vector<const Table*> shown;
    for (const Table& table : tables) shown.push_back(&table);
    if (shown.size() == 1) print(settings, *shown.front());
    else print(settings, shown);
    return kDone;
}

/// 1 when there are errors: "are the data in order?" is answered with no.
ExitCode run_check(const Settings& settings, const DataOptions& options) {
    auto library = open_library(settings);
    if (!library) return report(settings, library.error());
    if (options.rules) {
        auto rules = list_lint_rules(*library);
        if (!rules) return report(settings, rules.error());
        print(settings, *rules);
        return kDone;
    }
    const Table table = check_ledger(*library);
    if (table.rows.empty() && settings.format == TableFormat::text) {
        settings.answers() << "No rule finds anything in the ledger; countervail data check --rules lists them.\n";
        return kDone;
    }
    print(settings, table);
    const auto severity = table.column("severity");
    for (const auto& row : table.rows) {
        const auto* word = severity ? std::get_if<std::string>(&row[*severity]) : nullptr;
        if (word != nullptr && *word == "error") return kAnswerIsNo;
    }
    return kDone;
}

ExitCode run_residuals(const Settings& settings, const DataOptions& options) {
    auto library = open_library(settings);
    if (!library) return report(settings, library.error());
    auto ledger = open_ledger(*library);
    if (!ledger) return report(settings, ledger.error());
    const auto by_default = options.world.empty() ? default_world(*library) : Result<std::string>(options.world);
    if (!by_default) return report(settings, by_default.error());
    const std::string& id = *by_default;
    const Date known_on = settings.known_on.value_or(day_of_world(*library, *ledger, id));
    auto world = world_as_of(*library, *ledger, id, known_on, options.year);
    if (!world) return report(settings, world.error());
    Table table{"residuals", "How each statement fared in " + id + ": largest residual first",
                {{"statement", "", "countervail data show ID"},
                 {"claimed", "", "As stated, in the statement's unit", 5},
                 {"low", "", "Low end of its range", 5},
                 {"high", "", "High end of its range", 5},
                 {"reconciled", "", "In the balanced baseline", 5},
                 {"residual", "", "(reconciled − claimed) over the standard deviation that its range implies", 3},
                 {"unit", "", "Of the four figures"},
                 {"meaning", "", "What was compared"}}, {}, {}};
    for (const Residual& each : world->residuals) {
        const Statement* row = ledger->find(each.statement);
        table.add({each.statement, each.claimed, each.low, each.high, each.reconciled, each.standardised,
                   row == nullptr ? Cell() : Cell(row->unit.text()), each.meaning});
        table.sources.push_back(each.statement);
    }
    print(settings, table);
    if (!world->dropped.empty()) {
        Table dropped{"dropped", "What the world does without, since nothing of it was public on " + known_on.to_text(),
                      {{"statement", "", "As the world file names it"}, {"meaning", "", "What would have been compared"}, {"reason", "", "Why"}}, {}, {}};
        for (const DroppedClaim& each : world->dropped) dropped.add({each.statement, each.meaning, each.reason});
        print(settings, dropped);
    }
    return kDone;
}

}  // namespace

void set_up_data(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<DataOptions>();
    CLI::App* verb = program.add_subcommand("data", "The evidence: statements, sources, problems, residuals")->fallthrough()->require_subcommand(1);
    CLI::App* list = verb->add_subcommand("list", "Statements of the ledger (--known DATE: public by that day)")->fallthrough();
    list->add_option("--quantity", options->filter.quantity, "Only this quantity")->type_name("WORD");
    list->add_option("--item", options->filter.item, "Only this item; may end in *")->type_name("ITEM");
    list->add_option("--place", options->filter.place, "Only this place or partner")->type_name("PLACE");
    list->add_option("--label", options->filter.label, "Only this label")->type_name("LABEL");
    list->callback([&settings, &code, options] { code = run_list(settings, *options); });
    CLI::App* show = verb->add_subcommand("show", "Everything about statements: source, range, what it cites, what cites it")->fallthrough();
    show->add_option("ID", options->ids, "Statement or assumption")->required();
    show->callback([&settings, &code, options] { code = run_show(settings, *options); });
    CLI::App* check = verb->add_subcommand("check", "Every problem and lint finding of the ledger; exit code 1 on errors")->fallthrough();
    check->add_flag("--rules", options->rules, "List the lint rules instead");
    check->callback([&settings, &code, options] { code = run_check(settings, *options); });
    CLI::App* residuals = verb->add_subcommand("residuals", "How each statement fared in the reconciliation of a world")->fallthrough();
    residuals->add_option("WORLD", options->world, "By default the one whose goods are those of data/materials/ itself");
    residuals->add_option("--year", options->year, "The world as it stood in this year, from the ledger's rows for it")->check(CLI::Range(1900, 2100));
    residuals->callback([&settings, &code, options] { code = run_residuals(settings, *options); });
}

}  // namespace countervail
