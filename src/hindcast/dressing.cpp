// SPDX-License-Identifier: Apache-2.0
#include "hindcast/dressing.h"

#include <cmath>

#include "base/random.h"
#include "calibration/normal_distribution.h"

namespace countervail {

namespace {

double standard_normal(std::uint64_t seed, std::uint32_t draw, const std::string& entity, std::string_view purpose) {
    return normal_quantile(uniform(seed, draw, name_code(entity), name_code(purpose)));
}

}  // namespace

void Dressing::dress(ForecastPart& part, const BoundMeasure& measure) const {
    if (const auto kind = error_kind(measure)) dress(part, *kind, measure.id);
}

void Dressing::dress(ForecastPart& part, ErrorKind kind, const std::string& series) const {
    const double normal = part.normal.value_or(0);
    if (kind == ErrorKind::flow && !(normal > 0)) return;
    const ErrorPosterior& posterior = errors_.of(kind).posterior;
    const std::string days = series + " " + part.days.from.to_text() + " " + part.days.until.to_text();
    const std::uint32_t sizes = name_code("discrepancy, size"), of_kind = name_code(to_text(kind));
    for (std::size_t d = 0; d < part.values.size(); ++d) {
        const auto draw = static_cast<std::uint32_t>(d);
        const auto size = posterior.at(uniform(seed_, draw, of_kind, sizes));
        const double error = size.lasting * standard_normal(seed_, draw, series, "discrepancy, lasting") + std::sqrt(part.passing) * size.passing * standard_normal(seed_, draw, days, "discrepancy, passing");
        part.values[d] = from_error_scale(kind, to_error_scale(kind, part.values[d], normal) + error, normal);
    }
}

void Dressing::dress(RowForecast& forecast, const EpisodeTarget& target) const {
    if (is_part_of_whole(target)) {
        forecast.above.values = forecast.values();
        forecast.above.passing = 1;
        forecast.below.reset();
        return dress(forecast.above, ErrorKind::share, name_of_quotient(target));
    }
    dress(forecast.above, target.measure);
    if (forecast.below) dress(*forecast.below, *target.over);
}

}  // namespace countervail
