// SPDX-License-Identifier: Apache-2.0
// One plant with stocks of inputs, some critical, some only important: how much can it make, what is left, what does it
// order? The rules that pichler.h applies to whole tables, for one plant and a handful of inputs.
//
// Pichler et al. 2022 (J. Econ. Dyn. Control 144), production functions; pooling of regional suppliers and the ceiling
// on substitution as DisruptSC has them (Colon, Hallegatte & Rozenberg 2021, Nature Sustainability 4, and its tests).
// Quantities are per step in any one unit of output; inputs in their own units.
#pragma once

#include <span>
#include <vector>

namespace countervail {

struct PlantInput {
    double per_output = 0;     ///< input per unit of output, above zero
    double stock = 0;
    double criticality = 1;    ///< 1 stops output, 0.5 slows it to no less than half, 0 does not matter
    int pool = -1;             ///< inputs of one pool replace each other one for one; -1: stands alone
};

/// The most that stocks allow: min over critical S/A and over important ½(S/A + output at rest); pools count their sums and
/// the highest criticality among them. Infinite where nothing binds.
double input_ceiling(std::span<const PlantInput> inputs, double output_at_rest);

/// Output when inputs replace each other: what an input is short of its full rate costs its share of all inputs (by
/// `per_output`, which must then be in money).
double linear_ceiling(std::span<const PlantInput> inputs, double output_at_rest);

/// What is made: the least of demand, capacity and input_ceiling().
double partial_leontief_output(std::span<const PlantInput> inputs, double output_at_rest, double capacity, double demand);

/// Stocks after making `output`: every input is used, whether it binds or not, down to zero; pools draw from their members
/// in proportion to stocks.
std::vector<double> stocks_after(std::span<const PlantInput> inputs, double output);

struct PooledSupplier {
    double need = 0;           ///< at rest, per step
    double stock = 0;          ///< of its product
    double fill_rate = 1;      ///< share of the last orders that it delivered
};

/// Orders to the suppliers of one pool: the needs and a part of the gap to the target stock, shared out by need × fill rate.
/// `target_steps`: stock aimed at, in steps of need; `restock_steps`: steps in which the gap is to close. All fill rates zero:
/// shared out by need alone.
std::vector<double> pooled_orders(std::span<const PooledSupplier> suppliers, double target_steps, double restock_steps);

struct SubstitutedDelivery {
    double usual = 0, alternative = 0;
    double total() const { return usual + alternative; }
};

/// An order when the usual way carries `capacity_share` of it (0: closed) and others take over at most `substitution_share`
/// of what is missing.
SubstitutedDelivery deliver_with_substitution(double order, double capacity_share, double substitution_share);

}  // namespace countervail
