// SPDX-License-Identifier: Apache-2.0
#include "simulation/spatial_equilibrium.h"

#include <algorithm>
#include <cmath>

namespace countervail {

Result<MarketEquilibrium> solve_markets(const std::vector<MarketSize>& markets,
                                        const std::vector<MarketActivity>& activities) {
    double money = 0;
    for (const MarketActivity& activity : activities) money = std::max(money, activity.value);
    // With unknowns and rows scaled by the square root of their worth, unknowns and gradients are both of that size.
    const auto weight = [&](double value) { return std::sqrt(std::max(value, 1e-12 * money) / money); };
    std::vector<double> unit, row;
    for (const MarketActivity& activity : activities) unit.push_back(activity.scale / weight(activity.value));
    for (const MarketSize& market : markets) row.push_back(market.throughput / weight(market.value));
    const auto count = static_cast<Eigen::Index>(activities.size());
    std::vector<Eigen::Triplet<double>> entries;
    ConvexProgram program;
    program.lower = Eigen::VectorXd::Zero(count);
    program.upper = Eigen::VectorXd::Constant(count, unbounded);
    for (Eigen::Index j = 0; j < count; ++j) {
        const auto index = static_cast<std::size_t>(j);
        program.upper[j] = activities[index].upper / unit[index];
        for (const Leg& leg : activities[index].legs) {
            entries.emplace_back(leg.market, j, leg.per_activity * unit[index] / row[static_cast<std::size_t>(leg.market)]);
        }
    }
    program.equations.resize(static_cast<Eigen::Index>(markets.size()), count);
    program.equations.setFromTriplets(entries.begin(), entries.end());
    program.right_side = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(markets.size()));
    program.term = [&](int j, double x) {
        const auto index = static_cast<std::size_t>(j);
        const TermValue cost = activities[index].cost(x * unit[index]);
        return TermValue{cost.value / money, cost.gradient * unit[index] / money,
                         cost.curvature * unit[index] * unit[index] / money};
    };
    auto solved = solve(program, {.tolerance = 1e-11, .iterations = 400});
    if (!solved) return std::unexpected(std::move(solved.error()));
    MarketEquilibrium equilibrium;
    for (std::size_t m = 0; m < markets.size(); ++m) {
        equilibrium.price.push_back(solved->y[static_cast<Eigen::Index>(m)] * money / row[m]);
    }
    for (Eigen::Index j = 0; j < count; ++j) equilibrium.level.push_back(solved->x[j] * unit[static_cast<std::size_t>(j)]);
    equilibrium.iterations = solved->iterations;
    equilibrium.primal_residual = solved->primal_residual;
    equilibrium.dual_residual = solved->dual_residual;
    equilibrium.gap = solved->gap;
    return equilibrium;
}

MarketActivity linear_supply(int market, double intercept, double slope) {
    return {{{market, 1.0}}, unbounded, 1.0, 1.0, [=](double q) {
                return TermValue{intercept * q + 0.5 * slope * q * q, intercept + slope * q, slope};
            }};
}

MarketActivity linear_demand(int market, double intercept, double slope) {
    return {{{market, -1.0}}, unbounded, 1.0, 1.0, [=](double q) {
                return TermValue{-intercept * q + 0.5 * slope * q * q, -intercept + slope * q, slope};
            }};
}

MarketActivity transport(int from, int to, double cost) {
    return {{{from, -1.0}, {to, 1.0}}, unbounded, 1.0, 1.0, [=](double q) { return TermValue{cost * q, cost, 0}; }};
}

namespace {

// Marginal cost margin − scale + scale·(x/x0)^(1/elasticity): the inverse of the plant's response to its margin.
std::function<TermValue(double)> power_cost(double margin, double scale, double baseline, double elasticity) {
    const double exponent = 1 / elasticity;
    return [=](double x) {
        const double rising = scale * std::pow(x / baseline, exponent);
        return TermValue{(margin - scale) * x + rising * x / (1 + exponent), margin - scale + rising, rising * exponent / x};
    };
}

// Minus the benefit of consumption d with price price0·(d/d0)^(−1/elasticity).
std::function<TermValue(double)> power_demand(double price, double baseline, double elasticity) {
    const double exponent = -1 / elasticity;
    return [=](double x) {
        const double marginal = price * std::pow(x / baseline, exponent);
        return TermValue{-marginal * x / (1 + exponent), -marginal, -marginal * exponent / x};
    };
}

}  // namespace

Result<MarketEquilibrium> settled_state(const Network& n, const DrawBlock& parameters,
                                        const std::vector<double>& lane_cost) {
    std::vector<MarketActivity> activities;
    std::vector<MarketSize> markets;
    for (int m = 0; m < n.markets; ++m) markets.push_back({n.throughput[m], n.price[m] * n.throughput[m]});
    for (int site = 0; site < n.sites; ++site) {
        MarketActivity activity;
        for (int p = n.product_begin[site]; p < n.product_begin[site + 1]; ++p) activity.legs.push_back({n.product_market[p], n.product_rate[p]});
        for (int leg = n.leg_begin[site]; leg < n.leg_begin[site + 1]; ++leg) activity.legs.push_back({n.leg_market[leg], -n.leg_rate[leg]});
        const double baseline = n.activity[site];
        if (baseline <= 0) {   // not built yet: stays shut
            activity.upper = 0;
            activity.cost = [](double) { return TermValue{}; };
        } else {
            const Parameter elasticity = n.site_is_mine[site] != 0 ? Parameter::mine_elasticity : Parameter::processing_elasticity;
            activity.scale = baseline;
            activity.upper = std::max(n.capacity[site], baseline);
            const double scale = margin_scale(n.margin[site], n.turnover[site], parameters[elasticity][0],
                                              parameters[Parameter::price_speed][0], parameters[Parameter::activity_weeks][0]);
            activity.cost = power_cost(n.margin[site], scale, baseline, parameters[elasticity][0]);
            activity.value = n.turnover[site] * baseline;
        }
        activities.push_back(std::move(activity));
    }
    for (int lane = 0; lane < n.lanes; ++lane) {
        MarketActivity activity = transport(n.lane_from[lane], n.lane_to[lane], lane_cost[static_cast<std::size_t>(lane)]);
        activity.scale = n.lane_scale[lane];
        activity.value = n.lane_scale[lane] * n.price[n.lane_to[lane]];
        activity.upper = n.lane_limit[lane];
        activities.push_back(std::move(activity));
    }
    for (int need = 0; need < n.needs; ++need) {
        const int market = n.need_market[need];
        MarketActivity activity{{{market, -1.0}}, unbounded, n.need_rate[need], n.need_rate[need] * n.price[market],
                                power_demand(n.price[market], n.need_rate[need], parameters[Parameter::demand_elasticity][0])};
        activities.push_back(std::move(activity));
    }
    return solve_markets(markets, activities);
}

}  // namespace countervail
