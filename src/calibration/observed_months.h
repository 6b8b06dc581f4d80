// SPDX-License-Identifier: Apache-2.0
// Monthly rows of the ledger as amounts per week, as far as they were public on a day.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evidence/ledger.h"
#include "simulation/observed_rows.h"

namespace countervail {

/// What the rows of one month say together.
struct ObservedMonth {
    double value = 0;                    ///< mean of the rows, t per week
    double root_variance = 0;            ///< of √value: their ranges, read as 90 %, and how far the rows lie apart
    std::vector<std::string> rows;
};

/// Months within [period.from, period.until) that some row with these words is about, by first day; with `ids` only rows whose id
/// fits one of the patterns. Rows published after `known_on`, or resting on such rows, are left out: they were not there.
std::map<Date, ObservedMonth> observed_months(const Ledger& ledger, const ObservedRows& wanted, const std::vector<std::string>& ids, const Interval& period,
                                              Date known_on, Errors& errors);

}  // namespace countervail
