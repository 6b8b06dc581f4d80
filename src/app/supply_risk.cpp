// SPDX-License-Identifier: Apache-2.0
// `countervail supply-risk FILE|MATERIAL`: every published supply-risk measure of one material for one importer, side by side.
#include <CLI/App.hpp>
#include <memory>

#include "app/files.h"
#include "app/program.h"
#include "app/world_at_hand.h"
#include "base/text.h"
#include "dependence/supply_risk.h"
#include "dependence/world_supply.h"
#include "dependence/world_trade.h"
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

/// A question of the user's, a commodity of a published table, an item of the world's baseline, or what the ledger states of a year; with the
/// governance that a table adds.
Result<SupplyRiskInputs> inputs_of(const Settings& settings, const SupplyRiskRequest& request) {
    const auto at_hand = open_world(settings);
    if (!at_hand) return std::unexpected(at_hand.error());
    const Ledger& ledger = at_hand->ledger;
    const auto names = StatisticsPlaceNames::read(at_hand->library);
    if (!names) return std::unexpected(names.error());
    const auto statistics = read_statistics(settings, request, *names);
    if (!statistics) return std::unexpected(statistics.error());
    const Date known_on = settings.known_on.value_or(Date(2999, 12, 31));
    const GovernanceTable* governance = statistics->governance ? &*statistics->governance : nullptr;
    Result<SupplyRiskInputs> inputs;
    if (request.what.ends_with(".toml")) {
        auto text = read_file(request.what);
        if (!text) return std::unexpected(std::move(text.error()));
        inputs = read_supply_risk_inputs(std::move(*text), request.what, ledger, known_on);
    } else if (statistics->production) {
        inputs = supply_risk_inputs_of(*statistics->production, {request.what, request.statistic, request.stage, request.year}, governance);
        if (inputs) inputs->importer = request.importer;
    } else if (request.year > 0 && at_hand->world.catalogue.item(request.what) < 0) {
        inputs = supply_risk_inputs_of(ledger, *names, request.what, request.importer, request.year, known_on);
        if (inputs->producers.empty() && inputs->suppliers.empty())
            return fail({}, "the ledger states neither producers of \"" + request.what + "\" nor suppliers in " + std::to_string(request.year), "`countervail data list` shows what it has; or give a published table with --production, or a .toml file");
    } else {
        const auto year = baseline_year(at_hand->library, at_hand->world.id);
        if (!year) return std::unexpected(year.error());
        inputs = supply_risk_inputs_of(at_hand->world, request.what, request.importer, *year);
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
    verb->add_option("what", request->what, "A .toml file (docs/formats/supply-risk.md), an item of the world, a commodity of --production, or, with --year, of the ledger")->required()->type_name("FILE|MATERIAL");
    verb->add_option("--importer", request->importer, "Whose supply: ISO3")->type_name("ISO3");
    verb->add_option("--year", request->year, "Of production and governance")->type_name("YEAR");
    verb->add_option("--production", request->production, "Published production: USGS MCS data release, World Mining Data, BGS")->type_name("FILE");
    verb->add_option("--statistic", request->statistic, "Of a USGS release: Production, Capacity …")->capture_default_str();
    verb->add_option("--stage", request->stage, "Of a USGS release, with * for any run of characters: \"Mine production*\"")->capture_default_str();
    verb->add_option("--governance", request->governance, "Worldwide Governance Indicators, as downloaded")->type_name("FILE");
    verb->callback([&settings, &code, request] { code = run_supply_risk(settings, *request); });
}

}  // namespace countervail
