// SPDX-License-Identifier: Apache-2.0
// Charts of a company: days until lines and parts stop, and what each further day of cover does to the risk.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/chart.h"
#include "report/weeks_to_stop.h"

namespace countervail {

struct DaysToStopRow {
    std::string name, about;             ///< about: a second, quiet line
    bool strong = false;                 ///< a product among parts
    StopRange days;                      ///< as in weeks_to_stop.h, in days
    double share = 0;                    ///< of draws in which it stops
    std::optional<double> stock;         ///< days at hand: a tick on the row
};

struct DaysToStop {
    Chart chart;
    std::string since;                   ///< "days after the act"
    std::vector<DaysToStopRow> rows;     ///< in this order
    double horizon_days = 365;
    std::size_t most_rows = 24;
};
/// SVG text.
std::string days_to_stop(const DaysToStop& spec);

struct CoverLine {
    std::string name;
    std::vector<double> risk;            ///< share of draws, by day of further cover from 0
};

struct CoverCurves {
    Chart chart;
    std::vector<CoverLine> lines;        ///< at most seven are drawn
    double accepted = 0.05;              ///< a horizontal line
};
/// SVG text.
std::string cover_curves(const CoverCurves& spec);

}  // namespace countervail
