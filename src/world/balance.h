// SPDX-License-Identifier: Apache-2.0
// From flows that nearly balance to flows that do: circular trade is netted out, and the smallest relative change is
// found after which every market balances to rounding.
#pragma once

#include "world/network.h"

namespace countervail {

/// Removes trade of an item that goes round in a circle: takes the smallest flow off every lane of the circle.
void net_circles(std::vector<double>& flows, const FlowNetwork& network);

/// min Σ (Δ_j / x_j)² subject to balance, repeated until rounding is reached; no flow falls below a fifth of itself in
/// one round, so all stay positive and those at 0 stay there. Fails when more than 1e-12 of a throughput is left over.
Result<void> balance(std::vector<double>& flows, const FlowNetwork& network);

/// Largest |in − out| / in over the markets that anything passes through.
double imbalance(const std::vector<double>& flows, const FlowNetwork& network);

}  // namespace countervail
