// SPDX-License-Identifier: Apache-2.0
// Which kind of target may be about which measure: targets of one kind are pooled, so a price scored as a volume would spoil both. Stated once, here;
// docs/formats/scenario.md prints the same table.
#pragma once

#include <string>
#include <vector>

#include "hindcast/measure_values.h"
#include "simulation/target.h"

namespace countervail {

/// Measures of one nature, by their units, and the kinds that a target about them may be of: as they are, divided by their own baseline, and divided by
/// another measure in the same unit. An empty list: not at all.
struct MeasureKinds {
    std::vector<std::string> units;
    std::string examples;
    std::vector<TargetKind> alone, over_baseline, over_another;
};

/// Every unit that a measure of a run or a derived one has, once.
const std::vector<MeasureKinds>& measure_kinds();

/// What does not go together in a target, at its lines: its kind and its measure, a date that is divided or divided by, two units. `over`: the measure divided by, where
/// the target names one and it is known.
Errors check_kind(const Target& target, const BoundMeasure& measure, const BoundMeasure* over);

}  // namespace countervail
