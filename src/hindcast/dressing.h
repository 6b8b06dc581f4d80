// SPDX-License-Identifier: Apache-2.0
// A forecast with the model's own error: every draw is moved by errors of the size that earlier episodes taught (ensemble dressing: Roulston & Smith 2003, Tellus A 55:16–30;
// Bröcker & Smith 2008, Tellus A 60:663–678). Members stay as they are otherwise: no bias is taken out and no spread shrunk.
#pragma once

#include <cstdint>
#include <string>

#include "hindcast/forecast.h"
#include "hindcast/lessons.h"

namespace countervail {

/// `errors` must outlive it.
class Dressing {
  public:
    Dressing(const LearntErrors& errors, std::uint64_t seed) : errors_(errors), seed_(seed) {}
    /// Draw d takes (τ, ω) of the measure's kind at a uniform of (seed, kind, d), u of (seed, measure, d) and w of (seed, measure, days, d), so that targets about one measure
    /// share its lasting error. Measures without a scale, and flows that are nothing at rest, stay as they are; so do times that never come and prices of 0.
    void dress(ForecastPart& part, const BoundMeasure& measure) const;
    /// Both sides of a quotient, each by itself; a part over its whole as one share.
    void dress(RowForecast& forecast, const EpisodeTarget& target) const;

  private:
    void dress(ForecastPart& part, ErrorKind kind, const std::string& series) const;

    const LearntErrors& errors_;
    std::uint64_t seed_;
};

}  // namespace countervail
