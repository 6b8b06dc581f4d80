// SPDX-License-Identifier: Apache-2.0
#include "dependence/world_supply.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "base/unit.h"
#include "dependence/material_trade.h"
#include "dependence/world_trade.h"

namespace countervail {
namespace {

std::optional<double> tonnes_per_unit(const Item& item) {
    const auto unit = Unit::parse(item.unit);
    return unit && unit->dimension() == "mass" ? std::optional(unit->factor()) : std::nullopt;
}

template <class List>
std::string nearest(std::string_view word, const List& list) {
    std::vector<std::string> ids;
    for (const auto& each : list) ids.push_back(each.id);
    return did_you_mean(std::string(word), ids);
}

/// What plants give out of the item by place, in its unit per week.
std::vector<double> made_by_place(const World& world, int item) {
    std::vector<double> made(world.places.size(), 0);
    for (const Site& site : world.sites) {
        for (const Leg& leg : site.outputs) {
            if (world.markets[static_cast<std::size_t>(leg.market)].item == item) made[static_cast<std::size_t>(site.place)] += site.activity * leg.per_activity;
        }
    }
    return made;
}

}  // namespace

Result<SupplyRiskInputs> supply_risk_inputs_of(const World& world, std::string_view item_id, std::string_view importer, int year) {
    Errors errors;
    const int item = world.catalogue.item(item_id);
    if (item < 0) errors.push_back({{}, "the world \"" + world.id + "\" has no item \"" + std::string(item_id) + "\"", nearest(item_id, world.catalogue.items)});
    if (!importer.empty() && world.place(importer) < 0)
        errors.push_back({{}, "the world \"" + world.id + "\" has no place \"" + std::string(importer) + "\"", nearest(importer, world.places)});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    const auto tonnes = tonnes_per_unit(world.catalogue.items[static_cast<std::size_t>(item)]);
    if (!tonnes) return fail({}, "\"" + std::string(item_id) + "\" is counted in " + world.catalogue.items[static_cast<std::size_t>(item)].unit + ", not in mass", "name an item counted in tonnes");
    const auto made = made_by_place(world, item);
    const double all = std::accumulate(made.begin(), made.end(), 0.0);
    if (all <= 0) return fail({}, "nobody makes \"" + std::string(item_id) + "\" in the world \"" + world.id + "\"", "name an item that plants give out");
    SupplyRiskInputs inputs;
    inputs.material = std::string(item_id);
    inputs.year = year;
    for (std::size_t place = 0; place < made.size(); ++place) {
        if (made[place] <= 0) continue;
        SupplyRiskOrigin origin;
        origin.place = world.places[place].id;
        origin.amount = SupplyRiskFigure{made[place] * *tonnes * kWeeksInYear, world.id};
        inputs.producers.push_back(std::move(origin));
    }
    inputs.world_production = SupplyRiskFigure{all * *tonnes * kWeeksInYear, world.id};
    if (importer.empty()) return inputs;
    const MaterialProducts self{std::string(item_id), {std::string(item_id)}};
    const auto trade = material_trade_of(trade_of_world(world, year), {&self, 1});
    if (!trade) return std::unexpected(trade.error());
    fill_suppliers(inputs, std::string(importer), trade->trade, world.id);
    double bought = 0, sold = 0;
    for (const MaterialTrade& row : trade->trade) {
        if (row.importer == importer) bought += row.quantity;
        if (row.exporter == importer) sold += row.quantity;
    }
    inputs.imports = SupplyRiskFigure{bought, world.id};
    inputs.exports = SupplyRiskFigure{sold, world.id};
    inputs.stock_change = SupplyRiskFigure{0, world.id};   // a baseline is at rest
    inputs.apparent_consumption = SupplyRiskFigure{inputs.production->value + bought - sold, world.id};
    return inputs;
}

}  // namespace countervail
