// SPDX-License-Identifier: Apache-2.0
// Two charts about all that was scored: skill against each comparator with its interval, and the histogram of the probability integral transform.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/chart.h"
#include "scoring/calibration_checks.h"

namespace countervail {

struct SkillMark {
    bool available = false;
    double skill = 0;
    std::optional<double> low, high;     ///< ends of the interval; empty where there are too few cases for one
};

struct SkillLine {
    std::string label;                   ///< "Nd magnets to the world, volume"
    std::vector<SkillMark> marks;        ///< as many as SkillLines::rivals
};

/// From −1 to 1, what is worse drawn at the edge with an arrow.
struct SkillLines {
    Chart chart;
    std::vector<std::string> rivals;
    std::vector<SkillLine> lines;
};
/// SVG text.
std::string skill_lines(const SkillLines& spec);

struct PitBars {
    Chart chart;
    PitHistogram pit;
};
/// SVG text.
std::string pit_bars(const PitBars& spec);

}  // namespace countervail
