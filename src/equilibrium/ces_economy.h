// SPDX-License-Identifier: Apache-2.0
// General equilibrium with nested constant-elasticity technologies and tastes, solved exactly: any tree of nests, any
// number of goods, factors, activities and households, endowments, taxes on inputs and on output. Calibrated share form
// (Rutherford 2002, "Lecture notes on constant elasticity functions"); conditions as in Mathiesen 1985: zero profit,
// market clearing, income balance. Quantities and prices are those of a benchmark year; money is quantity × price.
//
// Every activity runs and every market clears with equality (no slack activities), so an activity cannot shut down
// entirely; with a small elasticity it may shrink as far as one likes.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "base/error.h"

namespace countervail {

/// One input at the benchmark.
struct CesInput {
    int commodity = 0;
    double quantity = 0;        ///< bought at the benchmark; 0: never bought
    double price = 1;           ///< what the buyer pays for one unit at the benchmark, its tax included
    double tax = 0;             ///< share of the market price, as it is now; > −1
    int tax_to = 0;             ///< household that receives it
};

/// Inputs and further nests that replace each other with one elasticity: 0 Leontief, 1 Cobb–Douglas.
struct CesNest {
    double elasticity = 1;
    std::vector<CesInput> inputs;
    std::vector<CesNest> nests;
};

/// Makes one commodity. At activity 1 it makes `quantity` from the benchmark's inputs.
struct CesActivity {
    std::string name;
    int output = 0;
    double quantity = 0;
    double output_tax = 0;      ///< share of the market price that the maker does not get; < 1
    int tax_to = 0;
    CesNest inputs;
};

struct CesHousehold {
    std::string name;
    std::vector<double> endowment;   ///< by commodity; empty: none
    double transfer = 0;             ///< received as a share of all households' own income; the transfers sum to 0
    CesNest demand;
};

struct CesEconomy {
    std::vector<std::string> commodities;   ///< goods and factors
    std::vector<CesActivity> activities;
    std::vector<CesHousehold> households;
    int numeraire = 0;                      ///< commodity whose price is 1
};

struct CesEquilibrium {
    Eigen::VectorXd price;                    ///< by commodity
    Eigen::VectorXd activity;                 ///< 1 at the benchmark
    Eigen::VectorXd income;                   ///< by household, after transfers
    Eigen::VectorXd price_index;              ///< of each household's demand; 1 at benchmark prices
    Eigen::VectorXd utility;                  ///< income / (price index × benchmark expenditure): 1 when it can buy what it bought
    std::vector<Eigen::VectorXd> inputs;      ///< by activity: quantities of the inputs, a nest's own before those of its nests
    std::vector<Eigen::VectorXd> bought;      ///< by household, in the same order
    // Certificate
    double residual = 0;                      ///< largest relative miss of any condition that was solved for
    double walras = 0;                        ///< relative miss of the largest market, which was not: Walras' law makes it 0
    int iterations = 0;
};

struct CesOptions {
    double tolerance = 1e-11;                 ///< on every condition, relative
    int iterations = 400;
};

/// Fails with everything that is wrong with the economy, or with "did not converge" and the residual.
Result<CesEquilibrium> solve_ces_economy(const CesEconomy& economy, const CesOptions& options = {});

/// Change of the logarithm of every price when the logarithm of each endowment (households × commodities) changes in the given
/// direction, at an equilibrium: the implicit-function derivative that first- and second-order formulas rest on.
Result<Eigen::VectorXd> price_tangent(const CesEconomy& economy, const CesEquilibrium& equilibrium, const Eigen::MatrixXd& direction);

}  // namespace countervail
