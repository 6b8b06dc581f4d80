// SPDX-License-Identifier: Apache-2.0
// What a reader is told of a scenario's losses: who stops when and for want of what, what is not made by place ×
// industry × week, what it is worth beside the trade that is controlled, and how the answer moves with the model. Bands
// are 5, 50 and 95 % of the draws under proportional allocation; best and worst allocation are medians beside them.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"
#include "evidence/ledger.h"
#include "report/chart.h"
#include "report/ranked_bars.h"
#include "report/run_view.h"

namespace countervail {

struct IoTable;          // economy/io_table.h; only named here, so that those who draw need not read matrices
struct Industries;       // economy/industries.h
struct ScenarioLosses;   // losses/scenario_losses.h

/// One place × industry over the weeks of the run: median share of its value added not made.
struct LossRow {
    std::string name;
    std::vector<double> share;       ///< by week, 0 … 1
};

struct LossTables {
    std::string header;              ///< "april-2025 · built-in table of 2024 · half-critical · 256 draws"
    std::vector<std::string> words;  ///< in the order of reading; the first is the answer

    Table stops;       ///< time to stop, with what runs out, stock, depth of the cut, bracket
    Table by_week;     ///< place × industry × week
    Table by_cell, by_place, by_industry;
    Table items;       ///< loss by item that runs out, beside the tonnes and the money used of it
    Table trade;       ///< value at risk against the value of the trade in controlled goods, by place
    Table defence;     ///< end uses of the military class apart
    Table models;      ///< the same shocks under other models
    Table cases;       ///< total by case, and what each case changes
    Table claims;      ///< cells where the world's uses claim more value added than the table has
    Table statements;  ///< what the table of flows rests on: a thousand rows, so a file and no part of a page
    std::vector<const Table*> tables() const;

    double defence_mass = 0;         ///< t per year of items that military users need, at rest: theirs
    double defence_items_mass = 0;   ///< the same items, everyone's

    // For charts
    std::vector<LossRow> rows;
    std::vector<RankedBar> bars;     ///< total by place × industry
    BandSeries weekly;               ///< all places, USD million per week
};

struct LossInputs {
    const RunView& view;
    const ScenarioLosses& losses;
    const IoTable& table;
    const Industries& industries;
    const Ledger* ledger = nullptr;   ///< what was observed of stops, shown beside; never used
};

LossTables make_loss_tables(const LossInputs& inputs);

}  // namespace countervail
