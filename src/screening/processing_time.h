// SPDX-License-Identifier: Apache-2.0
// How long a licence takes: the term that the law sets, and what was observed. Observations are statements of the
// ledger (quantity licence-processing-time), each with its range; nothing is averaged away.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "controls/law_terms.h"
#include "controls/working_days.h"
#include "evidence/ledger.h"

namespace countervail {

/// One observation, in days.
struct ObservedTime {
    std::string statement, item, label, note;
    double days = 0, low = 0, high = 0;
    Date published_on;
};

/// Observations of a power's authority that were public by `known_on`: those of the item or a broader one; without any,
/// all of that authority. In order of days.
std::vector<ObservedTime> observed_times(const Ledger& ledger, const LawTerms& terms, const std::string& power, const std::string& item, Date known_on);

/// The day on which a term in working days ends, counted from the day of filing.
struct StatutoryTerm {
    int working_days = 0;
    Date ends;
    bool holidays_known = true;    ///< false: some year of the term knows only weekends
};
StatutoryTerm statutory_term(const WorkingDays& calendar, Date filed, int working_days);

}  // namespace countervail
