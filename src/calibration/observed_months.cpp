// SPDX-License-Identifier: Apache-2.0
#include "calibration/observed_months.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace countervail {

namespace {

constexpr double kNinety = 1.6448536269514722;   // half-width of the middle 90 % of a normal, in standard deviations
constexpr double kWeeksPerDay = 1.0 / 7.0;

bool is_month(const Interval& period) { return period.from == period.from.month_start() && period.until == period.from.next_month(); }

bool matches(const Statement& row, const ObservedRows& wanted, const std::vector<std::string>& ids) {
    const bool named = ids.empty() || std::any_of(ids.begin(), ids.end(), [&](const std::string& pattern) { return matches_pattern(pattern, row.id); });
    return named && (wanted.item.empty() || row.item == wanted.item) && (wanted.place.empty() || row.place == wanted.place) &&
           (wanted.partner.empty() || row.partner == wanted.partner) && row.use == wanted.use;
}

/// The row's figures in t per week of its own month.
double per_week(const Statement& row, double figure) {
    const double canonical = figure * row.unit.factor();
    return row.unit.dimension() == "mass" ? canonical / (row.period->days() * kWeeksPerDay) : canonical;
}

}  // namespace

std::map<Date, ObservedMonth> observed_months(const Ledger& ledger, const ObservedRows& wanted, const std::vector<std::string>& ids, const Interval& period,
                                              Date known_on, Errors& errors) {
    std::map<Date, std::vector<const Statement*>> rows;
    for (const Statement* row : ledger.with_quantity(wanted.quantity)) {
        if (!row->period || !is_month(*row->period) || !period.contains(row->period->from)) continue;
        if (!matches(*row, wanted, ids) || ledger.public_since(*row) > known_on) continue;
        if (row->unit.dimension() != "mass/time" && row->unit.dimension() != "mass") {
            errors.push_back({row->where, "\"" + row->id + "\" is in " + row->unit.text() + ", not in mass per time", "fit to volumes, e.g. in t/month"});
            continue;
        }
        rows[row->period->from].push_back(row);
    }
    std::map<Date, ObservedMonth> months;
    for (const auto& [month, said] : rows) {
        ObservedMonth found;
        const double n = static_cast<double>(said.size());
        double mean_root = 0;
        for (const Statement* row : said) {
            found.value += per_week(*row, row->value) / n;
            const double deviation = (std::sqrt(std::max(0.0, per_week(*row, row->high))) - std::sqrt(std::max(0.0, per_week(*row, row->low)))) / (2 * kNinety);
            found.root_variance += deviation * deviation / n;
            mean_root += std::sqrt(std::max(0.0, per_week(*row, row->value))) / n;
            found.rows.push_back(row->id);
        }
        for (const Statement* row : said) {
            const double apart = std::sqrt(std::max(0.0, per_week(*row, row->value))) - mean_root;
            found.root_variance += apart * apart / n;
        }
        months.emplace(month, std::move(found));
    }
    return months;
}

}  // namespace countervail
