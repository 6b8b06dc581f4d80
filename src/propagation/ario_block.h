// SPDX-License-Identifier: Apache-2.0
// A block of shocks stepped side by side over one table: shocks innermost, one to a lane of a vector. Used by ario.cpp only.
//
// No operation mixes lanes and every sum runs in the order of the table, so that a shock's numbers are the same bits in
// any lane of a block of any width, on any number of threads.
//
// Orders are asked(product, buyer) × flow at rest × weight of the supplier; with them a step is one walk over the table,
// buyer by buyer: deliveries of the old orders come in (Σ flow × old weight × served), the stock is brought up to date,
// and the new orders go out (flow × new asked, added up by supplier).
#pragma once

#include <type_traits>
#include <vector>

#include "propagation/ario_table.h"
#include "propagation/ario_team.h"

namespace countervail {

template <int width>
struct ArioLanes {
    typedef double Vector __attribute__((vector_size(width * sizeof(double))));
    Vector at;
};
template <>
struct ArioLanes<1> {
    typedef double Vector;
    Vector at;
};

template <int width>
class ArioBlock {
  public:
    using Lanes = ArioLanes<width>;
    using Vector = typename Lanes::Vector;

    ArioBlock(const ArioTable& table, int threads);   // at rest

    /// Set before each step; by cell. Share of capacity and of final demand that is left; orders for rebuilding.
    double& capacity_left(int cell, int lane) { return of(capacity_left_, cell, lane); }
    double& final_left(int cell, int lane) { return of(final_left_, cell, lane); }
    double& rebuild(int cell, int lane) { return of(rebuild_, cell, lane); }

    /// Demand, capacity, output and rationing of this step.
    void produce(int step);
    /// Deliveries, stocks, and the orders of the next step.
    void order();

    /// By cell, after produce(): USD million per step, and shares.
    double output(int cell, int lane) const { return of(output_, cell, lane); }
    double capacity(int cell, int lane) const { return of(capacity_, cell, lane); }
    double served(int cell, int lane) const { return of(served_, cell, lane); }
    double final_demand(int cell, int lane) const { return table_.final_demand[static_cast<std::size_t>(cell)] * of(final_left_, cell, lane); }
    /// What the scarcest stock allows, USD million per step; infinite where nothing binds.
    double allowed(int cell, int lane) const { return of(allowed_, cell, lane); }

  private:
    using Column = std::vector<Lanes>;

    static double& of(Column& values, int cell, int lane) { return reinterpret_cast<double*>(&values[static_cast<std::size_t>(cell)])[lane]; }
    static double of(const Column& values, int cell, int lane) { return reinterpret_cast<const double*>(&values[static_cast<std::size_t>(cell)])[lane]; }

    /// What one chunk of buyers found out, and by whom (the number of the buyer, by lane).
    struct Finding {
        Vector moved = {};        ///< largest excess of |delivered − used| over what counts as equal
        Vector off_goal = {};     ///< the same of |stock − goal|
        Vector mover = {}, strayer = {};
        void take(const Finding& other);
    };
    /// Where stocks and what is asked are written to: the arrays they are read from (wide blocks only), or others.
    using Target = std::conditional_t<width == 1, Lanes* __restrict, Lanes*>;

    void arrivals(int buyer, Lanes* __restrict old_orders, Lanes* __restrict new_orders) const;
    void restock(int buyer, const Lanes* __restrict old_orders, const Lanes* __restrict new_orders, Target stock_after, Target asked_after, Finding& finding);
    void send(int buyer, const Lanes* __restrict asked, Lanes* __restrict orders) const;
    bool foreseen();
    void chunk(std::size_t c, Lanes* stock_after, Lanes* asked_after);
    void walk(Lanes* stock_after, Lanes* asked_after);
    void gather(Lanes* orders);
    void weigh();

    const ArioTable& table_;
    ArioTeam team_;
    Column capacity_left_, final_left_, rebuild_;
    Column demand_, output_, alpha_, capacity_, served_, wanted_, allowed_, allowed_next_;
    Column weight_, offered_, weight_next_;          ///< suppliers' weights in the orders at hand, × served, and in the next
    Column stock_, stock_next_, asked_, asked_next_; ///< by buyer × product
    Column partial_;                                 ///< by chunk × cell: orders of a chunk's buyers; one chunk where a thread is alone
    std::vector<Finding> findings_;
    Finding last_;                                   ///< of the step before
    Vector unmoved_ = {}, at_goal_ = {};             ///< 1: the whole economy counts as such in this lane (see order())
    Vector never_at_goal_ = {};
};

extern template class ArioBlock<1>;
extern template class ArioBlock<8>;

}  // namespace countervail
