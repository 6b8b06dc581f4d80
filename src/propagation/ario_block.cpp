// SPDX-License-Identifier: Apache-2.0
#include "propagation/ario_block.h"

#include <algorithm>
#include <limits>

namespace countervail {

namespace {

/// numpy.allclose: two numbers within these count as equal, and BoARIO asks it of the whole economy at once.
constexpr double kAbsolute = 1e-8, kRelative = 1e-5;

template <class Vector>
Vector lower(Vector a, Vector b) {
    return a < b ? a : b;
}

template <class Vector>
Vector higher(Vector a, Vector b) {
    return a > b ? a : b;
}

template <class Vector>
Vector excess(Vector a, Vector b) {
    return higher(a - b, b - a) - (kAbsolute + kRelative * b);
}

}  // namespace

template <int width>
ArioBlock<width>::ArioBlock(const ArioTable& table, int threads) : table_(table), team_(threads) {
    const std::size_t cells = static_cast<std::size_t>(table.cells), entries = cells * static_cast<std::size_t>(table.products);
    const Lanes nothing{Vector{}}, one{Vector{} + 1.0}, endless{Vector{} + std::numeric_limits<double>::infinity()};
    for (Column* column : {&demand_, &served_, &wanted_, &capacity_, &offered_, &weight_next_, &rebuild_, &output_, &allowed_next_}) column->assign(cells, nothing);
    for (Column* column : {&capacity_left_, &final_left_, &weight_}) column->assign(cells, one);
    alpha_.assign(cells, {Vector{} + table.alpha_base});
    allowed_.assign(cells, endless);
    stock_.assign(entries, nothing);
    stock_next_ = asked_next_ = stock_;
    asked_.assign(entries, one);
    partial_.assign((table.chunk.size() - 1) * cells, nothing);
    findings_.resize(table.chunk.size() - 1);
    for (std::size_t buyer = 0; buyer < cells; ++buyer) {
        output_[buyer].at = Vector{} + table.output[buyer];
        for (std::size_t p = 0; p < static_cast<std::size_t>(table.products); ++p) {
            const std::size_t entry = buyer * static_cast<std::size_t>(table.products) + p;
            stock_[entry].at = Vector{} + table.output[buyer] * table.target[entry];
            allowed_[buyer].at = lower<Vector>(allowed_[buyer].at, stock_[entry].at * table.allows[entry] + table.free[entry]);
        }
    }
    for (std::size_t c = 0; c + 1 < table.chunk.size(); ++c) {
        for (int buyer = table.chunk[c]; buyer < table.chunk[c + 1]; ++buyer)
            send(buyer, &asked_[static_cast<std::size_t>(buyer) * static_cast<std::size_t>(table.products)], &partial_[c * cells]);
    }
    add_up();
}

template <int width>
void ArioBlock<width>::produce(int step) {
    const bool overproduce = step >= table_.first_overproduction;
    never_at_goal_ = Vector{} + (table_.never_at_goal ? 1.0 : 0.0);
    for (std::size_t cell = 0; cell < demand_.size(); ++cell) {
        const double at_rest = table_.output[cell];
        const Vector demand = demand_[cell].at + final_left_[cell].at * table_.final_demand[cell] + rebuild_[cell].at;
        const Vector none = {};
        if (overproduce) {
            const Vector scarcity = demand != none ? (demand - output_[cell].at) / demand : none;
            Vector alpha = alpha_[cell].at;
            const Vector back = scarcity == none ? (table_.alpha_base - alpha) * table_.alpha_rate : none;
            alpha += (table_.alpha_max - alpha) * scarcity * table_.alpha_rate + back;
            alpha_[cell].at = higher<Vector>(alpha, Vector{} + 1.0);
        }
        const Vector capacity = at_rest * capacity_left_[cell].at * alpha_[cell].at;
        const Vector possible = higher<Vector>(lower<Vector>(demand, capacity), none);
        const Vector output = lower<Vector>(possible, allowed_[cell].at);
        const Vector served = demand != none ? output / demand : none;
        const Vector wanted = higher<Vector>(lower<Vector>(demand - rebuild_[cell].at * served, capacity), none);
        if (table_.endless) never_at_goal_ = wanted == none ? none + 1.0 : never_at_goal_;
        capacity_[cell].at = capacity;
        output_[cell].at = output;
        served_[cell].at = served;
        offered_[cell].at = weight_[cell].at * served;
        wanted_[cell].at = wanted;
        weight_next_[cell].at = table_.orders_follow_output && at_rest > 0 ? capacity / at_rest : none + 1.0;
    }
}

template <int width>
void ArioBlock<width>::arrivals(int buyer, Lanes* __restrict old_orders, Lanes* __restrict new_orders) const {
    const std::size_t products = static_cast<std::size_t>(table_.products), cells = static_cast<std::size_t>(table_.cells);
    const Lanes *offered = offered_.data(), *weight = weight_next_.data();
    if (table_.dense) {
        for (std::size_t p = 0; p < products; ++p) old_orders[p].at = new_orders[p].at = Vector{};
        const double* flow = table_.flow.data() + static_cast<std::size_t>(buyer) * cells;
        for (std::size_t first = 0; first < cells; first += products) {
            for (std::size_t p = 0; p < products; ++p) {
                old_orders[p].at += flow[first + p] * offered[first + p].at;
                new_orders[p].at += flow[first + p] * weight[first + p].at;
            }
        }
        return;
    }
    const std::uint32_t* begin = table_.begin.data() + static_cast<std::size_t>(buyer) * products;
    const std::int32_t* supplier = table_.supplier.data();
    const double* flow = table_.flow.data();
    for (std::size_t p = 0; p < products; ++p) {
        Vector of_old = {}, of_new = {};
        for (std::uint32_t link = begin[p]; link < begin[p + 1]; ++link) {
            of_old += flow[link] * offered[supplier[link]].at;
            of_new += flow[link] * weight[supplier[link]].at;
        }
        old_orders[p].at = of_old;
        new_orders[p].at = of_new;
    }
}

template <int width>
void ArioBlock<width>::restock(int buyer, const Lanes* __restrict old_orders, const Lanes* __restrict new_orders, Finding& finding) {
    const std::size_t products = static_cast<std::size_t>(table_.products), first = static_cast<std::size_t>(buyer) * products;
    const Lanes* __restrict stock_before = stock_.data() + first;
    const Lanes* __restrict asked_before = asked_.data() + first;
    Lanes* __restrict stock_after = stock_next_.data() + first;
    Lanes* __restrict asked_after = asked_next_.data() + first;
    const double *need = table_.need.data() + first, *target = table_.target.data() + first, *allows = table_.allows.data() + first,
                 *free_of = table_.free.data() + first, *restock_rate = table_.restock.data(), *kept = table_.kept.data();
    const Vector output = output_[static_cast<std::size_t>(buyer)].at, wanted = wanted_[static_cast<std::size_t>(buyer)].at, none = {};
    const Vector unmoved = unmoved_, at_goal = at_goal_;
    Vector allowed = none + std::numeric_limits<double>::infinity(), moved = finding.moved, off_goal = finding.off_goal;
    for (std::size_t p = 0; p < products; ++p) {
        const Vector delivered = asked_before[p].at * old_orders[p].at;
        const Vector used = output * need[p];
        moved = higher<Vector>(moved, excess<Vector>(delivered, used));
        const Vector left = higher<Vector>(stock_before[p].at - used + delivered, none) * kept[p];
        const Vector stock = unmoved != none ? stock_before[p].at : left;
        const Vector goal = wanted * target[p];
        off_goal = higher<Vector>(off_goal, excess<Vector>(stock, goal));
        const Vector gap = at_goal != none ? none : higher<Vector>(goal - stock, none) * restock_rate[p];
        stock_after[p].at = stock;
        asked_after[p].at = (gap + used) / (new_orders[p].at != none ? new_orders[p].at : none + std::numeric_limits<double>::infinity());
        allowed = lower<Vector>(allowed, stock * allows[p] + free_of[p]);
    }
    allowed_next_[static_cast<std::size_t>(buyer)].at = allowed;
    finding.moved = moved;
    finding.off_goal = off_goal;
}

template <int width>
void ArioBlock<width>::send(int buyer, const Lanes* __restrict asked, Lanes* __restrict orders) const {
    const std::size_t products = static_cast<std::size_t>(table_.products), cells = static_cast<std::size_t>(table_.cells);
    if (table_.dense) {
        const double* flow = table_.flow.data() + static_cast<std::size_t>(buyer) * cells;
        for (std::size_t first = 0; first < cells; first += products) {
            for (std::size_t p = 0; p < products; ++p) orders[first + p].at += flow[first + p] * asked[p].at;
        }
        return;
    }
    const std::uint32_t* begin = table_.begin.data() + static_cast<std::size_t>(buyer) * products;
    const std::int32_t* supplier = table_.supplier.data();
    const double* flow = table_.flow.data();
    for (std::size_t p = 0; p < products; ++p) {
        for (std::uint32_t link = begin[p]; link < begin[p + 1]; ++link) orders[supplier[link]].at += flow[link] * asked[p].at;
    }
}

template <int width>
void ArioBlock<width>::chunk(std::size_t c) {
    const std::size_t products = static_cast<std::size_t>(table_.products), cells = demand_.size();
    std::vector<Lanes> room(products * 2);
    Lanes* orders = &partial_[c * cells];
    std::fill(orders, orders + cells, Lanes{Vector{}});
    Finding finding;
    for (int buyer = table_.chunk[c]; buyer < table_.chunk[c + 1]; ++buyer) {
        arrivals(buyer, room.data(), room.data() + products);
        restock(buyer, room.data(), room.data() + products, finding);
        send(buyer, &asked_next_[static_cast<std::size_t>(buyer) * products], orders);
    }
    findings_[c] = finding;
}

/// The orders to each supplier, chunk after chunk.
template <int width>
void ArioBlock<width>::add_up() {
    const std::size_t cells = demand_.size();
    for (std::size_t cell = 0; cell < cells; ++cell) {
        Vector sum = {};
        for (std::size_t c = 0; c < findings_.size(); ++c) sum += partial_[c * cells + cell].at;
        demand_[cell].at = sum * weight_[cell].at;
    }
}

/// BoARIO leaves all stocks as they are when deliveries equal use everywhere, and orders no gap when stocks are at their
/// goals everywhere. Both are known only at the end of the walk: it goes by what held in the step before and starts
/// again where that proves wrong.
template <int width>
void ArioBlock<width>::order() {
    const Vector none = {};
    const auto differ = [](const Vector& a, const Vector& b) {
        const double *x = reinterpret_cast<const double*>(&a), *y = reinterpret_cast<const double*>(&b);
        return !std::equal(x, x + width, y);
    };
    for (bool again = true; again;) {
        team_.run(findings_.size(), [this](std::size_t c) { chunk(c); });
        Finding all;
        for (const Finding& finding : findings_) {
            all.moved = higher<Vector>(all.moved, finding.moved);
            all.off_goal = higher<Vector>(all.off_goal, finding.off_goal);
        }
        const Vector unmoved = all.moved > none ? none : none + 1.0;
        Vector at_goal = all.off_goal > none ? none : none + 1.0;
        at_goal = never_at_goal_ != none ? none : at_goal;
        again = differ(unmoved, unmoved_) || differ(at_goal, at_goal_);
        unmoved_ = unmoved;
        at_goal_ = at_goal;
    }
    stock_.swap(stock_next_);
    asked_.swap(asked_next_);
    weight_.swap(weight_next_);
    allowed_.swap(allowed_next_);
    add_up();
}

template class ArioBlock<1>;
template class ArioBlock<8>;

}  // namespace countervail
