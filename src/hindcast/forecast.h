// SPDX-License-Identifier: Apache-2.0
// What a run says about one observation: a number per draw, of one measure, over its value at rest, or over another measure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hindcast/episode.h"

namespace countervail {

/// One side of it, in the measure's unit.
struct ForecastPart {
    std::vector<double> values;          ///< by draw; times that do not come are kNever
    std::optional<double> normal;        ///< the same at rest
    Interval days;
    double passing = 1;                  ///< of the variance of the model's passing error: how often it is in the number (hindcast/discrepancy.h)
};

struct RowForecast {
    ForecastPart above;
    std::optional<ForecastPart> below;   ///< where divided by another measure
    double rest = 1;                     ///< what `above` is divided by otherwise: its value at rest, or 1

    /// In the target's unit. A divisor that stopped is still something to divide by: a thousandth of normal at least.
    std::vector<double> values() const;
};

/// A part over its whole, told as a share: an error of its own, on the scale of shares, since what both sides err by alike cancels.
bool is_part_of_whole(const EpisodeTarget& target);
/// Its name as a series, "<part> over <whole>".
std::string name_of_quotient(const EpisodeTarget& target);

RowForecast forecast_row(const Ensemble& ensemble, const Outcome& outcome, int task, const EpisodeTarget& target, const Interval& days);

}  // namespace countervail
