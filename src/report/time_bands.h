// SPDX-License-Identifier: Apache-2.0
// A quantity over time as the model sees it (median, 50 % and 90 % band over draws) beside what was observed.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"
#include "report/scale.h"

namespace countervail {

struct TimeBands {
    Chart chart;
    std::string unit;                    ///< of every series, said above the axis: "t/month"
    std::vector<BandSeries> series;
    std::vector<DatedEvent> events;
    bool overlaid = false;               ///< in one field; otherwise a field per series, each with its own axis
    bool from_zero = true;               ///< the linear axis holds zero
    Spacing spacing = Spacing::linear;
};

/// SVG text.
std::string time_bands(const TimeBands& spec);

}  // namespace countervail
