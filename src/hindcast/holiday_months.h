// SPDX-License-Identifier: Apache-2.0
// Months of the year in which a holiday that moves about the calendar distorts what a place counts: rows of quantity "holiday-month" in the ledger. Such months scatter by themselves (scatter.h), and
// customs print them together, once the last of them is over (comparator_history.h).
#pragma once

#include <string>
#include <vector>

#include "evidence/ledger.h"

namespace countervail {

inline constexpr int kMonthsOfYear = 12;

/// 1–12, as the ledger had them on a day.
std::vector<int> holiday_months(const Ledger& ledger, const std::string& place, Date known_on);

bool is_holiday_month(const std::vector<int>& holidays, int month);

/// First day on which customs have printed what they counted in some days that end with a month: 20 days after that, or after the last of the holiday months that follow it without a gap.
Date printed_on(const Interval& days, const std::vector<int>& holidays);

}  // namespace countervail
