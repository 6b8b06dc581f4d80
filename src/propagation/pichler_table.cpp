// SPDX-License-Identifier: Apache-2.0
#include "propagation/pichler_table.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace countervail {

namespace {

void number_cells(PichlerTable& own, const IoTable& table) {
    const int places = static_cast<int>(table.places.size()), industries = static_cast<int>(table.industries.size());
    own.cells = table.cells();
    own.own_cell.resize(static_cast<std::size_t>(own.cells));
    for (int industry = 0; industry < industries; ++industry) {
        for (int place = 0; place < places; ++place) {
            const int cell = table.cell(place, industry);
            own.own_cell[static_cast<std::size_t>(cell)] = static_cast<int>(own.table_cell.size());
            own.table_cell.push_back(cell);
        }
    }
}

struct Flow {
    int pool, user, supplier;
    double amount;
};

/// Flows between cells that produce, pool by pool, user by user. What a table books as a negative sale is left to final
/// demand, and so is what is sold to cells without output.
std::vector<Flow> flows_of(const PichlerTable& own, const IoTable& table, bool pool_places) {
    std::vector<Flow> flows;
    flows.reserve(static_cast<std::size_t>(table.intermediate.nonZeros()));
    for (int row = 0; row < table.cells(); ++row) {
        if (!(table.output[row] > 0)) continue;
        const int supplier = own.own_cell[static_cast<std::size_t>(row)];
        for (FlowMatrix::InnerIterator at(table.intermediate, row); at; ++at) {
            if (!(at.value() > 0) || !(table.output[at.col()] > 0)) continue;
            flows.push_back({pool_places ? table.industry_of(row) : supplier,
                             own.own_cell[static_cast<std::size_t>(at.col())], supplier, at.value()});
        }
    }
    std::sort(flows.begin(), flows.end(), [](const Flow& a, const Flow& b) {
        return std::tie(a.pool, a.user, a.supplier) < std::tie(b.pool, b.user, b.supplier);
    });
    return flows;
}

InputTier tier_of(const PichlerVariant& variant, const PropagationOptions& options, int input, int user) {
    const double criticality = options.criticality.size() == 0 ? 1.0 : options.criticality(input, user);
    if (criticality > 0.75) return variant.of_one;
    return criticality > 0.25 ? variant.of_half : variant.of_zero;
}

void add_purchases(PichlerTable& own, const std::vector<Flow>& flows) {
    for (const Flow& flow : flows) {
        if (own.purchases.empty() || flow.user != own.purchases.back().user || flow.pool != own.purchases.back().pool) {
            PooledPurchase purchase;
            purchase.pool = flow.pool;
            purchase.user = flow.user;
            purchase.first_link = static_cast<int>(own.link_flow.size());
            own.purchases.push_back(purchase);
        }
        own.link_supplier.push_back(flow.supplier);
        own.link_flow.push_back(flow.amount);
        own.purchases.back().total += flow.amount;
        own.purchases.back().last_link = static_cast<int>(own.link_flow.size());
    }
}

void describe_purchases(PichlerTable& own, const PichlerVariant& variant, const IoTable& table, const PropagationOptions& options) {
    std::vector<double> spent(static_cast<std::size_t>(own.cells));
    for (const PooledPurchase& purchase : own.purchases) spent[static_cast<std::size_t>(purchase.user)] += purchase.total;
    for (PooledPurchase& purchase : own.purchases) {
        const int supplier = own.table_cell[static_cast<std::size_t>(own.link_supplier[static_cast<std::size_t>(purchase.first_link)])];
        const int user = own.table_cell[static_cast<std::size_t>(purchase.user)];
        const int input = table.industry_of(supplier);
        purchase.tier = tier_of(variant, options, input, table.industry_of(user));
        const double days = options.inventory_days_of.empty() ? options.inventory_days
                                                              : options.inventory_days_of[static_cast<std::size_t>(input)];
        purchase.target = days + options.days_per_step - 1;
        purchase.share = purchase.total / spent[static_cast<std::size_t>(purchase.user)];
        const double bite = variant.linear                           ? purchase.share
                            : purchase.tier == InputTier::critical   ? 1.0
                            : purchase.tier == InputTier::important  ? 0.5
                                                                     : 0.0;
        purchase.value = bite * std::max(0.0, table.value_added[user]) / purchase.total;
    }
    own.buys.resize(static_cast<std::size_t>(own.cells));
    std::transform(spent.begin(), spent.end(), own.buys.begin(), [](double amount) { return amount > 0 ? 1 : 0; });
}

void rest_of_output_is_final(PichlerTable& own, const IoTable& table) {
    for (const int cell : own.table_cell) own.output.push_back(std::max(0.0, table.output[cell]));
    own.final_demand = own.output;
    for (std::size_t link = 0; link < own.link_flow.size(); ++link)
        own.final_demand[static_cast<std::size_t>(own.link_supplier[link])] -= own.link_flow[link];
}

/// By value at stake; final users stand between those who lose something and those who do not; nobody starves himself.
void order_claims(PichlerTable& own, bool worst) {
    constexpr double kFirst = std::numeric_limits<double>::infinity();
    own.served.resize(static_cast<std::size_t>(own.cells));
    for (std::size_t p = 0; p < own.purchases.size(); ++p) {
        const double value = own.purchases[p].value > 0 ? own.purchases[p].value : -1.0;
        for (int link = own.purchases[p].first_link; link < own.purchases[p].last_link; ++link) {
            const auto at = static_cast<std::size_t>(link);
            const int supplier = own.link_supplier[at];
            const double rank = supplier == own.purchases[p].user ? kFirst : worst ? -value : value;
            own.served[static_cast<std::size_t>(supplier)].push_back({static_cast<int>(p), own.link_flow[at], rank});
        }
    }
    for (auto& claims : own.served) {
        claims.push_back({-1, 0, 0});
        std::stable_sort(claims.begin(), claims.end(), [](const auto& a, const auto& b) { return a.rank > b.rank; });
    }
}

}  // namespace

bool find_pichler_variant(std::string_view name, PichlerVariant& variant) {
    using enum InputTier;
    if (name == "half-critical") variant = {critical, important, unneeded, false};
    else if (name == "strongly-critical") variant = {critical, critical, unneeded, false};
    else if (name == "weakly-critical") variant = {critical, unneeded, unneeded, false};
    else if (name == "leontief") variant = {critical, critical, critical, false};
    else if (name == "linear") variant = {critical, critical, critical, true};
    else return false;
    return true;
}

PichlerTable make_pichler_table(const PichlerVariant& variant, const IoTable& table, const PropagationOptions& options) {
    PichlerTable own;
    number_cells(own, table);
    add_purchases(own, flows_of(own, table, options.pool_places));
    describe_purchases(own, variant, table, options);
    rest_of_output_is_final(own, table);
    if (options.rationing == Rationing::optimal || options.rationing == Rationing::worst)
        order_claims(own, options.rationing == Rationing::worst);
    return own;
}

}  // namespace countervail
