// SPDX-License-Identifier: Apache-2.0
// Places between two powers: for each place one bar per power, light for what it buys of the controlled goods from that power, dark for the part
// of which that power supplies most.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct BetweenRow {
    std::string name;
    double first = 0, second = 0;                      ///< % of all imports: controlled goods bought from the power
    double first_dependent = 0, second_dependent = 0;  ///< part of it, % of all imports
};

struct BetweenPowers {
    Chart chart;
    std::string first, second;                         ///< names of the powers
    std::string unit;
    std::string dependent_words;                       ///< what dark means: "of which it supplies over 50%"
    std::vector<BetweenRow> rows;                      ///< drawn in this order; one that is not finite is left out
    std::size_t most_rows = 16;
};

/// SVG text.
std::string between_powers(const BetweenPowers& spec);

}  // namespace countervail
