// SPDX-License-Identifier: Apache-2.0
#include "calibration/pool.h"

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

}  // namespace

std::vector<std::vector<double>> pooled_points(const std::vector<PoolPart>& parts, double novelty, std::size_t rows, int parameters, std::uint64_t seed) {
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
