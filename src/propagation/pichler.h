// SPDX-License-Identifier: Apache-2.0
// The half-critical family: industries hold stocks of inputs, and which inputs are missing decides whether an industry
// stops, slows or goes on. Pichler, Pangallo, del Rio-Chanona, Lafond & Farmer 2022, "Forecasting the propagation of
// pandemic shocks with a dynamic input–output model", J. Econ. Dyn. Control 144, section 3 and its Table 2 of
// production functions.
//
// One step, in the paper's order, for product k, using cell j, supplying cell i (S stock, A input per unit of output,
// x⁰ output at rest, d demand met with):
//   1. orders      O_kj = max(0, A_kj d_j(t−1) + (n_k A_kj x⁰_j − S_kj)/τ), shared out over places as at rest
//   2. demand      d_i = Σ_j O_ij + f_i
//   3. inputs      critical S/A, important ½(S/A + x⁰), others none;   linear: 1 less the cost share of what is short
//   4. output      x_i = min(capacity, inputs, d_i)
//   5. rationing   of x_i over the orders and final demand (PropagationOptions::rationing)
//   6. stocks      S ← S − min(S, A x) + what arrived: usable from the next step on
//
// Where this differs from the paper, and why:
//   - Nobody is hired or dismissed: capacity is what the shock leaves. Household income does not feed back on demand
//     either; a shock to final demand is part of the Shock.
//   - A step uses no more of an input than lay in stock at its start. The paper's max(0, S + Z − A x) would use up what
//     has only just arrived, and an important input held at φ would then settle at max(½, φ) in place of (1 + φ)/2.
//   - linear: an input counts up to its full rate only. The paper's ΣS/ΣA lets ninety days of one input stand in for
//     another that is gone, so that no single input ever matters.
//   - A step of h days: what is ordered in one step can be used in the next, so h − 1 days of use are on the way from
//     the start and a longer step delays no stock-out. The error against h = 1 is of the order of h (one step per tier).
//   - No capacity above that at rest and no move of orders to other places; both are what `ario` adds.
//
// Pooling (PropagationOptions::pool_places): a user keeps one stock per product, to which all places contribute, so it
// stops only when the product is gone; without pooling each place's product is an input of its own.
//
// Rationing: proportional to orders; priority: industries before final users; optimal: to the users with the highest
// value added per unit of the input first (half as urgent where it is only important, last where it is not needed,
// final users before those); worst: the reverse; equal ranks share in proportion and an industry's own use of its product
// comes first. The last two are greedy, step by step and supplier by supplier: a bracket, not an optimum of the network
// (rationing.h has the exact one for a single item).
#pragma once

#include <memory>
#include <string_view>

#include "base/error.h"
#include "propagation/propagation.h"

namespace countervail {

/// What keeps `name` from running on `table` with `options`: an unknown name, stocks of less than a day, a matrix of
/// another size or with values other than 0, 0.5 and 1, steps or times that are not positive. Empty: all well.
Errors pichler_problems(std::string_view name, const IoTable& table, const PropagationOptions& options);

/// `name` is one of half-critical, strongly-critical, weakly-critical, leontief, linear; pichler_problems() must be
/// empty. Final demand at rest is x − Z 1, so that a table out of balance by rounding is at rest all the same.
/// PropagationStep::stock_short looks at critical and important inputs (linear: at all).
std::unique_ptr<Propagation> make_pichler(std::string_view name, const IoTable& table, const PropagationOptions& options);

}  // namespace countervail
