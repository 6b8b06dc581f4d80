// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/saltelli.h"

#include <cmath>
#include <string>

namespace countervail {

namespace {

constexpr int kMostBasePoints = 1 << 20;
constexpr double kRounding = 1e-24;   // of the mean square: a constant answer varies by rounding alone

using Row = std::vector<double>;

/// What a base point adds to the sums that the estimators are made of; every index is a ratio of such sums, so a
/// resample is the same sums with other weights.
struct Contributions {
    Row ours, square;                ///< f_A + f_B and f_A² + f_B²
    std::vector<Row> first, total;   ///< by input
    std::vector<Row> pair;           ///< by pair
};

double dot(const Row& terms, const Row& weights) {
    double sum = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) sum += terms[i] * weights[i];
    return sum;
}

double mean_of_base(const SaltelliDesign& design, const std::vector<double>& answers) {
    const auto stride = static_cast<std::size_t>(design.runs_per_point()), d = static_cast<std::size_t>(design.inputs());
    double sum = 0;
    for (std::size_t at = 0; at < answers.size(); at += stride) sum += answers[at] + answers[at + d + 1];
    return sum / (2.0 * design.base_points());
}

Contributions contributions_of(const SaltelliDesign& design, const std::vector<double>& answers, double mean) {
    const auto n = static_cast<std::size_t>(design.base_points()), d = static_cast<std::size_t>(design.inputs());
    const auto stride = static_cast<std::size_t>(design.runs_per_point());
    Contributions made;
    made.ours.resize(n);
    made.square.resize(n);
    made.first.assign(d, Row(n));
    made.total.assign(d, Row(n));
    if (design.pairs()) made.pair.assign(d * (d - 1) / 2, Row(n));
    for (std::size_t i = 0; i < n; ++i) {
        const auto f = [&](std::size_t run) { return answers[i * stride + run] - mean; };
        const double a = f(0), b = f(d + 1);
        made.ours[i] = a + b;
        made.square[i] = a * a + b * b;
        for (std::size_t j = 0; j < d; ++j) {
            const double ab = f(1 + j);
            made.first[j][i] = b * (ab - a);
            made.total[j][i] = (a - ab) * (a - ab) / 2;
        }
        std::size_t pair = 0;
        for (std::size_t j = 0; design.pairs() && j < d; ++j) {
            for (std::size_t k = j + 1; k < d; ++k) made.pair[pair++][i] = f(d + 2 + j) * f(1 + k) - a * b;
        }
    }
    return made;
}

struct Plain {
    double variance = 0, first_sum = 0;
    Row first, total, pair;
};

Plain indices_of(const Contributions& made, const Row& weights, double rows) {
    Plain plain;
    const double mean = dot(made.ours, weights) / (2 * rows);
    plain.variance = dot(made.square, weights) / (2 * rows) - mean * mean;
    const double scale = plain.variance > 0 ? 1 / (rows * plain.variance) : 0;
    for (const Row& terms : made.first) {
        plain.first.push_back(scale * dot(terms, weights));
        plain.first_sum += plain.first.back();
    }
    for (const Row& terms : made.total) plain.total.push_back(scale * dot(terms, weights));
    std::size_t pair = 0;
    for (std::size_t j = 0; !made.pair.empty() && j < made.first.size(); ++j) {
        for (std::size_t k = j + 1; k < made.first.size(); ++k) {
            plain.pair.push_back(scale * dot(made.pair[pair++], weights) - plain.first[j] - plain.first[k]);
        }
    }
    return plain;
}

/// Column `at` of one member over the resamples.
Row column(const std::vector<Plain>& replicates, Row Plain::*member, std::size_t at) {
    Row values;
    for (const Plain& each : replicates) values.push_back((each.*member)[at]);
    return values;
}

Result<void> check(const SaltelliDesign& design, const std::vector<double>& answers) {
    if (answers.size() != static_cast<std::size_t>(design.runs())) {
        return fail({}, "the design has " + std::to_string(design.runs()) + " runs, but there are " + std::to_string(answers.size()) + " answers");
    }
    for (std::size_t run = 0; run < answers.size(); ++run) {
        if (!std::isfinite(answers[run])) return fail({}, "the answer of run " + std::to_string(run) + " is not a finite number");
    }
    return {};
}

}  // namespace

Result<SaltelliDesign> SaltelliDesign::make(int inputs, int base_points, std::uint64_t seed, bool pairs) {
    Errors errors;
    if (inputs < 1 || inputs > kSaltelliInputs) {
        errors.push_back({{}, "a design for " + std::to_string(inputs) + " inputs", "1 to " + std::to_string(kSaltelliInputs) + " can be had"});
    }
    if (base_points < 2 || base_points > kMostBasePoints || (base_points & (base_points - 1)) != 0) {
        errors.push_back({{}, std::to_string(base_points) + " base points are not a power of two from 2 to " + std::to_string(kMostBasePoints),
                          "256, 512, 1024, 2048 …: only then are the points evenly spread"});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    auto sequence = SobolSequence::make(2 * inputs, seed);
    if (!sequence) return std::unexpected(std::move(sequence.error()));
    return SaltelliDesign(std::move(*sequence), inputs, base_points, pairs);
}

std::vector<double> SaltelliDesign::point(int run) const {
    const int step = run % runs_per_point();
    const auto index = static_cast<std::uint32_t>(run / runs_per_point());
    const bool from_b = step > inputs_;                       // B, BA_j
    const int swapped = from_b ? step - inputs_ - 2 : step - 1;   // −1: none
    std::vector<double> coordinates(static_cast<std::size_t>(inputs_));
    for (int j = 0; j < inputs_; ++j) {
        const bool second = from_b != (j == swapped);
        coordinates[static_cast<std::size_t>(j)] = sequence_.coordinate(index, second ? inputs_ + j : j);
    }
    return coordinates;
}

Result<SobolIndices> sobol_indices(const SaltelliDesign& design, const std::vector<double>& answers, const ResamplePlan& plan) {
    if (auto checked = check(design, answers); !checked) return std::unexpected(std::move(checked.error()));
    const auto rows = static_cast<std::size_t>(design.base_points()), inputs = static_cast<std::size_t>(design.inputs());
    SobolIndices found;
    found.mean = mean_of_base(design, answers);
    const Contributions made = contributions_of(design, answers, found.mean);
    const Plain whole = indices_of(made, Row(rows, 1.0), static_cast<double>(rows));
    found.variance = whole.variance;
    found.varies = whole.variance > kRounding * (found.mean * found.mean + whole.variance);
    found.first.resize(inputs);
    found.total.resize(inputs);
    std::vector<Plain> replicates;
    for (int r = 0; found.varies && r < plan.resamples; ++r) {
        replicates.push_back(indices_of(made, resample_counts(plan, r, rows), static_cast<double>(rows)));
    }
    if (found.varies) {
        for (std::size_t j = 0; j < inputs; ++j) {
            found.first[j] = estimate_of(whole.first[j], column(replicates, &Plain::first, j), plan.level);
            found.total[j] = estimate_of(whole.total[j], column(replicates, &Plain::total, j), plan.level);
        }
        Row sums;
        for (const Plain& each : replicates) sums.push_back(each.first_sum);
        found.first_sum = estimate_of(whole.first_sum, std::move(sums), plan.level);
    }
    std::size_t pair = 0;
    for (int j = 0; design.pairs() && j < design.inputs(); ++j) {
        for (int k = j + 1; k < design.inputs(); ++k, ++pair) {
            found.pairs.push_back({j, k, found.varies ? estimate_of(whole.pair[pair], column(replicates, &Plain::pair, pair), plan.level) : IndexEstimate{}});
        }
    }
    return found;
}

}  // namespace countervail
