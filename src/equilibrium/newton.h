// SPDX-License-Identifier: Apache-2.0
// Smooth systems F(x) = 0 by Newton's method with damping; where that stalls, along the path F(x) = (1 − t) F(x₀) from
// t = 0 to 1 (Allgower & Georg 2003, ch. 2). Unknowns are logarithms of prices and quantities, so that a step has a
// natural size whatever the units.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <string_view>

#include "base/error.h"

namespace countervail {

using NewtonJacobian = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// Writes F(x), and ∂F/∂x where `jacobian` is not null. Either may come out non-finite: the step is then shortened.
using NewtonSystem = std::function<void(const Eigen::VectorXd& x, Eigen::VectorXd& residual, NewtonJacobian* jacobian)>;

struct NewtonOptions {
    double tolerance = 1e-12;   ///< on max |F|
    int iterations = 400;       ///< linear solves in all
    double longest_step = 2;    ///< max |Δx| of one step
};

struct NewtonRoot {
    Eigen::VectorXd x;
    double residual = 0;        ///< max |F(x)|: the certificate
    int iterations = 0;
};

/// `what` names the system in the error, which says "did not converge" and the residual reached.
Result<NewtonRoot> solve_newton(const NewtonSystem& system, const Eigen::VectorXd& start, std::string_view what, const NewtonOptions& options = {});

}  // namespace countervail
