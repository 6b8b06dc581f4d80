// SPDX-License-Identifier: Apache-2.0
#include "hindcast/comparator_history.h"

#include <algorithm>
#include <map>

#include "hindcast/holiday_months.h"

namespace countervail {

namespace {

/// One value per step: figures of one month stand for themselves, quotations of days within it are averaged.
std::vector<SteppedValue> by_month(const std::vector<ObservedValue>& series, MeasureNature nature, int before) {
    std::map<int, std::pair<double, double>> sums;   // (sum, count) by step
    for (const ObservedValue& each : series) {
        const int step = month_step(each.days.from);
        const bool one_month = nature == MeasureNature::flow ? is_month(each.days) : month_step(each.days.until + -1) == step;
        if (!one_month || step >= before) continue;
        sums[step].first += each.value;
        sums[step].second += 1;
    }
    std::vector<SteppedValue> history;
    for (const auto& [step, sum] : sums) history.push_back({step, sum.first / sum.second});
    return history;
}

std::vector<SteppedValue> by_year(const std::vector<ObservedValue>& series, int before) {
    std::vector<SteppedValue> history;
    for (const ObservedValue& each : series) {
        if (is_year(each.days) && each.days.from.year() < before) history.push_back({each.days.from.year(), each.value});
    }
    return history;
}

/// Quotients at the steps that both have.
std::vector<SteppedValue> quotient(const std::vector<SteppedValue>& over, const std::vector<SteppedValue>& under) {
    std::map<int, double> divisor;
    for (const SteppedValue& each : under) divisor[each.step] = each.value;
    std::vector<SteppedValue> history;
    for (const SteppedValue& each : over) {
        const auto at = divisor.find(each.step);
        if (at != divisor.end() && at->second > 0) history.push_back({each.step, each.value / at->second});
    }
    return history;
}

/// What anybody could have looked up by a day: what the ledger's sources had printed, and of flows the counts of months that customs had
/// printed although our source came later. Given to comparators only.
std::vector<ObservedValue> counted_by(const Ledger& ledger, const ObservedRows& rows, const MeasureUnit& unit, Date day, const Statement& row) {
    std::vector<ObservedValue> known = observed_series(ledger, rows, unit, day, &row.unit);
    if (unit.nature != MeasureNature::flow) return known;
    const std::vector<int> holidays = holiday_months(ledger, row.place, day);
    for (ObservedValue& later : observed_series(ledger, rows, unit, {}, &row.unit)) {
        const bool had = std::any_of(known.begin(), known.end(), [&](const ObservedValue& each) { return each.days.from == later.days.from && each.days.until == later.days.until; });
        if (!had && printed_on(later.days, holidays) <= day) known.push_back(std::move(later));
    }
    return known;
}

StepsTaken taken(TargetTake take, MeasureNature nature) {
    switch (take) {
        case TargetTake::max: return StepsTaken::max;
        case TargetTake::min: return StepsTaken::min;
        case TargetTake::last: return StepsTaken::last;
        case TargetTake::mean: return StepsTaken::mean;
        case TargetTake::each:
        case TargetTake::sum: break;
    }
    return nature == MeasureNature::flow ? StepsTaken::sum : StepsTaken::mean;
}

}  // namespace

HistoryQuestion history_question(const Ledger& ledger, const Target& target, const BoundMeasure& measure, const MeasureUnit& divisor_unit, const TargetObservation& observation,
                                 Date known_on, std::optional<double> normal) {
    HistoryQuestion asked;
    ComparatorQuestion& question = asked.question;
    const Statement& row = *observation.row;
    const ObservedRows rows = target.observed.row.empty() ? target.observed.rows : series_of(row);
    const bool priced = row.unit.dimension() == "money/mass" && measure.unit.unit != "USD/kg" && !observation.is_quotient;
    MeasureUnit unit = observation.is_quotient ? MeasureUnit{"ratio", MeasureNature::level} : measure.unit;
    if (priced) unit = {"USD/kg", MeasureNature::level};
    const std::vector<ObservedValue> series = counted_by(ledger, rows, unit, known_on, row);
    const int first = month_step(observation.days.from), last = month_step(observation.days.until + -1);
    question.take = taken(target.measure.take, unit.nature);
    question.history = by_month(series, unit.nature, first);
    asked.published = by_month(observed_series(ledger, rows, unit, known_on, &row.unit), unit.nature, first);
    const bool of_two_series = target.over && !target.over->baseline && !observation.is_quotient;
    if (of_two_series) {
        const Statement& under = *ledger.find(target.observed.over);
        question.history = quotient(question.history, by_month(counted_by(ledger, series_of(under), divisor_unit, known_on, under), divisor_unit.nature, first));
        asked.published = quotient(asked.published, by_month(observed_series(ledger, series_of(under), divisor_unit, known_on, &under.unit), divisor_unit.nature, first));
        question.take = StepsTaken::mean;
        asked.factor = observation.times;
    } else {
        asked.factor = observation.times / observation.divisor;
    }
    for (int step = first; step <= last; ++step) question.steps.push_back(step);
    if (question.history.empty() && is_year(observation.days) && !of_two_series) {
        question.history = by_year(series, observation.days.from.year());
        asked.published = by_year(observed_series(ledger, rows, unit, known_on, &row.unit), observation.days.from.year());
        question.steps = {observation.days.from.year()};
        question.season = 1;
    }
    const double steps = question.take == StepsTaken::sum ? static_cast<double>(question.steps.size()) : 1;
    if (normal && asked.factor > 0) question.normal_level = *normal / asked.factor / steps;
    if (measure.unit.unit == "share" && asked.factor == 1) question.most = 1;
    if (question.history.empty() && !normal) asked.none = "no row of this series was public by " + known_on.to_text();
    return asked;
}

}  // namespace countervail
