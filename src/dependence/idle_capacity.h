// SPDX-License-Identifier: Apache-2.0
// What the world loses at least when a node stops: all remaining plants may run up to their capacity, every lane that exists may carry what
// there is, idle ones too, and goods go where they save most value added. A linear program over one steady week:
//
//   minimise  Σ_u v_u (1 − r_u)
//   inflow − outflow ≥ 0 in every market,  0 ≤ activity ≤ capacity,  lanes ≥ 0,  0 ≤ r_u ≤ 1
//   a critical need takes r_u of its baseline, any other at least 2 r_u − 1 of it
//
// Stocks, transit times, contracts, law and price are left out, so this is a floor; the loss without replacement
// (dependence/choke_points.h) stands at the other end.
#pragma once

#include "base/error.h"
#include "dependence/choke_points.h"

namespace countervail {

struct IdleCapacityLoss {
    StopLoss loss;
    double gap = 0;   ///< certificate: largest of the three relative residuals of the program (base/convex_program.h)
};

/// Fails when the program does not settle.
Result<IdleCapacityLoss> loss_with_idle_capacity(const World& world, const ChokeNode& node);

/// Uses with value added that no plant or lane left over can supply at all, whatever their capacity: some critical need has no way from any mine.
/// Where `node` stands on all of its ways it is a single point of failure. Cheap: no program is solved.
std::vector<int> uses_out_of_reach(const World& world, const ChokeNode& node);

}  // namespace countervail
