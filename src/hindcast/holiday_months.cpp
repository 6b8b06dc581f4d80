// SPDX-License-Identifier: Apache-2.0
#include "hindcast/holiday_months.h"

#include <algorithm>

namespace countervail {

namespace {

// Counts by item and partner come on the 18th to 20th of the month after.
constexpr int kPrintedAfter = 20;   // days

}  // namespace

std::vector<int> holiday_months(const Ledger& ledger, const std::string& place, Date known_on) {
    std::vector<int> months;
    for (const Statement& row : ledger.statements()) {
        if (row.quantity == "holiday-month" && row.place == place && ledger.known(row.id, known_on, row.where)) months.push_back(static_cast<int>(row.value));
    }
    return months;
}

bool is_holiday_month(const std::vector<int>& holidays, int month) { return std::find(holidays.begin(), holidays.end(), month) != holidays.end(); }

Date printed_on(const Interval& days, const std::vector<int>& holidays) {
    Date end = days.until;   // the day after the last
    for (int more = 0; more < kMonthsOfYear; ++more) {
        const auto within = [&](Date day) { return is_holiday_month(holidays, static_cast<int>(day.month())); };
        if (!within(end + -1) || !within(end)) break;
        end = end.next_month();
    }
    return end + kPrintedAfter;
}

}  // namespace countervail
