// SPDX-License-Identifier: Apache-2.0
#include "propagation/rationing.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "base/text.h"

namespace countervail {

namespace {

using Claims = std::span<const RationClaim>;

double total_need(Claims claims) {
    return std::accumulate(claims.begin(), claims.end(), 0.0, [](double sum, const RationClaim& claim) { return sum + claim.need; });
}

/// Serves groups of equal rank in turn, each in proportion to `wanted`.
std::vector<double> serve_by_rank(const std::vector<double>& wanted, const std::vector<double>& rank, double available) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank[a] < rank[b]; });
    std::vector<double> amount(wanted.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        double group = 0;
        for (; last < order.size() && rank[order[last]] == rank[order[first]]; ++last) group += wanted[order[last]];
        const double share = group > available ? available / group : 1.0;
        for (std::size_t i = first; i < last; ++i) amount[order[i]] = wanted[order[i]] * share;
        available = std::max(0.0, available - group);
        first = last;
    }
    return amount;
}

/// Demand of one use at a price at or above that at rest.
double demand_at(const RationClaim& claim, double price) { return claim.need * std::pow(price, claim.elasticity); }

/// Demand of all who can pay `price`, and of those who could pay more.
struct MarketDemand {
    double of_able = 0, of_richer = 0;
};

MarketDemand market_at(Claims claims, double price) {
    MarketDemand demand;
    for (const RationClaim& claim : claims) {
        if (claim.willing_to_pay < price) continue;
        const double bid = demand_at(claim, price);
        demand.of_able += bid;
        if (claim.willing_to_pay > price) demand.of_richer += bid;
    }
    return demand;
}

/// Between two prices at which nobody gives up, demand falls without a jump: bisection in logarithms to the last bit.
double clear_between(Claims claims, double low, double high, double available) {
    for (int round = 0; round < 200; ++round) {
        const double middle = std::sqrt(low * high);
        if (!(middle > low && middle < high)) break;
        (market_at(claims, middle).of_able > available ? low : high) = middle;
    }
    return high;
}

/// At the first price at which demand fits: those who could pay more get what they bid, those who cannot share the rest.
Allotment allot_by_price(Claims claims, double available) {
    std::vector<double> limits{1.0};
    for (const RationClaim& claim : claims) limits.push_back(claim.willing_to_pay);
    std::sort(limits.begin(), limits.end());
    Allotment result;
    for (std::size_t i = 0; i < limits.size(); ++i) {
        const MarketDemand demand = market_at(claims, limits[i]);
        if (demand.of_richer > available) continue;
        const bool within = i > 0 && demand.of_able <= available;
        result.price = within ? clear_between(claims, limits[i - 1], limits[i], available) : limits[i];
        break;
    }
    std::vector<double> wanted, rank;
    for (const RationClaim& claim : claims) {
        const bool able = claim.willing_to_pay >= result.price;
        wanted.push_back(able ? demand_at(claim, result.price) : 0.0);
        rank.push_back(claim.willing_to_pay > result.price ? 0.0 : 1.0);
    }
    result.amount = serve_by_rank(wanted, rank, available);
    return result;
}

std::vector<double> ranks(RationRule rule, Claims claims) {
    std::vector<double> rank;
    for (const RationClaim& claim : claims) {
        rank.push_back(rule == RationRule::priority  ? claim.priority_class
                       : rule == RationRule::optimal ? -claim.value_added_per_unit
                       : rule == RationRule::worst   ? claim.value_added_per_unit
                                                     : 0.0);
    }
    return rank;
}

}  // namespace

std::string_view ration_rule_name(RationRule rule) {
    switch (rule) {
        case RationRule::price: return "price";
        case RationRule::proportional: return "proportional";
        case RationRule::priority: return "priority";
        case RationRule::optimal: return "optimal";
        case RationRule::worst: return "worst";
    }
    return "";
}

Result<RationRule> ration_rule(std::string_view name) {
    std::vector<std::string> names;
    for (const RationRule rule : kRationRules) {
        if (ration_rule_name(rule) == name) return rule;
        names.emplace_back(ration_rule_name(rule));
    }
    return fail({}, "no rule of rationing is called \"" + std::string(name) + "\"", did_you_mean(name, names));
}

Errors ration_problems(std::span<const RationClaim> claims, double available) {
    Errors errors;
    const auto amount = [&](double value, const std::string& what) {
        if (value >= 0 && std::isfinite(value)) return;
        errors.push_back({{}, what + " is " + readable_number(value), "give a number of zero or more"});
    };
    amount(available, "what is available");
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const std::string whose = " of claim " + std::to_string(i + 1);
        amount(claims[i].need, "need" + whose);
        amount(claims[i].value_added_per_unit, "value added per unit" + whose);
        if (!(claims[i].elasticity <= 0) || !std::isfinite(claims[i].elasticity))
            errors.push_back({{}, "elasticity" + whose + " is " + readable_number(claims[i].elasticity),
                              "demand falls with the price: give zero or less"});
        if (!(claims[i].willing_to_pay >= 1) || !std::isfinite(claims[i].willing_to_pay))
            errors.push_back({{}, "willingness to pay" + whose + " is " + readable_number(claims[i].willing_to_pay),
                              "it is counted in prices at rest, at which the claim buys: give at least 1"});
    }
    return errors;
}

Allotment allot(RationRule rule, std::span<const RationClaim> claims, double available) {
    Allotment result;
    if (rule == RationRule::price && total_need(claims) > available) {
        result = allot_by_price(claims, available);
    } else {
        std::vector<double> need;
        for (const RationClaim& claim : claims) need.push_back(claim.need);
        result.amount = serve_by_rank(need, ranks(rule, claims), available);
    }
    for (std::size_t i = 0; i < claims.size(); ++i)
        result.loss += (claims[i].need - result.amount[i]) * claims[i].value_added_per_unit;
    return result;
}

RationBracket bracket(std::span<const RationClaim> claims, double available) {
    RationBracket result;
    for (const RationRule rule : kRationRules) result.by_rule[static_cast<std::size_t>(rule)] = allot(rule, claims, available);
    return result;
}

}  // namespace countervail
