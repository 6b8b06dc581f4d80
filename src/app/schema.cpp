// SPDX-License-Identifier: Apache-2.0
// `countervail schema [KIND]`: the keys of each input format.
#include <CLI/App.hpp>
#include <algorithm>
#include <memory>

#include "app/format_keys.h"
#include "app/program.h"
#include "base/text.h"

namespace countervail {

namespace {

ExitCode run_schema(const Settings& settings, const std::string& kind) {
    std::vector<std::string> known;
    for (const std::string_view format : formats()) known.emplace_back(format);
    if (!kind.empty() && std::find(known.begin(), known.end(), kind) == known.end()) {
        const std::string hint = did_you_mean(kind, known);
        return report(settings, {{{}, "there is no format \"" + kind + "\"", hint.empty() ? "formats: " + join(known, ", ") : hint}});
    }
    std::vector<Table> tables;
    for (const std::string& format : known) {
        if (!kind.empty() && kind != format) continue;
        tables.push_back(schema_table(format));
        if (kind.empty()) tables.back().title = format;
    }
    std::vector<const Table*> shown;
    for (const Table& table : tables) shown.push_back(&table);
    if (shown.size() == 1) print(settings, *shown.front());
    else print(settings, shown);
    return kDone;
}

}  // namespace

void set_up_schema(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto kind = std::make_shared<std::string>();
    CLI::App* verb = program.add_subcommand("schema", "Keys of the input formats: type, unit, meaning")->fallthrough();
    verb->add_option("KIND", *kind, "scenario, inputs, act, world, materials, ledger, sources, assumptions, vocabulary");
    verb->callback([&settings, &code, kind] { code = run_schema(settings, *kind); });
}

}  // namespace countervail
