// SPDX-License-Identifier: Apache-2.0
// The industry step: how a country's industries rearrange when some of them cannot make what they made. A nonlinear
// optimisation on the country's block of an input–output table, as in the USGS-style model (docs/methods/losses.md):
//
//     minimise   Σ_ij Z_ij0 (Z_ij/Z_ij0 − 1)² + Σ_ij M_ij0 (M_ij/M_ij0 − 1)² + Σ_i f_i0 (f_i/f_i0 − 1)²
//     subject to x_i = Σ_j Z_ij + f_i
//                Z_ij + M_ij = (a_ij + m_ij) x_j     for critical pairs: no output without this input
//                x_j ≤ cap_j,  M_ij ≤ M_ij0,  Z, M, f ≥ 0
//
// Weights are the flows themselves, so that without critical pairs every customer of a short industry is cut by the same
// share. Imports of a short product cannot grow: the same commodity is short abroad. Flows to customers for whom the
// input is not critical and final sales carry the same weight per dollar and no constraint, hence fall by one share;
// they are one unknown per industry here.
#pragma once

#include <vector>

#include "base/error.h"
#include "economy/io_table.h"

namespace countervail {

/// The block of one place: n industries, USD million per year.
struct IndustryBlock {
    Eigen::VectorXd output, value_added;   ///< n
    Eigen::MatrixXd domestic;              ///< Z: n × n, seller × buyer, both at the place
    Eigen::MatrixXd imported;              ///< M: n × n, bought anywhere else
    Eigen::MatrixXd critical;              ///< n × n: 1 where the buyer stops without the input
};

/// `criticality`: industries × industries of the table; 1 counts as critical, anything less does not.
IndustryBlock block_of(const IoTable& table, int place, const Eigen::MatrixXd& criticality);

struct IndustryAnswer {
    Eigen::VectorXd output;          ///< x: n
    Eigen::VectorXd other_sales;     ///< n: to customers who can wait and to final users, as a share of today's
    double objective = 0;            ///< 0 when nothing has to move
    int iterations = 0;
    double primal_residual = 0, dual_residual = 0, gap = 0;   ///< certificate of base/convex_program.h
};

/// What does not depend on the cut: made once, used by every draw, from any thread.
class IndustryStep {
  public:
    explicit IndustryStep(IndustryBlock block);
    const IndustryBlock& block() const { return block_; }
    int pairs() const { return static_cast<int>(pairs_.size()); }

    /// `left`: by industry, share of today's output that it can make, 0 … 1. Fails when the optimum is not reached.
    Result<IndustryAnswer> answer(const Eigen::VectorXd& left) const;

  private:
    struct CriticalPair {
        int seller = 0, buyer = 0;
        double domestic = 0, imported = 0;
    };
    struct FallProgram;
    void find_pairs();
    FallProgram falls(const Eigen::VectorXd& left, double largest) const;

    IndustryBlock block_;
    std::vector<CriticalPair> pairs_;
    Eigen::VectorXd other_;          ///< output less domestic flows of critical pairs
};

}  // namespace countervail
