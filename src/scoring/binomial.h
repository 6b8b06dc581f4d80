// SPDX-License-Identifier: Apache-2.0
// What chance does: the binomial distribution.
#pragma once

#include <cstddef>

namespace countervail {

/// P(X ≤ successes) for X ~ Binomial(trials, p), 0 ≤ p ≤ 1.
double binomial_distribution(std::size_t successes, std::size_t trials, double p);

/// The smallest count k with P(X ≤ k) ≥ level.
std::size_t binomial_quantile(double level, std::size_t trials, double p);

}  // namespace countervail
