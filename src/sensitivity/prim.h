// SPDX-License-Identifier: Apache-2.0
// PRIM, the patient rule induction method: a box in the space of the inputs in which cases of interest are dense ("the
// answer flips when …"). J. H. Friedman & N. I. Fisher, "Bump hunting in high-dimensional data", Statistics and Computing
// 9 (1999) 123–143; as scenario discovery: B. P. Bryant & R. J. Lempert, Technological Forecasting & Social Change 77
// (2010) 34–49.
//
// Peeling: from the box of all points, the twentieth (peel_alpha) of the points with the lowest or the highest values of
// one input is cut off, that cut whose objective is largest, as long as the mean rises and the box keeps mass_min of all
// points. Pasting: then limits are moved out again by a twentieth (paste_alpha) while that raises the mean. The objective
// is the gain of the mean over the loss of points (LENIENT1 of J. H. Kwakkel & M. Jaxa-Rozen, Environmental Modelling &
// Software 79 (2016) 311–321); of equal ones that which restricts fewer inputs, then the first. Limits lie half-way between
// two values (prim_quantile).
//
// Of a box: coverage = cases of interest in it over all of them; density = their share among its points; mass = its share of
// all points; quasi-p of a limit = chance of at least as many cases of interest among the box's points, were the limit of no
// use: binomial with the density that the box has without that limit (one-sided; Bryant & Lempert 2010, section 4.3).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/error.h"

namespace countervail {

struct PrimSettings {
    double peel_alpha = 0.05, paste_alpha = 0.05;
    double mass_min = 0.05;          ///< of all points
};

struct PrimLimits {
    double low = 0, high = 0;
    bool operator==(const PrimLimits&) const = default;
};

/// Limits by input, both ends within the box.
using PrimBox = std::vector<PrimLimits>;

/// A limit that the box of all points does not have.
struct PrimRestriction {
    int input = 0;
    std::optional<double> low, high;       ///< absent: not restricted on this side
    std::optional<double> low_p, high_p;   ///< quasi-p of each
};

struct PrimFigures {
    double coverage = 0, density = 0, mass = 0;
    int restricted = 0;                    ///< inputs with a limit
};

/// The points to search: [row][input], and whether each is a case of interest.
class PrimSearch {
  public:
    /// Fails when the sizes differ, a number is not finite, a setting is outside (0, 0.5), or all or no points are of interest.
    static Result<PrimSearch> make(std::vector<std::vector<double>> points, std::vector<std::uint8_t> interest, PrimSettings settings = {});

    /// The box of all points.
    const PrimBox& everything() const { return everything_; }
    /// Boxes from everything() on, one per peel and paste, among the points that no box in `found` holds.
    std::vector<PrimBox> trajectory(const std::vector<PrimBox>& found = {}) const;
    /// Over the same points; coverage and mass count against all points.
    PrimFigures figures(const PrimBox& box, const std::vector<PrimBox>& found = {}) const;
    std::vector<PrimRestriction> restrictions(const PrimBox& box, const std::vector<PrimBox>& found = {}) const;

    /// The box of a trajectory with the highest harmonic mean of coverage and density (the first of equals): the trade
    /// between the two is otherwise a person's choice.
    std::size_t balanced(const std::vector<PrimBox>& trajectory, const std::vector<PrimBox>& found = {}) const;
    /// Takes off limits whose quasi-p is above `level`, the weakest first, until all that are left are below it.
    PrimBox without_weak_limits(PrimBox box, double level, const std::vector<PrimBox>& found = {}) const;

  private:
    PrimSearch() = default;
    std::vector<std::size_t> remaining(const std::vector<PrimBox>& found) const;
    std::vector<std::vector<double>> points_;
    std::vector<std::uint8_t> interest_;
    PrimSettings settings_;
    PrimBox everything_;
    double all_interest_ = 0;
};

/// The limit that cuts off the share q (above a half: 1 − q at the top) of the values: half-way between the neighbours
/// around q; where these are equal, between the nearest distinct value further in and them. The rule of sdtoolkit (Bryant)
/// and the EMA workbench. `values` not empty, 0 < q < 1.
double prim_quantile(std::vector<double> values, double q);

/// P(X ≥ successes) for X binomial.
double binomial_at_least(int successes, int trials, double chance);

}  // namespace countervail
