// SPDX-License-Identifier: Apache-2.0
#include "hindcast/rest_values.h"

#include <algorithm>
#include <functional>
#include <string>

#include "base/text.h"

namespace countervail {

namespace {

constexpr double kKilogramsPerTonne = 1000;
constexpr double kDaysInWeek = 7;

/// Sum over lanes per week, by item, origin and destination.
double lanes_per_week(const World& world, const std::function<double(const Lane&, const Item&, const std::string& from, const std::string& to)>& part) {
    double sum = 0;
    for (const Lane& lane : world.lanes) {
        const Market& from = world.markets[static_cast<std::size_t>(lane.from)];
        const Market& to = world.markets[static_cast<std::size_t>(lane.to)];
        sum += part(lane, world.catalogue.items[static_cast<std::size_t>(from.item)], world.places[static_cast<std::size_t>(from.place)].id,
                    world.places[static_cast<std::size_t>(to.place)].id);
    }
    return sum;
}

/// Mean price of a region weighted by what passes through.
std::optional<double> mean_price(const World& world, const std::string& item, const std::string& region) {
    double value = 0, weight = 0;
    for (const Market& market : world.markets) {
        if (world.catalogue.items[static_cast<std::size_t>(market.item)].id != item) continue;
        if (world.places[static_cast<std::size_t>(market.place)].region != region) continue;
        value += market.throughput * market.price;
        weight += market.throughput;
    }
    if (weight <= 0) return std::nullopt;
    return value / weight / kKilogramsPerTonne;
}

/// Mean price weighted by what plants and users buy.
std::optional<double> mean_paid(const Network& network, int item) {
    double value = 0, weight = 0;
    const auto add = [&](int market, double amount) {
        const auto index = static_cast<std::size_t>(market);
        if (network.market_item[index] != item) return;
        value += amount * network.price[index];
        weight += amount;
    };
    for (std::size_t site = 0; site < static_cast<std::size_t>(network.sites); ++site) {
        for (int leg = network.leg_begin[site]; leg < network.leg_begin[site + 1]; ++leg) {
            add(network.leg_market[static_cast<std::size_t>(leg)], network.leg_rate[static_cast<std::size_t>(leg)] * network.activity[site]);
        }
    }
    for (std::size_t need = 0; need < static_cast<std::size_t>(network.needs); ++need) add(network.need_market[need], network.need_rate[need]);
    if (weight <= 0) return std::nullopt;
    return value / weight / kKilogramsPerTonne;
}

const WatchPrice* watched_price(const Scenario& scenario, std::string_view id) {
    const auto at = std::find_if(scenario.prices.begin(), scenario.prices.end(), [&](const WatchPrice& each) { return each.id == id; });
    return at == scenario.prices.end() ? nullptr : &*at;
}

/// What "exports/…" and "departed/…" send, each lane counted as the caller does; empty for other measures.
std::optional<double> sent_at_rest(const Ensemble& ensemble, std::string_view measure, const Interval& days, const std::function<double(const Lane&)>& counted) {
    const double weeks = days.days() / kDaysInWeek;
    const std::string_view tail = measure.substr(measure.find('/') + 1);
    if (measure.starts_with("exports/") || measure.starts_with("exports-by-week/")) {
        const auto& watches = ensemble.scenario().exports;
        const auto watch = std::find_if(watches.begin(), watches.end(), [&](const WatchExports& each) { return each.id == tail; });
        if (watch == watches.end()) return std::nullopt;
        return weeks * lanes_per_week(ensemble.world(), [&](const Lane& lane, const Item& item, const std::string& from, const std::string& to) {
            return watch->covers(item.id, from, to) ? counted(lane) : 0.0;
        });
    }
    if (!measure.starts_with("departed/")) return std::nullopt;
    return weeks * lanes_per_week(ensemble.world(), [&](const Lane& lane, const Item& item, const std::string& from, const std::string&) { return item.id + "/" + from == tail ? counted(lane) : 0.0; });
}

}  // namespace

std::optional<double> flow_at_rest(const Ensemble& ensemble, std::string_view measure, const Interval& days) {
    if (const auto sent = sent_at_rest(ensemble, measure, days, [](const Lane& lane) { return lane.flow; })) return sent;
    if (measure.starts_with("export-revenue/")) return worth_at_rest(ensemble, measure, days);
    const bool brought_by_controls = measure.starts_with("licences/") || measure.starts_with("output-lost/") || measure.starts_with("licence-rent/") || measure.starts_with("material-cost/");
    return brought_by_controls ? std::optional(0.0) : std::nullopt;
}

std::optional<double> worth_at_rest(const Ensemble& ensemble, std::string_view measure, const Interval& days) {
    const World& world = ensemble.world();
    const auto worth = [&](const Lane& lane) { return lane.flow * world.markets[static_cast<std::size_t>(lane.from)].price; };
    if (!measure.starts_with("export-revenue/")) return sent_at_rest(ensemble, measure, days, worth);
    const std::string_view place = measure.substr(measure.find('/') + 1);
    return days.days() / kDaysInWeek * lanes_per_week(world, [&](const Lane& lane, const Item&, const std::string& from, const std::string&) { return from == place ? worth(lane) : 0.0; });
}

std::optional<double> level_at_rest(const Ensemble& ensemble, std::string_view measure) {
    if (measure == "licences/pending" || measure.starts_with("supply-lost/") || measure.starts_with("lost/")) return 0.0;
    const auto parts = split(measure, '/');
    if (parts.size() != 3 || parts[0] != "price") return std::nullopt;
    const WatchPrice* watch = watched_price(ensemble.scenario(), parts[1]);
    if (watch == nullptr) return std::nullopt;
    const World& world = ensemble.world();
    if (parts[2] == "world") return mean_paid(ensemble.network(), world.catalogue.item(watch->item));
    const auto inside = mean_price(world, watch->item, watch->inside), outside = mean_price(world, watch->item, watch->outside);
    if (parts[2] == "inside") return inside;
    if (parts[2] == "outside") return outside;
    if (parts[2] != "ratio" || !inside || !outside) return std::nullopt;
    return *outside / *inside;
}

}  // namespace countervail
