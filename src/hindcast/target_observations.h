// SPDX-License-Identifier: Apache-2.0
// The observations that a target names, each with its days and in the target's unit.
#pragma once

#include <vector>

#include "hindcast/measure_values.h"
#include "hindcast/observation.h"

namespace countervail {

struct TargetObservation {
    Interval days;                      ///< over which the run is asked
    ObservedValue value;                ///< in the target's unit
    const Statement* row = nullptr;     ///< one of those that it rests on: for unit and series
    double divisor = 1;                 ///< value of the row divided by, in the measure's unit
    double times = 1;                   ///< value of the row multiplied by
    bool is_quotient = false;           ///< the row itself is a ratio though the target divides
};

/// Days as a person writes them: "2025-05", "2025-05-06", "2025-04..2025-06" (through).
std::string words_of(const Interval& days);

/// Statements that a target names and the ledger does not hold, and fields that no row of its quantity has, with the nearest; at the target's lines. Empty does not
/// yet mean that something was observed.
Errors unknown_rows(const Ledger& ledger, const Target& target);

/// In order of time. `divisor_unit`: of what observed.over is brought to: the measure's own where the target is divided by its baseline, or not at all. All
/// problems at once, at the target's lines: unknown rows (nearest named), units, rows of several bases as many on each, months that are missing, nothing observed.
/// `public_by`: as if nothing had been published since, neither a row nor what it cites.
Result<std::vector<TargetObservation>> target_observations(const Ledger& ledger, const Target& target, const BoundMeasure& measure, const MeasureUnit& divisor_unit, const Interval& run,
                                                           std::optional<Date> public_by = {});

}  // namespace countervail
