// SPDX-License-Identifier: Apache-2.0
// Published production by place, as users download it. The layout is told by what the file holds:
//   MCS long            U.S. Geological Survey, Mineral Commodity Summaries 2026 data release: one row a figure
//   MCS world           the same, world tables of 2023 to 2025: one row a place, columns PROD_2023, "PROD_EST_ 2024", CAP_…, RESERVES_…
//   World Mining Data   publisher's workbook 6.4 (a sheet a commodity, a column a year), and the same tables as SQLite
//   BGS                 British Geological Survey, World Mineral Statistics: csv of 28 columns
// Figures that cannot be read are warnings, structure that cannot be is an error: all at once, each with file and line.
#pragma once

#include <string>
#include <string_view>

#include "statistics/production_table.h"

namespace countervail {

Result<ProductionTable> read_production(std::string_view bytes, std::string file, const StatisticsPlaceNames& names);

}  // namespace countervail
