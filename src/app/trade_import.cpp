// SPDX-License-Identifier: Apache-2.0
// `countervail trade import FILE…`: what publishers of trade statistics offer for download becomes a cube that opens in milliseconds.
#include <CLI/App.hpp>
#include <chrono>
#include <memory>

#include "app/dependence_answer.h"
#include "app/progress.h"
#include "app/trade_store.h"
#include "app/trade_verbs.h"
#include "base/text.h"
#include "trade/import_trade.h"

namespace countervail {

namespace {

struct ImportOptions {
    std::vector<std::string> files;
    std::string as, nomenclature, id, into, mirror, re_exports = "included";
    bool as_reported = false;
    std::optional<double> freight;         ///< cif over fob; else the assumption of the ledger
    int top = 15;                          ///< rows of the tables of discrepancies
    int digits = 6;
    double unpacked_limit = 0;             ///< GB
};

struct TablesOfTrade {
    TradePlaces places;
    HsNomenclature nomenclatures;
};

Result<TablesOfTrade> read_tables(const Settings& settings) {
    const auto library = open_library(settings);
    if (!library) return std::unexpected(library.error());
    auto places = TradePlaces::read(*library);
    auto nomenclatures = HsNomenclature::read(*library);
    Errors errors;
    if (!places) append(errors, std::move(places.error()));
    if (!nomenclatures) append(errors, std::move(nomenclatures.error()));
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return TablesOfTrade{std::move(*places), std::move(*nomenclatures)};
}

bool is_plain_id(const std::string& id) {
    return !id.empty() && !id.starts_with(".") && id.find('/') == std::string::npos && id.find('\0') == std::string::npos;
}

Result<double> assumed_freight(const Settings& settings) {
    const auto library = open_library(settings);
    if (!library) return std::unexpected(library.error());
    const auto ledger = open_ledger(*library);
    if (!ledger) return std::unexpected(ledger.error());
    const Statement* freight = ledger->find("assume:cif-fob-ratio");
    if (freight == nullptr) return fail({}, "the library lacks assume:cif-fob-ratio", "it belongs into data/assumptions-trade.csv");
    return freight->value;
}

/// Freight is a figure of the ledger, which is read only where it is needed.
Result<MirrorChoice> mirror_choice(const Settings& settings, const ImportOptions& options) {
    MirrorChoice choice;
    if (!options.mirror.empty()) {
        const auto known = parse_mirror_word(options.mirror);
        if (!known) return fail({}, "--mirror \"" + options.mirror + "\" is no choice of whose reports count", "one of importers, exporters, larger, smaller, mean, reliability");
        choice.word = *known;
    }
    choice.re_exports = options.re_exports == "excluded" ? ReExportChoice::excluded : options.re_exports == "to-origin" ? ReExportChoice::to_origin : ReExportChoice::included;
    choice.to_fob = !options.as_reported;
    const auto ratio = options.freight ? Result<double>(*options.freight) : options.as_reported ? Result<double>(1.0) : assumed_freight(settings);
    if (!ratio) return std::unexpected(ratio.error());
    choice.freight.margin = *ratio - 1;
    return choice;
}

TradeImport import_of(const ImportOptions& options, const Settings& settings) {
    TradeImport import;
    import.files.assign(options.files.begin(), options.files.end());
    import.as = options.as;
    import.id = options.id;
    import.nomenclature = options.nomenclature;
    import.mirror = [&settings, &options] { return mirror_choice(settings, options); };
    import.digits = options.digits;
    import.unpacked_limit = static_cast<std::uint64_t>(options.unpacked_limit * 1e9);
    import.threads = settings.threads_to_use();
    import.into = [into = options.into](const std::string& id) { return into.empty() ? trade_store_path(id) : std::filesystem::path(into); };
    auto bar = std::make_shared<std::unique_ptr<Progress>>();
    import.progress = [bar, wanted = !settings.quiet](std::uint64_t done, std::uint64_t all) {
        if (!*bar) *bar = std::make_unique<Progress>("reading", all, wanted);
        (*bar)->at(done);
    };
    return import;
}

Table imported_table(const StoredTrade& stored, const CubeFileFacts& facts, double value, double seconds) {
    Table table{"import", "Imported", {{"what", "", ""}, {"figure", "", "", 8}, {"unit", "", ""}}, {}, {}};
    const auto row = [&](const char* what, Cell figure, const char* unit) { table.add({what, std::move(figure), unit}); };
    const auto count = [](auto number) { return Cell(static_cast<double>(number)); };
    row("id", facts.provenance.id, "");
    row("read as", stored.format, "");
    row("source", facts.provenance.source, "");
    row("nomenclature", facts.provenance.nomenclature, "");
    row("reports that count", facts.provenance.reporting, "");
    row("valuation", facts.provenance.valuation, "");
    row("re-exports", facts.provenance.re_exports, "");
    for (const std::string& choice : facts.provenance.choices) row("choice", choice, "");
    if (stored.rows_read > 0) row("rows read", count(stored.rows_read), "count");
    if (stored.rows_read > 0) row("rows left out", count(stored.rows_left_out), "count");
    row("flows kept", count(facts.flows), "count");
    row("years", facts.years.empty() ? std::string() : std::to_string(facts.years.front()) + (facts.years.size() > 1 ? "–" + std::to_string(facts.years.back()) : ""), "");
    row("places", count(facts.places), "count");
    row("products", count(facts.products), "count");
    row("value, all years", Cell(value / 1e6), "USD bn");
    row("text read", Cell(static_cast<double>(stored.text_bytes) / 1e6), "MB");
    row("speed", Cell(static_cast<double>(stored.text_bytes) / 1e6 / seconds), "MB/s");
    row("stored in", stored.path.string(), "");
    return table;
}

double value_of(const TradeCube& cube) {
    double sum = 0;
    for (const int year : cube.years()) {
        for (const double value : cube.year(year).values) sum += value;
    }
    return sum;
}

ExitCode import_files(const Settings& settings, const ImportOptions& options) {
    if (!options.id.empty() && !is_plain_id(options.id)) return report(settings, {{{}, "--id \"" + options.id + "\" is no name of a file", "use letters, digits and hyphens"}});
    const auto tables = read_tables(settings);
    if (!tables) return report(settings, tables.error());
    const auto begun = std::chrono::steady_clock::now();
    Result<StoredTrade> stored = import_trade(import_of(options, settings), tables->places, tables->nomenclatures);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (!stored) return report(settings, stored.error());
    const auto facts = cube_file_facts(stored->path);
    const auto cube = open_cube(stored->path, settings.threads_to_use());
    if (!facts || !cube) return report(settings, !facts ? facts.error() : cube.error());
    const Table imported = imported_table(*stored, *facts, value_of(*cube), seconds), notes = import_notes_table(stored->notes);
    std::vector<const Table*> shown{&imported};
    if (!stored->notes.empty()) shown.push_back(&notes);
    std::vector<Table> mirror;
    for (Table& table : stored->mirror) mirror.push_back(settings.format == TableFormat::text ? first_rows(std::move(table), static_cast<std::size_t>(options.top)) : std::move(table));
    for (const Table& table : mirror) shown.push_back(&table);
    print(settings, shown);
    return kDone;
}

}  // namespace

void set_up_trade_import(CLI::App& trade, Settings& settings, ExitCode& code) {
    auto options = std::make_shared<ImportOptions>();
    CLI::App* import = trade.add_subcommand("import", "Read a publisher's files into a cube of your own")->fallthrough();
    import->add_option("file", options->files, "Files, folders or zips as they were downloaded")->required()->type_name("FILE");
    import->add_option("--as", options->as, "What it is, in place of what its first lines say: " + [] {
        std::string words;
        for (const std::string& word : trade_formats()) words += (words.empty() ? "" : ", ") + word;
        return words;
    }())->type_name("FORMAT");
    import->add_option("--nomenclature", options->nomenclature, "Edition of the product codes, in place of what the name or the codes say")->type_name("HS2022");
    import->add_option("--id", options->id, "Name of the cube, in place of one made from the names of the files")->type_name("NAME");
    import->add_option("--into", options->into, "File to write, in place of one among your imported trade")->type_name("FILE");
    import->add_option("--mirror", options->mirror, "Whose reports count where both sides report: importers, exporters, larger, smaller, mean, reliability")->type_name("SIDE");
    import->add_option("--re-exports", options->re_exports, "Goods that the exporter did not make, where the source tells: included, excluded, to-origin")->check(CLI::IsMember({"included", "excluded", "to-origin"}))->capture_default_str();
    import->add_option("--freight", options->freight, "cif over fob, for values that importers report; by default assume:cif-fob-ratio")->type_name("RATIO")->check(CLI::Range(1.0, 1.5));
    import->add_flag("--as-reported", options->as_reported, "Leave freight in the values that importers report")->excludes("--freight");
    import->add_option("--top", options->top, "Rows shown of where both sides' reports differ; 0 is all")->check(CLI::NonNegativeNumber)->capture_default_str();
    import->add_option("--digits", options->digits, "Level of HS codes, where the files have several")->type_name("N")->check(CLI::Range(2, 10));
    import->add_option("--unpacked-limit", options->unpacked_limit, "GB that a zip may unpack to; when absent a hundred times its size, 64 at most")->type_name("GB")->check(CLI::PositiveNumber);
    import->callback([options, &settings, &code] { code = import_files(settings, *options); });
}

}  // namespace countervail
