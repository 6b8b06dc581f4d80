// SPDX-License-Identifier: Apache-2.0
// The economy of an input–output table as a production network of nested CES functions (Baqaee & Farhi 2019, Econometrica 87;
// 2024), with part of some capacities or of one critical input gone, solved exactly: what the change is worth once prices have
// moved. A check on the day-by-day models, not a forecast of weeks.
//
//   cell       critical inputs | (value added | inputs of industries (each from its places))      elasticities from outside
//   final use  industries (each from its places), one household per place
//
// First- and second-order formulas are computed beside it to show what they would have said. For a deep cut of an input with a tiny
// cost share they say that nothing happens; do not use them (docs/methods/equilibrium.md).
#pragma once

#include <string>
#include <vector>

#include "economy/io_table.h"
#include "equilibrium/elasticity_path.h"

namespace countervail {

/// Share of a cell's capacity (its factors) that is left.
struct CapacityLeft {
    int cell = 0;
    double remaining = 1;        ///< 0 < remaining
};

/// An input split out of the host industry's row. What is left is shared out among its users by one price; to fix who gets how much, give
/// one such input per user.
struct CriticalInputLeft {
    std::string name;
    int host = 0;                ///< industry of the table whose row holds it
    Eigen::VectorXd money;       ///< by using cell: USD million per year at baseline; 0 where not used
    double remaining = 1;        ///< 0 < remaining
};

struct NetworkShock {
    std::vector<CapacityLeft> capacity;      ///< each cell at most once
    std::vector<CriticalInputLeft> inputs;
};

/// fixed: factors stay with their cell (weeks to a year). within_place: they move among the industries of a place (years).
enum class FactorMobility { fixed, within_place };

struct NetworkEquilibrium {
    Eigen::VectorXd output;            ///< by cell: against baseline; 1 where the table has no output
    Eigen::VectorXd value_added;       ///< by cell: change at baseline prices, USD million per year (double deflation)
    Eigen::VectorXd real_gdp;          ///< by place: change as a share of baseline, at baseline prices
    Eigen::VectorXd real_spending;     ///< by place: change of what its income buys, as a share (exact welfare)
    double world = 0;                  ///< change of the world's real product as a share: the exact answer
    double first_order = 0;            ///< what Hulten's theorem would say of it (of the Divisia index): for comparison only
    double second_order = 0;           ///< what Baqaee & Farhi's second-order formula would say: for comparison only
    // Certificate
    double residual = 0;               ///< largest relative miss of any market, cost or budget
    double walras = 0;                 ///< of the market that was not solved for
    int iterations = 0;
    Errors notes;                      ///< what of the table or the shock could not be taken as it stands
};

/// Fails with all that is wrong with the shock, or with "did not converge" and the residual. The system has about three unknowns per cell
/// and is solved densely: a tenth of a second for 100 cells, seconds for 800, too much for thousands (join industries first).
Result<NetworkEquilibrium> solve_network(const IoTable& table, const NetworkShock& shock, const NestElasticities& elasticities, FactorMobility mobility = FactorMobility::fixed);

/// Output left when a fraction `remaining` of an input of cost share `share` is left and substitutes with elasticity `elasticity`:
/// Y/Y₀ = [a e^((s−1)/s) + 1 − a]^(s/(s−1)).
double one_input_output(double share, double elasticity, double remaining);

}  // namespace countervail
