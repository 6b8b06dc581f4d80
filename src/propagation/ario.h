// SPDX-License-Identifier: Apache-2.0
// ARIO, the adaptive regional input–output model: demand drives output, stocks of inputs hold it back, scarce industries
// overproduce, what is short is rationed in proportion to orders. Hallegatte 2008 (Risk Analysis 28, 779–799), 2014
// (Risk Analysis 34, 152–167); orders that shift to suppliers which can deliver: Guan et al. 2020 (Nature Human Behaviour 4,
// 577–587). Order of operations, thresholds and rounding as in BoARIO 0.6, against whose runs it is tested.
//
// One step, for industry f with orders, final and rebuilding demand d (docs/methods/ario.md has every line):
//   capacity     κ = α (1 − Δ) x0
//   output       x = min(d, κ, min_p stock_p / (ψ s_p a_pf))
//   deliveries   every client gets the share x/d of what it asked for
//   stocks       + delivered − a x
//   orders       a x + max(0, s_p a_pf min(d, κ) − stock) / τ_p, split over suppliers by Z0 κ/x0 (or by Z0 alone)
//   capacity     α += (α_max − α) (d − x)/d / τ_α, back to α_base where nothing is scarce; never below 1
#pragma once

#include <memory>

#include "propagation/propagation.h"

namespace countervail {

/// Uses of PropagationOptions: days_per_step, inventory_days(_of), restock_days(_of), psi, overproduction_*,
/// orders_follow_output, capital_to_value_added(_of), rebuild_days, rebuild_shares, threads. Rationing is proportional
/// whatever the options say; criticality is not asked. All problems at once. Flows in `table` must not be negative.
Result<std::unique_ptr<Propagation>> make_ario(const IoTable& table, const PropagationOptions& options);

}  // namespace countervail
