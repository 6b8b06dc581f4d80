// SPDX-License-Identifier: Apache-2.0
#include "scoring/crps.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

#include "scoring/finite.h"
#include "scoring/student.h"

namespace countervail {
namespace {

bool scorable(std::span<const double> members, double observed) {
    return !members.empty() && std::isfinite(observed) && all_finite(members);
}

double mean_distance(std::span<const double> members, double observed) {
    double sum = 0;
    for (const double member : members) sum += std::abs(member - observed);
    return sum / static_cast<double>(members.size());
}

std::vector<double> ascending(std::span<const double> members) {
    std::vector<double> sorted(members.begin(), members.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

/// e^(−x) I_order(x): the library's function overflows where the product is still an ordinary number (DLMF 10.40.1).
double scaled_bessel(double order, double x) {
    if (x <= 500) return std::exp(-x) * std::cyl_bessel_i(order, x);
    const double mu = 4 * order * order;
    double term = 1, sum = 1;
    for (int k = 1; k <= 6; ++k) {
        term *= -(mu - (2.0 * k - 1) * (2.0 * k - 1)) / (k * 8 * x);
        sum += term;
    }
    return sum / std::sqrt(2 * std::numbers::pi * x);
}

double poisson_mass(double count, double mean) { return std::exp(count * std::log(mean) - mean - std::lgamma(count + 1)); }

double poisson_distribution(double count, double mean) {
    double sum = 0;
    for (double k = 0; k <= count; ++k) sum += poisson_mass(k, mean);
    return std::min(sum, 1.0);
}

}  // namespace

double ensemble_crps_by_energy(std::span<const double> members, double observed) {
    if (!scorable(members, observed)) return kUndefined;
    double pairs = 0;
    for (const double one : members) {
        for (const double other : members) pairs += std::abs(one - other);
    }
    const auto n = static_cast<double>(members.size());
    return mean_distance(members, observed) - pairs / (2 * n * n);
}

double ensemble_crps(std::span<const double> members, double observed) {
    if (!scorable(members, observed)) return kUndefined;
    const std::vector<double> sorted = ascending(members);
    const auto n = static_cast<double>(sorted.size());
    double sum = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const double level = (static_cast<double>(i) + 0.5) / n;
        sum += (sorted[i] - observed) * ((observed < sorted[i] ? 1.0 : 0.0) - level);
    }
    return std::max(0.0, 2 * sum / n);
}

double fair_crps(std::span<const double> members, double observed) {
    if (!scorable(members, observed) || members.size() < 2) return kUndefined;
    const std::vector<double> sorted = ascending(members);
    const auto n = static_cast<double>(sorted.size());
    double half_pairs = 0;   // Σ over i < j of x₍ⱼ₎ − x₍ᵢ₎, gap by gap
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        half_pairs += (sorted[i] - sorted[i - 1]) * static_cast<double>(i) * (n - static_cast<double>(i));
    }
    return mean_distance(sorted, observed) - half_pairs / (n * (n - 1));
}

double weighted_crps(std::span<const double> members, std::span<const double> weights, double observed) {
    if (!scorable(members, observed) || weights.size() != members.size() || !all_finite(weights)) return kUndefined;
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(total > 0) || *std::min_element(weights.begin(), weights.end()) < 0) return kUndefined;

    std::vector<std::pair<double, double>> sorted(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) sorted[i] = {members[i], weights[i]};
    std::sort(sorted.begin(), sorted.end());
    double distance = 0, half_pairs = 0, below = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i > 0) half_pairs += (sorted[i].first - sorted[i - 1].first) * below * (total - below);
        below += sorted[i].second;
        distance += sorted[i].second * std::abs(sorted[i].first - observed);
    }
    return distance / total - half_pairs / (total * total);
}

double normal_crps(double observed, double mean, double deviation) {
    if (!(deviation > 0)) return kUndefined;
    const double z = (observed - mean) / deviation;
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    return deviation * (z * std::erf(z / std::numbers::sqrt2) + 2 * density - std::numbers::inv_sqrtpi);
}

double uniform_crps(double observed, double low, double high) {
    if (!(low < high)) return kUndefined;
    const double z = (observed - low) / (high - low);
    const double below = std::clamp(z, 0.0, 1.0);
    return (high - low) * (std::abs(z - below) + below * below - below + 1.0 / 3);
}

double poisson_crps(double observed, double mean) {
    if (!(mean > 0) || !std::isfinite(mean) || !std::isfinite(observed)) return kUndefined;
    const double count = std::floor(observed);
    const double distribution = count < 0 ? 0 : poisson_distribution(count, mean);
    const double mass = count < 0 ? 0 : poisson_mass(count, mean);
    return (observed - mean) * (2 * distribution - 1) + 2 * mean * mass -
           mean * (scaled_bessel(0, 2 * mean) + scaled_bessel(1, 2 * mean));
}

double student_crps(double observed, double freedom, double location, double scale) {
    if (!(freedom > 1) || !(scale > 0)) return kUndefined;
    const double z = (observed - location) / scale;
    const auto log_beta = [](double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); };
    const double spread = 2 * std::sqrt(freedom) / (freedom - 1) * std::exp(log_beta(0.5, freedom - 0.5) - 2 * log_beta(0.5, freedom / 2));
    return scale * (z * (2 * student_distribution(z, freedom) - 1) +
                    2 * student_density(z, freedom) * (freedom + z * z) / (freedom - 1) - spread);
}

}  // namespace countervail
