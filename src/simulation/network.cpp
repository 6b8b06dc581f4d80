// SPDX-License-Identifier: Apache-2.0
#include "simulation/network.h"

#include <algorithm>
#include <numeric>

#include "simulation/contents.h"

namespace countervail {

namespace {

// Stock that lets a week's demand be met out of stock while a floor is held back (clearing.cpp).
constexpr double kLeastCoverWeeks = 1.5;
// A lane without trade may grow to this share of what passes through its smaller end, one with trade to this
// multiple of its flow.
constexpr double kNewLaneShare = 0.05;
constexpr double kLaneGrowth = 3.0;

struct Claim {
    int market = 0;
    double value = 0;   // USD of value added that hang on one unit
};

void lay_out_markets(const World& world, Network& network) {
    for (const Market& market : world.markets) {
        network.price.push_back(market.price);
        network.throughput.push_back(market.throughput);
        network.target.push_back(std::max(market.stock, kLeastCoverWeeks * market.throughput));
        const Item& item = world.catalogue.items[static_cast<std::size_t>(market.item)];
        network.price_freedom.push_back(item.stage == Stage::chip ? 0.0 : 1.0);
        network.market_place.push_back(market.place);
        network.market_item.push_back(market.item);
    }
    network.markets = static_cast<int>(world.markets.size());
}

void lay_out_uses(const World& world, Network& network, std::vector<Claim>& claims) {
    for (const Use& use : world.uses) {
        network.need_begin.push_back(static_cast<int>(network.need_market.size()));
        bool can_stop = false;
        for (const Need& need : use.needs) {
            const double rate = need.intensity * use.output;
            network.need_market.push_back(need.market);
            network.need_claim.push_back(static_cast<int>(claims.size()));
            network.need_use.push_back(network.uses);
            network.need_rate.push_back(rate);
            network.need_cover.push_back(need.stock_weeks);
            network.need_critical.push_back(need.critical ? 1 : 0);
            can_stop |= need.critical;
            claims.push_back({need.market, rate > 0 ? use.value_added / rate : 0});
        }
        network.use_value.push_back(use.value_added);
        network.use_place.push_back(use.place);
        network.use_can_stop.push_back(can_stop ? 1 : 0);
        ++network.uses;
    }
    network.need_begin.push_back(static_cast<int>(network.need_market.size()));
    network.needs = static_cast<int>(network.need_market.size());
}

double turnover(const World& world, const Site& site) {
    double outputs = 0, inputs = 0;
    for (const Leg& leg : site.outputs) outputs += leg.per_activity * world.markets[static_cast<std::size_t>(leg.market)].price;
    for (const Leg& leg : site.inputs) inputs += leg.per_activity * world.markets[static_cast<std::size_t>(leg.market)].price;
    return std::max(outputs, inputs);
}

void lay_out_sites(const World& world, Network& network, std::vector<Claim>& claims) {
    for (const Site& site : world.sites) {
        network.leg_begin.push_back(static_cast<int>(network.leg_market.size()));
        network.product_begin.push_back(static_cast<int>(network.product_market.size()));
        for (const Leg& leg : site.inputs) {
            network.leg_market.push_back(leg.market);
            network.leg_rate.push_back(leg.per_activity);
            network.leg_claim.push_back(static_cast<int>(claims.size()));
            claims.push_back({leg.market, 0});
        }
        for (const Leg& leg : site.outputs) {
            network.product_market.push_back(leg.market);
            network.product_rate.push_back(leg.per_activity);
        }
        network.activity.push_back(site.activity);
        network.capacity.push_back(site.capacity);
        network.margin.push_back(site.margin);
        network.turnover.push_back(turnover(world, site));
        network.site_is_mine.push_back(site.inputs.empty() ? 1 : 0);
    }
    network.sites = static_cast<int>(world.sites.size());
    network.leg_begin.push_back(static_cast<int>(network.leg_market.size()));
    network.product_begin.push_back(static_cast<int>(network.product_market.size()));
}

void lay_out_lanes(const World& world, Network& network, std::vector<Claim>& claims) {
    int slots = 0;
    for (const Lane& lane : world.lanes) {
        // A lane answers a price gap in proportion to the smaller of its ends: a small market that sells to a large one
        // would otherwise be asked for many times what passes through it.
        const double smaller = std::min(world.markets[static_cast<std::size_t>(lane.from)].throughput,
                                        world.markets[static_cast<std::size_t>(lane.to)].throughput);
        network.lane_from.push_back(lane.from);
        network.lane_to.push_back(lane.to);
        network.lane_claim.push_back(static_cast<int>(claims.size()));
        network.flow.push_back(lane.flow);
        network.lane_cost.push_back(lane.cost);
        network.lane_scale.push_back(std::max(lane.flow, kNewLaneShare * smaller));
        network.lane_limit.push_back(std::max(kLaneGrowth * lane.flow, 2 * kNewLaneShare * smaller));
        network.transit.push_back(lane.transit_weeks);
        network.pipeline_begin.push_back(slots);
        slots += lane.transit_weeks;
        claims.push_back({lane.from, 0});
    }
    network.lanes = static_cast<int>(world.lanes.size());
    network.pipeline_begin.push_back(slots);
}

// What a unit is worth downstream: through a process, the value of its outputs' best use shared over its inputs by
// cost; through a lane, its value at the destination. A few sweeps along the chain (mine to use) settle it.
void value_downstream(const World& world, const Network& network, std::vector<Claim>& claims) {
    std::vector<double> value(world.markets.size(), 0);
    for (int sweep = 0; sweep < 8; ++sweep) {
        for (int site = 0; site < network.sites; ++site) {
            double gained = 0, cost = 0;
            for (int p = network.product_begin[site]; p < network.product_begin[site + 1]; ++p) {
                gained += network.product_rate[p] * value[static_cast<std::size_t>(network.product_market[p])];
            }
            for (int leg = network.leg_begin[site]; leg < network.leg_begin[site + 1]; ++leg) {
                cost += network.leg_rate[leg] * network.price[static_cast<std::size_t>(network.leg_market[leg])];
            }
            for (int leg = network.leg_begin[site]; leg < network.leg_begin[site + 1]; ++leg) {
                const double share = cost > 0 ? network.price[static_cast<std::size_t>(network.leg_market[leg])] / cost : 0;
                claims[static_cast<std::size_t>(network.leg_claim[leg])].value = gained * share;
            }
        }
        for (int lane = 0; lane < network.lanes; ++lane) {
            claims[static_cast<std::size_t>(network.lane_claim[lane])].value =
                value[static_cast<std::size_t>(network.lane_to[lane])];
        }
        std::fill(value.begin(), value.end(), 0.0);
        for (const Claim& claim : claims) {
            double& best = value[static_cast<std::size_t>(claim.market)];
            best = std::max(best, claim.value);
        }
    }
}

void group_claims(Network& network, const std::vector<Claim>& claims) {
    network.claims = static_cast<int>(claims.size());
    network.claims_by_value.resize(claims.size());
    std::iota(network.claims_by_value.begin(), network.claims_by_value.end(), 0);
    std::stable_sort(network.claims_by_value.begin(), network.claims_by_value.end(), [&](int a, int b) {
        const Claim& left = claims[static_cast<std::size_t>(a)];
        const Claim& right = claims[static_cast<std::size_t>(b)];
        return left.market != right.market ? left.market < right.market : left.value > right.value;
    });
    network.claim_begin.assign(static_cast<std::size_t>(network.markets) + 1, 0);
    for (const Claim& claim : claims) ++network.claim_begin[static_cast<std::size_t>(claim.market) + 1];
    std::partial_sum(network.claim_begin.begin(), network.claim_begin.end(), network.claim_begin.begin());
}

}  // namespace

Network lay_out(const World& world) {
    Network network;
    network.world = &world;
    std::vector<Claim> claims;
    lay_out_markets(world, network);
    lay_out_uses(world, network, claims);
    lay_out_sites(world, network, claims);
    lay_out_lanes(world, network, claims);
    lay_out_contents(world, network);
    value_downstream(world, network, claims);
    group_claims(network, claims);
    network.claim_is_military.assign(claims.size(), 0);
    for (int need = 0; need < network.needs; ++need) {
        const Use& use = world.uses[static_cast<std::size_t>(network.need_use[static_cast<std::size_t>(need)])];
        const bool military = world.catalogue.uses[static_cast<std::size_t>(use.end_use)].licence_class == "military";
        network.claim_is_military[static_cast<std::size_t>(network.need_claim[static_cast<std::size_t>(need)])] = military ? 1 : 0;
    }
    return network;
}

}  // namespace countervail
