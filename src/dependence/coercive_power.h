// SPDX-License-Identifier: Apache-2.0
// What a supplier, or several acting together, can take from a buyer by withholding all that they sell it.
// Clayton, Maggiori & Schreger 2024, "A theory of economic coercion and fragmentation" (NBER w33309, BIS WP 1224); the closed form below is
// re-derived from nested CES, not copied: varieties of one sector by origin with elasticity σ_J, sectors with elasticity ρ.
//
//   ln P_J  = −ln(1 − ω_J) / (σ_J − 1)                              price index of sector J without the withheld varieties, σ_J > 1
//   Loss    = ln Σ_J Ω_J P_J^(1−ρ) / (1 − ρ),    ρ → 1: Σ_J Ω_J ln P_J
//
// Ω_J: share of sector J in the buyer's spending on inputs, Σ Ω = 1; ω_J: share of the withholders in it. Loss is in log points of the cost of
// inputs; β × Loss, β the share of inputs in output, is the fall of output in log points. Convex in control for ρ ≤ σ_J: the last tenth of
// control is worth most, and a coalition more than the sum of its members. docs/methods/dependence-coercive-power.md.
//
// Infinite where a sector is controlled entirely (or σ_J ≤ 1) and ρ ≤ 1: nothing replaces it.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace countervail {

/// One sector of one buyer. Sectors in which nothing is controlled may be left out.
struct ControlledInput {
    double spending_share = 0;   ///< Ω_J in [0, 1]
    double control = 0;          ///< ω_J in [0, 1]
    double sigma = 0;            ///< σ_J > 0
};

/// ln P_J ≥ 0; infinite where nothing replaces the sector.
double sector_price_rise(double control, double sigma);
/// Loss of the buyer, log points. Accurate to rounding at any ρ ≥ 0, through ρ = 1 too.
double coercive_loss(std::span<const ControlledInput> inputs, double rho);
/// ∂Loss/∂ω_J for each of `inputs`: what the next point of control is worth. Where control is complete: infinite for ρ < σ_J, 0 for ρ > σ_J;
/// infinite for all where Loss is.
std::vector<double> value_of_control(std::span<const ControlledInput> inputs, double rho);

/// Who buys what from whom: from an input–output table (dependence/power_inputs.h) or from the flows of a trade cube.
struct PowerFlow {
    int buyer = 0, supplier = 0, sector = 0;
    double value = 0;            ///< ≥ 0, any money unit
};
struct PowerInputs {
    std::vector<std::string> places, sectors;
    std::vector<double> sigma;       ///< by sector
    std::vector<double> beta;        ///< by place: inputs of these sectors as a share of its output; empty: 1, losses then are of inputs only
    std::vector<PowerFlow> flows;    ///< at most one for a buyer, supplier and sector; a buyer's flows from itself count as spending
    std::vector<std::string> statements;
    Errors notes;
};
/// Sizes, indices, signs, elasticities: everything that is wrong, at once; where that is all right, flows that come twice.
Errors check_power_inputs(const PowerInputs& inputs);

/// Loss of every buyer from every supplier acting alone: row buyer, column supplier, row-major, log points of input cost. The diagonal is 0.
struct PowerOfAll {
    std::vector<double> loss;
    double of(int buyer, int supplier, int places) const { return loss[static_cast<std::size_t>(buyer) * static_cast<std::size_t>(places) + static_cast<std::size_t>(supplier)]; }
};
/// Touches only the flows there are: a cube of ten million takes a second. Same bytes at any number of threads.
Result<PowerOfAll> power_of_all(const PowerInputs& inputs, double rho, int threads);

/// Several suppliers acting together against one buyer.
struct CoalitionPower {
    int buyer = 0;
    double together = 0;              ///< loss when all members withhold
    std::vector<double> alone;        ///< by member: loss when it alone withholds
    std::vector<double> marginal;     ///< by member: together less what the others achieve without it (infinite less infinite is infinite)
};
/// For every buyer that is no member, in the order of places. `members`: places, each once.
Result<std::vector<CoalitionPower>> coalition_power(const PowerInputs& inputs, const std::vector<int>& members, double rho);

/// The sectors of one buyer in which the members supply something, by falling Ω_J ln P_J.
struct SectorPower {
    int sector = 0;
    ControlledInput input;
    double price_rise = 0;            ///< ln P_J
    double value_of_control = 0;      ///< ∂Loss/∂ω_J
};
Result<std::vector<SectorPower>> power_by_sector(const PowerInputs& inputs, int buyer, const std::vector<int>& members, double rho);

}  // namespace countervail
