// SPDX-License-Identifier: Apache-2.0
#include "report/run_observed.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/unit.h"

namespace countervail {

namespace {

constexpr double kWeeksPerMonth = kWeeksInYear / 12;

bool matches(const Statement& row, const ObservedRows& wanted) {
    const auto same = [](const std::string& asked, const std::string& found) { return asked.empty() || asked == found; };
    return row.quantity == wanted.quantity && same(wanted.item, row.item) && same(wanted.place, row.place) &&
           same(wanted.partner, row.partner) && same(wanted.use, row.use);
}

bool is_one_month(const Interval& days) { return days.from == days.from.month_start() && days.until == days.from.next_month(); }

/// Factor from the row's unit to the unit asked for.
std::optional<double> factor_to(const std::string& unit, const Statement& row) {
    const std::string& dimension = row.unit.dimension();
    if (unit == "t/month") {
        if (!is_one_month(*row.period)) return std::nullopt;
        if (dimension == "mass/time") return row.unit.factor() * kWeeksPerMonth;
        if (dimension == "mass") return row.unit.factor();
        return std::nullopt;
    }
    if (unit == "days") return dimension == "time" ? std::optional(row.unit.factor() * 7) : std::nullopt;
    if (dimension == "share" || dimension == "ratio") return row.unit.factor();
    return std::nullopt;
}

}  // namespace

std::vector<Observation> observations(const Ledger& ledger, const ObservedRows& rows, const std::string& unit) {
    std::map<std::pair<Date, Date>, Observation> by_period;
    if (!rows.given()) return {};
    for (const Statement* row : ledger.with_quantity(rows.quantity)) {
        if (!row->period || !matches(*row, rows)) continue;
        const std::optional<double> factor = factor_to(unit, *row);
        if (!factor) continue;
        Observation& at = by_period[{row->period->from, row->period->until}];
        const double low = row->low * *factor, high = row->high * *factor;
        at.low = at.statements.empty() ? low : std::min(at.low, low);
        at.high = at.statements.empty() ? high : std::max(at.high, high);
        at.value += row->value * *factor;
        at.period = row->period_text;
        at.days = *row->period;
        at.statements.push_back(row->id);
    }
    std::vector<Observation> all;
    for (auto& [period, each] : by_period) {
        each.value /= static_cast<double>(each.statements.size());
        all.push_back(std::move(each));
    }
    return all;
}

const Observation* in_month(const std::vector<Observation>& all, Date month) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const Observation& each) {
        return each.days.from == month.month_start() && each.days.until == month.next_month();
    });
    return at == all.end() ? nullptr : &*at;
}

Observation within_month(const std::vector<Observation>& all, Date month) {
    Observation mean;
    double count = 0;
    for (const Observation& each : all) {
        if (each.days.from < month.month_start() || month.next_month() < each.days.until) continue;
        mean.value += each.value;
        mean.low = count == 0 ? each.low : std::min(mean.low, each.low);
        mean.high = count == 0 ? each.high : std::max(mean.high, each.high);
        mean.statements.insert(mean.statements.end(), each.statements.begin(), each.statements.end());
        ++count;
    }
    mean.period = month.to_text().substr(0, 7);
    mean.days = {month.month_start(), month.next_month()};
    if (count > 0) mean.value /= count;
    return mean;
}

}  // namespace countervail
