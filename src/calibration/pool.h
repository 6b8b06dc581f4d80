// SPDX-License-Identifier: Apache-2.0
// Several posteriors of the same parameters made into one expectation for the next episode.
//
// Episodes differ: one material is back after four months, another never. So each is fitted by itself, and the next is expected to be
// like one of those before it, each with weight 1, or like none of them (then the prior holds) with weight `novelty`: the predictive
// rule of Blackwell & MacQueen (1973, Ann. Stat. 1:353–355) for a Dirichlet process whose draws are whole episodes. Novelty 1 is Laplace's
// rule: after E episodes the next is of a new kind with probability 1/(E + 1). Series of one episode share its weight.
#pragma once

#include <cstdint>
#include <vector>

#include "calibration/abc.h"

namespace countervail {

struct PoolPart {
    const AbcFit* fit = nullptr;
    double weight = 0;
};

/// `rows` points of the unit cube: each part's share of them by systematic resampling of its draws, the share of novelty from the
/// prior, evenly spread. Shares are rounded by largest remainder. Parts whose draws all weigh nothing are left out.
std::vector<std::vector<double>> pooled_points(const std::vector<PoolPart>& parts, double novelty, std::size_t rows, int parameters, std::uint64_t seed);

/// What the parts, without novelty, say of one parameter against its prior.
struct Learning {
    double nats = 0;             ///< Kullback–Leibler divergence of the pooled posterior from the prior, ten bins, less its expectation by chance
    double spread = 0;           ///< middle half of the posterior over that of the prior, on the normal axis
    double low = 0, median = 0, high = 0;   ///< 5, 50, 95 % on the unit axis
};
Learning learning_of(const std::vector<PoolPart>& parts, std::size_t parameter);

}  // namespace countervail
