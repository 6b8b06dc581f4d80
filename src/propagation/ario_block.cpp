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
double lane_of(const Vector& values, int lane) {
    return reinterpret_cast<const double*>(&values)[lane];
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
    partial_.assign((team_.alone() ? 1 : table.chunk.size() - 1) * cells, nothing);
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
        Lanes* orders = &partial_[team_.alone() ? 0 : c * cells];
        for (int buyer = table.chunk[c]; buyer < table.chunk[c + 1]; ++buyer)
            send(buyer, &asked_[static_cast<std::size_t>(buyer) * static_cast<std::size_t>(table.products)], orders);
        if (team_.alone()) gather(orders);
    }
    weigh();
}

template <int width>
void ArioBlock<width>::Finding::take(const Finding& other) {
    mover = other.moved > moved ? other.mover : mover;
    strayer = other.off_goal > off_goal ? other.strayer : strayer;
    moved = higher<Vector>(moved, other.moved);
    off_goal = higher<Vector>(off_goal, other.off_goal);
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
    const std::size_t ahead = static_cast<std::size_t>(std::min(buyer + 1, table_.cells - 1)) * products;
    for (std::size_t p = 0; p < products; ++p) {
        if constexpr (width > 1) {   // the next buyer's stocks come from memory while this one's suppliers are summed
            __builtin_prefetch(&stock_[ahead + p], 1);
            __builtin_prefetch(&asked_[ahead + p], 1);
        }
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
void ArioBlock<width>::restock(int buyer, const Lanes* __restrict old_orders, const Lanes* __restrict new_orders, Target stock_after, Target asked_after, Finding& finding) {
    const std::size_t products = static_cast<std::size_t>(table_.products), first = static_cast<std::size_t>(buyer) * products;
    const std::conditional_t<width == 1, const Lanes* __restrict, const Lanes*> stock_before = stock_.data() + first, asked_before = asked_.data() + first;
    const double *need = table_.need.data() + first, *target = table_.target.data() + first, *allows = table_.allows.data() + first,
                 *free_of = table_.free.data() + first, *restock_rate = table_.restock.data(), *kept = table_.kept.data();
    const Vector output = output_[static_cast<std::size_t>(buyer)].at, wanted = wanted_[static_cast<std::size_t>(buyer)].at, none = {};
    const Vector unmoved = unmoved_, at_goal = at_goal_;
    Vector allowed = none + std::numeric_limits<double>::infinity(), moved = none, off_goal = none;
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
    const Vector number = none + static_cast<double>(buyer);
    finding.take({moved, off_goal, number, number});
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
void ArioBlock<width>::chunk(std::size_t c, Lanes* stock_after, Lanes* asked_after) {
    const std::size_t products = static_cast<std::size_t>(table_.products), cells = demand_.size();
    std::vector<Lanes> room(products * 2);
    Lanes* orders = &partial_[team_.alone() ? 0 : c * cells];
    if (!team_.alone()) std::fill(orders, orders + cells, Lanes{Vector{}});
    Finding finding;
    for (int buyer = table_.chunk[c]; buyer < table_.chunk[c + 1]; ++buyer) {
        const std::size_t first = static_cast<std::size_t>(buyer) * products;
        arrivals(buyer, room.data(), room.data() + products);
        restock(buyer, room.data(), room.data() + products, stock_after + first, asked_after + first, finding);
        send(buyer, asked_after + first, orders);
    }
    findings_[c] = finding;
    if (team_.alone()) gather(orders);
}

/// A thread alone adds the orders of a chunk up at once, so that they need no memory of their own.
template <int width>
void ArioBlock<width>::gather(Lanes* orders) {
    for (std::size_t cell = 0; cell < demand_.size(); ++cell) {
        demand_[cell].at += orders[cell].at;
        orders[cell].at = Vector{};
    }
}

/// The orders to each supplier, chunk after chunk.
template <int width>
void ArioBlock<width>::weigh() {
    const std::size_t cells = demand_.size();
    for (std::size_t cell = 0; cell < cells; ++cell) {
        Vector sum = demand_[cell].at;
        if (!team_.alone())
            for (std::size_t c = 0; c < findings_.size(); ++c) sum += partial_[c * cells + cell].at;
        demand_[cell].at = sum * weight_[cell].at;
    }
}

template <int width>
void ArioBlock<width>::walk(Lanes* stock_after, Lanes* asked_after) {
    std::fill(demand_.begin(), demand_.end(), Lanes{Vector{}});
    team_.run(findings_.size(), [=, this](std::size_t c) { chunk(c, stock_after, asked_after); });
    last_ = {};
    for (const Finding& finding : findings_) last_.take(finding);
}

/// Whether it is certain before the walk that stocks move and miss their goals somewhere, in every lane: the buyers that were
/// furthest off in the step before are asked first. Then nothing will have to be done again, and stocks can be
/// overwritten, which spares a third of the memory traffic.
template <int width>
bool ArioBlock<width>::foreseen() {
    constexpr int kFewOf = 50;   // buyers for each one that is asked twice
    const std::size_t products = static_cast<std::size_t>(table_.products);
    std::vector<Lanes> room(products * 4);
    Finding found;
    int asked = 0;
    const auto sure = [&](int lane) { return lane_of(found.moved, lane) > 0 && (lane_of(found.off_goal, lane) > 0 || lane_of(never_at_goal_, lane) != 0); };
    for (int lane = 0; lane < width; ++lane) {
        if (lane_of(unmoved_, lane) != 0 || lane_of(at_goal_, lane) != 0) return false;
        for (const Vector& who : {last_.mover, last_.strayer}) {
            if (sure(lane)) break;
            if (++asked * kFewOf > table_.cells) return false;
            const int buyer = static_cast<int>(lane_of(who, lane));
            arrivals(buyer, room.data(), room.data() + products);
            restock(buyer, room.data(), room.data() + products, room.data() + products * 2, room.data() + products * 3, found);
        }
        if (!sure(lane)) return false;
    }
    return true;
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
    const bool in_place = width > 1 && foreseen();
    for (bool again = !in_place; again;) {
        walk(stock_next_.data(), asked_next_.data());
        const Vector unmoved = last_.moved > none ? none : none + 1.0;
        Vector at_goal = last_.off_goal > none ? none : none + 1.0;
        at_goal = never_at_goal_ != none ? none : at_goal;
        again = differ(unmoved, unmoved_) || differ(at_goal, at_goal_);
        unmoved_ = unmoved;
        at_goal_ = at_goal;
    }
    if (in_place) {
        walk(stock_.data(), asked_.data());
    } else {
        stock_.swap(stock_next_);
        asked_.swap(asked_next_);
    }
    weight_.swap(weight_next_);
    allowed_.swap(allowed_next_);
    weigh();
}

template class ArioBlock<1>;
template class ArioBlock<8>;

}  // namespace countervail
