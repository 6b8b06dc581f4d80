// SPDX-License-Identifier: Apache-2.0
// One number for every pair of buyers (rows) and sellers (columns), in seven steps of colour from light (little) to dark (much).
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct PairHeatPlace {
    std::string code, name;            ///< the code heads the columns, and the rows where the chart is narrow
};

struct PairHeat {
    Chart chart;
    std::string unit;
    std::vector<PairHeatPlace> buyers, sellers;   ///< in this order
    std::vector<double> values;        ///< [buyer × sellers + seller]; not finite, or under a thousandth of the largest step: white
    bool percent = false;              ///< values are per cent: fixed steps, so that charts can be compared, and whole numbers in the cells
};

/// Bounds between the seven steps: shares of `largest`, rounded upwards to 1, 2 or 5 times a power of ten; of 100 for per cent.
std::vector<double> pair_heat_steps(double largest, bool percent);

/// SVG text. Columns that do not fit are left out at the right and counted in a line below.
std::string pair_heat(const PairHeat& spec);

}  // namespace countervail
