// SPDX-License-Identifier: Apache-2.0
// How a control splits one price into two: inside and outside the controller's border, and their ratio.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct SplitItem {
    std::string name;        ///< "dysprosium oxide"
    BandSeries outside;      ///< named by place: "Europe"
    BandSeries inside;       ///< "China"
    BandSeries ratio;        ///< outside over inside, per draw; observed ratios as points
};

/// Each item has a field with both prices on a logarithmic axis, over a field with the ratio.
struct PriceSplit {
    Chart chart;
    std::string unit;        ///< "USD/kg"
    std::vector<SplitItem> items;
    std::vector<DatedEvent> events;
};

/// SVG text.
std::string price_split(const PriceSplit& spec);

}  // namespace countervail
