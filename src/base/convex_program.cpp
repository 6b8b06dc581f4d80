// SPDX-License-Identifier: Apache-2.0
#include "base/convex_program.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <Eigen/SparseCholesky>

#include "base/text.h"

namespace countervail {
namespace {

using Vector = Eigen::VectorXd;
using Sparse = Eigen::SparseMatrix<double>;

/// Keeps the quasi-definite system factorisable where a term has no curvature or rows depend on one another; the
/// refinement below removes its effect from the directions.
constexpr double first_regularisation = 1e-9, last_regularisation = 1e-5;
constexpr int most_refinements = 12;
constexpr double jammed_below = 0.1;   // step length
constexpr double widest = 1e-5;        // of the mean product

struct Point {
    Vector x, y, lower_multiplier, upper_multiplier;   // multipliers are 0 where the bound is infinite
};

struct Step {
    Vector x, y, lower_multiplier, upper_multiplier;
    bool finite() const { return x.allFinite() && y.allFinite(); }
};

struct Residuals {
    Vector gradient, curvature;
    Vector dual, primal;   // A^T y + z_l − z_u − f',  b − A x
    double objective = 0, complementarity = 0;
    double primal_error = 0, dual_error = 0, gap = 0;
};

/// The program without its fixed unknowns; rows are scaled to a largest entry of 1.
class InteriorPoint {
  public:
    InteriorPoint(const ConvexProgram& program, const ConvexOptions& options);
    Result<ConvexSolution> run();

  private:
    Point start() const;
    Residuals residuals(const Point& point) const;
    bool factorise(const Point& point, const Residuals& at);
    Step direction(const Point& point, const Residuals& at, const Vector& lower_target,
                   const Vector& upper_target) const;
    double longest(const Point& point, const Step& step) const;
    Point moved(const Point& point, const Step& step, double length) const;
    Step predictor_corrector(const Point& point, const Residuals& at) const;
    bool central(const Point& point) const;
    double accepted_length(const Point& point, const Residuals& at, const Step& step) const;
    ConvexSolution answer(const Point& point, const Residuals& at, int iterations) const;
    std::unexpected<Errors> stopped(const Residuals& at, int iteration) const;
    bool has_lower(int j) const { return std::isfinite(lower_[j]); }
    bool has_upper(int j) const { return std::isfinite(upper_[j]); }

    const ConvexProgram& program_;
    ConvexOptions options_;
    std::vector<int> free_;   // unknown of the program for each column
    Vector fixed_;            // full length; values of fixed unknowns, 0 elsewhere
    double fixed_objective_ = 0;
    Sparse a_, a_transposed_;
    Vector b_, lower_, upper_, row_scale_;
    int bound_count_ = 0;
    Sparse system_;
    std::vector<Eigen::Index> diagonal_;   // where the diagonal of system_ stands among its values
    double regularisation_ = first_regularisation;
    Vector weight_;                        // f'' + z/s of the current factorisation
    Eigen::SimplicialLDLT<Sparse, Eigen::Lower> factors_;
};

InteriorPoint::InteriorPoint(const ConvexProgram& program, const ConvexOptions& options)
    : program_(program), options_(options) {
    const int unknowns = static_cast<int>(program.lower.size());
    const int rows = static_cast<int>(program.right_side.size());
    fixed_ = Vector::Zero(unknowns);
    std::vector<int> column(unknowns, -1);
    for (int j = 0; j < unknowns; ++j) {
        if (program.lower[j] == program.upper[j]) {
            fixed_[j] = program.lower[j];
            fixed_objective_ += program.term(j, fixed_[j]).value;
        } else {
            column[j] = static_cast<int>(free_.size());
            free_.push_back(j);
        }
    }
    const int n = static_cast<int>(free_.size());
    row_scale_ = Vector::Zero(rows);
    std::vector<Eigen::Triplet<double>> entries;
    for (int j = 0; j < unknowns; ++j) {
        for (Sparse::InnerIterator it(program.equations, j); it; ++it) {
            if (column[j] < 0 || it.value() == 0) continue;
            row_scale_[it.row()] = std::max(row_scale_[it.row()], std::abs(it.value()));
            entries.emplace_back(static_cast<int>(it.row()), column[j], it.value());
        }
    }
    for (double& scale : row_scale_) scale = scale > 0 ? 1 / scale : 1;
    for (auto& entry : entries) {
        entry = {entry.row(), entry.col(), entry.value() * row_scale_[entry.row()]};
    }
    a_.resize(rows, n);
    a_.setFromTriplets(entries.begin(), entries.end());
    a_transposed_ = a_.transpose();
    b_ = (program.right_side - program.equations * fixed_).cwiseProduct(row_scale_);
    lower_.resize(n);
    upper_.resize(n);
    for (int j = 0; j < n; ++j) {
        lower_[j] = program.lower[free_[j]];
        upper_[j] = program.upper[free_[j]];
        bound_count_ += has_lower(j) + has_upper(j);
    }
    // [ W  Aᵀ ; A  −δ ], lower triangle.
    std::vector<Eigen::Triplet<double>> lower_triangle;
    for (const auto& entry : entries) lower_triangle.emplace_back(n + entry.row(), entry.col(), entry.value());
    for (int k = 0; k < n + rows; ++k) lower_triangle.emplace_back(k, k, 1.0);
    system_.resize(n + rows, n + rows);
    system_.setFromTriplets(lower_triangle.begin(), lower_triangle.end());
    for (int k = 0; k < n + rows; ++k) diagonal_.push_back(system_.outerIndexPtr()[k]);
    factors_.analyzePattern(system_);
}

Point InteriorPoint::start() const {
    const auto n = lower_.size();
    Point point{Vector::Zero(n), Vector::Zero(b_.size()), Vector::Zero(n), Vector::Zero(n)};
    for (int j = 0; j < n; ++j) {
        double x = 0;
        if (has_lower(j)) x = std::max(x, lower_[j] + 1);
        if (has_upper(j)) x = std::min(x, upper_[j] - 1);
        if (has_lower(j) && (x <= lower_[j] || (has_upper(j) && upper_[j] - lower_[j] < 2))) {
            x = has_upper(j) ? 0.5 * (lower_[j] + upper_[j]) : lower_[j] + 1;
        }
        point.x[j] = x;
        if (has_lower(j)) point.lower_multiplier[j] = 1;
        if (has_upper(j)) point.upper_multiplier[j] = 1;
    }
    return point;
}

Residuals InteriorPoint::residuals(const Point& point) const {
    const auto n = lower_.size();
    Residuals at{Vector(n), Vector(n), Vector(), Vector()};
    at.objective = fixed_objective_;
    for (int j = 0; j < n; ++j) {
        const TermValue term = program_.term(free_[j], point.x[j]);
        at.objective += term.value;
        at.gradient[j] = term.gradient;
        at.curvature[j] = term.curvature;
        if (has_lower(j)) at.complementarity += (point.x[j] - lower_[j]) * point.lower_multiplier[j];
        if (has_upper(j)) at.complementarity += (upper_[j] - point.x[j]) * point.upper_multiplier[j];
    }
    const Vector pull = a_transposed_ * point.y;
    at.dual = pull + point.lower_multiplier - point.upper_multiplier - at.gradient;
    at.primal = b_ - a_ * point.x;
    const auto largest = [](const Vector& v) { return v.size() == 0 ? 0.0 : v.cwiseAbs().maxCoeff(); };
    at.primal_error = largest(at.primal) / (1 + largest(b_));
    at.dual_error = largest(at.dual) / (1 + std::max(largest(at.gradient), largest(pull)));
    at.gap = at.complementarity / (1 + std::abs(at.objective));
    return at;
}

bool InteriorPoint::factorise(const Point& point, const Residuals& at) {
    const auto n = lower_.size();
    weight_ = at.curvature;
    for (int j = 0; j < n; ++j) {
        if (has_lower(j)) weight_[j] += point.lower_multiplier[j] / (point.x[j] - lower_[j]);
        if (has_upper(j)) weight_[j] += point.upper_multiplier[j] / (upper_[j] - point.x[j]);
        system_.valuePtr()[diagonal_[j]] = weight_[j] + regularisation_;
    }
    for (std::size_t k = n; k < diagonal_.size(); ++k) system_.valuePtr()[diagonal_[k]] = -regularisation_;
    factors_.factorize(system_);
    return factors_.info() == Eigen::Success;
}

/// Newton direction towards slack × multiplier = target at every bound; refined against the system without
/// regularisation for as long as that helps.
Step InteriorPoint::direction(const Point& point, const Residuals& at, const Vector& lower_target,
                              const Vector& upper_target) const {
    const auto n = lower_.size();
    const auto m = b_.size();
    Vector right(n + m);
    right.head(n) = at.dual;
    right.tail(m) = at.primal;
    for (int j = 0; j < n; ++j) {
        if (has_lower(j)) {
            right[j] += lower_target[j] / (point.x[j] - lower_[j]) - point.lower_multiplier[j];
        }
        if (has_upper(j)) {
            right[j] -= upper_target[j] / (upper_[j] - point.x[j]) - point.upper_multiplier[j];
        }
    }
    // W dx − Aᵀ dy = right, A dx = primal: solve with −dy.
    Vector solution = factors_.solve(right);
    double last = std::numeric_limits<double>::infinity();
    for (int round = 0; round < most_refinements; ++round) {
        Vector error(n + m);
        error.head(n) =
            right.head(n) - weight_.cwiseProduct(solution.head(n)) - a_transposed_ * solution.tail(m);
        error.tail(m) = right.tail(m) - a_ * solution.head(n);
        const double size = error.cwiseAbs().maxCoeff();
        if (size <= 1e-15 * right.cwiseAbs().maxCoeff() || size > 0.9 * last) break;
        last = size;
        solution += factors_.solve(error);
    }
    Step step{solution.head(n), -solution.tail(m), Vector::Zero(n), Vector::Zero(n)};
    for (int j = 0; j < n; ++j) {
        if (has_lower(j)) {
            const double slack = point.x[j] - lower_[j];
            step.lower_multiplier[j] =
                (lower_target[j] - point.lower_multiplier[j] * step.x[j]) / slack - point.lower_multiplier[j];
        }
        if (has_upper(j)) {
            const double slack = upper_[j] - point.x[j];
            step.upper_multiplier[j] =
                (upper_target[j] + point.upper_multiplier[j] * step.x[j]) / slack - point.upper_multiplier[j];
        }
    }
    return step;
}

/// The largest length (at most 1) that keeps slacks and multipliers from becoming negative.
double InteriorPoint::longest(const Point& point, const Step& step) const {
    double length = 1;
    const auto limit = [&](double value, double change) {
        if (change < 0) length = std::min(length, -value / change);
    };
    for (int j = 0; j < lower_.size(); ++j) {
        if (has_lower(j)) {
            limit(point.x[j] - lower_[j], step.x[j]);
            limit(point.lower_multiplier[j], step.lower_multiplier[j]);
        }
        if (has_upper(j)) {
            limit(upper_[j] - point.x[j], -step.x[j]);
            limit(point.upper_multiplier[j], step.upper_multiplier[j]);
        }
    }
    return length;
}

Point InteriorPoint::moved(const Point& point, const Step& step, double length) const {
    return {point.x + length * step.x, point.y + length * step.y,
            point.lower_multiplier + length * step.lower_multiplier,
            point.upper_multiplier + length * step.upper_multiplier};
}

Step InteriorPoint::predictor_corrector(const Point& point, const Residuals& at) const {
    const auto n = lower_.size();
    const Vector nothing = Vector::Zero(n);
    Step predictor = direction(point, at, nothing, nothing);
    if (bound_count_ == 0) return predictor;
    const double length = longest(point, predictor);
    const double mean = at.complementarity / bound_count_;
    double reached = 0;
    for (int j = 0; j < n; ++j) {
        if (has_lower(j)) {
            reached += (point.x[j] + length * predictor.x[j] - lower_[j]) *
                       (point.lower_multiplier[j] + length * predictor.lower_multiplier[j]);
        }
        if (has_upper(j)) {
            reached += (upper_[j] - point.x[j] - length * predictor.x[j]) *
                       (point.upper_multiplier[j] + length * predictor.upper_multiplier[j]);
        }
    }
    // A gap that is small enough already is kept: driving it to nothing would leave the equations behind.
    const bool closed = at.gap < 0.1 * options_.tolerance;
    const double centring = closed ? 1.0 : std::pow(std::max(reached, 0.0) / at.complementarity, 3);
    Vector lower_target = Vector::Constant(n, centring * mean);
    Vector upper_target = lower_target;
    for (int j = 0; j < n; ++j) {
        lower_target[j] -= predictor.x[j] * predictor.lower_multiplier[j];
        upper_target[j] += predictor.x[j] * predictor.upper_multiplier[j];
    }
    Step corrected = direction(point, at, lower_target, upper_target);
    if (longest(point, corrected) >= jammed_below) return corrected;
    // Some products have run ahead of the others and block the way: step back towards the central path.
    const Vector centre = Vector::Constant(n, mean);
    return direction(point, at, centre, centre);
}

/// No product of slack and multiplier far below their mean: such a pair would block every later step (the wide
/// neighbourhood of the central path; Wright 1997, Primal-Dual Interior-Point Methods, ch. 5).
bool InteriorPoint::central(const Point& point) const {
    double least = std::numeric_limits<double>::infinity(), sum = 0;
    const auto take = [&](double product) {
        least = std::min(least, product);
        sum += product;
    };
    for (int j = 0; j < lower_.size(); ++j) {
        if (has_lower(j)) take((point.x[j] - lower_[j]) * point.lower_multiplier[j]);
        if (has_upper(j)) take((upper_[j] - point.x[j]) * point.upper_multiplier[j]);
    }
    return bound_count_ == 0 || least >= widest * sum / bound_count_;
}

/// Keeps near the central path, and shortens the step of a program that is not quadratic until the residuals stop
/// growing. Where no short step helps
/// either, the whole step is taken: Mehrotra's corrector often passes through larger residuals on its way.
double InteriorPoint::accepted_length(const Point& point, const Residuals& at, const Step& step) const {
    double whole = std::min(1.0, 0.9995 * longest(point, step));
    for (int cut = 0; cut < 20 && !central(moved(point, step, whole)); ++cut) whole *= 0.8;
    if (program_.quadratic) return whole;
    double length = whole;
    const double merit = at.dual.norm() + at.primal.norm() + at.complementarity;
    for (int halving = 0; halving < 12; ++halving, length *= 0.5) {
        const Residuals next = residuals(moved(point, step, length));
        const double reached = next.dual.norm() + next.primal.norm() + next.complementarity;
        if (std::isfinite(reached) && reached <= (1 - 1e-4 * length) * merit) return length;
    }
    return whole;
}

ConvexSolution InteriorPoint::answer(const Point& point, const Residuals& at, int iterations) const {
    ConvexSolution solution;
    solution.x = fixed_;
    for (std::size_t j = 0; j < free_.size(); ++j) solution.x[free_[j]] = point.x[static_cast<int>(j)];
    solution.y = point.y.cwiseProduct(row_scale_);
    solution.objective = at.objective;
    solution.iterations = iterations;
    solution.primal_residual = at.primal_error;
    solution.dual_residual = at.dual_error;
    solution.gap = at.gap;
    return solution;
}

Result<ConvexSolution> InteriorPoint::run() {
    Point point = start();
    Residuals at = residuals(point);
    int iteration = 0;
    for (; iteration < options_.iterations; ++iteration) {
        if (std::max({at.primal_error, at.dual_error, at.gap}) <= options_.tolerance) {
            return answer(point, at, iteration);
        }
        Step step;
        while (!factorise(point, at) || !(step = predictor_corrector(point, at)).finite()) {
            if ((regularisation_ *= 100) > last_regularisation) return stopped(at, iteration);
        }
        point = moved(point, step, accepted_length(point, at, step));
        at = residuals(point);
    }
    return stopped(at, iteration);
}

std::unexpected<Errors> InteriorPoint::stopped(const Residuals& at, int iteration) const {
    return fail({}, "the convex program did not converge in " + std::to_string(iteration) +
                        " iterations: primal residual " + readable_number(at.primal_error, 3) +
                        ", dual residual " + readable_number(at.dual_error, 3) + ", gap " +
                        readable_number(at.gap, 3),
                "check that some point satisfies all equations and bounds, and that the scales are near 1");
}

Errors misfits(const ConvexProgram& program) {
    Errors errors;
    const auto n = program.equations.cols();
    if (program.right_side.size() != program.equations.rows() || program.lower.size() != n ||
        program.upper.size() != n || !program.term) {
        errors.push_back({{}, "the parts of the convex program differ in size", "one bound per unknown, one right side per row"});
        return errors;
    }
    for (Eigen::Index j = 0; j < n; ++j) {
        if (!(program.lower[j] <= program.upper[j])) {
            errors.push_back({{}, "unknown " + std::to_string(j) + " has a lower bound above its upper bound", ""});
        }
    }
    return errors;
}

}  // namespace

ConvexProgram quadratic_program(Eigen::SparseMatrix<double> equations, Eigen::VectorXd right_side,
                                Eigen::VectorXd curvature, Eigen::VectorXd slope, Eigen::VectorXd lower,
                                Eigen::VectorXd upper) {
    ConvexProgram program{std::move(equations), std::move(right_side), std::move(lower), std::move(upper), {}, true};
    program.term = [q = std::move(curvature), c = std::move(slope)](int j, double x) {
        return TermValue{0.5 * q[j] * x * x + c[j] * x, q[j] * x + c[j], q[j]};
    };
    return program;
}

Result<ConvexSolution> solve(const ConvexProgram& program, const ConvexOptions& options) {
    if (Errors errors = misfits(program); !errors.empty()) return std::unexpected(std::move(errors));
    return InteriorPoint(program, options).run();
}

}  // namespace countervail
