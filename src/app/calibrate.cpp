// SPDX-License-Identifier: Apache-2.0
// `countervail calibrate FILE`: what earlier episodes teach about parameters, and how well it would have foretold each of them.
#include <CLI/App.hpp>
#include <memory>

#include "app/files.h"
#include "app/json_document.h"
#include "app/program.h"
#include "base/text.h"
#include "calibration/calibration_tables.h"

namespace countervail {

namespace {

namespace fs = std::filesystem;

struct CalibrateOptions {
    std::string file;
    bool write = false;
};

/// A file, a path of the library, or the id of a calibration of the library.
Result<LibraryFile> find_calibration(const Library& library, const std::string& name) {
    std::error_code code;
    if (fs::is_regular_file(name, code)) {
        auto text = read_file(name);
        if (!text) return std::unexpected(std::move(text.error()));
        return LibraryFile{name, std::move(*text)};
    }
    for (const std::string& path : {name, "scenarios/calibration/" + name, "scenarios/calibration/" + name + ".toml"}) {
        if (const LibraryFile* file = library.find(path)) return *file;
    }
    std::vector<std::string> ids;
    for (const LibraryFile* file : library.files("scenarios/calibration/", ".toml")) ids.push_back(fs::path(file->path).stem().string());
    const std::string hint = did_you_mean(fs::path(name).stem().string(), ids);
    return fail({name}, "there is no such calibration, neither as a file nor in the library",
                !hint.empty() ? hint : ids.empty() ? "name a .toml file as docs/formats/calibration.md describes it" : "known: " + join(ids, ", "));
}

struct Written {
    std::string posterior, ledger;       ///< texts of the two files of evidence
};

/// The two files of evidence.
std::vector<ReportFile> evidence_files(const Calibration& calibration, const Written& made) {
    if (made.posterior.empty()) return {};
    return {{"data/posteriors/" + calibration.id + ".csv", made.posterior}, {"data/ledger/posteriors.csv", made.ledger}};
}

Result<void> write_out(const Calibration& calibration, const CalibrationTables& tables, const Written& made, const fs::path& folder) {
    std::vector<ReportFile> files = evidence_files(calibration, made);
    for (const Table* table : tables.tables()) {
        files.push_back({"tables/" + table->name + ".csv", render(*table, TableFormat::csv)});
        files.push_back({"tables/" + table->name + ".json", render(*table, TableFormat::json)});
    }
    return write_files(folder, files);
}

Result<void> write_library(const Calibration& calibration, const Written& made, const fs::path& library) {
    if (made.posterior.empty()) return fail(calibration.where, "nothing was learnt, so nothing is written", "see the table \"parameters\"");
    return write_files(library, evidence_files(calibration, made));
}

void answer(const Settings& settings, const std::vector<std::string>& words, const CalibrationTables& tables) {
    if (settings.format == TableFormat::json) {
        settings.answers() << JsonDocument().add("words", words).add_tables(tables.tables()).text();
        return;
    }
    if (settings.format != TableFormat::csv) {
        for (const std::string& each : words) settings.answers() << each << '\n';
        settings.answers() << '\n';
    }
    print(settings, tables.tables());
}

ExitCode run_calibrate(const Settings& settings, const CalibrateOptions& options) {
    if (options.write && settings.library.empty()) {
        return report(settings, {{{"--write"}, "nothing says which library to write to", "add --library DIR, the folder that holds data/"}});
    }
    auto library = open_library(settings);
    if (!library) return report(settings, library.error());
    auto ledger = open_ledger(*library);
    if (!ledger) return report(settings, ledger.error());
    const auto file = find_calibration(*library, options.file);
    if (!file) return report(settings, file.error());
    auto calibration = read_calibration(file->text, file->path);
    if (!calibration) return report(settings, calibration.error());
    if (settings.seed) calibration->method.seed = *settings.seed;
    if (settings.known_on) calibration->known_on = *settings.known_on;
    if (settings.draws) calibration->draws = *settings.draws;
    const auto progress = [&](const std::string& words) {
        if (!settings.quiet) settings.problems() << words << '\n';
    };
    const auto result = run_calibration(*library, *ledger, *calibration, settings.threads_to_use(), progress);
    if (!result) return report(settings, result.error());
    const CalibrationTables tables = calibration_tables(*calibration, *result, *ledger);
    const LibraryFile* before = library->find("data/ledger/posteriors.csv");
    auto rows = posterior_ledger(*calibration, *result, *ledger, before == nullptr ? std::string() : before->text);
    if (!rows) return report(settings, rows.error());
    const Written made{posterior_file(*result), std::move(*rows)};
    if (!settings.out.empty()) {
        if (auto written = write_out(*calibration, tables, made, settings.out); !written) return report(settings, written.error());
    }
    if (options.write) {
        if (auto written = write_library(*calibration, made, settings.library); !written) return report(settings, written.error());
    }
    answer(settings, calibration_words(*calibration, *result), tables);
    return kDone;
}

}  // namespace

void set_up_calibrate(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<CalibrateOptions>();
    CLI::App* verb = program.add_subcommand("calibrate", "What earlier episodes teach about uncertain inputs: the fit, the posterior, and each episode foretold from the others")->fallthrough();
    verb->add_option("FILE", options->file, "A .toml file (docs/formats/calibration.md), or the id of a calibration of the library")->required();
    verb->add_flag("--write", options->write, "Put the posterior into the library that --library names: data/posteriors/, data/ledger/posteriors.csv");
    verb->callback([&settings, &code, options] { code = run_calibrate(settings, *options); });
}

}  // namespace countervail
