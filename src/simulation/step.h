// SPDX-License-Identifier: Apache-2.0
// One week. The seven pieces, in order (docs/methods/simulation.md gives every equation):
//   arrive     shipments reach their markets
//   plan       plants, users and lanes say what they want, under the law of the week
//   clear      what is at hand in each market is allocated
//   execute    plants run, users consume, goods leave
//   license    applications move through the queue
//   reprice    prices follow stock and imbalance; lanes follow price gaps
//   adapt      thrift, staff of the licensing office, stock targets
// Pure: the next state depends on the arguments alone.
#pragma once

#include "simulation/state.h"

namespace countervail {

struct StepSettings {
    Allocation allocation = Allocation::proportional;
    bool adaptation = true;   ///< off for the settled state that a direct solver can find: no thrift, no precaution, no look through goods to what they hold
};

/// Share of its lane's flow that belongs to a stream, by draw.
inline void share_of_lane(const Stream& stream, const DrawBlock& draws, double* share) {
    const TechnologyShare& technology = stream.technology;
    if (technology.none()) {
        COUNTERVAIL_EACH_DRAW(d) share[d] = stream.share;
        return;
    }
    const double* level = draws[Parameter::technology_level];
    COUNTERVAIL_EACH_DRAW(d) share[d] = stream.share + technology.at(level[d]);
}

/// Of a market's stock, what traders hold back at a price (in baseline prices): a quarter of the target, less as it gets dearer.
inline double held_back(double target, double price) {
    constexpr double kFloorShare = 0.25;
    return kFloorShare * target / (price > 1 ? price : 1.0);
}

/// Advances `state` by one week. Capacity added by the world's projects comes on with the draws' slippage.
void step(const Network& network, const Schedule& schedule, const DrawBlock& draws, const StepSettings& settings,
          State& state);

// The pieces, in the files of their names. Each reads and writes `state` only.
void arrive(const Network& network, State& state);
void plan_production(const Network& network, const Schedule& schedule, const DrawBlock& draws, State& state);
void plan_use(const Network& network, const Schedule& schedule, const DrawBlock& draws, const StepSettings& settings, State& state);
void plan_shipping(const Network& network, const Schedule& schedule, const DrawBlock& draws, State& state);
void clear(const Network& network, const StepSettings& settings, State& state);
void run_plants(const Network& network, State& state);
void run_uses(const Network& network, const DrawBlock& draws, const StepSettings& settings, State& state);
/// Under quotas less may leave than is wanted; after shipping, what left is taken off what remains (quota.cpp).
void limit_by_quotas(const Network& network, const Schedule& schedule, const DrawBlock& draws, State& state);
void use_quotas(const Network& network, const Schedule& schedule, State& state);
/// Those who buy ahead because prices rise, after everyone was served (hoarding.cpp).
void hoard(const Network& network, const DrawBlock& draws, State& state);
/// Importers who order ahead of a known day (order_ahead.cpp): what arrived for them goes into their stock, and from it to the
/// market in place of shipments that are missing; what they order ahead leaves after everyone was served; what they skip later.
void stow_ahead(const Network& network, const Schedule& schedule, State& state);
void order_ahead(const Network& network, const Schedule& schedule, const DrawBlock& draws, State& state);
void skip_orders(const Network& network, const Schedule& schedule, const DrawBlock& draws, State& state);
void ship(const Network& network, const Schedule& schedule, const DrawBlock& draws, State& state);
void license(const Network& network, const Schedule& schedule, const DrawBlock& draws, State& state);
void reprice(const Network& network, const DrawBlock& draws, State& state);
/// After it: users of made goods look through to what these hold (contents.cpp).
void look_through(const Network& network, const DrawBlock& draws, State& state);
void redirect_lanes(const Network& network, const Schedule& schedule, const DrawBlock& draws, State& state);
void adapt(const Network& network, const DrawBlock& draws, State& state);

}  // namespace countervail
