// SPDX-License-Identifier: Apache-2.0
#include "app/settings.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "base/parallel.h"
#include "simulation/scenario.h"

namespace countervail {

int Settings::threads_to_use() const { return threads > 0 ? threads : hardware_threads(); }

void add_global_options(CLI::App& program, Settings& settings) {
    program.add_option_function<std::string>(
        "--format",
        [&settings](const std::string& text) {
            const auto format = parse_table_format(text);
            if (!format) throw CLI::ValidationError("--format", "\"" + text + "\" is not one of text, csv, json, md");
            settings.format = *format;
        },
        "Of answers: text, csv, json, md")->type_name("FORMAT");
    program.add_option("--out", settings.out, "Folder for a run's report, tables, charts and store")->type_name("DIR");
    program.add_option("--threads", settings.threads, "Threads; results do not depend on it")->type_name("N")->check(CLI::Range(0, 1024));
    program.add_option("--seed", settings.seed, "In place of the scenario's seed")->type_name("N");
    program.add_option("--draws", settings.draws, "In place of the scenario's number of draws")->type_name("N")->check(CLI::Range(1, 1'000'000));
    program.add_option_function<std::string>(
        "--known",
        [&settings](const std::string& text) {
            settings.known_on = Date::parse(text);
            if (!settings.known_on) throw CLI::ValidationError("--known", "\"" + text + "\" is not a date YYYY-MM-DD");
        },
        "What was known by this day only")->type_name("DATE");
    program.add_option("--library", settings.library, "Folder with data/, worlds/, rules/, scenarios/ in place of the program's own")->type_name("DIR");
    program.add_flag("--quiet,-q", settings.quiet, "No progress");
}

Result<Library> open_library(const Settings& settings) {
    if (settings.library.empty()) return Library::embedded();
    return Library::from_folder(settings.library.string());
}

Result<Ledger> open_ledger(const Library& library) { return Ledger::read(library); }

Date day_of_world(const Library& library, const Ledger& ledger, std::string_view world) {
    std::optional<Date> day;
    for (const LibraryFile* file : library.files("scenarios/", ".toml")) {
        const auto scenario = read_scenario(file->text, file->path);
        if (scenario && scenario->world == world) day = std::max(day.value_or(scenario->known_on), scenario->known_on);
    }
    if (day) return *day;
    Date latest;
    for (const Statement& row : ledger.statements()) latest = std::max(latest, row.published_on);
    return latest;
}

ExitCode report(const Settings& settings, const Errors& errors) {
    settings.problems() << to_text(errors) << std::flush;
    const auto says = [&](const char* words) {
        return std::any_of(errors.begin(), errors.end(), [&](const Error& error) { return error.what.find(words) != std::string::npos; });
    };
    if (says("do not match their lock")) return kLockMismatch;
    return says("did not converge") ? kNotConverged : kBadInput;
}

void print(const Settings& settings, const Table& table) { settings.answers() << render(table, settings.format); }

void print(const Settings& settings, const std::vector<const Table*>& tables) {
    const bool json = settings.format == TableFormat::json;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (json) settings.answers() << (i == 0 ? "[\n" : ",\n");
        if (!json && i > 0) settings.answers() << '\n';
        print(settings, *tables[i]);
    }
    if (json) settings.answers() << (tables.empty() ? "[]\n" : "]\n");
}

std::string program_version() { return "0.1.0"; }

}  // namespace countervail
