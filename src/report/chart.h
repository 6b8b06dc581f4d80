// SPDX-License-Identifier: Apache-2.0
// What every chart says about itself, whatever it shows. A chart is a function from a plain struct to one SVG
// element as text: the same struct gives the same bytes. Charts scale with the page (viewBox), so draw one at
// kWideChart for a screen or paper and one at kNarrowChart for a telephone, where the same words keep their size.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"

namespace countervail {

inline constexpr double kWideChart = 800;
inline constexpr double kNarrowChart = 380;

struct Chart {
    std::string id;             ///< unique in the page; ids inside the SVG begin with it
    std::string title;
    std::string description;    ///< what it shows, in a sentence or two, for those who do not see it
    std::string note;           ///< one line under the chart: where the figures come from; may be empty
    std::string empty_because;  ///< said instead of marks when there is nothing to draw
    double width = kWideChart;  ///< of the viewBox; at least 300
};

/// One date of a simulated quantity. Bounds are quantiles over draws: 25 and 75 %, 5 and 95 %. A bound that is not
/// finite is not drawn.
struct BandPoint {
    Date on;
    double median = 0;
    double low50 = 0;
    double high50 = 0;
    double low90 = 0;
    double high90 = 0;
};

struct DatedValue {
    Date on;
    double value = 0;
};

struct BandSeries {
    std::string name;
    std::vector<BandPoint> points;       ///< in date order
    std::vector<DatedValue> observed;    ///< published figures beside the model; may be empty
};

/// A vertical line with a name: an act that enters into force, a suspension.
struct DatedEvent {
    Date on;
    std::string label;
};

}  // namespace countervail
