// SPDX-License-Identifier: Apache-2.0
// Small multiples, one field per target: the forecast's 50 % and 90 % bands, a frame around the 90 % band of the model alone where the forecast carries
// the model's own error, what was observed, and the 90 % bands of the comparators beside them.
// Targets with several observations run along time; a single figure is a strip with an axis of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/chart.h"
#include "report/scale.h"

namespace countervail {

struct RivalMark {
    bool available = false;
    double low = 0, median = 0, high = 0;     ///< 5, 50, 95 %
};

/// The model's own 90 % band, before its error is added.
struct AloneMark {
    double low = 0, high = 0;                 ///< 5, 95 %
};

struct HindcastPoint {
    std::string when;                         ///< in words, for the tooltip: "April 2025"
    std::string label, year;                  ///< under the axis, the year where it changes: "Apr", "2025"
    double low90 = 0, low50 = 0, median = 0, high50 = 0, high90 = 0;
    std::optional<AloneMark> alone;           ///< empty where the forecast carries no error
    double observed = 0;
    bool inside = false;                      ///< of the 90 % band
    bool observed_beyond = false;             ///< had not happened when the run ends: an arrow instead of a point
    std::vector<RivalMark> rivals;            ///< as many as HindcastPanels::rivals
};

struct HindcastPanel {
    std::string title, unit;
    Spacing spacing = Spacing::linear;        ///< logarithmic only where all values are above 0
    std::vector<HindcastPoint> points;        ///< in order of time
};

struct HindcastPanels {
    Chart chart;
    std::vector<std::string> rivals;          ///< "last value", …
    std::vector<HindcastPanel> panels;
};

/// SVG text. The field holds the model's bands and the observations; a comparator's band that goes further than that span again is cut, with an arrow.
std::string hindcast_panels(const HindcastPanels& spec);

}  // namespace countervail
