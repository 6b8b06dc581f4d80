// SPDX-License-Identifier: Apache-2.0
#include "dependence/trade_stops.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.h"

namespace countervail {

namespace {

constexpr double kSettled = 1e-13;
constexpr int kRounds = 10'000;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

Errors problems_of(std::span<const NetworkFlow> flows, int places, const TradeStopChoices& choices) {
    Errors errors;
    std::size_t outside = 0, odd = 0;
    for (const NetworkFlow& flow : flows) {
        outside += flow.from < 0 || flow.to < 0 || flow.from >= places || flow.to >= places;
        odd += !(flow.value >= 0) || !std::isfinite(flow.value);
    }
    if (outside > 0) errors.push_back({{}, std::to_string(outside) + " flows name a place that is not there", "indices from 0 to " + std::to_string(places - 1)});
    if (odd > 0) errors.push_back({{}, std::to_string(odd) + " flows are negative or no number", "values are at least 0"});
    if (!(choices.threshold >= 0 && choices.threshold < 1)) errors.push_back({{}, "the threshold is " + readable_number(choices.threshold), "a part of supply, at least 0 and below 1"});
    if (!choices.own.empty() && choices.own.size() != at(places)) errors.push_back({{}, std::to_string(choices.own.size()) + " figures of own making for " + std::to_string(places) + " places", "one for each place, or none"});
    return errors;
}

/// The network with every flow as a part of the supply of its destination.
struct SupplyShares {
    std::vector<NetworkFlow> flows;         // value: share of the supply of `to`
    std::vector<double> supply, imports, exports;

    SupplyShares(std::span<const NetworkFlow> all, int places, const std::vector<double>& own) : supply(at(places), 0.0), imports(supply), exports(supply) {
        std::vector<double> home = own.empty() ? supply : own;
        for (const NetworkFlow& flow : all) {
            if (flow.from == flow.to) {
                home[at(flow.from)] += own.empty() ? flow.value : 0;
                continue;
            }
            imports[at(flow.to)] += flow.value;
            exports[at(flow.from)] += flow.value;
            if (flow.value > 0) flows.push_back(flow);
        }
        for (std::size_t i = 0; i < supply.size(); ++i) supply[i] = imports[i] + std::max(home[i], own.empty() ? exports[i] - imports[i] : 0.0);
        for (NetworkFlow& flow : flows) flow.value /= supply[at(flow.to)];
    }
};

/// Part of its supply that every place loses when `stopped` exports nothing.
std::vector<double> losses_of(const SupplyShares& network, int stopped, bool re_exports) {
    std::vector<double> lost(network.supply.size(), 0.0), next;
    for (int round = 0; round < (re_exports ? kRounds : 1); ++round) {
        next.assign(lost.size(), 0.0);
        for (const NetworkFlow& flow : network.flows) next[at(flow.to)] += flow.value * (flow.from == stopped ? 1 : lost[at(flow.from)]);
        double moved = 0;
        for (std::size_t i = 0; i < lost.size(); ++i) moved = std::max(moved, std::abs(next[i] - lost[i]));
        lost.swap(next);
        if (moved <= kSettled) break;
    }
    return lost;
}

}  // namespace

Result<std::vector<TradeStop>> trade_stops(std::span<const NetworkFlow> flows, int places, const TradeStopChoices& choices) {
    if (Errors errors = problems_of(flows, places, choices); !errors.empty()) return std::unexpected(std::move(errors));
    const SupplyShares network(flows, places, choices.own);
    std::vector<TradeStop> stops;
    for (int stopped = 0; stopped < places; ++stopped) {
        if (network.exports[at(stopped)] <= 0) continue;
        const std::vector<double> lost = losses_of(network, stopped, choices.re_exports);
        TradeStop stop;
        stop.place = stopped;
        double imports = 0, supply = 0;
        for (int place = 0; place < places; ++place) {
            if (place == stopped || network.imports[at(place)] <= 0) continue;
            ++stop.importers;
            imports += network.imports[at(place)];
            supply += network.supply[at(place)];
            stop.lost += lost[at(place)] * network.supply[at(place)];
            if (lost[at(place)] > choices.threshold) {
                ++stop.hit;
                stop.imports_hit += network.imports[at(place)];
            }
        }
        if (stop.importers > 0) {
            stop.share_hit = static_cast<double>(stop.hit) / stop.importers;
            stop.imports_hit /= imports;
            stop.lost /= supply;
        }
        stops.push_back(stop);
    }
    return stops;
}

}  // namespace countervail
