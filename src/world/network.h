// SPDX-License-Identifier: Apache-2.0
// The unknown flows of a world and how each moves the balance of the markets: what comes in equals what goes out.
#pragma once

#include <utility>
#include <vector>

#include "world/world_plan.h"

namespace countervail {

/// Coefficients by index.
using Combination = std::vector<std::pair<int, double>>;

struct Unknown {
    enum class Kind { site, use, lane };
    Kind kind = Kind::site;
    int plan = 0;              ///< index into WorldPlan::sites, uses or lanes
    Combination legs;          ///< change of each market's balance per unit of this flow
};

struct NetworkMarket {
    int item = 0, place = 0;
};

/// Sites first, then uses, then lanes (idle lanes are no unknowns).
struct FlowNetwork {
    std::vector<Unknown> unknowns;
    std::vector<NetworkMarket> markets;   ///< by item, then place
};

/// Fails where something made has no outlet, or something needed no source.
Result<FlowNetwork> make_network(const WorldPlan& plan, const Catalogue& catalogue);

/// The sum of a measure as a combination of unknowns, in item units (output units for `output`).
Combination combination(const Quantity& measure, const FlowNetwork& network, const WorldPlan& plan,
                        const Catalogue& catalogue);

}  // namespace countervail
