// SPDX-License-Identifier: Apache-2.0
// An input–output table written as a nested CES economy, before and after a cut. Of use to network_equilibrium only.
#pragma once

#include "equilibrium/ces_economy.h"
#include "equilibrium/network_equilibrium.h"

namespace countervail {

struct NetworkEconomy {
    CesEconomy baseline, cut;              ///< the same but for what is held
    std::vector<int> cells;                ///< by activity: cell of the table
    std::vector<std::vector<bool>> is_good;///< by activity and input: bought from others, not a factor
    std::vector<double> value_added;       ///< by activity, baseline
    Eigen::VectorXd gdp;                   ///< by place, baseline
    Eigen::VectorXd endowed_gdp;           ///< by place: part of gdp that is held, not made, at baseline prices after the cut
    Errors notes;
};

/// What a published table holds and an equilibrium cannot: rows that miss balance are taken as x = Z1 + Y1; a negative final demand is a
/// stock that its place hands out; value added below 0 is a subsidy that the place pays.
NetworkEconomy network_economy(const IoTable& table, const NetworkShock& shock, const NestElasticities& elasticities, FactorMobility mobility);

}  // namespace countervail
