// SPDX-License-Identifier: Apache-2.0
// Does what is said to happen nine times in ten happen nine times in ten? Coverage and width of central bands, and the probability
// integral transform of ensembles.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace countervail {

/// Quantile 0 ≤ p ≤ 1 of members in ascending order, linear between them (type 7 of Hyndman & Fan 1996, Am. Stat. 50), so the ends
/// are the least and the greatest member. NaN when there is none.
double sorted_quantile(std::span<const double> ascending, double p);

/// One forecast band and what was observed, both in the same unit. The ends belong to the band.
struct BandCase {
    double low = 0;
    double high = 0;
    double observed = 0;
};

/// How often observations fell inside bands of one level.
struct BandCoverage {
    double level = 0;              ///< what the bands claim: 0.5, 0.9
    std::size_t cases = 0;
    std::size_t inside = 0;
    double share = 0;              ///< inside / cases; NaN without cases
    /// Counts between which a forecaster whose bands hold what they claim stays in at least 90 % of trials (exact binomial quantiles).
    /// For independent cases: months of one episode share its draw of fate, and then chance reaches further than this.
    std::size_t chance_low = 0;
    std::size_t chance_high = 0;
    double mean_width = 0;         ///< mean of high − low, in the unit of the cases; NaN without cases
};
BandCoverage band_coverage(std::span<const BandCase> cases, double level);

/// Where an observation stands in an ensemble of n members: of n + 1 exchangeable values, r are smaller and t members equal it, so its place is
/// somewhere in [r/(n+1), (r+t+1)/(n+1)].
struct PitInterval {
    double from = 0;
    double to = 1;
};
/// Not a number when the observation is none.
PitInterval pit_of(std::span<const double> members, double observed);

/// Histogram of the transform without random numbers (Czado, Gneiting & Held 2009, Biometrics 65:1254–1261, eq. 2): every case spreads its
/// mass 1/N evenly over its interval. Chosen over drawing a point inside the interval because the answer then needs no seed and ties (zero
/// exports in most draws) show as what they are. Flat when calibrated; a hump in the middle: bands too wide; both ends high: too narrow; one
/// end high: biased (observations above the members fall on the right).
struct PitHistogram {
    std::size_t cases = 0;
    std::vector<double> share;     ///< of the cases, by bin of equal width from 0 to 1; sums to 1
    double expected = 0;           ///< 1 / bins
    /// Shares between which one given bin stays in at least 90 % of trials if the forecast is calibrated and the cases are independent
    /// (binomial quantiles; wider than need be, since spread-out mass varies less).
    double chance_low = 0;
    double chance_high = 0;
};
/// Cases whose interval is not a number are left out.
PitHistogram pit_histogram(std::span<const PitInterval> cases, std::size_t bins = 10);

}  // namespace countervail
