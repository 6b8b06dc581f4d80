// SPDX-License-Identifier: Apache-2.0
// What the simulation's plants stop making, week by week, before anything passes on: by cell of an input–output table
// (place × industry), with the item that each use runs out of. Runs a task of an ensemble block by block and keeps
// what the economy needs of it; nothing is stored.
#pragma once

#include <vector>

#include "economy/cell_map.h"
#include "economy/industries.h"
#include "economy/io_table.h"
#include "simulation/ensemble.h"

namespace countervail {

/// Where the world's uses stand in a table (economy/cell_map.h). Uses of several kinds may share a cell, and a use of a
/// place that the table has in parts stands in several.
struct UseCells {
    std::vector<std::vector<CellShare>> cells_of_use;   ///< by use of the world; empty: no industry, or a place that the table lacks
    std::vector<int> cells;            ///< those that some use belongs to, ascending
    std::vector<int> slot_of_cell;     ///< by cell of the table: index into `cells`, or -1
    std::vector<double> claimed;       ///< by slot: value added of its uses, USD million per year
    std::vector<double> value_added;   ///< by slot: that of the table
    /// The table's value added, or what the uses claim where that is more: what a use's loss is a share of.
    double whole(int slot) const;
};

UseCells make_use_cells(const World& world, const IoTable& table, const Industries& industries);

/// One task over some draws. Money is USD million.
struct DirectLosses {
    int draws = 0, weeks = 0, slots = 0, uses = 0;
    /// Share of the cell's value added not made: [(slot × weeks + week) × draws + draw].
    std::vector<float> share;
    /// By use and draw, over the weeks that count: value added not made: [use × draws + draw].
    std::vector<float> lost;
    /// By need of the network: value added not made in weeks in which it bound, mean over draws.
    std::vector<double> lost_by_need;
    /// By need of the network: mean over draws of the lowest share delivered in any four weeks running that count.
    std::vector<double> deepest_cut;

    /// By need of the network and draw: share of what is needed over the weeks that count which deliveries and the stock at their
    /// beginning cover, at most 1: [need × draws + draw].
    std::vector<float> covered;

    float at(int slot, int week, int draw) const {
        return share[(static_cast<std::size_t>(slot) * static_cast<std::size_t>(weeks) + static_cast<std::size_t>(week)) *
                         static_cast<std::size_t>(draws) +
                     static_cast<std::size_t>(draw)];
    }
};

/// Draws 0 … draws − 1 (rounded up to whole blocks, then cut). `count_week`: losses before it do not count.
/// The law is that of the task, whatever its own allocation.
DirectLosses direct_losses(const Ensemble& ensemble, int task, Allocation allocation, const UseCells& cells, int draws, int count_week, int threads);

}  // namespace countervail
