// SPDX-License-Identifier: Apache-2.0
#include "cascade/firm_stocks.h"

#include <algorithm>
#include <limits>

#include "base/parallel.h"

namespace countervail {

namespace {

constexpr std::size_t kFirmsPerTask = 4096;   // fixed, so that sums do not depend on the number of threads

}  // namespace

const std::vector<std::string>& shortage_rule_names() {
    static const std::vector<std::string> names{"proportional", "firms-first", "smallest-first", "smallest-firms-first"};
    return names;
}

std::optional<ShortageRule> parse_shortage_rule(std::string_view text) {
    const auto& names = shortage_rule_names();
    const auto at = std::find(names.begin(), names.end(), text);
    if (at == names.end()) return std::nullopt;
    return static_cast<ShortageRule>(at - names.begin());
}

template <class Body>
void FirmStocks::for_firms(Body body) const {
    const std::size_t firms = rest_.size(), tasks = (firms + kFirmsPerTask - 1) / kFirmsPerTask;
    parallel_for(options_.threads, tasks, [&](std::size_t task) {
        for (std::size_t firm = task * kFirmsPerTask; firm < std::min(firms, (task + 1) * kFirmsPerTask); ++firm) body(firm);
    });
}

FirmStocks::FirmStocks(const SupplierNetwork& network, FirmStocksOptions options) : network_(network), options_(std::move(options)) {
    const std::size_t firms = network.firms.size();
    const std::vector<double> sales = network.sales(), purchases = network.purchases();
    final_ = options_.final_sales;
    if (final_.empty()) {
        for (std::size_t i = 0; i < firms; ++i) final_.push_back(std::max(0.0, network.firms[i].output.value_or(sales[i]) - sales[i]));
    }
    value_added_share_.assign(firms, 0.0);
    for (std::size_t i = 0; i < firms; ++i) {
        rest_.push_back(final_[i] + sales[i]);
        if (rest_[i] > 0) value_added_share_[i] = (rest_[i] - purchases[i]) / rest_[i];
        target_.push_back(network.firms[i].stock_days.value_or(options_.target_days));
    }
    capacity_ = demand_ = output_ = rest_;
    final_served_ = final_;
    group_of_.assign(1, 0);
    for (std::size_t i = 0; i < firms; ++i) {
        for (std::size_t link = network.inputs_of[i]; link < network.inputs_of[i + 1]; ++link) {
            if (link == network.inputs_of[i] || network.links[link].sector != network.links[link - 1].sector) {
                group_link_.push_back(link);
                group_rest_.push_back(0);
                group_stock_.push_back(0);
            }
            const double value = network.links[link].value;
            stock_.push_back(value * target_[i]);
            group_rest_.back() += value;
            group_stock_.back() += value * target_[i];
            order_.push_back(value);
        }
        group_of_.push_back(group_rest_.size());
    }
    group_link_.push_back(network.links.size());
    delivered_ = order_;
    sold_.assign(network.links.size(), 0.0);
}

void FirmStocks::set_capacity(int firm, double share_left) { capacity_[static_cast<std::size_t>(firm)] = share_left * rest_[static_cast<std::size_t>(firm)]; }

/// Deliveries in, use out; use falls on the suppliers of a sector in proportion to what is in stock from each.
void FirmStocks::restock(std::size_t firm) {
    if (rest_[firm] == 0) return;
    const double activity = output_[firm] / rest_[firm];
    for (std::size_t group = group_of_[firm]; group < group_of_[firm + 1]; ++group) {
        const double used = group_stock_[group] == 0 ? 0.0 : activity * (group_rest_[group] / group_stock_[group]);
        double sum = 0;
        for (std::size_t link = group_link_[group]; link < group_link_[group + 1]; ++link) {
            stock_[link] = std::max(0.0, stock_[link] + delivered_[link] - stock_[link] * used);
            sum += stock_[link];
        }
        group_stock_[group] = sum;
    }
}

void FirmStocks::order(std::size_t firm) {
    // Yesterday's output is what the firm could sell of its demand.
    const double activity = rest_[firm] == 0 ? 1.0 : output_[firm] / rest_[firm];
    for (std::size_t link = network_.inputs_of[firm]; link < network_.inputs_of[firm + 1]; ++link) {
        const double use = network_.links[link].value * activity;
        order_[link] = rest_[firm] == 0 ? network_.links[link].value : std::max(0.0, use + (target_[firm] * use - stock_[link]) / options_.restock_days);
    }
}

void FirmStocks::produce(std::size_t firm) {
    demand_[firm] = 0;
    for (std::size_t at = network_.sales_of[firm]; at < network_.sales_of[firm + 1]; ++at) demand_[firm] += sold_[at] = order_[network_.sale_links[at]];
    demand_[firm] += final_[firm];
    double possible = capacity_[firm];
    for (std::size_t group = group_of_[firm]; group < group_of_[firm + 1]; ++group) possible = std::min(possible, group_stock_[group] / group_rest_[group] * rest_[firm]);
    output_[firm] = std::min(possible, demand_[firm]);
    share_out(firm);
}

void FirmStocks::share_out(std::size_t firm) {
    if (options_.rule == ShortageRule::smallest_first) {
        serve_smallest_first(firm, output_[firm], true);
        return;
    }
    const double ordered = demand_[firm] - final_[firm];
    double share = demand_[firm] == 0 ? 0.0 : output_[firm] / demand_[firm];
    if (options_.rule == ShortageRule::proportional) {
        final_served_[firm] = share * final_[firm];
    } else {
        final_served_[firm] = std::clamp(output_[firm] - ordered, 0.0, final_[firm]);
        if (options_.rule == ShortageRule::smallest_firms_first) {
            serve_smallest_first(firm, output_[firm] - final_served_[firm], false);
            return;
        }
        share = final_served_[firm] > 0 || ordered == 0 ? 1.0 : std::min(1.0, output_[firm] / ordered);
    }
    for (std::size_t at = network_.sales_of[firm]; at < network_.sales_of[firm + 1]; ++at) delivered_[network_.sale_links[at]] = sold_[at] * share;
}

/// Every customer asks for a multiple of what he used to get. All are served up to the same multiple (the water level),
/// or what they ask for where that is less.
void FirmStocks::serve_smallest_first(std::size_t firm, double available, bool with_final) {
    struct Claim {
        double multiple, usual;
        std::size_t link;
    };
    thread_local std::vector<Claim> claims;
    constexpr std::size_t kFinal = std::numeric_limits<std::size_t>::max();
    claims.clear();
    if (with_final && final_[firm] > 0) claims.push_back({1.0, final_[firm], kFinal});
    for (std::size_t at = network_.sales_of[firm]; at < network_.sales_of[firm + 1]; ++at) {
        const std::size_t link = network_.sale_links[at];
        claims.push_back({sold_[at] / network_.links[link].value, network_.links[link].value, link});
    }
    double usual = 0;
    for (const Claim& claim : claims) usual += claim.usual;
    std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) { return a.multiple != b.multiple ? a.multiple < b.multiple : a.link < b.link; });
    double level = 0, left = available;
    std::size_t served = 0;
    while (served < claims.size() && left > (claims[served].multiple - level) * usual) {
        left -= (claims[served].multiple - level) * usual;
        level = claims[served].multiple;
        for (; served < claims.size() && claims[served].multiple == level; ++served) usual -= claims[served].usual;
    }
    if (served < claims.size() && usual > 0) level += left / usual;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const double given = std::min(claims[i].multiple, level) * claims[i].usual;
        if (claims[i].link == kFinal) final_served_[firm] = given;
        else delivered_[claims[i].link] = given;
    }
}

FirmStocksDay FirmStocks::step() {
    for_firms([&](std::size_t firm) {
        restock(firm);
        order(firm);
    });
    for_firms([&](std::size_t firm) { produce(firm); });
    return now();
}

FirmStocksDay FirmStocks::now() const {
    FirmStocksDay day;
    for (std::size_t firm = 0; firm < rest_.size(); ++firm) {
        day.output += output_[firm];
        day.value_added += value_added_share_[firm] * output_[firm];
        day.final_sales += final_served_[firm];
    }
    return day;
}

}  // namespace countervail
