// SPDX-License-Identifier: Apache-2.0
// Weighted least squares (docs/methods/world.md): the flows that miss the statements least, each weighed by its range,
// among all flows that balance every market and are not negative. Lanes without evidence lean on a gravity prior.
#pragma once

#include "base/solved_programs.h"
#include "world/network.h"

namespace countervail {

/// Flows by unknown; zero where pruned.
struct Reconciled {
    std::vector<double> flows;
    std::vector<Residual> residuals;   ///< one per claim, in claim order
    int iterations = 0;                ///< of the interior point, over all rounds
};

/// Fails when the program does not converge. The flows balance to the solver's tolerance only; see balance.h.
/// `solved`, where there is one, knows the programs of worlds reconciled before.
Result<Reconciled> reconcile(const FlowNetwork& network, const WorldPlan& plan, const Catalogue& catalogue, SolvedPrograms* solved = nullptr);

/// How each claim fares under given flows.
std::vector<Residual> residuals_of(const std::vector<double>& flows, const FlowNetwork& network, const WorldPlan& plan,
                                   const Catalogue& catalogue, const Ledger& ledger);

}  // namespace countervail
