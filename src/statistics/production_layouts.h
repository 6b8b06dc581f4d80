// SPDX-License-Identifier: Apache-2.0
// One function per layout of read_production.h. Each adds the rows of its sheet; problems go to `problems`.
#pragma once

#include "statistics/production_table.h"
#include "statistics/statistics_files.h"
#include "statistics/statistics_sheet_columns.h"

namespace countervail {

struct ProductionReading {
    const StatisticsPlaceNames& names;
    StatisticsProblems& problems;
    ProductionTable& table;

    /// Fills place and kind; leaves other columns.
    void locate(ProductionRow& row, const std::string& code, const Place& where);
    /// Reads the figure of a cell; warns about what cannot be read, refuses negative production. False: leave the row out.
    bool figure(ProductionRow& row, const std::string& text, const Place& where);
};

bool is_mcs_long(const StatisticsFile& file);
bool is_mcs_world(const StatisticsFile& file);
bool is_bgs(const StatisticsFile& file);
bool is_world_mining(const StatisticsFile& file);

void read_mcs_long(const StatisticsFile& file, ProductionReading& reading);
void read_mcs_world(const StatisticsFile& file, ProductionReading& reading);
void read_bgs(const StatisticsFile& file, ProductionReading& reading);
void read_world_mining(const StatisticsFile& file, ProductionReading& reading);

}  // namespace countervail
