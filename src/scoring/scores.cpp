// SPDX-License-Identifier: Apache-2.0
#include "scoring/scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <vector>

#include "scoring/calibration_checks.h"
#include "scoring/finite.h"

namespace countervail {
namespace {

double distance(std::span<const double> one, std::span<const double> other) {
    double squares = 0;
    for (std::size_t k = 0; k < one.size(); ++k) squares += (one[k] - other[k]) * (one[k] - other[k]);
    return std::sqrt(squares);
}

/// Means over members of the distance to the observation and over pairs of the distance between members, by weight.
struct EnergyTerms {
    double to_observed = kUndefined;
    double between = kUndefined;   ///< pairs of a member with itself included
};

EnergyTerms energy_terms(std::span<const double> members, std::span<const double> weights, std::span<const double> observed) {
    const std::size_t size = observed.size();
    if (size == 0 || members.empty() || members.size() != weights.size() * size) return {};
    if (!all_finite(members) || !all_finite(observed) || !all_finite(weights)) return {};
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(total > 0) || *std::min_element(weights.begin(), weights.end()) < 0) return {};

    double to_observed = 0, between = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto row = members.subspan(i * size, size);
        to_observed += weights[i] * distance(row, observed);
        for (std::size_t j = i + 1; j < weights.size(); ++j) {
            between += 2 * weights[i] * weights[j] * distance(row, members.subspan(j * size, size));
        }
    }
    return {to_observed / total, between / (total * total)};
}

EnergyTerms even_terms(std::span<const double> members, std::span<const double> observed) {
    const std::size_t rows = observed.empty() ? 0 : members.size() / observed.size();
    return energy_terms(members, std::vector<double>(rows, 1.0), observed);
}

bool is_probability(double value) { return value >= 0 && value <= 1; }

/// Standard deviation with divisor n − 1; 0 where an ensemble has no spread.
double deviation(std::span<const double> members, double mean) {
    if (members.size() < 2 || std::all_of(members.begin(), members.end(), [&](double value) { return value == members[0]; })) return 0;
    double squares = 0;
    for (const double member : members) squares += (member - mean) * (member - mean);
    return std::sqrt(squares / static_cast<double>(members.size() - 1));
}

double mean_of(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

double energy_score(std::span<const double> members, std::span<const double> observed) {
    const EnergyTerms terms = even_terms(members, observed);
    return terms.to_observed - terms.between / 2;
}

double fair_energy_score(std::span<const double> members, std::span<const double> observed) {
    const EnergyTerms terms = even_terms(members, observed);
    const double rows = observed.empty() ? 0 : static_cast<double>(members.size() / observed.size());
    return rows < 2 ? kUndefined : terms.to_observed - terms.between / 2 * rows / (rows - 1);
}

double weighted_energy_score(std::span<const double> members, std::span<const double> weights, std::span<const double> observed) {
    const EnergyTerms terms = energy_terms(members, weights, observed);
    return terms.to_observed - terms.between / 2;
}

double interval_score(double low, double high, double observed, double level) {
    if (!(low <= high) || !(level > 0) || !(level < 1)) return std::numeric_limits<double>::quiet_NaN();
    return high - low + 2 / (1 - level) * (std::max(0.0, low - observed) + std::max(0.0, observed - high));
}

double brier_score(double probability, bool happened) {
    if (!is_probability(probability)) return kUndefined;
    const double miss = probability - (happened ? 1 : 0);
    return miss * miss;
}

double ranked_probability_score(std::span<const double> probabilities, std::size_t observed) {
    if (observed >= probabilities.size() || !std::all_of(probabilities.begin(), probabilities.end(), is_probability)) return kUndefined;
    double sum = 0, score = 0;
    for (std::size_t k = 0; k < probabilities.size(); ++k) {
        sum += probabilities[k];
        const double miss = sum - (observed <= k ? 1 : 0);
        score += miss * miss;
    }
    return std::abs(sum - 1) > 1e-6 ? kUndefined : score;
}

double log_score(double probability, bool happened) {
    if (!is_probability(probability)) return kUndefined;
    return happened ? -std::log(probability) : -std::log1p(-probability);
}

std::optional<double> normal_log_score(std::span<const double> members, double observed) {
    if (!all_finite(members) || !std::isfinite(observed) || members.empty()) return std::nullopt;
    const double mean = mean_of(members), spread = deviation(members, mean);
    if (!(spread > 0)) return std::nullopt;
    const double z = (observed - mean) / spread;
    return z * z / 2 + std::log(spread) + std::log(2 * std::numbers::pi) / 2;
}

std::optional<double> kernel_log_score(std::span<const double> members, double observed) {
    if (!all_finite(members) || !std::isfinite(observed) || members.empty()) return std::nullopt;
    const double spread = deviation(members, mean_of(members));
    if (!(spread > 0)) return std::nullopt;
    std::vector<double> sorted(members.begin(), members.end());
    std::sort(sorted.begin(), sorted.end());
    const double quartiles = (sorted_quantile(sorted, 0.75) - sorted_quantile(sorted, 0.25)) / 1.34;
    const auto n = static_cast<double>(sorted.size());
    const double width = 1.06 * (quartiles > 0 ? std::min(spread, quartiles) : spread) * std::pow(n, -0.2);

    // The largest exponent comes out of the sum, so that an observation far in the tail keeps a finite score.
    double nearest = std::numeric_limits<double>::infinity();
    for (const double member : sorted) nearest = std::min(nearest, std::abs(observed - member) / width);
    double sum = 0;
    for (const double member : sorted) {
        const double z = (observed - member) / width;
        sum += std::exp((nearest * nearest - z * z) / 2);
    }
    return nearest * nearest / 2 - std::log(sum) + std::log(n * width) + std::log(2 * std::numbers::pi) / 2;
}

}  // namespace countervail
