// SPDX-License-Identifier: Apache-2.0
// When acts were announced, in force, suspended: a band per act, a row per group of limbs that went the same way, grouped
// by power. Where a named branch says otherwise the row is hatched and the branch named beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

enum class LawState { announced, in_force, suspended, never_operated, lapsed };

struct LawSpan {
    Date from;
    Date until;                 ///< first day out
    LawState state = LawState::in_force;
    std::string otherwise;      ///< "CN-2: suspended"; empty: nobody says otherwise
    std::string tooltip;
    bool operator==(const LawSpan&) const = default;
};

struct LawRow {
    std::string limbs;          ///< empty: the whole act
    std::vector<LawSpan> spans; ///< ascending, disjoint
};

struct LawBand {
    std::string number, title;
    std::vector<LawRow> rows;
};

struct LawPower {
    std::string name;
    std::vector<LawBand> bands;
};

struct LawTimeline {
    Chart chart;
    Date from, through;
    std::vector<DatedEvent> events;   ///< the day up to which things were known
    std::vector<LawPower> powers;
};

/// SVG text. Under 600 wide, titles stand above their bands.
std::string law_timeline(const LawTimeline& spec);

}  // namespace countervail
