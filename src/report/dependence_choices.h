// SPDX-License-Identifier: Apache-2.0
// How far two shares move with the choices behind them: one row per group of choices, each with the range of both shares, their medians
// and the choices under which a claim holds; the claim's tolerance is shaded. A row of one choice is a pair of points.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct ChoiceDots {
    std::string words;                 ///< the choice, for tooltips
    double first = 0, second = 0;      ///< per cent
    bool holds = false;
};

struct ChoiceRow {
    std::string label, about;          ///< "6 digits", "by value"; about: a second, quiet line
    std::vector<ChoiceDots> choices;
};

struct DependenceChoices {
    Chart chart;
    std::string first, second;         ///< the two directions, for the key
    std::string unit;
    double claimed_first = 0, claimed_second = 0, tolerance = 0;   ///< per cent; not finite: no claim is shown
    bool judged = true;                ///< false: how many hold is not said
    std::vector<ChoiceRow> rows;       ///< drawn in this order
    std::size_t most_rows = 20;
};

/// SVG text.
std::string dependence_choices(const DependenceChoices& spec);

}  // namespace countervail
