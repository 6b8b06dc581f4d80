// SPDX-License-Identifier: Apache-2.0
// Approximate Bayesian computation with a stated error, by adaptive importance sampling.
//
// A simulator without a likelihood is run at parameters drawn from their prior; what it says is compared with what was
// observed. Rejection keeps a draw when the two are near; here nearness is weighed by exp(−misfit/2), misfit being the
// squared distance in units of a stated error of observation and model. With that kernel the draws are exact for the
// model "observed = simulated + error" (Wilkinson 2013, Stat. Appl. Genet. Mol. Biol. 12:129–141), so that no tolerance
// has to be chosen. Everything uncertain that is not fitted (nuisances) is drawn anew inside the simulator and thereby
// averaged over.
//
// Rounds: the first draws come from the prior; each later round from kernels around the draws that fit best so far
// (population Monte Carlo: Beaumont et al. 2009, Biometrika 96:983–990), a share of it always from the prior again. All draws of all
// rounds count in the end, weighed by prior × kernel ÷ the mixture that they were drawn from (deterministic mixture, as in
// Cornuet et al. 2012, Scand. J. Stat. 39:798–812). The prior's share bounds every weight.
//
// Parameters are coordinates of the unit cube, uniform under the prior; kernels work on the axis z = Φ⁻¹(u).
// Deterministic: a number depends on seed, draw and coordinate alone.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace countervail {

/// One vector of summaries for each point of the unit cube. `first` is the number of the first draw: nuisances and chance follow
/// from it.
using AbcSimulator = std::function<std::vector<std::vector<double>>(const std::vector<std::vector<double>>& points, std::uint32_t first)>;
/// Squared distance of a vector of summaries from what was observed, in units of the stated error.
using AbcMisfit = std::function<double(const std::vector<double>& summary)>;

struct AbcSettings {
    int first_draws = 2048;        ///< from the prior
    int later_draws = 1024;        ///< in each later round
    int rounds = 4;                ///< later rounds
    double prior_share = 0.25;     ///< of a later round that is drawn from the prior
    double round_effective = 200;  ///< a round's kernels stand around draws worth as many equal ones, if need be of a widened error
    std::uint64_t seed = 1;
};

struct AbcFit {
    std::vector<std::vector<double>> points;      ///< by draw: coordinates in (0, 1)
    std::vector<std::vector<double>> summaries;   ///< by draw
    std::vector<double> misfits;                  ///< by draw
    std::vector<double> weights;                  ///< by draw; sum to 1
    std::size_t prior_draws = 0;                  ///< the first so many draws come from the prior, evenly spread
    double effective = 0;                         ///< 1 / Σ weight²: worth so many independent draws
    double least_misfit = 0;
    double log_evidence = 0;                      ///< ln of the prior mean of exp(−misfit/2)
};

/// `parameters` ≥ 1. Summaries that are not finite have weight 0; when all are, weights are 0.
AbcFit fit_abc(int parameters, const AbcSimulator& simulate, const AbcMisfit& misfit, const AbcSettings& settings);

/// Weighted quantile: the least value with at least this share of the weight at or below it.
double weighted_quantile(const std::vector<double>& values, const std::vector<double>& weights, double share);

/// `count` indices in proportion to the weights, by systematic resampling from one offset in (0, 1): index i comes
/// ⌊count·wᵢ⌋ or ⌈count·wᵢ⌉ times.
std::vector<std::size_t> systematic_resample(const std::vector<double>& weights, std::size_t count, double offset);

}  // namespace countervail
