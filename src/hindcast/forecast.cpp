// SPDX-License-Identifier: Apache-2.0
#include "hindcast/forecast.h"

#include <algorithm>

#include "hindcast/discrepancy.h"
#include "hindcast/rest_values.h"

namespace countervail {

namespace {

constexpr double kLeastDivisor = 1e-3;

ForecastPart part_of(const Ensemble& ensemble, const Outcome& outcome, int task, const BoundMeasure& measure, const Interval& days, TargetTake take) {
    ForecastPart part{measure_values(ensemble, outcome, task, measure, days, take), value_at_rest(ensemble, measure, days, take), days};
    const bool whole = take != TargetTake::max && take != TargetTake::min && take != TargetTake::last;
    if (error_kind(measure) == ErrorKind::flow && whole) part.passing = passing_weight(worth_at_rest(ensemble, measure.id, days).value_or(kReferenceWorth));
    return part;
}

}  // namespace

bool is_part_of_whole(const EpisodeTarget& target) { return target.over && target.target.kind == TargetKind::share; }

std::string name_of_quotient(const EpisodeTarget& target) { return target.measure.id + " over " + target.over->id; }

RowForecast forecast_row(const Ensemble& ensemble, const Outcome& outcome, int task, const EpisodeTarget& target, const Interval& days) {
    RowForecast forecast;
    forecast.above = part_of(ensemble, outcome, task, target.measure, days, target.target.measure.take);
    if (!target.target.over) return forecast;
    if (target.target.over->baseline) {
        forecast.rest = forecast.above.normal.value_or(1);
        return forecast;
    }
    const TargetMeasure& over = target.target.over->measure;
    forecast.below = part_of(ensemble, outcome, task, *target.over, over.spans.empty() ? days : over.spans.front(), over.take);
    return forecast;
}

std::vector<double> RowForecast::values() const {
    std::vector<double> found = above.values;
    if (!below) {
        for (double& value : found) value /= rest;
        return found;
    }
    const double least = kLeastDivisor * std::max(below->normal.value_or(1), 1e-9);
    for (std::size_t d = 0; d < found.size(); ++d) found[d] /= std::max(below->values[d], least);
    return found;
}

}  // namespace countervail
