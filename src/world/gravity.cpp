// SPDX-License-Identifier: Apache-2.0
#include "world/gravity.h"

#include <algorithm>

namespace countervail {
namespace {

struct Link {
    int from = 0, to = 0;     // markets
    int unknown = -1;         // −1: at home
    double flow = 0;
};

constexpr double too_small = 0.001;    // of the destination's demand: not worth a lane
constexpr double least_width = 0.1;    // of the destination's demand: no prior is narrower

/// Scales the links until each origin sends its supply and each destination gets its demand, as far as links allow.
void fit(std::vector<Link>& links, const std::map<int, double>& supply, const std::map<int, double>& demand) {
    for (int round = 0; round < 60; ++round) {
        for (const bool rows : {true, false}) {
            std::map<int, double> totals;
            for (const Link& link : links) totals[rows ? link.from : link.to] += link.flow;
            const auto& wanted = rows ? supply : demand;
            for (Link& link : links) {
                const int key = rows ? link.from : link.to;
                const auto goal = wanted.find(key);
                const double total = totals[key];
                link.flow *= goal != wanted.end() && total > 0 ? goal->second / total : 0.0;
            }
        }
    }
}

}  // namespace

std::map<int, LanePrior> gravity(const FlowNetwork& network, const WorldPlan& plan, const std::vector<double>& flows) {
    const std::size_t markets = network.markets.size();
    std::vector<double> made(markets, 0.0), needed(markets, 0.0);
    std::map<int, std::vector<Link>> links;   // by item
    for (std::size_t j = 0; j < network.unknowns.size(); ++j) {
        const Unknown& unknown = network.unknowns[j];
        if (unknown.kind == Unknown::Kind::lane) {
            const int from = unknown.legs[0].second < 0 ? unknown.legs[0].first : unknown.legs[1].first;
            const int to = unknown.legs[0].second < 0 ? unknown.legs[1].first : unknown.legs[0].first;
            links[network.markets[from].item].push_back({from, to, static_cast<int>(j), 1.0});
            continue;
        }
        for (const auto& [market, amount] : unknown.legs) {
            (amount > 0 ? made : needed)[market] += std::abs(amount) * flows[j];
        }
    }
    std::map<int, LanePrior> priors;
    for (auto& [item, item_links] : links) {
        std::map<int, double> supply, demand;
        for (std::size_t m = 0; m < markets; ++m) {
            if (network.markets[m].item != item) continue;
            if (made[m] > 0) supply[static_cast<int>(m)] = made[m];
            if (needed[m] > 0) demand[static_cast<int>(m)] = needed[m];
            if (made[m] > 0 && needed[m] > 0) {
                item_links.push_back({static_cast<int>(m), static_cast<int>(m), -1, plan.home_preference});
            }
        }
        fit(item_links, supply, demand);
        std::map<int, double> most_in, most_out;
        for (const Link& link : item_links) {
            if (link.unknown < 0) continue;
            most_in[link.to] = std::max(most_in[link.to], link.flow);
            most_out[link.from] = std::max(most_out[link.from], link.flow);
        }
        for (const Link& link : item_links) {
            if (link.unknown < 0) continue;
            const double wanted = demand.contains(link.to) ? demand[link.to] : 0.0;
            const bool main = link.flow >= most_in[link.to] || link.flow >= most_out[link.from];
            if (link.flow < too_small * wanted && !main) continue;
            const double flow = std::max(link.flow, 0.01 * wanted + 1e-9);
            priors[link.unknown] = {flow, plan.gravity_width * std::max(flow, least_width * std::max(wanted, 0.1 * supply[link.from]))};
        }
    }
    return priors;
}

}  // namespace countervail
