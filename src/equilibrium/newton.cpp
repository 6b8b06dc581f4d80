// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/newton.h"

#include <Eigen/LU>
#include <cmath>

#include "base/text.h"

namespace countervail {

namespace {

class NewtonWalk {
  public:
    NewtonWalk(const NewtonSystem& system, Eigen::VectorXd start, const NewtonOptions& options) : system_(system), options_(options), x_(std::move(start)) {
        offset_ = Eigen::VectorXd::Zero(x_.size());
        residual_ = size_at(x_);
    }

    /// Damped Newton on F − offset until `tolerance`; false when no step makes progress or the budget is spent.
    bool descend(double tolerance, int at_most) {
        for (int step = 0; step < at_most && residual_ > tolerance; ++step) {
            if (iterations_ >= options_.iterations || !take_step()) return false;
        }
        return residual_ <= tolerance;
    }

    /// F(x) = (1 − t) F(x₀), t raised as fast as Newton follows.
    bool follow_path() {
        offset_.setZero();
        system_(x_, values_, nullptr);
        const Eigen::VectorXd whole = values_;
        double t = 0, stride = 0.1;
        while (t < 1 && stride > 1e-5 && iterations_ < options_.iterations) {
            const double next = std::min(1.0, t + stride);
            const Eigen::VectorXd kept = x_;
            offset_ = (1 - next) * whole;
            residual_ = size_at(x_);
            if (descend(next < 1 ? 1e-6 : options_.tolerance, 12)) {
                t = next;
                stride *= 2;
            } else {
                x_ = kept;
                stride /= 3;
            }
        }
        offset_.setZero();
        residual_ = size_at(x_);
        return residual_ <= options_.tolerance;
    }

    NewtonRoot root() { return {x_, residual_, iterations_}; }
    double residual() const { return residual_; }

  private:
    double size_at(const Eigen::VectorXd& x) {
        system_(x, values_, nullptr);
        values_ -= offset_;
        return values_.allFinite() ? values_.cwiseAbs().maxCoeff() : HUGE_VAL;
    }

    bool take_step() {
        ++iterations_;
        system_(x_, values_, &jacobian_);
        values_ -= offset_;
        if (!values_.allFinite() || !jacobian_.allFinite()) return false;
        Eigen::VectorXd step = jacobian_.partialPivLu().solve(-values_);
        if (!step.allFinite()) return false;
        const double longest = step.cwiseAbs().maxCoeff();
        if (longest > options_.longest_step) step *= options_.longest_step / longest;
        const double squares = values_.squaredNorm();
        for (double share = 1; share > 1e-4; share /= 2) {
            const Eigen::VectorXd tried = x_ + share * step;
            const double size = size_at(tried);
            // Near the root rounding alone decides, so a step that does not make it larger is taken.
            if (size < HUGE_VAL && (values_.squaredNorm() <= squares * (1 - 1e-4 * share) || size <= options_.tolerance)) {
                x_ = tried;
                residual_ = size;
                return true;
            }
        }
        return false;
    }

    const NewtonSystem& system_;
    const NewtonOptions& options_;
    Eigen::VectorXd x_, values_, offset_;
    NewtonJacobian jacobian_;
    double residual_ = 0;
    int iterations_ = 0;
};

}  // namespace

Result<NewtonRoot> solve_newton(const NewtonSystem& system, const Eigen::VectorXd& start, std::string_view what, const NewtonOptions& options) {
    NewtonWalk direct(system, start, options);
    if (direct.descend(options.tolerance, options.iterations)) return direct.root();
    NewtonWalk path(system, start, options);
    if (path.residual() < HUGE_VAL && path.follow_path()) return path.root();
    return fail({std::string(what)}, "did not converge: after " + std::to_string(direct.root().iterations + path.root().iterations) +
                    " Newton steps the largest residual is " + readable_number(std::min(direct.residual(), path.residual()), 3),
                "a smaller change, or elasticities further from 0, come closer to the starting point");
}

}  // namespace countervail
