// SPDX-License-Identifier: Apache-2.0
// When does each use at each place stop for want of an input: under the best, the proportional and the worst
// allocation of what is left.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

/// Weeks from the act to the stop over draws. A missing bound lies beyond the horizon: with no median, most draws do
/// not stop; with neither, the use does not stop.
struct StopRange {
    std::optional<double> low;       ///< 5 % quantile
    std::optional<double> median;
    std::optional<double> high;      ///< 95 % quantile
};

struct StopRow {
    std::string use;
    std::string place;
    StopRange best;
    StopRange proportional;
    StopRange worst;
};

struct WeeksToStop {
    Chart chart;
    std::vector<StopRow> rows;       ///< any order: drawn by proportional median, then by worst, then by name
    double horizon_weeks = 52;       ///< what the simulation covered
    std::size_t most_rows = 30;      ///< the rest is counted in a line
};

/// SVG text.
std::string weeks_to_stop(const WeeksToStop& spec);

/// The order of the rows in the chart, for the table beside it.
std::vector<StopRow> in_order_of_stopping(std::vector<StopRow> rows);

}  // namespace countervail
