// SPDX-License-Identifier: Apache-2.0
// What is counted is not what was sent: a month's customs figure scatters around the flow behind it by ships, holidays and seasons that no model
// of a control knows, and a quotation of a thin market around what is paid. A forecast of a published figure has that scatter on top of the
// model's own uncertainty. It comes from the history that was public on the day: the standard deviation of the logarithm of monthly counts around
// their own year's mean, of yearly counts around last year's (from before the run begins: what moves them within it is the model's
// to explain); without such a history from an assumption with a wide range. How far a year lies off the one before is no chance of a month: it lasts, and is part of the
// model's error (hindcast/discrepancy.h).
// A holiday that moves about the calendar empties one month and fills its neighbour. Months that the ledger names as such (hindcast/holiday_months.h) scatter by themselves, and the others
// without them (moving-holiday effects of monthly series: Bell & Hillmer 1983, J. Am. Stat. Assoc. 78:526).
// Sums over months scatter as months do: what keeps trade off its mean in one month mostly does so in the next (yearly counts of rare
// earths moved by a fifth from year to year, monthly ones by a seventh around their mean).
// The level of a price moves besides for reasons that have nothing to do with an act, the more the later the day: with the square root of
// the time since the middle of the year before the forecast was made, whose mean the world stands for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evidence/ledger.h"
#include "hindcast/measure_values.h"
#include "scoring/comparators.h"

namespace countervail {

/// Rows of the ledger that stand in for a history.
inline constexpr const char* kFlowScatter = "assume:reported-flow-scatter";
inline constexpr const char* kQuoteScatter = "assume:quotation-scatter";
inline constexpr const char* kPriceDrift = "assume:price-drift-per-year";

struct Scatter {
    double low = 0, mode = 0, high = 0;   ///< standard deviation of the logarithm; low = high where it was measured
    std::string source;                   ///< "history of 12 counts", or the assumption
    bool none() const { return !(high > 0); }
};

/// Of successive changes of positive yearly counts; empty with fewer than four counts.
std::optional<double> scatter_of_years(const std::vector<SteppedValue>& history);

/// Of positive monthly counts (steps of month_step), about the days asked for: outside `holidays` (months of the year, 1–12) the counts outside them around their own year's mean; within
/// them those within, off the same mean; of days that hold both, and where either are too few, all counts around their own year's mean. Empty with fewer than three degrees of freedom.
std::optional<double> scatter_of_months(const std::vector<SteppedValue>& history, const std::vector<int>& holidays, const Interval& days);

/// For one observation of a target; `place`: whose counts they are. Ratios of prices in two places have no drift. Times, shares of applications and other measures that no office counts have none, nor has a part over its whole, which are counted together. Fails when the
/// assumption is missing from the ledger.
Result<Scatter> scatter_for(const Ledger& ledger, const Target& target, const BoundMeasure& measure, const std::optional<BoundMeasure>& over,
                            const ComparatorQuestion& question, const Interval& days, const std::string& place, Date known_on);

/// Standard deviation of the logarithm by draw: from the range, the same for all observations with the same source.
std::vector<double> scatter_widths(const Scatter& scatter, std::size_t draws, std::uint64_t seed);

/// Each draw's number times e^(sigma z), z standard normal by draw and observation: medians stay, zeros stay.
void scatter_draws(std::vector<double>& values, const Scatter& scatter, const std::string& observation, std::uint64_t seed);

}  // namespace countervail
