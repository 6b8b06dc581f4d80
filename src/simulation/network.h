// SPDX-License-Identifier: Apache-2.0
// A World laid out for stepping: flat arrays, and for every market the list of those who claim what is at hand.
// Index spaces: markets, sites, legs (inputs of sites), products (outputs of sites), lanes, uses, needs, claims.
// A claim is one claimant of one market: a site's leg, a use's need or a lane. All quantities per week.
#pragma once

#include <cstdint>
#include <vector>

#include "world/world.h"

namespace countervail {

/// Who goes short of what price has not settled: everyone alike, the least valuable use first (the lower bound of the
/// loss), the most valuable first (the upper bound), or everyone alike once military users of the place are served
/// (priority, as rated orders for defence are).
enum class Allocation { proportional, best, worst, priority };

struct Network {
    const World* world = nullptr;
    int markets = 0, sites = 0, lanes = 0, uses = 0, needs = 0, claims = 0;

    // by market
    std::vector<double> price, target, throughput;   ///< target: baseline stock, at least one and a half weeks of throughput
    std::vector<double> price_freedom;               ///< 1; 0 where sellers keep their list price and ration (chips)
    std::vector<int> market_place, market_item;
    std::vector<int> content_begin;                  ///< size markets + 1: what goods of a market are made of (contents.h); nothing for raw items
    std::vector<int> content_market;
    std::vector<double> content_share;               ///< of their value at baseline; those of one market sum to 1
    std::vector<int> claim_begin;                    ///< size markets + 1
    std::vector<int> claims_by_value;                ///< claim ids of each market, most valuable first
    std::vector<std::uint8_t> claim_is_military;     ///< by claim: of a need whose use has the military licence class

    // by site
    std::vector<int> leg_begin, product_begin;       ///< size sites + 1
    std::vector<int> leg_market, leg_claim, product_market;
    std::vector<double> leg_rate, product_rate;      ///< per unit of activity
    std::vector<double> activity, capacity, margin;
    std::vector<double> turnover;                    ///< USD per unit of activity at baseline: the larger of inputs' and outputs' value
    std::vector<std::uint8_t> site_is_mine;

    // by lane
    std::vector<int> lane_from, lane_to, lane_claim, transit;
    std::vector<double> flow, lane_cost, lane_scale, lane_limit;   ///< scale: what a gap moves; limit: largest flow
    std::vector<int> pipeline_begin;                 ///< first slot of each lane in the pipeline, size lanes + 1

    // by use and need
    std::vector<int> need_begin;                     ///< size uses + 1
    std::vector<int> need_market, need_claim, need_use;
    std::vector<double> need_rate, need_cover;       ///< t per week at baseline; weeks of stock
    std::vector<std::uint8_t> need_critical;
    std::vector<double> use_value;                   ///< value added, USD per week
    std::vector<int> use_place;
    std::vector<std::uint8_t> use_can_stop;          ///< some need is critical; otherwise the use only slows
};

/// The margin change that moves a site's wanted rate by its whole elasticity: its baseline margin, but no less than
/// keeps the loop of price, output and stock stable (docs/methods/simulation.md, stability).
/// USD per unit of activity.
inline double margin_scale(double margin, double turnover, double elasticity, double price_speed, double activity_weeks) {
    constexpr double kLargestGain = 0.5;
    const double least = turnover * elasticity * price_speed / (activity_weeks * kLargestGain);
    return margin > least ? margin : least;
}

/// Assumes check_world(world) is empty. The network keeps a pointer to `world`.
Network lay_out(const World& world);

}  // namespace countervail
