// SPDX-License-Identifier: Apache-2.0
// Prices of the baseline: oxides from statements, the rest by cost build-up; along every lane that carries something
// price(to) = price(from) + cost, and along every other price(to) ≤ price(from) + cost (Samuelson 1952).
#pragma once

#include "world/world_plan.h"

namespace countervail {

/// Sets market prices, lane costs and site margins of a world whose flows are final. Fails when an oxide has no
/// price or a site would lose money.
Errors set_prices(World& world, const WorldPlan& plan);

}  // namespace countervail
