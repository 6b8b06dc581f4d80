// SPDX-License-Identifier: Apache-2.0
// `countervail trade …`: the user's own trade data, and the list of what is imported.
#include <CLI/App.hpp>

#include "app/program.h"
#include "app/trade_store.h"
#include "app/trade_verbs.h"
#include "base/text.h"

namespace countervail {

namespace {

std::string years_in_words(const std::vector<int>& years) {
    if (years.empty()) return "";
    const bool unbroken = years.back() - years.front() + 1 == static_cast<int>(years.size());
    if (years.size() == 1) return std::to_string(years.front());
    return std::to_string(years.front()) + (unbroken ? "–" : " … ") + std::to_string(years.back());
}

ExitCode list_trade(const Settings& settings) {
    Table table{"imported-trade", "Imported trade", {{"id", "", "What verbs call it"}, {"source", "", "Publisher and title"}, {"nomenclature", "", "Of its products"}, {"years", "", "First and last"},
        {"flows", "count", "Exporter, importer, product and year", 12}, {"places", "count", "That trade", 6}, {"products", "count", "That trade", 6}, {"size", "MB", "On disk", 4}}, {}, {}};
    Errors errors;
    for (const StoredCube& cube : stored_cubes()) {
        const auto facts = cube_file_facts(cube.path);
        if (!facts) {
            append(errors, facts.error());
            continue;
        }
        table.add({cube.id, facts->provenance.source, facts->provenance.nomenclature, years_in_words(facts->years), static_cast<double>(facts->flows), static_cast<double>(facts->places),
                   static_cast<double>(facts->products), static_cast<double>(facts->bytes) / 1e6});
    }
    print(settings, table);
    if (table.rows.empty() && errors.empty() && settings.format == TableFormat::text) settings.answers() << "Nothing is imported: " << no_trade_imported() << ".\n";
    return errors.empty() ? kDone : report(settings, errors);
}

}  // namespace

void set_up_trade_list(CLI::App& trade, Settings& settings, ExitCode& code) {
    CLI::App* list = trade.add_subcommand("list", "What is imported: source, nomenclature, years, flows, size")->fallthrough();
    list->callback([&settings, &code] { code = list_trade(settings); });
}

void set_up_trade(CLI::App& program, Settings& settings, ExitCode& code) {
    CLI::App* trade = program.add_subcommand("trade", "Trade data of your own: import, list, check, asymmetry")->fallthrough();
    trade->require_subcommand(1);
    set_up_trade_import(*trade, settings, code);
    set_up_trade_list(*trade, settings, code);
    set_up_trade_check(*trade, settings, code);
    set_up_trade_asymmetry(*trade, settings, code);
}

}  // namespace countervail
