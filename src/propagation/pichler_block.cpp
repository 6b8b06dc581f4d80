// SPDX-License-Identifier: Apache-2.0
#include "propagation/pichler_block.h"

#include <utility>

// Vectors wider than the machine's are passed in memory, which compilers remark on; no function here is called from outside
// the file with one.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace countervail {

namespace {

using Vector = Lanes::Vector;

constexpr double kUnlimited = 1e300;
/// Demand and output that differ from those at rest by less are those at rest: without it, rounding would be a shortage
/// that those who are served last could never make up for.
constexpr double kRounding = 1e-12;

Vector all(double value) { return Vector{} + value; }
Vector smaller(const Vector& a, const Vector& b) { return a < b ? a : b; }
Vector larger(const Vector& a, const Vector& b) { return a > b ? a : b; }
std::size_t index(int item) { return static_cast<std::size_t>(item); }

/// Orders of one purchase in days of use at rest per day: what is used to meet demand, and a part of the gap of stock.
Vector order(const Vector& demand, double target, const Vector& stock, double restock) {
    return larger(Vector{}, demand + (target - stock) * restock);
}

}  // namespace

template <int width>
PichlerBlock<width>::PichlerBlock(const PichlerModel& model) : model_(model) {
    const PichlerTable& table = model.table;
    const std::size_t cells = index(table.cells) * width, purchases = table.purchases.size() * width;
    const auto filled = [](std::size_t size, double value) { return std::vector<Lanes>(size, Lanes{all(value)}); };
    state_.stock = filled(purchases, 0);
    if (!table.served.empty()) state_.delivered = state_.asked = filled(purchases, 0);
    state_.capacity = state_.final_share = state_.demand = state_.demand_before = state_.output = state_.served = filled(cells, 1);
    state_.stock_short = filled(cells, 1);
    state_.ordered = state_.final_unmet = filled(cells, 0);
    state_.input_limit = filled(cells, kUnlimited);
    for (std::size_t p = 0; p < table.purchases.size(); ++p) {
        for (int v = 0; v < width; ++v) state_.stock[p * width + index(v)].at = all(table.purchases[p].target);
        for (int link = table.purchases[p].first_link; link < table.purchases[p].last_link; ++link) {
            for (int v = 0; v < width; ++v)
                state_.ordered[index(table.link_supplier[index(link)]) * width + index(v)].at += table.link_flow[index(link)];
        }
    }
}

template <int width>
void PichlerBlock<width>::produce() {
    const PichlerTable& table = model_.table;
    if (!table.served.empty()) note_orders();
    for (int cell = 0; cell < table.cells; ++cell) {
        const double output = table.output[index(cell)];
        const double inverse = output > 0 ? 1 / output : 0.0;
        for (int v = 0; v < width; ++v) {
            const std::size_t at = index(cell) * width + index(v);
            const Vector total = state_.ordered[at].at + table.final_demand[index(cell)] * state_.final_share[at].at;
            const Vector relative = larger(Vector{}, total) * inverse;
            const Vector possible = smaller(state_.capacity[at].at, state_.input_limit[at].at);
            const Vector demand = smaller(relative - 1.0, 1.0 - relative) > -kRounding ? all(1.0) : relative;
            const Vector made = smaller(possible, demand);
            state_.demand[at].at = demand;
            state_.output[at].at = demand - made < kRounding ? smaller(demand, larger(made, all(1.0))) : made;
        }
        if (table.served.empty()) serve_in_proportion(cell);
        else serve_in_order(cell);
    }
}

template <int width>
void PichlerBlock<width>::serve_in_proportion(int cell) {
    const PichlerTable& table = model_.table;
    const double output = table.output[index(cell)], at_rest = table.final_demand[index(cell)];
    for (int v = 0; v < width; ++v) {
        const std::size_t at = index(cell) * width + index(v);
        const Vector demand = state_.demand[at].at, made = state_.output[at].at;
        const Vector wanted = at_rest * state_.final_share[at].at;
        const Vector share = demand > 0 ? made / demand : all(1.0);
        Vector for_industries = share, for_final = share;
        if (model_.rationing == Rationing::priority) {
            const Vector ordered = state_.ordered[at].at;
            const Vector at_hand = made * output - smaller(wanted, Vector{});   // negative final demand is a supply from stocks
            for_industries = ordered > at_hand ? at_hand / ordered : all(1.0);
            for_final = wanted > 0 ? smaller(all(1.0), larger(Vector{}, at_hand - ordered * for_industries) / wanted) : all(1.0);
            for_industries = made < demand ? for_industries : all(1.0);         // where output meets demand, everybody gets all
            for_final = made < demand ? for_final : all(1.0);
        }
        state_.served[at].at = for_industries;
        state_.final_unmet[at].at = larger(Vector{}, wanted) * (1.0 - for_final);
    }
}

template <int width>
void PichlerBlock<width>::note_orders() {
    const PichlerTable& table = model_.table;
    for (std::size_t p = 0; p < table.purchases.size(); ++p) {
        const PooledPurchase& purchase = table.purchases[p];
        for (int v = 0; v < width; ++v) {
            const std::size_t at = p * width + index(v);
            state_.asked[at].at = order(state_.demand_before[index(purchase.user) * width + index(v)].at, purchase.target,
                                        state_.stock[at].at, model_.restock);
            state_.delivered[at].at = Vector{};
        }
    }
}

template <int width>
void PichlerBlock<width>::serve_in_order(int cell) {
    const PichlerTable& table = model_.table;
    const std::vector<PichlerTable::Claim>& claims = table.served[index(cell)];
    const std::size_t own = index(cell) * width;
    Row wanted, left;
    for (int v = 0; v < width; ++v) {
        const Vector final_demand = table.final_demand[index(cell)] * state_.final_share[own + index(v)].at;
        const Vector made = state_.output[own + index(v)].at, demand = state_.demand[own + index(v)].at;
        wanted[index(v)] = larger(Vector{}, final_demand);
        // Negative final demand is a supply from stocks; where output meets demand, everybody gets all.
        left[index(v)] = made < demand ? made * table.output[index(cell)] - smaller(Vector{}, final_demand) : all(kUnlimited);
        state_.final_unmet[own + index(v)].at = Vector{};
    }
    const auto asked = [&](const PichlerTable::Claim& claim, int v) {
        return claim.purchase < 0 ? wanted[index(v)] : claim.flow * state_.asked[index(claim.purchase) * width + index(v)].at;
    };
    const auto give = [&](const PichlerTable::Claim& claim, int v, const Vector& given) {
        if (claim.purchase < 0) state_.final_unmet[own + index(v)].at = wanted[index(v)] - given;
        else state_.delivered[index(claim.purchase) * width + index(v)].at += given;
    };
    for (std::size_t first = 0, last = 0; first < claims.size(); first = last) {
        while (last < claims.size() && claims[last].rank == claims[first].rank) ++last;
        for (int v = 0; v < width; ++v) {
            Vector& rest = left[index(v)];
            if (last == first + 1) {
                const Vector given = smaller(asked(claims[first], v), rest);
                give(claims[first], v, given);
                rest -= given;
                continue;
            }
            Vector group{};
            for (std::size_t i = first; i < last; ++i) group += asked(claims[i], v);
            const Vector share = group > rest ? rest / group : all(1.0);
            for (std::size_t i = first; i < last; ++i) give(claims[i], v, asked(claims[i], v) * share);
            rest = larger(Vector{}, rest - group);
        }
    }
}

template <int width>
void PichlerBlock<width>::forget_step() {
    const PichlerTable& table = model_.table;
    for (int cell = 0; cell < table.cells; ++cell) {
        const Vector limit = all(model_.variant.linear && table.buys[index(cell)] != 0 ? 0.0 : kUnlimited);
        for (int v = 0; v < width; ++v) {
            const std::size_t at = index(cell) * width + index(v);
            state_.ordered[at].at = Vector{};
            state_.input_limit[at].at = limit;
            state_.stock_short[at].at = all(1.0);
        }
    }
}

template <int width>
auto PichlerBlock<width>::arrivals(std::size_t p) const -> Row {
    const PichlerTable& table = model_.table;
    const PooledPurchase& purchase = table.purchases[p];
    Row arrived{};
    if (!table.served.empty()) {
        for (int v = 0; v < width; ++v) arrived[index(v)] = state_.delivered[p * width + index(v)].at;
        return arrived;
    }
    for (int link = purchase.first_link; link < purchase.last_link; ++link) {
        const double flow = table.link_flow[index(link)];
        const Lanes* served = &state_.served[index(table.link_supplier[index(link)]) * width];
        for (int v = 0; v < width; ++v) arrived[index(v)] += flow * served[v].at;
    }
    for (int v = 0; v < width; ++v)
        arrived[index(v)] *= order(state_.demand_before[index(purchase.user) * width + index(v)].at, purchase.target,
                                   state_.stock[p * width + index(v)].at, model_.restock);
    return arrived;
}

template <int width>
void PichlerBlock<width>::limit_output(const PooledPurchase& purchase, std::size_t user, const Vector& stock) {
    const Vector covers = stock * (1 / model_.step_days);
    Vector& limit = state_.input_limit[user].at;
    if (model_.variant.linear) limit += purchase.share * smaller(covers, all(1.0));
    else if (purchase.tier == InputTier::critical) limit = smaller(limit, covers);
    else if (purchase.tier == InputTier::important) limit = smaller(limit, 0.5 * (covers + 1.0));
    else return;
    state_.stock_short[user].at = smaller(state_.stock_short[user].at, stock * (1 / purchase.target));
}

template <int width>
void PichlerBlock<width>::restock() {
    const PichlerTable& table = model_.table;
    const double days = model_.step_days;
    forget_step();
    for (std::size_t p = 0; p < table.purchases.size(); ++p) {
        const PooledPurchase& purchase = table.purchases[p];
        const double arriving = days / purchase.total;
        const Row arrived = arrivals(p);
        Row next;
        for (int v = 0; v < width; ++v) {
            const std::size_t user = index(purchase.user) * width + index(v);
            Vector& stock = state_.stock[p * width + index(v)].at;
            stock = (stock - smaller(stock, state_.output[user].at * days)) + arrived[index(v)] * arriving;
            next[index(v)] = order(state_.demand[user].at, purchase.target, stock, model_.restock);
            limit_output(purchase, user, stock);
        }
        for (int link = purchase.first_link; link < purchase.last_link; ++link) {
            const double flow = table.link_flow[index(link)];
            Lanes* ordered = &state_.ordered[index(table.link_supplier[index(link)]) * width];
            for (int v = 0; v < width; ++v) ordered[v].at += flow * next[index(v)];
        }
    }
    std::swap(state_.demand, state_.demand_before);
}

template class PichlerBlock<1>;
template class PichlerBlock<2>;
template class PichlerBlock<4>;
template class PichlerBlock<8>;

}  // namespace countervail
