// SPDX-License-Identifier: Apache-2.0
// A wait in stages of equal mean, one week on: the exact transition of an Erlang delay. What is in stage i has passed j further
// stages after a week with the Poisson probability e^(−r) r^j / j!, r stages a week; what has passed the last one has left. A wait of
// k stages has the mean k/r whatever the step, and the coefficient of variation 1/√k; it begins k stages before the end.
#pragma once

#include <cstddef>

#include "simulation/draws.h"
#include "simulation/vector_math.h"

namespace countervail {

template <int kStages>
struct ErlangWeek {
    double passes[kStages][kBlock];   ///< probability of passing exactly j stages in the week

    /// `rate`: stages passed in a week, by draw; positive.
    template <class Rate>
    explicit ErlangWeek(const Rate& rate) {
        COUNTERVAIL_EACH_DRAW(d) passes[0][d] = fast_exp(-rate(d));
        for (int j = 1; j < kStages; ++j) {
            COUNTERVAIL_EACH_DRAW(d) passes[j][d] = passes[j - 1][d] * rate(d) / j;
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
