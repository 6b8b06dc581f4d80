// SPDX-License-Identifier: Apache-2.0
// What was observed, as the ledger has it, beside what the model says for the same period. Observed rows are shown,
// never used: nothing here reaches the simulation.
#pragma once

#include <string>
#include <vector>

#include "evidence/ledger.h"
#include "simulation/scenario.h"

namespace countervail {

/// All rows that a selector finds for one period, averaged.
struct Observation {
    std::string period;                     ///< as the ledger writes it
    Interval days;
    double value = 0;                       ///< mean of the rows, in the unit asked for
    double low = 0, high = 0;               ///< the widest of their ranges
    std::vector<std::string> statements;    ///< ids, in order
};

/// Matching rows with a period, in order of period. `unit`: "t/month" (t per month or a month's sum in t), "ratio",
/// "share" or "days"; a row in another dimension is left out.
std::vector<Observation> observations(const Ledger& ledger, const ObservedRows& rows, const std::string& unit);

/// Only those of exactly one calendar month.
const Observation* in_month(const std::vector<Observation>& all, Date month);
/// Mean over those that lie within the month; empty statements when there is none.
Observation within_month(const std::vector<Observation>& all, Date month);

}  // namespace countervail
