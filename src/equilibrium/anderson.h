// SPDX-License-Identifier: Apache-2.0
// Fixed points x = x + f(x) with a map that is costly and has no derivative at hand, by Anderson's acceleration of a damped
// iteration (Walker & Ni 2011, SIAM J. Numer. Anal. 49).
#pragma once

#include <Eigen/Core>
#include <functional>

namespace countervail {

struct AndersonOptions {
    double tolerance = 1e-12;   ///< on max |f|
    int iterations = 1000;
    int memory = 8;             ///< earlier points that an update combines
    double damping = 0.3;       ///< share of f by which a plain step moves
    double longest_step = 0.5;  ///< max |Δx|
};

struct AndersonAnswer {
    Eigen::VectorXd x;
    double residual = 0;        ///< max |f(x)| at x, above the tolerance when it did not get there
    int iterations = 0;
};

/// `normalise` moves a new x back onto the set that it lives in (a numeraire). The last call of `f` is at the answer.
AndersonAnswer anderson(const std::function<Eigen::VectorXd(const Eigen::VectorXd&)>& f, const std::function<void(Eigen::VectorXd&)>& normalise,
                        Eigen::VectorXd start, const AndersonOptions& options);

}  // namespace countervail
