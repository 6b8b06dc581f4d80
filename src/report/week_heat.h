// SPDX-License-Identifier: Apache-2.0
// What share of each row is missing, week by week: one row per place × industry, one cell per week, in seven steps of
// colour from light (little) to dark (much). Steps, not a gradient, so that a cell can be read against the key.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct HeatRow {
    std::string label;
    std::vector<double> share;       ///< by week, 0 … 1; under kLeastShown stays white
};

struct WeekHeat {
    Chart chart;
    std::vector<Date> weeks;         ///< first day of each
    std::vector<HeatRow> rows;       ///< drawn in this order
    std::vector<DatedEvent> events;
};

/// Upper bounds of the first six steps; the seventh is what lies above.
inline constexpr double kHeatSteps[] = {0.01, 0.03, 0.1, 0.2, 0.4, 0.6};
inline constexpr double kLeastShown = 0.001;

/// Step of a share, 0 … 6.
std::size_t heat_step(double share);

/// SVG text.
std::string week_heat(const WeekHeat& spec);

}  // namespace countervail
