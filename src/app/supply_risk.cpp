// SPDX-License-Identifier: Apache-2.0
// `countervail supply-risk FILE|MATERIAL`: every published supply-risk measure of one material for one importer, side by side.
#include <memory>

#include "app/files.h"
#include "app/program.h"
#include "base/text.h"
#include "dependence/supply_risk.h"
#include "statistics/read_governance.h"
#include "statistics/read_production.h"

namespace countervail {

namespace {

struct SupplyRiskRequest {
    std::string what, importer, production, statistic = "Production", stage = "*", governance;
    int year = 0;
};

struct Statistics {
    std::optional<ProductionTable> production;
    std::optional<GovernanceTable> governance;
};

Result<Statistics> read_statistics(const Settings& settings, const SupplyRiskRequest& request, const StatisticsPlaceNames& names) {
    Statistics read;
    Errors errors;
    const auto take = [&](const std::string& path, auto reader, auto& into) {
        if (path.empty()) return;
        const auto bytes = read_file(path);
        if (!bytes) return append(errors, bytes.error());
        auto table = reader(*bytes, path, names);
        if (!table) return append(errors, std::move(table.error()));
        if (!settings.quiet) settings.problems() << to_text(table->warnings);
        into = std::move(*table);
    };
    take(request.production, [](std::string_view bytes, const std::string& file, const StatisticsPlaceNames& known) { return read_production(bytes, file, known); }, read.production);
    take(request.governance, [](std::string_view bytes, const std::string& file, const StatisticsPlaceNames& known) { return read_governance(bytes, file, known); }, read.governance);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return read;
}

/// A question of the user's, else the ledger's own figures, with what published tables add.
Result<SupplyRiskInputs> inputs_of(const Settings& settings, const SupplyRiskRequest& request) {
    const auto library = open_library(settings);
    if (!library) return std::unexpected(library.error());
    const auto ledger = open_ledger(*library);
    if (!ledger) return std::unexpected(ledger.error());
    const auto names = StatisticsPlaceNames::read(*library);
    if (!names) return std::unexpected(names.error());
    const auto statistics = read_statistics(settings, request, *names);
    if (!statistics) return std::unexpected(statistics.error());
    const Date known_on = settings.known_on.value_or(Date(2999, 12, 31));
    const GovernanceTable* governance = statistics->governance ? &*statistics->governance : nullptr;
    Result<SupplyRiskInputs> inputs;
    if (request.what.ends_with(".toml")) {
        auto text = read_file(request.what);
        if (!text) return std::unexpected(std::move(text.error()));
        inputs = read_supply_risk_inputs(std::move(*text), request.what, *ledger, known_on);
    } else if (statistics->production) {
        inputs = supply_risk_inputs_of(*statistics->production, {request.what, request.statistic, request.stage, request.year}, governance);
        if (inputs) inputs->importer = request.importer;
    } else {
        if (request.year == 0) return fail({}, "no year is named", "add --year, e.g. --year 2024");
        inputs = supply_risk_inputs_of(*ledger, *names, request.what, request.importer, request.year, known_on);
        if (inputs->producers.empty() && inputs->suppliers.empty())
            return fail({}, "the ledger states neither producers of \"" + request.what + "\" nor suppliers in " + std::to_string(request.year), "`countervail data list` shows what it has; or give a published table with --production, or a .toml file");
    }
    if (inputs && governance != nullptr) fill_governance(*inputs, *governance, inputs->year);
    return inputs;
}

ExitCode run_supply_risk(const Settings& settings, const SupplyRiskRequest& request) {
    const auto inputs = inputs_of(settings, request);
    if (!inputs) return report(settings, inputs.error());
    const auto results = supply_risks(*inputs);
    if (!settings.quiet) {
        for (const std::string& note : inputs->notes) settings.problems() << note << '\n';
    }
    print(settings, supply_risk_table(*inputs, results));
    return kDone;
}

}  // namespace

void set_up_supply_risk(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto request = std::make_shared<SupplyRiskRequest>();
    CLI::App* verb = program.add_subcommand("supply-risk", "Every published supply-risk measure of one material, side by side")->fallthrough();
    verb->footer("What a measure lacks is said, never guessed.\nExit codes: 0 answered, 3 bad input.");
    verb->add_option("what", request->what, "A .toml file (docs/formats/supply-risk.md), an item of the ledger, or a commodity of --production")->required()->type_name("FILE|MATERIAL");
    verb->add_option("--importer", request->importer, "Whose supply: ISO3")->type_name("ISO3");
    verb->add_option("--year", request->year, "Of production and governance")->type_name("YEAR");
    verb->add_option("--production", request->production, "Published production: USGS MCS data release, World Mining Data, BGS")->type_name("FILE");
    verb->add_option("--statistic", request->statistic, "Of a USGS release: Production, Capacity …")->capture_default_str();
    verb->add_option("--stage", request->stage, "Of a USGS release, with * for any run of characters: \"Mine production*\"")->capture_default_str();
    verb->add_option("--governance", request->governance, "Worldwide Governance Indicators, as downloaded")->type_name("FILE");
    verb->callback([&settings, &code, request] { code = run_supply_risk(settings, *request); });
}

}  // namespace countervail
