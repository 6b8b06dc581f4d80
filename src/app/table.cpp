// SPDX-License-Identifier: Apache-2.0
// `countervail table PATH`: look at an input–output table before trusting it.
#include <CLI/App.hpp>
#include <algorithm>
#include <memory>

#include "app/program.h"
#include "app/world_at_hand.h"
#include "base/text.h"
#include "economy/read_table.h"
#include "economy/table_views.h"

namespace countervail {

namespace {

struct TableOptions {
    std::string path, industry, place, world;
    std::vector<std::string> rates;          ///< "EUR=1.11"
    int top = 10;
};

/// What is asked, with our own list of industries to hold the table against.
struct TableAtHand {
    IoTable table;
    std::vector<std::string> known_as;
};

Result<void> add_rates(std::vector<TableFile>& files, const std::vector<std::string>& rates) {
    if (rates.empty()) return {};
    std::string text = "currency,USD\n";
    for (const std::string& rate : rates) {
        const std::size_t equals = rate.find('=');
        if (equals == std::string::npos || !parse_number(std::string_view(rate).substr(equals + 1))) return fail({}, "--rate \"" + rate + "\" is no rate", "write CURRENCY=USD for one, e.g. EUR=1.1095");
        text += rate.substr(0, equals) + "," + rate.substr(equals + 1) + "\n";
    }
    std::erase_if(files, [](const TableFile& file) { return file.name.ends_with("exchange-rate.csv"); });
    files.push_back({"exchange-rate.csv", std::move(text)});
    return {};
}

Result<IoTable> published(const TableOptions& options) {
    auto files = table_files_at(options.path);
    if (!files) return std::unexpected(std::move(files.error()));
    if (auto added = add_rates(*files, options.rates); !added) return std::unexpected(std::move(added.error()));
    const auto layout = recognise(*files);
    if (!layout) return std::unexpected(layout.error());
    return read_table(*files, *layout);
}

TableAtHand named(IoTable table, const Industries& industries) {
    TableAtHand at_hand{std::move(table), {}};
    for (const int index : match_industries(at_hand.table, industries)) at_hand.known_as.push_back(index < 0 ? std::string() : industries.list[static_cast<std::size_t>(index)].id);
    return at_hand;
}

Result<TableAtHand> built_in(const Settings& settings, const TableOptions& options) {
    const auto at_hand = open_world(settings, options.world);
    if (!at_hand) return std::unexpected(at_hand.error());
    auto table = table_of(*at_hand, kBuiltInTable);
    if (!table) return std::unexpected(std::move(table.error()));
    return named(std::move(*table), at_hand->industries);
}

Result<TableAtHand> read_at_hand(const Settings& settings, const TableOptions& options) {
    if (options.path == kBuiltInTable) return built_in(settings, options);
    const auto library = open_library(settings);
    if (!library) return std::unexpected(library.error());
    const auto ledger = open_ledger(*library);
    if (!ledger) return std::unexpected(ledger.error());
    const auto catalogue = read_catalogue(*library, *ledger, Date(2999, 12, 31));
    if (!catalogue) return std::unexpected(catalogue.error());
    const auto industries = read_industries(*library, *catalogue);
    if (!industries) return std::unexpected(industries.error());
    auto table = published(options);
    if (!table) return std::unexpected(std::move(table.error()));
    return named(std::move(*table), *industries);
}

/// Index of a word in the list; -1 for no word at all.
Result<int> index_in(const std::vector<std::string>& names, const std::string& word, const char* what, const std::string& path) {
    if (word.empty()) return -1;
    const auto at = std::find(names.begin(), names.end(), word);
    if (at != names.end()) return static_cast<int>(at - names.begin());
    std::string hint = did_you_mean(word, names);
    if (hint.empty()) hint = "`countervail table " + path + "` lists them";
    return fail({path}, "has no " + std::string(what) + " \"" + word + "\"", std::move(hint));
}

/// Code first, else the name as it stands in the table.
Result<int> industry_in(const IoTable& table, const TableOptions& options) {
    auto index = index_in(table.industries, options.industry, "industry", options.path);
    if (index) return index;
    const auto named = index_in(table.industry_names, options.industry, "industry", options.path);
    return named ? named : index;
}

Table unknown_industries(const TableAtHand& at_hand) {
    Table unknown{"unknown-industries", "Industries that our list does not know", {{"industry", "", "code of the table"}, {"name", "", "for people"}}, {}, {}};
    for (std::size_t i = 0; i < at_hand.known_as.size(); ++i) {
        if (at_hand.known_as[i].empty()) unknown.add({at_hand.table.industries[i], at_hand.table.industry_names[i]});
    }
    return unknown;
}

/// Notes are sentences: people read them as lines, programs as a table.
void print_notes(const Settings& settings, const IoTable& table) {
    if (table.notes.empty()) return;
    settings.answers() << "\nWhat to know of it\n";
    for (const Error& note : table.notes) settings.answers() << "- " << note.what << (note.hint.empty() ? "" : "; " + note.hint) << "\n";
    settings.answers() << "\n";
}

/// The whole table: facts, notes, places, industries.
void print_overview(const Settings& settings, const TableAtHand& at_hand) {
    const IoTable& table = at_hand.table;
    const Table facts = table_facts(table), notes = table_notes(table), places = table_places(table), industries = table_industries(table, -1, at_hand.known_as), unknown = unknown_industries(at_hand);
    if (settings.format != TableFormat::text) return print(settings, std::vector<const Table*>{&facts, &notes, &places, &industries, &unknown});
    print(settings, facts);
    print_notes(settings, table);
    std::vector<const Table*> shown{&places, &industries};
    if (!unknown.rows.empty()) shown.push_back(&unknown);
    print(settings, shown);
}

ExitCode run_table(const Settings& settings, const TableOptions& options) {
    const auto at_hand = read_at_hand(settings, options);
    if (!at_hand) return report(settings, at_hand.error());
    const IoTable& table = at_hand->table;
    const auto place = index_in(table.places, options.place, "place", options.path);
    const auto industry = industry_in(table, options);
    Errors errors;
    if (!place) append(errors, place.error());
    if (!industry) append(errors, industry.error());
    if (!errors.empty()) return report(settings, errors);
    if (*industry >= 0) {
        const Table suppliers = table_suppliers(table, *industry, *place, options.top), customers = table_customers(table, *industry, *place, options.top);
        print(settings, {&suppliers, &customers});
    } else if (*place >= 0) {
        print(settings, table_industries(table, *place, at_hand->known_as));
    } else {
        print_overview(settings, *at_hand);
    }
    return kDone;
}

}  // namespace

void set_up_table(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<TableOptions>();
    CLI::App* verb = program.add_subcommand("table", "Look at an input-output table: size, balance, industries, who supplies whom")->fallthrough();
    verb->add_option("PATH", options->path, "A file, folder or zip of WIOD, OECD ICIO, EXIOBASE, Eora, BEA or our plain layout; `default` is the built-in table")->required();
    verb->add_option("--industry", options->industry, "Suppliers and customers of this industry: a code, or a name as the table has it")->type_name("CODE");
    verb->add_option("--place", options->place, "Only this place")->type_name("PLACE");
    verb->add_option("--top", options->top, "How many suppliers and customers")->check(CLI::Range(1, 100'000))->capture_default_str();
    verb->add_option("--rate", options->rates, "USD for one unit of the table's currency in its year, e.g. EUR=1.1095")->type_name("CURRENCY=USD")->delimiter(',');
    verb->add_option("--world", options->world, "Of `default`: the world whose places it has; by default the only one of the library");
    verb->callback([&settings, &code, options] { code = run_table(settings, *options); });
}

}  // namespace countervail
