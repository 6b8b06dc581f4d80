// SPDX-License-Identifier: Apache-2.0
// Which uncertain inputs an answer hangs on, from the draws of the run itself: no further runs are needed.
//
// The measure is the first-order (main-effect) share of variance, Var(E[Y|X]) / Var(Y), the correlation ratio of
// Pearson as used for sampling-based sensitivity analysis by Kleijnen & Helton, Reliability Engineering & System Safety
// 65 (1999) 147–185, and as a given-data estimator by Plischke, Borgonovo & Smith, European Journal of Operational
// Research 226 (2013) 536–550: draws are put in order of X and cut into bins of equal count; the variance between the
// bins' means estimates Var(E[Y|X]). Chance alone gives (bins − 1)/(draws − 1) of the variance, which is taken off by
// Kelley's epsilon-squared: 1 − (1 − eta²)(n − 1)/(n − bins). Shares need not sum to 1: the rest is joint effects.
#pragma once

#include <string>
#include <vector>

#include "simulation/parameters.h"

namespace countervail {

/// Share of the variance of `answer` that `input` explains alone, 0…1; 0 when either is constant or there are fewer
/// than kFewestDraws draws. Both hold one number per draw, all finite.
inline constexpr std::size_t kFewestDraws = 16;
double first_order_share(const std::vector<double>& input, const std::vector<double>& answer);

/// What one parameter does to an answer.
struct Influence {
    Parameter parameter = Parameter::demand_elasticity;
    double share = 0;           ///< first-order share of variance
    double at_low = 0;          ///< mean of the answer over the third of the draws with the lowest values
    double at_high = 0;         ///< … with the highest
};

/// Every parameter, largest share first (ties in the order of the records). `draws`: one parameter vector per draw, in
/// the order of parameter_records().
std::vector<Influence> influences(const std::vector<std::vector<double>>& draws, const std::vector<double>& answer);

}  // namespace countervail
