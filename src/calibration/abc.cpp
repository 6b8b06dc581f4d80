// SPDX-License-Identifier: Apache-2.0
#include "calibration/abc.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "base/random.h"
#include "calibration/normal_distribution.h"
#include "sensitivity/sobol_sequence.h"

namespace countervail {

namespace {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

constexpr std::size_t kCentres = 256;
// Keeps a kernel alive where a round's best draws agree on a coordinate.
constexpr double kLeastVariance = 1e-4;
// Coordinates stay inside (0, 1) by more than rounding.
constexpr double kEdge = 1e-12;
constexpr double kWidestError = 1e6;

double log_prior(const Vector& z) { return -0.5 * z.squaredNorm() - 0.5 * static_cast<double>(z.size()) * std::log(2 * std::numbers::pi); }

/// A share from the prior, the rest from equal normal kernels.
struct Proposal {
    double prior_share = 1;
    Matrix root;                     // lower Cholesky factor of the kernels' covariance
    double log_root = 0;             // ln of its determinant
    std::vector<Vector> centres;
    std::vector<Vector> whitened;    // root⁻¹ centre

    double log_density(const Vector& z) const {
        const double prior = log_prior(z);
        if (centres.empty()) return prior;
        const Vector at = root.triangularView<Eigen::Lower>().solve(z);
        double least = std::numeric_limits<double>::infinity();
        std::vector<double> squared(centres.size());
        for (std::size_t k = 0; k < centres.size(); ++k) least = std::min(least, squared[k] = (at - whitened[k]).squaredNorm());
        double sum = 0;
        for (const double each : squared) sum += std::exp(-0.5 * (each - least));
        const double kernels = std::log(sum / static_cast<double>(centres.size())) - 0.5 * least - log_root - 0.5 * static_cast<double>(z.size()) * std::log(2 * std::numbers::pi);
        const double top = std::max(prior, kernels);
        return top + std::log(prior_share * std::exp(prior - top) + (1 - prior_share) * std::exp(kernels - top));
    }
};

class Sampler {
  public:
    Sampler(int parameters, const AbcSimulator& simulate, const AbcMisfit& misfit, const AbcSettings& settings)
        : parameters_(parameters), simulate_(simulate), misfit_(misfit), settings_(settings) {}

    AbcFit run() {
        take(std::vector<Vector>(first_points()), Proposal{});
        fit_.prior_draws = fit_.points.size();
        for (int round = 1; round <= settings_.rounds; ++round) {
            const std::vector<double> weights = weights_with(widened_error());
            if (weights.empty()) break;
            Proposal proposal = kernels_around(weights, round);
            std::vector<Vector> points = drawn_from(proposal, round);
            take(std::move(points), std::move(proposal));
        }
        finish();
        return std::move(fit_);
    }

  private:
    double number(std::uint32_t draw, std::uint32_t entity, std::string_view purpose) const { return uniform(settings_.seed, draw, entity, name_code(purpose)); }

    std::vector<Vector> first_points() const {
        const auto even = SobolSequence::make(parameters_, settings_.seed);
        std::vector<Vector> points;
        for (int i = 0; i < settings_.first_draws; ++i) {
            Vector z(parameters_);
            for (int p = 0; p < parameters_; ++p) {
                const double u = even ? even->coordinate(static_cast<std::uint32_t>(i), p) : number(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(p), "abc first");
                z[p] = normal_quantile(std::clamp(u, kEdge, 1 - kEdge));
            }
            points.push_back(std::move(z));
        }
        return points;
    }

    void take(std::vector<Vector> points, Proposal proposal) {
        std::vector<std::vector<double>> unit;
        for (const Vector& z : points) {
            std::vector<double> u;
            for (int p = 0; p < parameters_; ++p) u.push_back(std::clamp(normal_distribution(z[p]), kEdge, 1 - kEdge));
            unit.push_back(std::move(u));
        }
        std::vector<std::vector<double>> summaries = simulate_(unit, static_cast<std::uint32_t>(fit_.points.size()));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double squared = misfit_(summaries[i]);
            fit_.misfits.push_back(std::isfinite(squared) ? squared : std::numeric_limits<double>::infinity());
            z_.push_back(std::move(points[i]));
            fit_.points.push_back(std::move(unit[i]));
            fit_.summaries.push_back(std::move(summaries[i]));
        }
        add_to_mixture(proposal);
        proposals_.push_back(std::move(proposal));
        counts_.push_back(z_.size());
    }

    /// ln of (draws of a round × its density), summed over rounds, at every draw so far.
    void add_to_mixture(const Proposal& latest) {
        const std::size_t before = counts_.empty() ? 0 : counts_.back();
        const auto add = [](double a, double b) { return std::max(a, b) + std::log1p(std::exp(-std::abs(a - b))); };
        const double log_count = std::log(static_cast<double>(z_.size() - before));
        for (std::size_t i = 0; i < before; ++i) mixture_[i] = add(mixture_[i], log_count + latest.log_density(z_[i]));
        for (std::size_t i = before; i < z_.size(); ++i) {
            double sum = log_count + latest.log_density(z_[i]);
            for (std::size_t r = 0; r < proposals_.size(); ++r) {
                const double draws = static_cast<double>(counts_[r] - (r == 0 ? 0 : counts_[r - 1]));
                sum = add(sum, std::log(draws) + proposals_[r].log_density(z_[i]));
            }
            mixture_.push_back(sum);
        }
    }

    /// ln of prior × kernel ÷ mixture, the squared error being `widened` times the stated one.
    double log_weight(std::size_t i, double widened) const { return log_prior(z_[i]) - 0.5 * fit_.misfits[i] / widened - mixture_[i]; }

    /// Normalised; empty when no draw fits at all.
    std::vector<double> weights_with(double widened) const {
        double top = -std::numeric_limits<double>::infinity();
        std::vector<double> weights(z_.size());
        for (std::size_t i = 0; i < z_.size(); ++i) top = std::max(top, weights[i] = log_weight(i, widened));
        if (!std::isfinite(top)) return {};
        double sum = 0;
        for (double& each : weights) sum += each = std::exp(each - top);
        for (double& each : weights) each /= sum;
        return weights;
    }

    static double effective(const std::vector<double>& weights) {
        double squares = 0;
        for (const double each : weights) squares += each * each;
        return squares > 0 ? 1 / squares : 0;
    }

    /// The least widening at which the draws are worth enough; the stated error where they already are.
    double widened_error() const {
        const double wanted = std::min(settings_.round_effective, 0.25 * static_cast<double>(z_.size()));
        if (effective(weights_with(1)) >= wanted) return 1;
        double low = 0, high = std::log(kWidestError);
        for (int i = 0; i < 40; ++i) {
            const double middle = 0.5 * (low + high);
            (effective(weights_with(std::exp(middle))) >= wanted ? high : low) = middle;
        }
        return std::exp(high);
    }

    Proposal kernels_around(const std::vector<double>& weights, int round) const {
        Vector mean = Vector::Zero(parameters_);
        for (std::size_t i = 0; i < z_.size(); ++i) mean += weights[i] * z_[i];
        Matrix spread = Matrix::Zero(parameters_, parameters_);
        for (std::size_t i = 0; i < z_.size(); ++i) spread += weights[i] * (z_[i] - mean) * (z_[i] - mean).transpose();
        spread += kLeastVariance * Matrix::Identity(parameters_, parameters_);
        // Silverman's factor for normal kernels in this many dimensions (Silverman 1986, eq. 4.14).
        const double d = parameters_;
        const double width = std::pow(4 / (d + 2), 1 / (d + 4)) * std::pow(effective(weights), -1 / (d + 4));
        Proposal proposal;
        proposal.prior_share = settings_.prior_share;
        proposal.root = (width * width * spread).llt().matrixL();
        for (int p = 0; p < parameters_; ++p) proposal.log_root += std::log(proposal.root(p, p));
        const std::size_t centres = std::min(kCentres, z_.size());
        for (const std::size_t i : systematic_resample(weights, centres, number(static_cast<std::uint32_t>(round), 0, "abc centres"))) {
            proposal.centres.push_back(z_[i]);
            proposal.whitened.push_back(proposal.root.triangularView<Eigen::Lower>().solve(z_[i]));
        }
        return proposal;
    }

    std::vector<Vector> drawn_from(const Proposal& proposal, int round) const {
        std::vector<Vector> points;
        const auto first = static_cast<std::uint32_t>(z_.size());
        const auto entity = static_cast<std::uint32_t>(round);
        for (int i = 0; i < settings_.later_draws; ++i) {
            const std::uint32_t draw = first + static_cast<std::uint32_t>(i);
            Vector step(parameters_);
            for (int p = 0; p < parameters_; ++p) step[p] = normal_quantile(number(draw, static_cast<std::uint32_t>(p), "abc step"));
            if (number(draw, entity, "abc kernel or prior") < proposal.prior_share) {
                points.push_back(std::move(step));
                continue;
            }
            const auto k = static_cast<std::size_t>(number(draw, entity, "abc which kernel") * static_cast<double>(proposal.centres.size()));
            points.push_back(proposal.centres[std::min(k, proposal.centres.size() - 1)] + proposal.root * step);
        }
        return points;
    }

    void finish() {
        fit_.weights = weights_with(1);
        fit_.least_misfit = *std::min_element(fit_.misfits.begin(), fit_.misfits.end());
        if (fit_.weights.empty()) {
            fit_.weights.assign(z_.size(), 0);
            fit_.log_evidence = -std::numeric_limits<double>::infinity();
            return;
        }
        fit_.effective = effective(fit_.weights);
        double top = -std::numeric_limits<double>::infinity(), sum = 0;
        for (std::size_t i = 0; i < z_.size(); ++i) top = std::max(top, log_weight(i, 1));
        for (std::size_t i = 0; i < z_.size(); ++i) sum += std::exp(log_weight(i, 1) - top);
        fit_.log_evidence = top + std::log(sum);   // the mixture counts draws, so the sum is the mean
    }

    int parameters_;
    const AbcSimulator& simulate_;
    const AbcMisfit& misfit_;
    const AbcSettings& settings_;
    AbcFit fit_;
    std::vector<Vector> z_;
    std::vector<double> mixture_;        // by draw
    std::vector<Proposal> proposals_;    // by round
    std::vector<std::size_t> counts_;    // by round: draws up to its end
};

}  // namespace

AbcFit fit_abc(int parameters, const AbcSimulator& simulate, const AbcMisfit& misfit, const AbcSettings& settings) {
    return Sampler(parameters, simulate, misfit, settings).run();
}

double weighted_quantile(const std::vector<double>& values, const std::vector<double>& weights, double share) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    const double wanted = share * std::accumulate(weights.begin(), weights.end(), 0.0);
    double sum = 0;
    for (const std::size_t i : order) {
        sum += weights[i];
        if (sum >= wanted && weights[i] > 0) return values[i];
    }
    return values.empty() ? std::numeric_limits<double>::quiet_NaN() : values[order.back()];
}

std::vector<std::size_t> systematic_resample(const std::vector<double>& weights, std::size_t count, double offset) {
    std::vector<std::size_t> picked;
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (weights.empty() || total <= 0) return picked;
    double sum = weights[0];
    std::size_t i = 0;
    for (std::size_t k = 0; k < count; ++k) {
        const double at = (static_cast<double>(k) + offset) / static_cast<double>(count) * total;
        while (sum < at && i + 1 < weights.size()) sum += weights[++i];
        picked.push_back(i);
    }
    return picked;
}

}  // namespace countervail
