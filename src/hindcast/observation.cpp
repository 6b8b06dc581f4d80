// SPDX-License-Identifier: Apache-2.0
#include "hindcast/observation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/text.h"
#include "base/unit.h"

namespace countervail {

namespace {

constexpr double kWeeksPerMonth = kWeeksInYear / 12;
constexpr double kKilogramsPerTonne = 1000;
constexpr double kDaysPerWeek = 7;

/// Whole months count as twelfths of a year, as the units do, so that a monthly figure of a month is itself.
double weeks_in(const Interval& days) {
    if (days.from == days.from.month_start() && days.until == days.until.month_start()) return (month_step(days.until) - month_step(days.from)) * kWeeksPerMonth;
    return days.days() / kDaysPerWeek;
}

/// What one of the row's units is in the measure's; empty when it is something else.
std::optional<double> factor_to(const MeasureUnit& wanted, const Statement& row) {
    const std::string& dimension = row.unit.dimension();
    const double factor = row.unit.factor();
    const auto summed = [&](const std::string& amount) -> std::optional<double> {
        if (dimension == amount) return factor;
        if (dimension != amount + "/time" || !row.period) return std::nullopt;
        return factor * weeks_in(*row.period);
    };
    if (wanted.unit == "t") return summed("mass");
    if (wanted.unit == "USD") return row.unit.has_basis("USD") ? summed("money") : std::nullopt;
    if (wanted.unit == "USD/kg") return dimension == "money/mass" && row.unit.has_basis("USD") ? std::optional(factor / kKilogramsPerTonne) : std::nullopt;
    if (wanted.unit == "days") return dimension == "time" ? std::optional(factor * kDaysPerWeek) : std::nullopt;
    if (wanted.unit == "applications") return dimension == "count" ? std::optional(factor) : std::nullopt;
    return dimension == "share" || dimension == "ratio" ? std::optional(factor) : std::nullopt;
}

/// Smaller is better; a disputed row gives way to any other.
int label_rank(Label label) { return label == Label::disputed ? static_cast<int>(Label::assumed) + 1 : static_cast<int>(label); }

}  // namespace

Result<ConvertedRow> in_measure_unit(const Statement& row, const MeasureUnit& unit, const Place& asked_at) {
    const auto factor = factor_to(unit, row);
    if (!factor) {
        const bool timeless = !row.period && row.unit.dimension().ends_with("/time");
        return fail(asked_at, "\"" + row.id + "\" is in " + row.unit.text() + ", which is not brought to " + unit.unit + "; it stands at " + row.where.file + ":" + std::to_string(row.where.line),
                    timeless ? "the row has no period: name one that has" : "name rows in another unit, or another measure");
    }
    return ConvertedRow{row.value * *factor, row.low * *factor, row.high * *factor};
}

bool selects(const ObservedRows& rows, const Statement& row) {
    const auto same = [](const std::string& asked, const std::string& found) { return asked.empty() || asked == found; };
    return rows.given() && row.quantity == rows.quantity && same(rows.item, row.item) && same(rows.place, row.place) && same(rows.partner, row.partner) && same(rows.use, row.use);
}

ObservedRows series_of(const Statement& row) { return {row.quantity, row.item, row.place, row.partner, row.use}; }

ObservedValue settle(std::vector<RowAndValue> rows) {
    std::sort(rows.begin(), rows.end(), [](const RowAndValue& a, const RowAndValue& b) {
        return std::tuple(label_rank(a.row->label), b.row->published_on, a.row->id) < std::tuple(label_rank(b.row->label), a.row->published_on, b.row->id);
    });
    const RowAndValue& best = rows.front();
    ObservedValue found;
    found.days = *best.row->period;
    found.period = best.row->period_text;
    found.low = best.value.low;
    found.high = best.value.high;
    for (const RowAndValue& each : rows) {
        const bool equal = label_rank(each.row->label) == label_rank(best.row->label) && each.row->published_on == best.row->published_on;
        found.low = std::min(found.low, each.value.low);
        found.high = std::max(found.high, each.value.high);
        if (equal) found.value += each.value.value;
        (equal ? found.statements : found.set_aside).push_back(each.row->id);
    }
    found.value /= static_cast<double>(found.statements.size());
    if (best.row->label == Label::disputed) found.note = "disputed";
    if (found.statements.size() > 1) found.note += std::string(found.note.empty() ? "" : "; ") + "mean of " + std::to_string(found.statements.size()) + " rows of one day";
    if (!found.set_aside.empty()) found.note += std::string(found.note.empty() ? "" : "; ") + "set aside: " + join(found.set_aside, ", ");
    return found;
}

std::vector<ObservedValue> observed_series(const Ledger& ledger, const ObservedRows& rows, const MeasureUnit& unit, std::optional<Date> public_by, const Unit* alike) {
    std::map<std::pair<Date, Date>, std::vector<RowAndValue>> by_days;
    if (!rows.given()) return {};
    for (const Statement* row : ledger.with_quantity(rows.quantity)) {
        if (!row->period || !selects(rows, *row)) continue;
        if (alike != nullptr && row->unit.basis() != alike->basis()) continue;
        if (public_by && ledger.public_since(*row) > *public_by) continue;
        if (const auto value = in_measure_unit(*row, unit, row->where)) by_days[{row->period->from, row->period->until}].push_back({row, *value});
    }
    std::vector<ObservedValue> series;
    for (auto& [days, each] : by_days) series.push_back(settle(std::move(each)));
    return series;
}

bool is_month(const Interval& days) { return days.from == days.from.month_start() && days.until == days.from.next_month(); }

bool is_year(const Interval& days) {
    return days.from == days.from.month_start() && days.until == days.until.month_start() && month_step(days.until) - month_step(days.from) == 12 && days.from.month() == 1;
}

int month_step(Date day) { return 12 * day.year() + static_cast<int>(day.month()) - 1; }

}  // namespace countervail
