// SPDX-License-Identifier: Apache-2.0
// When a clause was really in force: its own dates, less the days after an amendment of the same act replaced it,
// less what repeals and suspensions took away.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "controls/act.h"

namespace countervail {

/// The end of what has no end.
inline Date open_end() { return Date(9999, 12, 31); }

/// How a clause stands on a day.
struct Standing {
    ClauseStatus status = ClauseStatus::not_yet_in_force;
    std::string suspended_by;             ///< act, when a suspension holds that day (also before the start)
    std::optional<Date> resumes_on;       ///< first later day in force, when not in force that day
};

struct ClauseDates {
    Date starts;
    Date ends;                            ///< first day out for good (expiry, amendment, repeal); open_end() when none
    std::vector<Interval> in_force;       ///< ascending, disjoint
    struct Pause {
        Interval days;
        std::string act;
    };
    std::vector<Pause> pauses;            ///< suspensions of the whole clause

    Standing standing(Date on) const;
};

/// Dates of one clause given all the acts that are known (the one that holds it among them).
ClauseDates clause_dates(const std::vector<Act>& acts, const Act& act, const Clause& clause);

/// Whether a suspension names this clause (its items aside).
bool covers(const Suspension& suspension, const Act& act, const Clause& clause);

}  // namespace countervail
