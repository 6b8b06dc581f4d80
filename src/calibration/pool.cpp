// SPDX-License-Identifier: Apache-2.0
#include "calibration/pool.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/random.h"
#include "calibration/normal_distribution.h"
#include "sensitivity/sobol_sequence.h"

namespace countervail {

namespace {

constexpr std::size_t kBins = 10;
constexpr double kPriorMiddleHalf = 2 * 0.6744897501960817;

/// Whole rows per share, largest remainders first (Hamilton); ties to the earlier.
std::vector<std::size_t> apportion(const std::vector<double>& shares, std::size_t rows) {
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::vector<std::size_t> seats;
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::size_t given = 0;
    for (const double share : shares) {
        seats.push_back(static_cast<std::size_t>(share / total * static_cast<double>(rows)));
        given += seats.back();
    }
    const auto rest = [&](std::size_t i) { return shares[i] / total * static_cast<double>(rows) - static_cast<double>(seats[i]); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest(a) > rest(b); });
    for (std::size_t i = 0; given < rows; ++i, ++given) ++seats[order[i % order.size()]];
    return seats;
}

std::vector<std::vector<double>> mixture(const std::vector<PoolPart>& parts, double novelty, std::size_t rows, int parameters, std::uint64_t seed) {
    std::vector<double> shares;
    for (const PoolPart& part : parts) shares.push_back(part.fit->effective > 0 ? part.weight : 0.0);
    shares.push_back(novelty);
    if (std::accumulate(shares.begin(), shares.end(), 0.0) <= 0) shares.back() = 1;
    const std::vector<std::size_t> seats = apportion(shares, rows);
    static const std::uint32_t kPurpose = name_code("pool offset");
    std::vector<std::vector<double>> points;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (const std::size_t draw : systematic_resample(parts[i].fit->weights, seats[i], uniform(seed, 0, static_cast<std::uint32_t>(i), kPurpose))) points.push_back(parts[i].fit->points[draw]);
    }
    if (const auto even = SobolSequence::make(parameters, seed + 1)) {
        for (std::size_t i = 0; i < seats.back(); ++i) points.push_back(even->point(static_cast<std::uint32_t>(i)));
    }
    return points;
}

/// Mean and covariance of a fit on the normal axis.
struct Moments {
    Eigen::VectorXd mean;
    Eigen::MatrixXd spread;
};

Moments moments_of(const AbcFit& fit, int parameters) {
    Moments found{Eigen::VectorXd::Zero(parameters), Eigen::MatrixXd::Zero(parameters, parameters)};
    std::vector<Eigen::VectorXd> z;
    for (std::size_t i = 0; i < fit.points.size(); ++i) {
        Eigen::VectorXd each(parameters);
        for (int p = 0; p < parameters; ++p) each[p] = normal_quantile(fit.points[i][static_cast<std::size_t>(p)]);
        found.mean += fit.weights[i] * each;
        z.push_back(std::move(each));
    }
    for (std::size_t i = 0; i < z.size(); ++i) found.spread += fit.weights[i] * (z[i] - found.mean) * (z[i] - found.mean).transpose();
    return found;
}

/// The normal of a population of episodes.
Moments population(const std::vector<PoolPart>& parts, double novelty, int parameters) {
    double n = novelty;
    std::vector<std::pair<double, Moments>> all;
    for (const PoolPart& part : parts) {
        if (part.fit->effective <= 0) continue;
        all.emplace_back(part.weight, moments_of(*part.fit, parameters));
        n += part.weight;
    }
    Moments next{Eigen::VectorXd::Zero(parameters), novelty / n * Eigen::MatrixXd::Identity(parameters, parameters)};
    for (const auto& [weight, each] : all) next.mean += weight / n * each.mean;
    Eigen::MatrixXd between = novelty / n * next.mean * next.mean.transpose();
    for (const auto& [weight, each] : all) {
        next.spread += weight / n * each.spread;
        between += weight / n * (each.mean - next.mean) * (each.mean - next.mean).transpose();
    }
    next.spread += (n > 1 ? (n + 1) / (n - 1) : 1.0) * between;
    return next;
}

std::vector<std::vector<double>> among(const std::vector<PoolPart>& parts, double novelty, std::size_t rows, int parameters, std::uint64_t seed) {
    const Moments next = population(parts, novelty, parameters);
    const Eigen::MatrixXd root = next.spread.llt().matrixL();
    std::vector<std::vector<double>> points;
    const auto even = SobolSequence::make(parameters, seed + 1);
    for (std::size_t i = 0; even && i < rows; ++i) {
        const std::vector<double> u = even->point(static_cast<std::uint32_t>(i));
        Eigen::VectorXd step(parameters);
        for (int p = 0; p < parameters; ++p) step[p] = normal_quantile(u[static_cast<std::size_t>(p)]);
        const Eigen::VectorXd z = next.mean + root * step;
        std::vector<double> point;
        for (int p = 0; p < parameters; ++p) point.push_back(std::clamp(normal_distribution(z[p]), 1e-12, 1 - 1e-12));
        points.push_back(std::move(point));
    }
    return points;
}

}  // namespace

std::vector<std::vector<double>> pooled_points(PoolRule rule, const std::vector<PoolPart>& parts, double novelty, std::size_t rows, int parameters,
                                               std::uint64_t seed) {
    const bool any = novelty > 0 || std::any_of(parts.begin(), parts.end(), [](const PoolPart& part) { return part.fit->effective > 0; });
    return rule == PoolRule::among_them && any ? among(parts, novelty, rows, parameters, seed) : mixture(parts, novelty, rows, parameters, seed);
}

Learning learning_of(const std::vector<PoolPart>& parts, std::size_t parameter) {
    std::vector<double> values, weights;
    double total = 0;
    for (const PoolPart& part : parts) total += part.fit->effective > 0 ? part.weight : 0.0;
    if (total <= 0) return {0, 1, 0.05, 0.5, 0.95};
    for (const PoolPart& part : parts) {
        if (part.fit->effective <= 0) continue;
        for (std::size_t i = 0; i < part.fit->points.size(); ++i) {
            values.push_back(part.fit->points[i][parameter]);
            weights.push_back(part.fit->weights[i] * part.weight / total);
        }
    }
    std::array<double, kBins> mass{};
    double squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        mass[std::min(static_cast<std::size_t>(values[i] * kBins), kBins - 1)] += weights[i];
        squares += weights[i] * weights[i];
    }
    Learning learning;
    for (const double each : mass) learning.nats += each > 0 ? each * std::log(each * kBins) : 0.0;
    learning.nats -= 0.5 * (kBins - 1) * squares;   // Miller (1955): (bins − 1)/(2n), n the effective number of draws
    learning.low = weighted_quantile(values, weights, 0.05);
    learning.median = weighted_quantile(values, weights, 0.5);
    learning.high = weighted_quantile(values, weights, 0.95);
    learning.spread = (normal_quantile(weighted_quantile(values, weights, 0.75)) - normal_quantile(weighted_quantile(values, weights, 0.25))) / kPriorMiddleHalf;
    return learning;
}

}  // namespace countervail
