// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/bootstrap.h"

#include <algorithm>

#include "base/random.h"

namespace countervail {

namespace {

double percentile(const std::vector<double>& sorted, double p) {
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::vector<double> resample_counts(const ResamplePlan& plan, int resample, std::size_t rows) {
    static const std::uint32_t kPurpose = name_code("bootstrap");
    std::vector<double> counts(rows, 0.0);
    for (std::size_t i = 0; i < rows; ++i) {
        const double u = uniform(plan.seed, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(resample), kPurpose);
        const auto row = static_cast<std::size_t>(u * static_cast<double>(rows));
        counts[std::min(row, rows - 1)] += 1;
    }
    return counts;
}

IndexEstimate estimate_of(double value, std::vector<double> replicates, double level) {
    if (replicates.empty()) return {value, value, value};
    std::sort(replicates.begin(), replicates.end());
    const double tail = (1 - level) / 2;
    return {value, percentile(replicates, tail), percentile(replicates, 1 - tail)};
}

}  // namespace countervail
