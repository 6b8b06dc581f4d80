// SPDX-License-Identifier: Apache-2.0
// Elementary effects: a cheap screening of many inputs (M. D. Morris, "Factorial sampling plans for preliminary
// computational experiments", Technometrics 33 (1991) 161–174).
//
// A trajectory is a walk of D + 1 points on a grid of p levels 0, 1/(p − 1), …, 1 of the unit cube, in which every input
// moves once by Δ = p / (2 (p − 1)). The elementary effect of input j is (f(x + Δ e_j) − f(x)) / Δ; over the trajectories
//   mu    its mean,
//   mu*   the mean of its size: how much the input matters (F. Campolongo, J. Cariboni & A. Saltelli, Environmental
//         Modelling & Software 22 (2007) 1509–1518),
//   sigma its standard deviation (n − 1): curved or acting together with others where it is large against mu*.
// Units: the answer's, per whole range of the input. The scaled effects are without a unit: each effect times the standard
// deviation of the input over that of the answer, both within the trajectory (G. Sin & K. V. Gernaey, "Improving the
// Morris method for sensitivity analysis by scaling the elementary effects", ESCAPE 19, 2009).
// Cost: trajectories · (D + 1) runs.
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "sensitivity/bootstrap.h"

namespace countervail {

/// Points of all trajectories, one after the other: [run][input].
using MorrisPoints = std::vector<std::vector<double>>;

/// Random trajectories; a pure function of its arguments. Fails unless inputs ≥ 1, trajectories ≥ 2 and levels is even, 2 … 64.
Result<MorrisPoints> morris_trajectories(int inputs, int trajectories, std::uint64_t seed, int levels = 4);

struct ElementaryEffect {
    double mu = 0, sigma = 0;
    IndexEstimate mu_star;                          ///< with a bootstrap interval over the trajectories
    double scaled_mu_star = 0, scaled_sigma = 0;
};

/// By input. Any trajectories will do in which each step moves one input and each input moves once; else it fails with the
/// place. One finite answer per point.
Result<std::vector<ElementaryEffect>> elementary_effects(const MorrisPoints& points, const std::vector<double>& answers, const ResamplePlan& plan = {});

}  // namespace countervail
