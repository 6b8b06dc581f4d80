// SPDX-License-Identifier: Apache-2.0
// What a process loses when it gets less of one input, at a given elasticity of substitution: exact CES beside the formulas
// that fail here. An input of a tiny share a of cost that cannot be replaced (elasticity s near zero) is cut to the
// fraction e of its amount:
//
//   exact            Y/Y⁰ = [a e^((s−1)/s) + 1 − a]^(s/(s−1))              Arrow, Chenery, Minhas & Solow 1961
//   limits           s → 0: min(1, e) where a < 1;   s → 1: e^a;   s → ∞: a e + 1 − a;   e → 0: 0 for s ≤ 1, else (1−a)^(s/(s−1))
//   second order     ln Y/Y⁰ = a ln e + ½ a(1−a)(1 − 1/s)(ln e)²           Baqaee & Farhi 2019, Econometrica 87
//   Cobb–Douglas     e^a
//   Hulten           1 − a(1 − e)                                         Hulten 1978, Rev. Econ. Stud. 45
//
// With a = 10⁻⁴, s = 0.05, e = ½ the exact loss is 18.9 %, the second-order one 0.053 %: a cut of a half is far outside the
// neighbourhood in which the expansion holds. The approximations are here to be shown beside the exact answer, not to be used.
//
// All of this holds for one process that uses the input (a plant, a product), never for a whole economy: elsewhere 0.01 % of
// cost would stop it. Sum over processes with lost_value_added().
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace countervail {

/// Cost share 0 ≤ a ≤ 1, elasticity 0 ≤ s ≤ ∞, remaining fraction e ≥ 0.
struct ProcessInput {
    double share = 0;
    double elasticity = 0;
    double remaining = 1;
};

/// ln(Y/Y⁰), accurate for shares down to 1e-12 and any elasticity; −∞ where nothing can be made.
double log_ces_output(const ProcessInput& input);
/// 1 − Y/Y⁰, without loss of digits where it is small; negative if there is more of the input than at rest.
double ces_loss(const ProcessInput& input);
double second_order_loss(const ProcessInput& input);
double cobb_douglas_loss(const ProcessInput& input);
double hulten_loss(const ProcessInput& input);

/// A production function of nests: a leaf is an input with a remaining fraction; an inner nest combines its members with an
/// elasticity. A critical input with a poor substitute gets a nest of its own: it and the substitute inside, the rest of
/// the process outside.
struct ProcessNest {
    std::string name;
    double share = 1;                  ///< of the cost of the nest above; members of one nest sum to 1
    double elasticity = 0;             ///< between members; of no meaning in a leaf
    double remaining = 1;              ///< of a leaf
    std::vector<ProcessNest> members;      ///< empty: a leaf
};

/// Shares that are negative or do not sum to 1 (1e-9), elasticities or fractions below zero, by name. Empty: all well.
Errors nest_problems(const ProcessNest& nest);
/// ln(Y/Y⁰) of the whole tree; nest_problems() must be empty.
double log_nest_output(const ProcessNest& nest);
/// A process with several critical inputs, each a nest of its own beside the rest of the process, that cannot replace each
/// other any better than `elasticity` says.
ProcessNest critical_inputs(std::span<const ProcessNest> inputs, double elasticity);

/// Output left at one process and the value added that hangs on it.
struct ProcessOutput {
    double value_added = 0;
    double output = 1;                 ///< Y/Y⁰
};
/// Σ value added × (1 − output).
double lost_value_added(std::span<const ProcessOutput> processes);

/// What is believed about s: log-uniform between two bounds that rise with time, as ways round the input are found (Le
/// Chatelier). Bounds and horizon are the caller's; the literature's short run is about 0.01 to 0.3.
struct ElasticityPrior {
    double low = 0, high = 0;                  ///< at once, above zero
    double long_low = 0, long_high = 0;        ///< once adapted
    double adapted_after_years = 0;
};
/// The quantile 0 ≤ u ≤ 1 after some years: bounds move log-linearly from the short to the long run, then stay.
double elasticity_at(const ElasticityPrior& prior, double years, double quantile);

}  // namespace countervail
