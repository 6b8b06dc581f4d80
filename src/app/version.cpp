// SPDX-License-Identifier: Apache-2.0
// `countervail version`: the program, and the digest of the library inside it.
#include <CLI/App.hpp>
#include <memory>

#include "app/program.h"

namespace countervail {

namespace {

ExitCode run_version(const Settings& settings) {
    auto library = open_library(settings);
    if (!library) return report(settings, library.error());
    Table table{"version", "", {{"program", "", "Version of countervail"}, {"library", "", "SHA-256 over data, worlds, rules and scenarios"}}, {}, {}};
    table.add({program_version(), library->digest()});
    if (settings.format == TableFormat::text) {
        settings.answers() << "countervail " << program_version() << "\nlibrary " << library->digest() << '\n';
    } else {
        print(settings, table);
    }
    return kDone;
}

}  // namespace

void set_up_version(CLI::App& program, Settings& settings, ExitCode& code) {
    CLI::App* verb = program.add_subcommand("version", "Version of the program and digest of its library")->fallthrough();
    verb->callback([&settings, &code] { code = run_version(settings); });
}

}  // namespace countervail
