// SPDX-License-Identifier: Apache-2.0
#include "controls/clause_dates.h"

#include <algorithm>
#include <tuple>

#include "controls/clause_scope.h"

namespace countervail {

namespace {

auto age(const Clause& clause) { return std::make_tuple(clause.in_force_on, clause.announced_on); }

/// An amendment is a later clause of the same act about the same flows; it replaces from its own first day.
Date replaced_on(const Act& act, const Clause& clause) {
    Date day = open_end();
    const std::string scope = scope_of(clause);
    for (const Clause& other : act.clauses) {
        if (age(other) > age(clause) && scope_of(other) == scope) day = std::min(day, other.in_force_on);
    }
    return day;
}

void subtract(std::vector<Interval>& days, const Interval& gone) {
    std::vector<Interval> left;
    for (const Interval& interval : days) {
        const Interval before{interval.from, std::min(interval.until, gone.from)};
        const Interval after{std::max(interval.from, gone.until), interval.until};
        if (before.from < before.until) left.push_back(before);
        if (after.from < after.until) left.push_back(after);
    }
    days = std::move(left);
}

}  // namespace

bool covers(const Suspension& suspension, const Act& act, const Clause& clause) {
    const auto named = [](const std::vector<std::string>& list, const std::string& name) {
        return std::find(list.begin(), list.end(), name) != list.end();
    };
    return named(suspension.acts, act.id) && (suspension.clauses.empty() || named(suspension.clauses, clause.ref));
}

ClauseDates clause_dates(const std::vector<Act>& acts, const Act& act, const Clause& clause) {
    ClauseDates dates;
    dates.starts = clause.in_force_on;
    dates.ends = std::min(clause.until.value_or(open_end()), replaced_on(act, clause));
    for (const Act& other : acts) {
        for (const Suspension& suspension : other.suspensions) {
            if (!suspension.items.empty() || !covers(suspension, act, clause)) continue;
            if (suspension.repeals) {
                dates.ends = std::min(dates.ends, suspension.from);
            } else {
                dates.pauses.push_back({{suspension.from, suspension.until.value_or(open_end())}, other.id});
            }
        }
    }
    if (dates.starts < dates.ends) dates.in_force = {{dates.starts, dates.ends}};
    for (const ClauseDates::Pause& pause : dates.pauses) subtract(dates.in_force, pause.days);
    return dates;
}

Standing ClauseDates::standing(Date on) const {
    Standing result;
    bool now = false, operated = false;
    for (const Interval& interval : in_force) {
        now = now || interval.contains(on);
        operated = operated || interval.from <= on;
        if (interval.from > on && !result.resumes_on) result.resumes_on = interval.from;
    }
    for (const Pause& pause : pauses) {
        if (pause.days.contains(on) && result.suspended_by.empty()) result.suspended_by = pause.act;
    }
    if (now) {
        result.status = ClauseStatus::in_force;
        result.resumes_on.reset();
    } else if (on < starts) {
        result.status = ClauseStatus::not_yet_in_force;
    } else if (!operated) {
        result.status = ClauseStatus::never_operated;
    } else {
        result.status = on < ends ? ClauseStatus::suspended : ClauseStatus::lapsed;
    }
    return result;
}

}  // namespace countervail
