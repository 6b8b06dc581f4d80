// SPDX-License-Identifier: Apache-2.0
// `countervail check FILE…`: all problems of input files, or the news that there are none.
#include <CLI/App.hpp>
#include <memory>

#include "app/files.h"
#include "app/input_file.h"
#include "app/program.h"

namespace countervail {

namespace {

struct Checked {
    std::string kind;
    Errors errors, warnings;   ///< under the name that the person used
};

Checked check_one(const Library& library, const std::string& path, SolvedPrograms& solved) {
    auto text = read_file(path);
    if (!text) return {{}, std::move(text.error()), {}};
    auto file = recognise(path, *text);
    if (!file) return {{}, std::move(file.error()), {}};
    Checked checked{to_text(file->kind), check_input(library, *file, path, *text, solved), {}};
    if (checked.errors.empty()) checked.warnings = input_warnings(library, *file, *text);
    for (Errors* errors : {&checked.errors, &checked.warnings}) {
        for (Error& error : *errors) {
            if (error.where.file == file->library_path) error.where.file = path;
        }
    }
    return checked;
}

std::string counted(std::size_t n, const std::string& what) { return std::to_string(n) + " " + what + (n == 1 ? "" : "s"); }

ExitCode run_check(const Settings& settings, const std::vector<std::string>& files) {
    auto library = open_library(settings);
    if (!library) return report(settings, library.error());
    ExitCode code = kDone;
    SolvedPrograms solved;
    for (const std::string& path : files) {
        const Checked checked = check_one(*library, path, solved);
        if (checked.errors.empty()) {
            settings.problems() << to_text(checked.warnings) << std::flush;
            settings.answers() << path << ": " << checked.kind << ", no problem" << (checked.warnings.empty() ? "" : ", " + counted(checked.warnings.size(), "warning")) << "\n";
            continue;
        }
        const ExitCode this_code = report(settings, checked.errors);
        settings.answers() << path << ": " << (checked.kind.empty() ? "" : checked.kind + ", ") << counted(checked.errors.size(), "problem") << "\n";
        if (code == kDone || this_code == kBadInput) code = this_code;
    }
    return code;
}

}  // namespace

void set_up_check(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto files = std::make_shared<std::vector<std::string>>();
    CLI::App* verb = program.add_subcommand("check", "All problems of input files, each with line and remedy")->fallthrough();
    verb->add_option("FILE", *files, "Scenario, act or another file of rules/, world, materials, ledger and its tables, party list, holdings, bill of materials, shipment, company, list of suppliers, shock, tariff question")->required();
    verb->callback([&settings, &code, files] { code = run_check(settings, *files); });
}

}  // namespace countervail
