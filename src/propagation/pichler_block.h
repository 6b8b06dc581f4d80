// SPDX-License-Identifier: Apache-2.0
// A block of shocks stepped side by side over one table: shocks innermost, eight to a vector. Used by pichler.cpp only.
//
// A lane is one shock. No operation mixes lanes and every sum runs in the order of the table, so that a shock's
// numbers are the same in any lane of a block of any width.
#pragma once

#include <array>
#include <vector>

#include "propagation/pichler_table.h"

namespace countervail {

/// Eight shocks.
struct Lanes {
    using Vector [[gnu::vector_size(64)]] = double;
    Vector at;
};

/// What all blocks share.
struct PichlerModel {
    PichlerVariant variant;
    Rationing rationing = Rationing::proportional;
    double step_days = 1;
    double restock = 0;       ///< share of a gap of stock that is ordered in a step, per day of the step
    PichlerTable table;
};

/// Vectors by cell or purchase, `width` Lanes each: item × width + vector.
struct PichlerState {
    std::vector<Lanes> stock;                        ///< by purchase: days of use at rest
    std::vector<Lanes> asked, delivered;             ///< by purchase, where claims are served in order: days of use at rest a day,
                                                     ///< and USD million per year
    std::vector<Lanes> capacity, final_share;        ///< by cell: what the shock leaves
    std::vector<Lanes> demand_before, demand;        ///< by cell, relative to output at rest
    std::vector<Lanes> ordered;                      ///< by cell: by industries, USD million per year
    std::vector<Lanes> input_limit, stock_short;     ///< by cell
    std::vector<Lanes> output;                       ///< by cell, relative
    std::vector<Lanes> served;                       ///< by cell: share of each industry's order that is delivered
    std::vector<Lanes> final_unmet;                  ///< by cell: USD million per year
};

/// Width: 1, 2, 4 or 8 vectors.
template <int width>
class PichlerBlock {
  public:
    explicit PichlerBlock(const PichlerModel& model);   // at rest
    PichlerState& state() { return state_; }
    /// Demand, output and rationing of this step, from the stocks at its start.
    void produce();
    /// Deliveries, stocks and the orders of the next step.
    void restock();

  private:
    using Row = std::array<Lanes::Vector, width>;

    void note_orders();
    void serve_in_proportion(int cell);
    void serve_in_order(int cell);
    void forget_step();
    Row arrivals(std::size_t purchase) const;
    void limit_output(const PooledPurchase& purchase, std::size_t user, const Lanes::Vector& stock);

    const PichlerModel& model_;
    PichlerState state_;
};

extern template class PichlerBlock<1>;
extern template class PichlerBlock<2>;
extern template class PichlerBlock<4>;
extern template class PichlerBlock<8>;

}  // namespace countervail
