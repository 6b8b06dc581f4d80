// SPDX-License-Identifier: Apache-2.0
#include "dependence/world_trade.h"

#include <map>
#include <optional>
#include <tuple>

#include "base/toml_file.h"
#include "base/unit.h"

namespace countervail {
namespace {

constexpr double kThousand = 1000;

/// Tonnes in one unit of the item; 0 where it is not counted in mass.
double tonnes(const Item& item) {
    const auto unit = Unit::parse(item.unit);
    return unit && unit->dimension() == "mass" ? unit->factor() : 0;
}

class WorldFlows {
  public:
    explicit WorldFlows(const World& world, int year) : world_(world), year_(year), own_(world.markets.size()) {
        for (std::size_t at = 0; at < own_.size(); ++at) own_[at] = world.markets[at].throughput;
        for (const Lane& lane : world.lanes) add_lane(lane);
        for (std::size_t at = 0; at < own_.size(); ++at) {
            if (own_[at] > 0) put(static_cast<int>(at), world.markets[at].place, own_[at]);
        }
    }
    std::vector<TradeFlow> flows() const {
        std::vector<TradeFlow> flows;
        for (const auto& [key, flow] : flows_) flows.push_back(flow);
        return flows;
    }

  private:
    void add_lane(const Lane& lane) {
        const int from = world_.markets[static_cast<std::size_t>(lane.from)].place, to = world_.markets[static_cast<std::size_t>(lane.to)].place;
        if (lane.flow <= 0 || from == to) return;
        own_[static_cast<std::size_t>(lane.from)] -= lane.flow;
        own_[static_cast<std::size_t>(lane.to)] -= lane.flow;
        put(lane.from, to, lane.flow);
    }
    /// `per_week` of the item of `market`, at that market's price, to the place `to`.
    void put(int market, int to, double per_week) {
        const Market& at = world_.markets[static_cast<std::size_t>(market)];
        const double mass = tonnes(world_.catalogue.items[static_cast<std::size_t>(at.item)]);
        const TradeFlow none{static_cast<PlaceIndex>(at.place), static_cast<PlaceIndex>(to), static_cast<ProductIndex>(at.item), year_, 0, {}};
        TradeFlow& flow = flows_.try_emplace({at.item, at.place, to}, none).first->second;
        flow.value += per_week * at.price * kWeeksInYear / kThousand;
        if (mass > 0) flow.weight = flow.weight.value_or(0) + per_week * mass * kWeeksInYear;
    }

    const World& world_;
    int year_;
    std::vector<double> own_;                                  // by market, units per week
    std::map<std::tuple<int, int, int>, TradeFlow> flows_;     // item, from, to
};

TradeProvenance provenance_of(const World& world) {
    TradeProvenance provenance;
    provenance.id = world.id;
    provenance.source = "Baseline of the world " + world.id + ", known on " + world.known_on.to_text();
    provenance.nomenclature = "items";
    provenance.digits = 0;
    provenance.valuation = "fob";
    provenance.reporting = "reconciled from the ledger";
    provenance.re_exports = "not told apart";
    provenance.domestic = true;
    provenance.choices = {"items of the world only, not all trade", "flows of the baseline at the price of the exporter's market",
                          "own supply is throughput less imports and exports"};
    provenance.statements = world.statements;
    provenance.statements.insert(provenance.statements.end(), world.assumptions.begin(), world.assumptions.end());
    return provenance;
}

}  // namespace

Result<int> baseline_year(const Library& library, std::string_view world_id) {
    const std::string path = "worlds/" + std::string(world_id) + ".toml";
    const LibraryFile* file = library.find(path);
    if (file == nullptr) return fail({}, "there is no world \"" + std::string(world_id) + "\"", "name a file of worlds/ without its ending");
    auto parsed = TomlFile::parse(file->text, path);
    if (!parsed) return std::unexpected(parsed.error());
    Section root = parsed->root();
    const std::string text = root.text("year", "");
    const auto period = parse_period(text);
    if (!period) return fail(root.place("year"), "the year \"" + text + "\" of the world is no period", "write it like \"2024\"");
    return period->from.year();
}

TradeCube trade_of_world(const World& world, int year) {
    std::vector<TradePlace> places;
    for (const WorldPlace& place : world.places) places.push_back({place.id, place.name});
    std::vector<TradeProduct> products;
    for (const Item& item : world.catalogue.items) products.push_back({item.id, item.name});
    return make_trade_cube(provenance_of(world), std::move(places), std::move(products), WorldFlows(world, year).flows()).value();
}

}  // namespace countervail
