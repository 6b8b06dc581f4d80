// SPDX-License-Identifier: Apache-2.0
// Several posteriors of the same parameters made into one expectation for the next episode.
//
// Episodes differ: one material is back after four months, another never. So each is fitted by itself, and the next is expected either
//   "like-one-of-them": a mixture of the episodes, each with weight 1, and of the prior with weight `novelty`, for an episode
//     like none of them (Blackwell & MacQueen 1973, Ann. Stat. 1:353–355: the predictive rule of a Dirichlet process of whole episodes; novelty
//     1 is Laplace's rule); or
//   "among-them": one normal on the axis z of the prior's quantiles, as of a population of which the episodes are a sample
//     (random effects; Higgins, Thompson & Spiegelhalter 2009, J. R. Stat. Soc. A 172:137–159), the prior counting as `novelty` episodes with mean 0 and
//     variance 1. With n = episodes + novelty, m and W the means of the means and of the variances, B = Σ (μₑ − m)(μₑ − m)ᵀ/n between them:
//     N(m, W + B (n + 1)/(n − 1)), the factor for a mean and a spread that are known from n only.
// Series of one episode share its weight.
#pragma once

#include <cstdint>
#include <vector>

#include "calibration/abc.h"

namespace countervail {

struct PoolPart {
    const AbcFit* fit = nullptr;
    double weight = 0;
};

enum class PoolRule { like_one_of_them, among_them };

/// `rows` points of the unit cube. Like one of them: each part's share of them by systematic resampling of its draws, the share of novelty from the
/// prior, evenly spread. Shares are rounded by largest remainder. Among them: evenly spread points of the normal.
/// Parts whose draws all weigh nothing are left out.
std::vector<std::vector<double>> pooled_points(PoolRule rule, const std::vector<PoolPart>& parts, double novelty, std::size_t rows, int parameters,
                                               std::uint64_t seed);

/// What the parts, without novelty, say of one parameter against its prior.
struct Learning {
    double nats = 0;             ///< Kullback–Leibler divergence of the pooled posterior from the prior, ten bins, less its expectation by chance
    double spread = 0;           ///< middle half of the posterior over that of the prior, on the normal axis
    double low = 0, median = 0, high = 0;   ///< 5, 50, 95 % on the unit axis
};
Learning learning_of(const std::vector<PoolPart>& parts, std::size_t parameter);

}  // namespace countervail
