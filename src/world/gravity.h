// SPDX-License-Identifier: Apache-2.0
// A weak prior for trade that no statement speaks of: supply and demand shared out in proportion, with a preference
// for what is at home (biproportional fitting; Deming & Stephan 1940, Ann. Math. Stat. 11:427).
#pragma once

#include <map>

#include "world/network.h"

namespace countervail {

struct LanePrior {
    double flow = 0, sigma = 0;
};

/// For each lane worth having, by unknown; lanes with less than a thousandth of their destination's demand are left
/// out, unless they carry the most. `flows`: sites and uses of the pooled solution.
std::map<int, LanePrior> gravity(const FlowNetwork& network, const WorldPlan& plan, const std::vector<double>& flows);

}  // namespace countervail
