// SPDX-License-Identifier: Apache-2.0
// Spatial price equilibrium, directly: the state at which no plant, user or shipper gains by doing otherwise. The
// weekly model must settle there when parameters stay fixed; this solver is its judge.
//
// Takayama & Judge (1964, Econometrica 32:510): the equilibrium is the solution of a convex program whose multipliers
// are the prices. Activities generalise supply, demand, transport and processing: each takes from and gives to
// markets in fixed proportions at a marginal cost that does not fall with its level.
#pragma once

#include <functional>
#include <vector>

#include "base/convex_program.h"
#include "simulation/draws.h"
#include "simulation/network.h"

namespace countervail {

struct MarketActivity {
    std::vector<Leg> legs;                            ///< per unit of activity: + gives to the market, − takes
    double upper = unbounded;                         ///< largest level
    double scale = 1;                                 ///< level around which it is solved
    double value = 1;                                 ///< money that passes through at that level: small trades are
                                                      ///< weighed up so that their prices come out as exact as large ones'
    std::function<TermValue(double level)> cost;      ///< total cost, marginal cost, its slope; demand: minus benefit
};

struct MarketEquilibrium {
    std::vector<double> price;                        ///< by market
    std::vector<double> level;                        ///< by activity
    int iterations = 0;
    double primal_residual = 0, dual_residual = 0, gap = 0;
};

/// How much passes through a market and what it is worth: conditions the solution, changes nothing else.
struct MarketSize {
    double throughput = 1;
    double value = 1;
};
Result<MarketEquilibrium> solve_markets(const std::vector<MarketSize>& markets,
                                        const std::vector<MarketActivity>& activities);

/// Supply p = a + b q, demand p = c − d q.
MarketActivity linear_supply(int market, double intercept, double slope);
MarketActivity linear_demand(int market, double intercept, double slope);
MarketActivity transport(int from, int to, double cost);

/// The settled state of a network under the modal parameters, with other lane costs than its own.
/// Levels are ordered sites, lanes, needs.
Result<MarketEquilibrium> settled_state(const Network& network, const DrawBlock& parameters,
                                        const std::vector<double>& lane_cost);

}  // namespace countervail
