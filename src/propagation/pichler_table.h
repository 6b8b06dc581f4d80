// SPDX-License-Identifier: Apache-2.0
// An input–output table as the half-critical models step it: who buys what from which pool of suppliers, in an order that
// keeps the suppliers of one product side by side. Used by pichler.cpp only.
//
// Cells are renumbered product by product ("product-major": industry × places + place). Quantities of the model are
// relative: output and demand to output at rest, stocks in days of use at rest.
#pragma once

#include <string_view>
#include <vector>

#include "propagation/propagation.h"

namespace countervail {

enum class InputTier { critical, important, unneeded };

/// How the five production functions of the family treat a criticality of 1, 0.5 and 0.
struct PichlerVariant {
    InputTier of_one = InputTier::critical, of_half = InputTier::important, of_zero = InputTier::unneeded;
    bool linear = false;
};
/// False on a name outside the family.
bool find_pichler_variant(std::string_view name, PichlerVariant& variant);

/// What one user buys of one pool.
struct PooledPurchase {
    int pool = 0;                 ///< industry of the suppliers; the renumbered supplier where places do not pool
    int user = 0;                 ///< renumbered cell
    InputTier tier = InputTier::critical;
    int first_link = 0, last_link = 0;
    double total = 0;             ///< USD million per year at rest
    double target = 0;            ///< days of use: stock aimed at, and what is on the way within a step
    double share = 0;             ///< of all the user's purchases
    double value = 0;             ///< value added held back by one unit that is missing
};

struct PichlerTable {
    int cells = 0;
    std::vector<int> table_cell;             ///< by renumbered cell: cell of the table
    std::vector<int> own_cell;               ///< by cell of the table: renumbered
    std::vector<double> output, final_demand;
    std::vector<int> buys;                   ///< by cell: 1 if it buys anything
    std::vector<PooledPurchase> purchases;   ///< pool by pool, then user by user
    std::vector<int> link_supplier;          ///< by link: renumbered supplier
    std::vector<double> link_flow;           ///< by link: USD million per year at rest

    /// Claims on one supplier in the order in which they are served; those of equal rank share in proportion.
    struct Claim {
        int purchase = 0;                    ///< −1: final demand
        double flow = 0;
        double rank = 0;
    };
    std::vector<std::vector<Claim>> served;  ///< by supplier; empty unless rationing is optimal or worst
};

PichlerTable make_pichler_table(const PichlerVariant& variant, const IoTable& table, const PropagationOptions& options);

}  // namespace countervail
