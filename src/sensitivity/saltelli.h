// SPDX-License-Identifier: Apache-2.0
// Variance-based sensitivity: which share of an answer's variance each uncertain input explains alone (first order, S1)
// and with all its interactions (total, ST).
//
// Design: two base matrices A and B of N points and, for each input j, the matrix AB_j: A with column j from B (and, for
// pairs, BA_j). A and B are the first and the last D coordinates of one scrambled Sobol sequence of 2D dimensions; N is a
// power of two and no point is dropped (A. B. Owen, "On dropping the first Sobol' point", 2020).
// Cost: N(D + 2) runs, with pairs N(2D + 2).
//
// Estimators, on answers less their mean, V the variance over A and B together:
//   S1_j  = mean(f_B (f_ABj − f_A)) / V            A. Saltelli et al., Computer Physics Communications 181 (2010) 259–270, table 2 (b)
//   ST_j  = mean((f_A − f_ABj)²) / (2 V)           M. J. W. Jansen, Computer Physics Communications 117 (1999) 35–43; ibid. (f)
//   S2_jk = mean(f_BAj f_ABk − f_A f_B) / V − S1_j − S1_k      A. Saltelli, Computer Physics Communications 145 (2002) 280–297
// Intervals: percentile bootstrap over the N base points. Estimates of small indices scatter around 0 and may be negative.
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "sensitivity/bootstrap.h"
#include "sensitivity/sobol_sequence.h"

namespace countervail {

/// Inputs that a design can hold: the sequence needs two dimensions for each.
inline constexpr int kSaltelliInputs = kSobolDimensions / 2;

/// Runs in the order of the base points, so that the first m · runs_per_point() runs are the design of m base points.
class SaltelliDesign {
  public:
    /// Fails unless 1 ≤ inputs ≤ kSaltelliInputs and base_points is a power of two from 2 to 2^20.
    static Result<SaltelliDesign> make(int inputs, int base_points, std::uint64_t seed, bool pairs = false);

    int inputs() const { return inputs_; }
    int base_points() const { return base_points_; }
    bool pairs() const { return pairs_; }
    int runs_per_point() const { return pairs_ ? 2 * inputs_ + 2 : inputs_ + 2; }
    int runs() const { return base_points_ * runs_per_point(); }
    /// Coordinates of a run in the unit cube, one per input. Of base point i: A, AB_1 … AB_D, B and with pairs BA_1 … BA_D.
    std::vector<double> point(int run) const;

  private:
    SaltelliDesign(SobolSequence sequence, int inputs, int base_points, bool pairs)
        : sequence_(std::move(sequence)), inputs_(inputs), base_points_(base_points), pairs_(pairs) {}
    SobolSequence sequence_;
    int inputs_, base_points_;
    bool pairs_;
};

struct PairIndex {
    int one = 0, other = 0;      ///< inputs, one < other
    IndexEstimate share;
};

struct SobolIndices {
    double mean = 0, variance = 0;
    bool varies = false;             ///< false: the answer is the same everywhere (but for rounding) and all indices are 0
    std::vector<IndexEstimate> first;     ///< S1 by input
    std::vector<IndexEstimate> total;     ///< ST by input
    std::vector<PairIndex> pairs;    ///< S2, when the design has pairs
    IndexEstimate first_sum;              ///< sum of S1: what is missing to 1 is interaction
};

/// `answers`: one per run of the design, in its order. Fails when there are more or fewer, or one is not finite.
Result<SobolIndices> sobol_indices(const SaltelliDesign& design, const std::vector<double>& answers, const ResamplePlan& plan = {});

}  // namespace countervail
