// SPDX-License-Identifier: Apache-2.0
// Scores of forecasts of several quantities at once, of events and of categories, and the logarithmic score where it is defined. All are
// proper and negatively oriented: smaller is better. What is not defined gives NaN (crps.h), or an empty optional where that can
// happen with sound input.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace countervail {

/// Energy score of an ensemble of vectors: Σ‖xᵢ − y‖/n − ΣΣ‖xᵢ − xⱼ‖/(2n²), Euclidean norm (Gneiting & Raftery 2007, eq. 22). `members`
/// holds n rows of observed.size() numbers, one row after the other. In one dimension it is the CRPS. The quantities must share a
/// unit, or be scaled by the caller: the score adds their squares.
double energy_score(std::span<const double> members, std::span<const double> observed);
/// With n(n−1) for n² in the second term (Ferro 2014). NaN below two members.
double fair_energy_score(std::span<const double> members, std::span<const double> observed);
/// With a weight ≥ 0 for each row; they need not sum to 1.
double weighted_energy_score(std::span<const double> members, std::span<const double> weights, std::span<const double> observed);

/// Of a central band that is said to hold `level` of what happens: its width, and 2/(1 − level) times what the observation lies outside it (Winkler 1972, J. Am. Stat. Assoc. 67:187; Gneiting & Raftery
/// 2007, J. Am. Stat. Assoc. 102:359, eq. 43). Proper: narrow bands win only where they hold. NaN when low > high or the level is not between 0 and 1.
double interval_score(double low, double high, double observed, double level);

/// (p − 1{happened})² for a stated probability p of an event (Brier 1950, Mon. Weather Rev. 78). NaN when p is outside [0, 1].
double brier_score(double probability, bool happened);

/// Ranked probability score over ordered categories: Σ_k (Σ_{j≤k} p_j − 1{observed ≤ k})² (Epstein 1969, J. Appl. Meteorol. 8).
/// `observed` counts categories from 0. NaN when it is none of them, a probability is outside [0, 1] or they do not sum to 1 within 1e-6.
double ranked_probability_score(std::span<const double> probabilities, std::size_t observed);

/// −ln of the probability given to what happened (Good 1952, J. R. Stat. Soc. B 14). Infinite when that was 0; NaN when p is outside [0, 1].
double log_score(double probability, bool happened);

/// −ln f(y), f the normal density with the ensemble's mean and standard deviation (divisor n − 1). In nats per unit of the observation:
/// comparable only between forecasts of the same quantity in the same unit. Empty when the ensemble has no spread (fewer than two
/// different values): a point forecast has no density, and no logarithmic score.
std::optional<double> normal_log_score(std::span<const double> members, double observed);

/// −ln f(y), f the Gaussian kernel density of the members with the bandwidth 1.06 min(s, IQR/1.34) n^(−1/5) (Silverman 1986, eq. 3.30
/// with Scott's factor; Krüger et al. 2021, Int. Stat. Rev. 89, on ensembles; s alone where the quartiles coincide). Empty where
/// normal_log_score is. Far outside the members it is governed by the kernel's tail, not by the forecast: read it beside the CRPS.
std::optional<double> kernel_log_score(std::span<const double> members, double observed);

}  // namespace countervail
