// SPDX-License-Identifier: Apache-2.0
// What matters most: horizontal bars with intervals, longest first (variance shares of assumptions, effect by act).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct RankedBar {
    std::string label;
    double value = 0;
    std::optional<double> low;
    std::optional<double> high;
};

struct RankedBars {
    Chart chart;
    std::string unit;
    std::vector<RankedBar> bars;      ///< any order: drawn by size whatever the sign; not finite: left out
    std::size_t most_bars = 20;
};

/// SVG text.
std::string ranked_bars(const RankedBars& spec);

}  // namespace countervail
