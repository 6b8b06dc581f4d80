// SPDX-License-Identifier: Apache-2.0
#include "app/loss_run.h"

#include <algorithm>

#include "app/world_at_hand.h"
#include "base/text.h"
#include "base/unit.h"
#include "economy/default_table.h"
#include "economy/read_table.h"
#include "economy/table_plan.h"
#include "equilibrium/elasticity_path.h"
#include "world/world_plan.h"

namespace countervail {

namespace {

constexpr double kUnknownPair = 0.5;   // an industry that we do not know is important to and for all

Result<double> assumed(const PreparedRun& run, const std::string& id) {
    auto statement = run.ledger.known(id, run.ensemble.scenario().known_on, {"data/assumptions-losses.csv"});
    if (!statement) return std::unexpected(std::move(statement.error()));
    return (*statement)->value;
}

Result<IoTable> table_of(const Library& library, const PreparedRun& run, const Industries& industries, const std::string& name) {
    if (name != kBuiltInTable) return read_table_at(name);
    return default_table(library, run.ledger, industries, run.ensemble.world(), run.ensemble.scenario().known_on);
}

Result<Industries> industries_of(const Library& library, const PreparedRun& run) {
    const std::string& world = run.ensemble.scenario().world;
    const auto set = materials_of(library, world);
    if (!set) return std::unexpected(Errors(set.error()));
    if (!set->empty()) {
        return fail({"worlds/" + world + ".toml"}, "no industry of data/economy/ stands for the uses of data/materials/" + *set + "/", "ask of a world whose goods are those of data/materials/ itself");
    }
    return read_industries(library, run.ensemble.world().catalogue);
}

/// A published table that has codes only is read more easily with our names beside them.
void name_industries(IoTable& table, const Industries& industries) {
    const auto holding = table_industries_of(table, industries);
    for (std::size_t row = 0; row < table.industries.size(); ++row) {
        if (table.industry_names[row] != table.industries[row]) continue;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < holding.size(); ++i) {
            if (std::find(holding[i].begin(), holding[i].end(), static_cast<int>(row)) != holding[i].end()) names.push_back(industries.list[i].name);
        }
        if (!names.empty()) table.industry_names[row] = names.front() + (names.size() > 1 ? " and others (" : " (") + table.industries[row] + ")";
    }
}

}  // namespace

Result<LossRun> run_losses(const Settings& settings, const Library& library, const PreparedRun& run, const LossRequest& request) {
    auto industries = industries_of(library, run);
    if (!industries) return std::unexpected(std::move(industries.error()));
    auto table = table_of(library, run, *industries, request.table);
    if (!table) return std::unexpected(std::move(table.error()));
    name_industries(*table, *industries);
    Errors errors;
    PropagationOptions propagation;
    for (const auto& [value, id] : {std::pair(&propagation.inventory_days, "assume:losses-inventory-days"), {&propagation.restock_days, "assume:losses-restock-days"}}) {
        auto read = assumed(run, id);
        if (read) {
            *value = *read;
        } else {
            append(errors, std::move(read.error()));
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    propagation.criticality = criticality_of(*table, *industries, kUnknownPair);
    LossOptions options;
    options.model = request.model;
    options.threads = settings.threads_to_use();
    options.draws = request.draws;
    if (request.compare) {
        // Half of the weeks that count lie behind the middle of the run: the elasticity of that age.
        const Scenario& scenario = run.ensemble.scenario();
        const double years = (scenario.through - scenario.count_from) / kDaysInYear / 2;
        for (const int which : {-1, 0, 1}) {
            const auto path = read_nest_elasticities(run.ledger, scenario.known_on, which);
            if (!path) return std::unexpected(Errors(path.error()));
            options.elasticities.push_back(path->critical.at(years));
        }
    }
    if (!request.compare) options.compared_draws = 0;
    auto losses = scenario_losses(run.ensemble, *table, *industries, propagation, options);
    if (!losses) return std::unexpected(std::move(losses.error()));
    return LossRun{std::move(*industries), std::move(*table), std::move(*losses)};
}

Result<void> losses_possible(const Library& library, const PreparedRun& run, const LossRequest& request) {
    const auto industries = industries_of(library, run);
    if (!industries) return std::unexpected(Errors(industries.error()));
    if (request.table != kBuiltInTable) return {};
    const auto table = table_of(library, run, *industries, request.table);
    if (!table) return std::unexpected(Errors(table.error()));
    return {};
}

std::string why_not_followed(const Library& library, const PreparedRun& run) {
    const Scenario& scenario = run.ensemble.scenario();
    const auto set = materials_of(library, scenario.world);
    if (!set) return {};
    const std::string told = "What stops is not followed into the economy: ";
    if (!set->empty()) return told + "no industry of data/economy/ stands for the uses of this world.";
    const auto industries = read_industries(library, run.ensemble.world().catalogue);
    if (!industries) return {};
    const auto early = table_plan_too_early(library, run.ledger, *industries, run.ensemble.world(), scenario.known_on);
    if (!early || !early->others.empty()) return {};
    const std::string day = early->from.to_text();
    return told + "the built-in input–output table rests on " + later_figures(*early) + "; the first day from which it can be made is " + day + ". For the losses ask as of that day (--known " + day +
           "), or name a published table with countervail losses SCENARIO --table PATH.";
}

}  // namespace countervail
