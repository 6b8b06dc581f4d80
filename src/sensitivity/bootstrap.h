// SPDX-License-Identifier: Apache-2.0
// Percentile intervals by resampling rows with replacement (B. Efron, "Bootstrap methods: another look at the jackknife",
// Annals of Statistics 7 (1979) 1–26; percentile limits: Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
// section 13.3). Deterministic: a resample is a pure function of seed and number.
#pragma once

#include <cstdint>
#include <vector>

namespace countervail {

struct ResamplePlan {
    int resamples = 1000;
    double level = 0.9;          ///< of the interval: 0.9 leaves 5 % on either side
    std::uint64_t seed = 1;
};

/// A figure with its percentile interval.
struct IndexEstimate {
    double value = 0, low = 0, high = 0;
};

/// How often each of `rows` rows is drawn in resample number `resample`; the counts sum to `rows`.
std::vector<double> resample_counts(const ResamplePlan& plan, int resample, std::size_t rows);

/// The figure and the interval of its replicates (linear interpolation between order statistics). Without replicates
/// the interval is the figure itself.
IndexEstimate estimate_of(double value, std::vector<double> replicates, double level);

}  // namespace countervail
