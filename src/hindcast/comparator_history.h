// SPDX-License-Identifier: Apache-2.0
// What the comparators are asked about an observation, and what they may know: the ledger's own history of the same rows, as public on a day.
#pragma once

#include <optional>
#include <string>

#include "hindcast/target_observations.h"
#include "scoring/comparators.h"

namespace countervail {

struct HistoryQuestion {
    ComparatorQuestion question;
    std::vector<SteppedValue> published;   ///< the part of the history that our sources had printed by then: what the model itself may know
    std::string none;                 ///< why there is nothing to go by; empty when there is
    double factor = 1;                ///< turns members into the target's unit
};

/// History by month (by year where the observation is about a whole year and the months are not known): rows of the observation's series on the same basis that
/// were public by `known_on` (or count a month that customs had published by then) and lie before its days. A target divided by another measure is asked about the quotient of both series. `normal`: the
/// number in the world at rest, in the target's unit.
HistoryQuestion history_question(const Ledger& ledger, const Target& target, const BoundMeasure& measure, const MeasureUnit& divisor_unit, const TargetObservation& observation,
                                 Date known_on, std::optional<double> normal);

}  // namespace countervail
