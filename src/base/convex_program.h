// SPDX-License-Identifier: Apache-2.0
// Separable convex programs with linear equations and bounds, solved to high accuracy:
//
//     minimise  Σ f_j(x_j)   subject to   A x = b,   l ≤ x ≤ u.
//
// Primal–dual interior point with Mehrotra's predictor and corrector (Mehrotra 1992, SIAM J. Optim. 2:575; the
// regularised quasi-definite form of Vanderbei 1995, SIAM J. Optim. 5:100), sparse LDLᵀ by Eigen. A least-squares
// reconciliation and a spatial price equilibrium are both programs of this form.
#pragma once

#include <functional>
#include <limits>

#include <Eigen/Core>
#include <Eigen/SparseCore>

#include "base/error.h"

namespace countervail {

/// f_j, f_j' and f_j'' ≥ 0 at one point.
struct TermValue {
    double value = 0;
    double gradient = 0;
    double curvature = 0;
};

/// Columns of `equations` are unknowns. Bounds may be infinite; equal bounds fix an unknown. Unknowns and rows
/// should be scaled so that their solution is not far from 1.
struct ConvexProgram {
    Eigen::SparseMatrix<double> equations;   ///< A: rows × unknowns
    Eigen::VectorXd right_side;              ///< b
    Eigen::VectorXd lower, upper;            ///< l, u
    /// f_j at x_j, asked only strictly between the bounds (or at a fixed value).
    std::function<TermValue(int unknown, double x)> term;
    /// True when every f_j is quadratic: then no line search is needed.
    bool quadratic = false;
};

/// Σ ½ curvature_j x_j² + slope_j x_j under the given equations and bounds.
ConvexProgram quadratic_program(Eigen::SparseMatrix<double> equations, Eigen::VectorXd right_side,
                                Eigen::VectorXd curvature, Eigen::VectorXd slope, Eigen::VectorXd lower,
                                Eigen::VectorXd upper);

struct ConvexOptions {
    double tolerance = 1e-10;   ///< on each of the three relative residuals below
    int iterations = 200;
};

/// An answer with its certificate: at the optimum all three residuals vanish.
struct ConvexSolution {
    Eigen::VectorXd x;
    Eigen::VectorXd y;            ///< price of each equation: f'(x) = Aᵀy + (multipliers of the bounds)
    double objective = 0;
    int iterations = 0;
    double primal_residual = 0;   ///< max |A x − b| / (1 + max |b|)
    double dual_residual = 0;     ///< max |f' − Aᵀy − z_l + z_u| / (1 + max |f'|)
    double gap = 0;               ///< Σ slack × multiplier / (1 + |objective|)
};

/// Fails, saying how far it came, when the tolerance is not reached; also when dimensions or bounds do not fit.
Result<ConvexSolution> solve(const ConvexProgram& program, const ConvexOptions& options = {});

constexpr double unbounded = std::numeric_limits<double>::infinity();

}  // namespace countervail
