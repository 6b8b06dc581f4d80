// SPDX-License-Identifier: Apache-2.0
#include "hindcast/discrepancy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/parallel.h"
#include "base/text.h"
#include "calibration/normal_distribution.h"

namespace countervail {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNinety = 1.6448536269514722;   // Φ⁻¹(0.95): half of a 90 % range in standard deviations
constexpr double kReach = 3.5;                   // of the grid, in standard deviations of the prior
constexpr int kSteps = 32;                       // of the grid on either axis
constexpr double kQuarter = std::numbers::pi / 2;

// Gauss–Hermite for the standard normal (Abramowitz & Stegun 25.4.46 with n = 7, nodes times √2, weights over √π).
constexpr std::array<double, 7> kNodes = {-3.7504397177257425, -2.3667594107345415, -1.1544053947399682, 0, 1.1544053947399682, 2.3667594107345415, 3.7504397177257425};
constexpr std::array<double, 7> kNodeWeights = {0.0005482688559722185, 0.030757123967586497, 0.24012317860501253, 0.45714285714285757, 0.24012317860501253, 0.030757123967586497, 0.0005482688559722185};

double log_sum(const std::vector<double>& logs) {
    const double most = *std::max_element(logs.begin(), logs.end());
    if (most == -kInfinity) return most;
    double sum = 0;
    for (const double each : logs) sum += std::exp(each - most);
    return most + std::log(sum);
}

/// An observation at an end of its scale: P(distance + lasting u + w ≥ 0).
struct AtEnd {
    double distance = 0, lasting = 0, deviation = 0;
};

/// What a draw says about a series for one ω: the sums from which the density for any τ follows.
struct DrawSums {
    bool possible = true;
    double constant = 0;                             // −½ (n ln 2π + Σ ln v)
    double precision = 0, product = 0, square = 0;   // Σ c²/v, Σ c r/v, Σ r²/v
    std::vector<AtEnd> at_end;

    void add(const ErrorObservation& observation, std::size_t draw, double passing) {
        const double forecast = observation.forecast[draw];
        const double variance = observation.passing * passing * passing + (observation.counting.empty() ? 0.0 : observation.counting[draw]);
        if (observation.at != ErrorObservation::At::inside) {
            if (std::isinf(forecast) && forecast == observation.observed) return;   // nothing to wait for was said, and came: certain
            const double sign = observation.at == ErrorObservation::At::high ? 1 : -1;
            const double distance = sign * (forecast - observation.observed);
            if (distance == kInfinity) return;   // never was said, and never came
            if (distance == -kInfinity) possible = false;
            else at_end.push_back({distance, sign * observation.lasting, std::sqrt(variance)});
            return;
        }
        const double residual = observation.observed - forecast;
        if (!std::isfinite(residual)) {
            possible = false;
            return;
        }
        constant -= 0.5 * std::log(2 * std::numbers::pi * variance);
        precision += observation.lasting * observation.lasting / variance;
        product += observation.lasting * residual / variance;
        square += residual * residual / variance;
    }

    /// Sherman–Morrison and the determinant lemma for diag(v) + τ²ccᵀ.
    double log_density(double lasting) const {
        if (!possible) return -kInfinity;
        const double variance = lasting * lasting, shrunk = 1 + variance * precision;
        const double inside = constant - 0.5 * (std::log(shrunk) + square - variance * product * product / shrunk);
        if (at_end.empty()) return inside;
        const double mean = variance * product / shrunk, deviation = std::sqrt(variance / shrunk);   // of u, given the others
        double sum = 0;
        for (std::size_t k = 0; k < kNodes.size(); ++k) {
            const double u = mean + deviation * kNodes[k];
            double probability = kNodeWeights[k];
            for (const AtEnd& each : at_end) probability *= normal_distribution((each.distance + each.lasting * u) / each.deviation);
            sum += probability;
        }
        return sum > 0 ? inside + std::log(sum) : -kInfinity;
    }
};

/// For one ω and several τ.
std::vector<double> log_likelihoods(const ErrorSeries& series, std::span<const double> lasting, double passing) {
    const std::size_t draws = series.observations.front().forecast.size();
    std::vector<DrawSums> sums(draws);
    for (std::size_t d = 0; d < draws; ++d) {
        for (const ErrorObservation& each : series.observations) sums[d].add(each, d, passing);
    }
    std::vector<double> found, logs(draws);
    for (const double each : lasting) {
        for (std::size_t d = 0; d < draws; ++d) logs[d] = sums[d].log_density(each);
        found.push_back(log_sum(logs) - std::log(static_cast<double>(draws)));
    }
    return found;
}

double deviation_of(const ErrorSpread& spread) { return std::log(spread.high / spread.low) / (2 * kNinety); }

std::vector<double> axis_of(const ErrorSpread& spread) {
    std::vector<double> axis;
    for (int i = 0; i <= kSteps; ++i) axis.push_back(spread.median * std::exp(deviation_of(spread) * kReach * (2.0 * i / kSteps - 1)));
    return axis;
}

/// The axis on which the prior's logarithm is a standard normal.
double standard(int i) { return kReach * (2.0 * i / kSteps - 1); }

/// P(an episode's z | the common a, ρ), by rows of a: each row sums to 1 over the grid.
std::vector<std::vector<double>> kernel_of(double common) {
    std::vector<std::vector<double>> kernel;
    for (int a = 0; a <= kSteps; ++a) {
        std::vector<double> row;
        double sum = 0;
        for (int z = 0; z <= kSteps; ++z) {
            const double own = standard(z) - std::sqrt(common) * standard(a);
            row.push_back(std::exp(-0.5 * own * own / (1 - common)));
            sum += row.back();
        }
        for (double& each : row) each /= sum;
        kernel.push_back(std::move(row));
    }
    return kernel;
}

constexpr std::size_t kSide = kSteps + 1;

/// K X Kᵀ, or Kᵀ X K where `back`: sums over one axis, then over the other.
std::vector<double> smoothed(const std::vector<std::vector<double>>& kernel, const std::vector<double>& values, bool back) {
    const auto weight = [&](std::size_t to, std::size_t from) { return back ? kernel[from][to] : kernel[to][from]; };
    std::vector<double> half(values.size(), 0.0), whole(values.size(), 0.0);
    for (std::size_t i = 0; i < kSide; ++i) {
        for (std::size_t j = 0; j < kSide; ++j) {
            for (std::size_t k = 0; k < kSide; ++k) half[i * kSide + j] += weight(i, k) * values[k * kSide + j];
        }
    }
    for (std::size_t i = 0; i < kSide; ++i) {
        for (std::size_t j = 0; j < kSide; ++j) {
            for (std::size_t k = 0; k < kSide; ++k) whole[i * kSide + j] += weight(j, k) * half[i * kSide + k];
        }
    }
    return whole;
}

double log_prior(std::size_t i, std::size_t j) {
    const double first = standard(static_cast<int>(i)), second = standard(static_cast<int>(j));
    return -0.5 * (first * first + second * second);
}

/// Quantile of shares that stand for equal steps of a logarithmic axis around its points.
double quantile_of(const std::vector<double>& axis, const std::vector<double>& shares, double p) {
    const double step = std::log(axis[1] / axis[0]);
    double below = 0;
    for (std::size_t i = 0; i < axis.size(); ++i) {
        if (below + shares[i] >= p) return axis[i] * std::exp(step * ((p - below) / shares[i] - 0.5));
        below += shares[i];
    }
    return axis.back();
}

ErrorSpread spread_of(const std::vector<double>& axis, const std::vector<double>& shares) {
    return {quantile_of(axis, shares, 0.05), quantile_of(axis, shares, 0.5), quantile_of(axis, shares, 0.95), {}};
}

}  // namespace

std::string to_text(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::flow: return "flow";
        case ErrorKind::price: return "price";
        case ErrorKind::share: return "share";
        case ErrorKind::time: break;
    }
    return "time";
}

std::optional<ErrorKind> error_kind(const BoundMeasure& measure) {
    if (measure.is_time()) return ErrorKind::time;
    if (measure.unit.unit == "share") return ErrorKind::share;
    if (measure.form != BoundMeasure::Form::recorded) return std::nullopt;
    if (measure.id.starts_with("price/")) return ErrorKind::price;
    if (measure.unit.nature == MeasureNature::flow) return ErrorKind::flow;
    return std::nullopt;
}

double passing_weight(double worth) { return worth > 0 ? kReferenceWorth / worth : 1; }

double to_error_scale(ErrorKind kind, double value, double normal) {
    switch (kind) {
        case ErrorKind::flow: return std::sqrt(std::max(0.0, value / normal));
        case ErrorKind::share: return std::asin(std::sqrt(std::clamp(value, 0.0, 1.0)));
        case ErrorKind::time:
            if (value >= kNever) return kInfinity;
            break;
        case ErrorKind::price: break;
    }
    return value > 0 ? std::log(value) : -kInfinity;
}

double from_error_scale(ErrorKind kind, double scaled, double normal) {
    switch (kind) {
        case ErrorKind::flow: return scaled > 0 ? normal * scaled * scaled : 0;
        case ErrorKind::share: {
            const double root = std::sin(std::clamp(scaled, 0.0, kQuarter));
            return root * root;
        }
        case ErrorKind::time:
            if (scaled == kInfinity) return kNever;
            break;
        case ErrorKind::price: break;
    }
    return std::exp(scaled);
}

std::vector<std::string> error_prior_rows(ErrorKind kind) {
    const std::string stem = "assume:model-discrepancy-" + to_text(kind);
    return {stem + "-lasting", stem + "-passing", "assume:model-discrepancy-common-share"};
}

Result<ErrorPrior> error_prior(const Ledger& ledger, ErrorKind kind, Date known_on, const Place& asked_at) {
    Errors errors;
    std::array<ErrorSpread, 3> spreads;
    const std::vector<std::string> ids = error_prior_rows(kind);
    for (std::size_t i = 0; i < spreads.size(); ++i) {
        const auto row = ledger.known(ids[i], known_on, asked_at);
        if (!row) {
            append(errors, row.error());
            continue;
        }
        spreads[i] = {(*row)->low, (*row)->value, (*row)->high, (*row)->id};
        if (!(spreads[i].low > 0) || !(spreads[i].high > spreads[i].low)) errors.push_back({(*row)->where, "\"" + ids[i] + "\" is no range of a size: its low must be above 0 and below its high", "widen the range"});
    }
    if (errors.empty() && spreads[2].high >= 1) errors.push_back({ledger.find(ids[2])->where, "\"" + ids[2] + "\" reaches " + readable_number(spreads[2].high, 3) + ": nothing would be an episode's own", "end it below 1"});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return ErrorPrior{spreads[0], spreads[1], spreads[2]};
}

double error_log_likelihood(const ErrorSeries& series, double lasting, double passing) { return log_likelihoods(series, {&lasting, 1}, passing).front(); }

ErrorPosterior::ErrorPosterior(const ErrorPrior& prior) : lasting_(axis_of(prior.lasting)), passing_(axis_of(prior.passing)), common_{prior.common.low, prior.common.median, prior.common.high} {
    std::vector<double> of_prior;
    for (std::size_t i = 0; i < kSide; ++i) {
        for (std::size_t j = 0; j < kSide; ++j) of_prior.push_back(log_prior(i, j));
    }
    log_weight_.assign(common_.size(), of_prior);
    foretell();
}

void ErrorPosterior::learn(std::span<const ErrorSeries> episode, int threads) {
    std::vector<std::vector<double>> found(episode.size() * kSide);   // by series and ω, then by τ
    parallel_for(threads, found.size(), [&](std::size_t job) { found[job] = log_likelihoods(episode[job / kSide], lasting_, passing_[job % kSide]); });
    std::vector<double> sum(kSide * kSide, 0.0);
    double series = 0;
    for (std::size_t s = 0; s < episode.size(); ++s) {
        if (found[s * kSide].front() == -kInfinity && found[s * kSide + kSide - 1].back() == -kInfinity) continue;
        ++series;
        for (std::size_t i = 0; i < kSide; ++i) {
            for (std::size_t j = 0; j < kSide; ++j) sum[i * kSide + j] += found[s * kSide + j][i];
        }
    }
    if (series == 0) return;
    const double most = *std::max_element(sum.begin(), sum.end());
    for (double& each : sum) each = std::exp((each - most) / series);
    for (std::size_t r = 0; r < common_.size(); ++r) {
        const std::vector<double> likely = smoothed(kernel_of(common_[r]), sum, false);
        for (std::size_t i = 0; i < likely.size(); ++i) log_weight_[r][i] += std::log(likely[i]);
    }
    foretell();
}

void ErrorPosterior::foretell() {
    std::vector<double> all;
    for (const std::vector<double>& each : log_weight_) all.push_back(log_sum(each));
    const double total = log_sum(all);
    shares_.assign(kSide * kSide, 0.0);
    for (std::size_t r = 0; r < common_.size(); ++r) {
        std::vector<double> weights;
        for (const double each : log_weight_[r]) weights.push_back(std::exp(each - total));
        const std::vector<double> next = smoothed(kernel_of(common_[r]), weights, true);
        for (std::size_t i = 0; i < next.size(); ++i) shares_[i] += next[i];
    }
    cumulated_.clear();
    double sum = 0;
    for (const double each : shares_) cumulated_.push_back(sum += each);
}

ErrorPosterior::Pair ErrorPosterior::at(double u) const {
    const auto found = std::upper_bound(cumulated_.begin(), cumulated_.end(), u * cumulated_.back());
    const auto index = std::min(static_cast<std::size_t>(found - cumulated_.begin()), cumulated_.size() - 1);
    return {lasting_[index / kSide], passing_[index % kSide]};
}

ErrorSpread ErrorPosterior::lasting() const {
    std::vector<double> shares(lasting_.size(), 0.0);
    for (std::size_t i = 0; i < shares_.size(); ++i) shares[i / kSide] += shares_[i];
    return spread_of(lasting_, shares);
}

ErrorSpread ErrorPosterior::passing() const {
    std::vector<double> shares(passing_.size(), 0.0);
    for (std::size_t i = 0; i < shares_.size(); ++i) shares[i % kSide] += shares_[i];
    return spread_of(passing_, shares);
}

}  // namespace countervail
