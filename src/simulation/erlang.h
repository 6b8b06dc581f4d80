// SPDX-License-Identifier: Apache-2.0
// A wait in k stages of equal mean, one week on: the exact transition of an Erlang-k delay. What is in stage i has passed j
// further stages after a week with the Poisson probability e^(−r) r^j / j!, r = k / mean weeks; what has passed the last one has
// left. Mean k/r whatever the step; the coefficient of variation is 1/√k.
#pragma once

#include <cstddef>

#include "simulation/draws.h"
#include "simulation/vector_math.h"

namespace countervail {

template <int kStages>
struct ErlangWeek {
    double passes[kStages][kBlock];   ///< probability of passing exactly j stages in the week

    /// `mean` weeks in all, by draw; positive.
    template <class Mean>
    explicit ErlangWeek(const Mean& mean) {
        COUNTERVAIL_EACH_DRAW(d) passes[0][d] = fast_exp(-kStages / mean(d));
        for (int j = 1; j < kStages; ++j) {
            COUNTERVAIL_EACH_DRAW(d) passes[j][d] = passes[j - 1][d] * kStages / (mean(d) * j);
        }
    }

    /// `stages`: kStages rows of kBlock numbers, first stage first. What leaves the last one within the week goes to `leaving`.
    void advance(double* stages, double* leaving) const {
        COUNTERVAIL_EACH_DRAW(d) leaving[d] = 0;
        for (int to = kStages - 1; to >= 0; --to) {
            double* row = stages + static_cast<std::size_t>(to) * kBlock;
            double moved[kBlock];
            COUNTERVAIL_EACH_DRAW(d) leaving[d] += row[d];
            COUNTERVAIL_EACH_DRAW(d) moved[d] = row[d] * passes[0][d];
            for (int from = 0; from < to; ++from) {
                const double* origin = stages + static_cast<std::size_t>(from) * kBlock;
                const double* share = passes[to - from];
                COUNTERVAIL_EACH_DRAW(d) moved[d] += origin[d] * share[d];
            }
            COUNTERVAIL_EACH_DRAW(d) row[d] = moved[d];
            COUNTERVAIL_EACH_DRAW(d) leaving[d] -= row[d];
        }
        COUNTERVAIL_EACH_DRAW(d) leaving[d] = leaving[d] > 0 ? leaving[d] : 0;   // rounding
    }
};

}  // namespace countervail
