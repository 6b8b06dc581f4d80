// SPDX-License-Identifier: Apache-2.0
// A counterfactual is never drawn alone: the published baseline, your baseline (its assumptions changed, no act) and
// your case stand in one field, so that a reader sees how much of a difference comes from which change.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct ThreeLines {
    Chart chart;
    std::string unit;
    std::vector<DatedValue> published_baseline;
    std::vector<DatedValue> your_baseline;
    std::vector<BandPoint> your_case;
    std::vector<DatedValue> observed;         ///< may be empty
    std::vector<DatedEvent> events;
    std::string published_name = "published baseline";
    std::string baseline_name = "your baseline";
    std::string case_name = "your case";
    bool from_zero = true;
};

/// SVG text.
std::string three_lines(const ThreeLines& spec);

}  // namespace countervail
