// SPDX-License-Identifier: Apache-2.0
// Continuous ranked probability score: how far a forecast distribution F lies from what was observed, in the unit of the observation;
// 0 is perfect, and smaller is better. CRPS(F, y) = ∫ (F(x) − 1{y ≤ x})² dx = E|X − y| − ½ E|X − X′| (Gneiting & Raftery 2007, JASA
// 102:359–378, eq. 20 and 21). It is a strictly proper score: a forecaster does best, on average, by stating what he believes.
//
// Members are the values of an ensemble, in any order; ties are fine. What is not defined (no member, a member or observation that
// is no finite number, a negative weight or none above 0, a spread that is not positive) gives NaN, which no later sum can hide.
#pragma once

#include <span>

namespace countervail {

/// Of an ensemble of n equally likely members: Σ|xᵢ − y|/n − ΣΣ|xᵢ − xⱼ|/(2n²), summed over all pairs as the formula stands
/// (Gneiting & Raftery 2007, eq. 21). Time n². There to check the next function by.
double ensemble_crps_by_energy(std::span<const double> members, double observed);

/// The same number as the integral over quantile levels of twice the pinball loss: (2/n) Σ (x₍ᵢ₎ − y)(1{y < x₍ᵢ₎} − (i − ½)/n)
/// over the sorted members (Jordan, Krüger & Lerch 2019, J. Stat. Softw. 90(12), eq. 5). Time n log n.
double ensemble_crps(std::span<const double> members, double observed);

/// Fair: Σ|xᵢ − y|/n − ΣΣ|xᵢ − xⱼ|/(2n(n−1)), whose expectation over draws of the members does not depend on how many there are
/// (Ferro 2014, Q. J. R. Meteorol. Soc. 140:1917–1923, eq. 7). May fall below 0 in a single case. NaN below two members.
double fair_crps(std::span<const double> members, double observed);

/// Of members with weights wᵢ ≥ 0 (as many as members; they need not sum to 1): Σ wᵢ|xᵢ − y|/W − ΣΣ wᵢwⱼ|xᵢ − xⱼ|/(2W²).
double weighted_crps(std::span<const double> members, std::span<const double> weights, double observed);

// Closed forms (Jordan, Krüger & Lerch 2019, appendix A, and the papers they cite).

/// Normal: σ(z(2Φ(z) − 1) + 2φ(z) − 1/√π), z = (y − mean)/deviation (Gneiting et al. 2005, Mon. Weather Rev. 133, eq. 5).
double normal_crps(double observed, double mean, double deviation);
/// Uniform on [low, high], low < high.
double uniform_crps(double observed, double low, double high);
/// Poisson with a mean above 0 (Wei & Held 2014, Test 23, eq. 14); the observation may be any number.
double poisson_crps(double observed, double mean);
/// Student t with location and scale; the degrees of freedom need not be whole, but above 1 (the mean absolute error is infinite else).
double student_crps(double observed, double freedom, double location, double scale);

}  // namespace countervail
