// SPDX-License-Identifier: Apache-2.0
// How firm a ranking is: median rank and the range that holds 90 % of the draws, best rank on top.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct RankInterval {
    std::string name;
    double median = 0, low = 0, high = 0;   ///< ranks from 1; rows with one that is not finite or under 1 are left out
    double in_top = 0;                      ///< share of draws among the first `top`
    bool marked = false;                    ///< the place that the page is about
};

struct RankIntervals {
    Chart chart;
    std::vector<RankInterval> rows;         ///< drawn in this order
    std::size_t top = 10;
    std::size_t most_rows = 20;
};

/// SVG text.
std::string rank_intervals(const RankIntervals& spec);

}  // namespace countervail
