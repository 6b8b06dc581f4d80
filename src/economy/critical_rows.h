// SPDX-License-Identifier: Apache-2.0
// The element × form rows that a money table hides inside "basic metals" and "electrical equipment": what each
// industry at each place uses of them, in tonnes and in money. The critical layer is physical (docs/methods/losses.md):
// tonnes decide who stops, money only what it costs.
#pragma once

#include <vector>

#include "economy/industries.h"
#include "economy/io_table.h"
#include "world/world.h"

namespace countervail {

/// One item at one stage, split out of the host industry's row.
struct CriticalRow {
    int item = 0;                  ///< of the catalogue
    int host = 0;                  ///< industry of the table whose row held it
    Eigen::VectorXd mass;          ///< by cell: item's unit per year
    Eigen::VectorXd money;         ///< by cell: USD million per year at baseline prices
};

struct CriticalRows {
    std::vector<CriticalRow> rows;
    /// Z without what was split out: rest + Σ rows = Z where the host row can bear it. Items bought as investment
    /// (Industries::bought_as_investment) have rows but nothing in Z to take out: machines are final demand.
    FlowMatrix rest;
    Errors notes;                  ///< cells whose host flow is smaller than what the world says they buy
};

CriticalRows split_critical_rows(const IoTable& table, const Industries& industries, const World& world);

}  // namespace countervail
