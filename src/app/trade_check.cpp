// SPDX-License-Identifier: Apache-2.0
// `countervail trade check FILE|ID`: whether an imported cube is still what it was, and what in it is odd.
#include <CLI/App.hpp>
#include <memory>

#include "app/trade_store.h"
#include "app/trade_verbs.h"
#include "trade/check_cube.h"

namespace countervail {

namespace {

/// A cube that no longer is what was stored, told from a file that never was one.
ExitCode code_of(const Settings& settings, const Errors& errors) {
    bool damaged = false;
    for (const Error& error : errors) damaged = damaged || error.what.starts_with("is damaged") || error.what.starts_with("is cut short");
    const ExitCode code = report(settings, errors);
    return damaged ? kLockMismatch : code;
}

Table provenance_table(const TradeProvenance& from) {
    Table table{"provenance", "Where it comes from", {{"what", "", ""}, {"says", "", ""}}, {}, {}};
    table.add({"id", from.id});
    table.add({"source", from.source});
    table.add({"nomenclature", from.nomenclature});
    table.add({"valuation", from.valuation});
    table.add({"reports that count", from.reporting});
    table.add({"re-exports", from.re_exports});
    for (const std::string& file : from.files) table.add({"file and its SHA-256", file});
    for (const std::string& choice : from.choices) table.add({"choice", choice});
    return table;
}

ExitCode check_trade(const Settings& settings, const std::string& name) {
    const auto path = find_trade(name);
    if (!path) return report(settings, path.error());
    if (!*path) return report(settings, {{{}, "nothing is imported", no_trade_imported()}});
    if (const auto checked = check_cube_file(**path, settings.threads_to_use()); !checked) return code_of(settings, checked.error());
    const auto cube = open_cube(**path, settings.threads_to_use());
    if (!cube) return code_of(settings, cube.error());
    const CubeCheck check = check_cube(*cube, settings.threads_to_use());
    const Table provenance = provenance_table(cube->provenance()), findings = cube_findings_table(check);
    std::vector<const Table*> tables{&provenance, &check.years, &check.largest};
    if (!check.findings.empty()) tables.push_back(&findings);
    print(settings, tables);
    if (settings.format == TableFormat::text) settings.answers() << (check.sound() ? "\nChecksums match; nothing is wrong.\n" : "\nChecksums match, but something is wrong: see above.\n");
    return check.sound() ? kDone : kAnswerIsNo;
}

}  // namespace

void set_up_trade_check(CLI::App& trade, Settings& settings, ExitCode& code) {
    auto name = std::make_shared<std::string>();
    CLI::App* check = trade.add_subcommand("check", "Checksums, totals and oddities of an imported cube")->fallthrough();
    check->add_option("cube", *name, "Id or file; when absent the one imported last")->type_name("ID|FILE");
    check->callback([name, &settings, &code] { code = check_trade(settings, *name); });
}

}  // namespace countervail
