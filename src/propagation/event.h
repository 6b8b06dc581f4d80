// SPDX-License-Identifier: Apache-2.0
// What people say hit the economy, and the same as paths step by step, which is all that a model is shown.
//
// Days count from 0, the state at rest. An event that comes on day `from` is felt from the next step on and holds for
// `duration` days before anything recovers. The paths are those of BoARIO 0.6 (EventArbitraryProd, EventKapitalRecover,
// EventKapitalRebuild with occurrence = from): with steps of one day, step from + 1 is the first to feel the event, recovery
// starts after step from + duration + 2, rebuilding orders with step from + duration + 1; a path is rounded to six decimals.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "propagation/propagation.h"

namespace countervail {

enum class RecoveryShape {
    linear,        ///< 1 − t/τ
    convex,        ///< (1 − 1/τ)^(4t): most of it early
    convex_slow,   ///< (1 − 1/τ)^t: the pace of rebuilding with the same τ
    concave,       ///< τ / (τ + 10⁻⁶ t^e), e = ln(10⁶ τ) / ln(τ/2): s-shaped, half of it after τ/2
    instant,       ///< all at once after the duration, without BoARIO's lag of one step
    never
};
const std::vector<std::string>& recovery_names();   ///< in the order above, "convex-slow"

/// Share of a loss that is still there `elapsed` days into a recovery with characteristic time `days`; concave needs days > 2.
double left_after(RecoveryShape shape, double elapsed, double days);

struct ShockEvent {
    enum class Kind { capacity, capital, rebuild, demand };
    Kind kind = Kind::capacity;
    std::string name;
    /// capacity and demand: share lost, 0 … 1. capital and rebuild: USD million destroyed. By cell, each cell once.
    std::vector<std::pair<int, double>> losses;
    std::vector<std::pair<int, double>> households;   ///< rebuild: column of final_demand, USD million destroyed
    int from = 1;
    int duration = 1;                                 ///< days
    RecoveryShape recovery = RecoveryShape::linear;   ///< not asked of rebuild
    double recovery_days = 1;
    double rebuild_days = 60;
    std::vector<double> rebuild_shares;               ///< by industry, sum 1
    double rebuild_factor = 1;
};

/// Events of one kind: the largest share lost in a cell counts (capacity, demand), capital destroyed adds up. Fails when more
/// capital is destroyed than a cell has, with the most that can be.
Result<Shock> shock_of(const std::vector<ShockEvent>& events, const IoTable& table, const PropagationOptions& options, int steps);

/// Capital of each cell, USD million: capital_to_value_added × value added, none where that is negative.
std::vector<double> capital_of(const IoTable& table, const PropagationOptions& options);

}  // namespace countervail
