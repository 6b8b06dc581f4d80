// SPDX-License-Identifier: Apache-2.0
// How far what a simulation exports may lie from what customs counted, month by month, before it speaks against the
// parameters. Exports are compared as shares of a normal month on the scale of their square root: what leaves in a month is a
// number of shipments, whose variance grows with their mean, and the root makes it even (Anscombe 1948, Biometrika 35:246–254); no shipment at
// all stays a finite number. The variance has three parts, each stated:
//   observation: the range of the published row; where rows contradict each other, also how far;
//   chance: shipments of a month, independent between months, as observed in normal months;
//   model: what the model leaves out, with a memory from month to month (correlation memory^|i−j|).
// Their sum is V; the misfit is (y − f)ᵀ V⁻¹ (y − f), y and f the roots of the observed and the simulated shares: what history matching
// calls implausibility, squared (Craig et al. 1997; Vernon et al. 2010, Bayesian Analysis 5:619–670, eq. 18).
#pragma once

#include <vector>

namespace countervail {

/// A month with an observation: its number from the episode's first, the observed share of normal and the variance of its root.
struct RootObservation {
    int month = 0;
    double share = 0;
    double variance = 0;
};

class RootError {
  public:
    RootError(std::vector<RootObservation> observations, double chance, double model, double memory);
    /// Squared distance of simulated shares, one per observation. NaN when one is not a number.
    double misfit(const std::vector<double>& shares) const;
    /// Of one observation by itself, in standard deviations: the implausibility of history matching.
    double implausibility(std::size_t observation, double share) const;
    const std::vector<RootObservation>& observations() const { return observations_; }

  private:
    std::vector<RootObservation> observations_;
    std::vector<std::vector<double>> root_;   // lower Cholesky factor of V
    std::vector<double> deviation_;
};

}  // namespace countervail
