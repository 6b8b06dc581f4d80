// SPDX-License-Identifier: Apache-2.0
// Shares above a threshold, for two directions of one trade: whole lines by value, dashed lines by product lines, and what somebody claimed
// as points with whiskers of its tolerance.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct ThresholdLine {
    std::string name;                  ///< "A sells B, by value"
    std::size_t kind = 0;              ///< colour: one per direction
    bool dashed = false;
    std::vector<double> percent;       ///< by threshold, 0 … 100; not finite: missing
};

struct ClaimedShare {
    std::string label;                 ///< "claimed 40%"
    std::size_t kind = 0;              ///< of the line that it speaks of
    double threshold = 0, percent = 0, tolerance = 0;   ///< all in per cent
};

struct DependenceCurve {
    Chart chart;
    std::string caption;               ///< stands above the field, for what must not be overlooked; may be empty
    std::string unit, threshold_unit;  ///< said above the field and under it
    std::vector<double> thresholds;    ///< per cent, ascending
    std::vector<ThresholdLine> lines;
    std::vector<ClaimedShare> claims;
};

/// SVG text. Each line is named at its end where the chart is wide, and in the key where it is narrow.
std::string dependence_curve(const DependenceCurve& spec);

}  // namespace countervail
