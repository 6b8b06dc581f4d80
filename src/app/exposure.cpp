// SPDX-License-Identifier: Apache-2.0
// `countervail exposure --bom FILE`: what a scenario does to one company. The file is read here and goes nowhere else.
#include <CLI/App.hpp>
#include <chrono>
#include <memory>

#include "app/exposure_files.h"
#include "app/exposure_pair.h"
#include "app/exposure_place.h"
#include "app/files.h"
#include "app/json_document.h"
#include "app/prepared_run.h"
#include "app/program.h"
#include "company/company_reader.h"
#include "report/company_tables.h"

namespace countervail {

namespace {

namespace fs = std::filesystem;

constexpr int kDraws = 256;

struct ExposureChoice {
    std::string bom, place, from, allocation = "proportional";
    std::string scenario = "april-2025";
    double risk = 5;                     ///< %
    bool tables = false;
    PairRequest pair;
};

Result<Company> company_of(const PreparedRun& run, const ExposureChoice& choice) {
    auto bytes = read_file(choice.bom);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    CompanyTools tools;
    tools.catalogue = &run.ensemble.world().catalogue;
    tools.ledger = &run.ledger;
    tools.known_on = run.ensemble.scenario().known_on;
    tools.place = choice.place;
    tools.read = [folder = fs::path(choice.bom).parent_path()](const std::string& path) { return read_file(folder / path); };
    return read_company(*bytes, choice.bom, tools);
}

Result<ExposureOptions> options_of(const Settings& settings, const ExposureChoice& choice) {
    ExposureOptions options;
    options.threads = settings.threads_to_use();
    options.risk = choice.risk / 100;
    if (!choice.from.empty()) {
        options.from = Date::parse(choice.from);
        if (!options.from) return fail({}, "--from \"" + choice.from + "\" is not a date", "write YYYY-MM-DD, e.g. 2025-04-04");
    }
    options.allocation = choice.allocation == "best" ? Allocation::best : choice.allocation == "worst" ? Allocation::worst : Allocation::proportional;
    return options;
}

void answer_as_json(const Settings& settings, const CompanyTables& tables) {
    settings.answers() << JsonDocument().add("header", tables.header).add("answer", tables.sentences()).add_tables(tables.tables()).text();
}

void answer(const Settings& settings, const ExposureChoice& choice, const CompanyTables& tables, double seconds, const std::string& closing) {
    if (settings.format == TableFormat::json) return answer_as_json(settings, tables);
    if (settings.format == TableFormat::csv) return print(settings, tables.tables());
    if (settings.format == TableFormat::markdown) {
        settings.answers() << "# " << tables.header << "\n\n";
        for (const std::string& words : tables.sentences()) settings.answers() << words << "\n\n";
        return print(settings, tables.tables());
    }
    settings.answers() << company_screen(tables, seconds, closing);
    if (!choice.tables) return;
    settings.answers() << '\n';
    print(settings, tables.tables());
}

ExitCode run_exposure(Settings settings, const ExposureChoice& choice) {
    const auto began = std::chrono::steady_clock::now();
    if (!settings.draws) settings.draws = kDraws;
    const auto options = options_of(settings, choice);
    if (!options) return report(settings, options.error());
    auto run = prepare_scenario(settings, choice.scenario);
    if (!run) return report(settings, run.error());
    auto company = company_of(*run, choice);
    if (!company) return report(settings, company.error());
    if (!settings.quiet) settings.problems() << to_text(company->notes);
    const auto places = read_place_groups(Library(run->inputs.library));
    if (!places) return report(settings, places.error());
    auto exposure = make_exposure(run->ensemble, *places, std::move(*company), *options);
    if (!exposure) return report(settings, exposure.error());
    const CompanyTables tables = make_company_tables(*exposure, run->ensemble, run->ledger);
    std::string closing;
    if (!settings.out.empty()) {
        const auto written = write_exposure_files(*run, *exposure, tables, settings.out, settings.threads_to_use());
        if (!written) return report(settings, written.error());
        closing = "report: " + (settings.out / "report.html").generic_string();
    }
    answer(settings, choice, tables, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(), closing);
    return kDone;
}

void add_pair_options(CLI::App& verb, PairRequest& pair) {
    CLI::Option* of = verb.add_option("--of", pair.of, "The place that depends: ISO3 or a name; several with commas, without --to, are a group with EU core indicators")->type_name("PLACE");
    CLI::Option* to = verb.add_option("--to", pair.to, "The place that it depends on; without it: what --of imports and exports, by every rule")->type_name("PLACE");
    to->needs(of);
    verb.add_option("--measure", pair.measure, "With --of: list what is behind this measure")->type_name("ID")->needs(of);
    verb.add_option("--level", pair.level, "With --of: hs2, hs4, hs6; by default the finest")->type_name("LEVEL")->needs(of);
    verb.add_option("--year", pair.year, "With --of: by default the last there is")->type_name("YEAR")->needs(of);
    verb.add_option("--cube", pair.cube, "With --of: imported trade by id or path; `items`: the world's critical items; by default what was imported last")->type_name("NAME")->needs(of);
    verb.add_option("--table", pair.table, "With --of: a published input-output table in place of the built-in one")->type_name("PATH")->needs(of);
    verb.add_option("--count", pair.counts, "With --of: count places as one: HKG=CHN, DEU,FRA=EUU")->type_name("PLACE=PLACE")->needs(of);
    verb.add_option("--threshold", pair.threshold, "With --of: a product depends on a supplier above this share of its imports")->type_name("PERCENT")->check(CLI::Range(0.0, 99.99))->capture_default_str();
    verb.add_option("--product", pair.product, "Without --to: who is hit when one exporter of this product stops")->type_name("CODE")->needs(of)->excludes(to);
    verb.add_option("--top", pair.top, "With --of: rows shown of long tables")->check(CLI::NonNegativeNumber)->capture_default_str();
}

}  // namespace

void set_up_exposure(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto choice = std::make_shared<ExposureChoice>();
    CLI::App* verb = program.add_subcommand("exposure", "How far one place depends on another, or what a control does to one company")->fallthrough();
    verb->footer("The files are read on this machine and go nowhere else.\nExit codes: 0 answered, 3 bad input.");
    verb->add_option("--bom", choice->bom, "A bill of materials (.csv, .xlsx, .toml), or a company.toml (docs/formats/company.md)")->type_name("FILE");
    verb->add_option("--scenario", choice->scenario, "A .toml file, or the id of a scenario of the library")->type_name("NAME")->capture_default_str();
    verb->add_option("--place", choice->place, "Where the products are made, in place of the file's own")->type_name("ISO3");
    verb->add_option("--risk", choice->risk, "Accepted chance, in %, that a line's output falls")->type_name("PERCENT")->check(CLI::Range(0.0, 100.0))->capture_default_str();
    verb->add_option("--from", choice->from, "First day looked at, in place of the day of the act; stocks are as of it")->type_name("DATE");
    verb->add_option("--allocation", choice->allocation, "Who goes short in the world: proportional, best, worst")->check(CLI::IsMember({"proportional", "best", "worst"}))->capture_default_str();
    verb->add_flag("--tables", choice->tables, "Print every table after the first screen");
    add_pair_options(*verb, choice->pair);
    verb->callback([&settings, &code, choice] {
        if (choice->bom.empty() == choice->pair.of.empty()) throw CLI::ValidationError("exposure", "name either --of, with or without --to, or --bom");
        choice->pair.tables = choice->tables;
        code = !choice->bom.empty() ? run_exposure(settings, *choice) : choice->pair.to.empty() ? run_exposure_place(settings, choice->pair) : run_exposure_pair(settings, choice->pair);
    });
}

}  // namespace countervail
