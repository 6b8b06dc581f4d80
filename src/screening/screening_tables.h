// SPDX-License-Identifier: Apache-2.0
// A screening as tables: what the program prints, writes as CSV or JSON, and a report shows.
#pragma once

#include "base/table.h"
#include "screening/clause_chances.h"
#include "screening/screening.h"
#include "screening/what_would_change.h"

namespace countervail {

/// power, answer, says, policy, decided by, needs, statutory working days, by, observed days, under other choices.
Table answers_table(const Screening& screening);
/// One row per limb that says something: item, limb, says, would say, status, from, until, clause, policy, why, needs, hangs on, label,
/// source. `all`: also limbs that say nothing.
Table limbs_table(const Screening& screening, bool all);
/// choice, item, limb, here, there, meaning.
Table elsewhere_table(const Screening& screening);
/// power, change, answer, says, decided by.
Table changes_table(const Changes& changes);
/// limb, clause, what, have, limit, margin, met, says, status.
Table limits_table(const Changes& changes);
/// act, clause, duty, done, why.
Table duties_table(const Screening& screening);
/// act, clause, rate; the last row is their sum.
Table tariffs_table(const Screening& screening);
/// limb, probability, share of value with its spread.
Table chances_table(const std::vector<ClauseChance>& chances);
/// Every clause tried with every test: item, limb, clause, status, fires, fact, have, limit, answer, margin.
Table trace_table(const Screening& screening);

/// "license_required", "suspended (would be license_required)", "unknown (could be …)".
std::string says_text(const LimbFinding& limb);
/// The limb says something today, or would if it were in force.
bool says_something(const LimbFinding& limb);
/// "38 to 46 days", each observation by itself.
std::string observed_text(const std::vector<ObservedTime>& times);

}  // namespace countervail
