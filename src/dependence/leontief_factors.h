// SPDX-License-Identifier: Apache-2.0
// I − A = L U without exchanging rows: the triangular factors from which any rows or columns of (I − A)⁻¹, and its whole diagonal,
// follow without forming the inverse.
//
// For A ≥ 0 elimination in the given order needs no pivoting: every pivot is positive exactly when the economy is productive (Hawkins &
// Simon 1949), and all steps add numbers of one sign, so that small entries are as accurate as large ones (Funderlic & Plemmons 1981).
// The first pivot that is not positive therefore names an industry that, with the suppliers before it, uses up more than it makes.
// Work is cut into tiles of fixed size: results have the same bytes at any number of threads.
#pragma once

#include <Eigen/Core>
#include <expected>

#include "economy/io_table.h"

namespace countervail {

/// Where elimination stopped.
struct UnproductiveCell {
    int cell = 0;
    double pivot = 0;   ///< what is left of one unit of output after its own needs through all cells before it; ≤ 1e-12, or not a number
};

class LeontiefFactors {
  public:
    /// `a`: coefficients, rows sell to columns (economy/leontief.h). Takes ⅔ n³ operations and n² numbers.
    static std::expected<LeontiefFactors, UnproductiveCell> of(const FlowMatrix& a, int threads);

    /// X with (I − A) X = `right`: cells × any.
    Eigen::MatrixXd solve(const Eigen::MatrixXd& right, int threads) const;
    /// X with Xᵀ (I − A) = `left`ᵀ: cells × any, one column for each row of the left-hand problem.
    Eigen::MatrixXd solve_transposed(const Eigen::MatrixXd& left, int threads) const;
    /// The diagonal of (I − A)⁻¹, in ⅔ n³ operations.
    Eigen::VectorXd inverse_diagonal(int threads) const;

  private:
    explicit LeontiefFactors(Eigen::MatrixXd factors) : factors_(std::move(factors)) {}
    Eigen::MatrixXd factors_;   // U on and above the diagonal, L below it with ones left out
};

}  // namespace countervail
