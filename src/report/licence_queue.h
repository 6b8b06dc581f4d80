// SPDX-License-Identifier: Apache-2.0
// What became of licence applications: granted, refused and still pending, stacked, week by week.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

/// Counts since the beginning, except `pending`: those that wait at the end of the week. The three areas are stacked;
/// `filed` is drawn as a line, so that a difference (medians need not add up) stays visible.
struct QueueWeek {
    Date on;
    double filed = 0;
    double granted = 0;
    double refused = 0;
    double pending = 0;
};

struct LicenceQueue {
    Chart chart;
    std::string unit = "applications since the start";
    std::vector<QueueWeek> weeks;     ///< in date order
    std::vector<DatedEvent> events;
    std::vector<DatedValue> observed_granted;
};

/// SVG text.
std::string licence_queue(const LicenceQueue& spec);

}  // namespace countervail
