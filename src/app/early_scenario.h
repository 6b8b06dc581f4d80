// SPDX-License-Identifier: Apache-2.0
// A scenario asked as of a day on which much of what it rests on was not public: one error instead of hundreds.
#pragma once

#include "base/error.h"
#include "evidence/ledger.h"
#include "simulation/scenario.h"

namespace countervail {

class SolvedPrograms;

/// `errors` as Ensemble::prepare gave them for this scenario. A few figures that came later are told one by one, where the scenario or the world names them; more of them
/// together at `where`, with the first day that can be answered, for which the scenario is prepared again (up to half a minute).
Errors too_early_for_scenario(const Library& library, const Ledger& ledger, const Scenario& scenario, const Place& where, Errors errors, SolvedPrograms* solved = nullptr);

}  // namespace countervail
