// SPDX-License-Identifier: Apache-2.0
// The half-critical family once more, in money, one shock at a time and without thought for speed: what pichler.cpp is
// compared with. Equations as in propagation/pichler.h.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "propagation/propagation.h"

namespace countervail::plain_pichler {

struct Economy {
    const IoTable& table;
    std::string name;
    PropagationOptions options;
    Eigen::MatrixXd flows;
    Eigen::VectorXd final_demand;

    Economy(const IoTable& of, std::string model, PropagationOptions chosen)
        : table(of), name(std::move(model)), options(std::move(chosen)), flows(of.intermediate) {
        final_demand = table.output - flows.rowwise().sum();
    }
    int pool_of(int supplier) const { return options.pool_places ? table.industry_of(supplier) : supplier; }
    double criticality(int pool, int user) const {
        const int input = options.pool_places ? pool : table.industry_of(pool);
        double value = options.criticality.size() == 0 ? 1.0 : options.criticality(input, table.industry_of(user));
        if (name == "leontief" || name == "linear") value = 1;
        if (name == "strongly-critical" && value == 0.5) value = 1;
        if (name == "weakly-critical" && value == 0.5) value = 0;
        return value;
    }
};

using Stocks = std::map<std::pair<int, int>, double>;      // (pool, user): USD million

inline double input_limit(const Economy& economy, const Stocks& stocks, const Stocks& needs, int user) {
    double limit = std::numeric_limits<double>::infinity(), spent = 0, covered = 0;
    for (const auto& [key, need] : needs) {                 // need: USD million in a step at rest
        if (key.second != user) continue;
        const double covers = stocks.at(key) / need, criticality = economy.criticality(key.first, user);
        spent += need;
        covered += need * std::min(covers, 1.0);
        if (economy.name == "linear") continue;
        if (criticality == 1) limit = std::min(limit, covers);
        if (criticality == 0.5) limit = std::min(limit, 0.5 * (covers + 1));
    }
    return economy.name == "linear" && spent > 0 ? covered / spent : limit;
}

inline double share_left(const std::vector<CellShock>& shocks, int cell, int step) {
    for (const CellShock& shock : shocks) {
        if (shock.cell == cell && !shock.capacity.empty())
            return shock.capacity[std::min(static_cast<std::size_t>(step), shock.capacity.size() - 1)];
    }
    return 1;
}

/// Shares out what supplier `i` made over industries' orders and final demand; returns what final users miss.
inline double ration(const Economy& economy, int i, double made, double wanted, const Eigen::MatrixXd& orders, const Stocks& needs,
                     Eigen::MatrixXd& given) {
    const double ordered = orders.row(i).sum(), demand = ordered + wanted;
    given.row(i).setZero();
    const Rationing rule = economy.options.rationing;
    if (rule == Rationing::proportional) {
        const double share = demand > 0 ? made / demand : 1;
        given.row(i) = orders.row(i) * share;
        return std::max(0.0, wanted) * (1 - share);
    }
    given.row(i) = orders.row(i);
    if (made >= demand * (1 - 1e-12)) return 0;
    double left = made - std::min(0.0, wanted);
    if (rule == Rationing::priority) {
        const double share = ordered > 0 ? std::min(1.0, left / ordered) : 1;
        given.row(i) = orders.row(i) * share;
        return std::max(0.0, wanted) - std::min(std::max(0.0, wanted), left - ordered * share);
    }
    std::map<double, std::vector<int>> queue{{0.0, {-1}}};   // users by value at stake; −1: final users
    for (int user = 0; user < economy.table.cells(); ++user) {
        if (orders(i, user) <= 0) continue;
        const auto key = std::pair{economy.pool_of(i), user};
        double bite = economy.criticality(key.first, user);
        if (economy.name == "linear") {
            double spent = 0;
            for (const auto& [each, need] : needs) spent += each.second == user ? need : 0.0;
            bite = needs.at(key) / spent;
        }
        const double value = bite * std::max(0.0, economy.table.value_added[user]) / needs.at(key);
        const double rank = value > 0 ? value : -1.0;
        queue[user == i ? -1e300 : rule == Rationing::optimal ? -rank : rank].push_back(user);
    }
    double unmet = 0;
    for (const auto& [rank, users] : queue) {
        const auto claim = [&](int user) { return user < 0 ? std::max(0.0, wanted) : orders(i, user); };
        double group = 0;
        for (const int user : users) group += claim(user);
        const double share = group > left ? left / group : 1;
        for (const int user : users) {
            if (user < 0) unmet = claim(user) * (1 - share);
            else given(i, user) = claim(user) * share;
        }
        left = std::max(0.0, left - group);
    }
    return unmet;
}

inline PropagationPath run(const IoTable& table, const std::string& name, const PropagationOptions& options, const Shock& shock) {
    const Economy economy(table, name, options);
    const int cells = table.cells();
    const double step = options.days_per_step / 365, restock = std::min(1 / options.restock_days, 1 / options.days_per_step) * 365;
    Stocks needs, stocks, targets;
    for (int i = 0; i < cells; ++i)
        for (int j = 0; j < cells; ++j)
            if (economy.flows(i, j) > 0) needs[{economy.pool_of(i), j}] += economy.flows(i, j) * step;
    for (const auto& [key, need] : needs) {
        const int input = options.pool_places ? key.first : table.industry_of(key.first);
        const double days = options.inventory_days_of.empty() ? options.inventory_days : options.inventory_days_of[static_cast<std::size_t>(input)];
        stocks[key] = targets[key] = need / options.days_per_step * (days + options.days_per_step - 1);
    }
    PropagationPath path;
    path.output = path.capacity = path.final_unmet = Eigen::MatrixXd::Zero(cells, shock.steps);
    Eigen::VectorXd demand_before = table.output;
    for (int t = 0; t < shock.steps; ++t) {
        Eigen::MatrixXd orders = Eigen::MatrixXd::Zero(cells, cells), given = orders;
        for (int j = 0; j < cells; ++j) {
            for (int i = 0; i < cells; ++i) {
                if (economy.flows(i, j) <= 0) continue;
                const auto key = std::pair{economy.pool_of(i), j};
                const double pooled = needs.at(key) / step;
                const double order = std::max(0.0, pooled * demand_before[j] / table.output[j] + (targets.at(key) - stocks.at(key)) * restock);
                orders(i, j) = order * economy.flows(i, j) / pooled;
            }
        }
        Eigen::VectorXd demand(cells), output(cells);
        for (int i = 0; i < cells; ++i) {
            const double wanted = economy.final_demand[i] * share_left(shock.demand, i, t);
            path.capacity(i, t) = table.output[i] * share_left(shock.cells, i, t);
            demand[i] = std::max(0.0, orders.row(i).sum() + wanted);
            output[i] = std::min({path.capacity(i, t), demand[i], table.output[i] * std::min(1e12, input_limit(economy, stocks, needs, i))});
            if (std::abs(demand[i] - table.output[i]) < 1e-12 * table.output[i]) demand[i] = table.output[i];
            if (demand[i] - output[i] < 1e-12 * table.output[i]) output[i] = demand[i];
            path.final_unmet(i, t) = ration(economy, i, output[i], wanted, orders, needs, given);
            path.output(i, t) = output[i];
        }
        for (auto& [key, stock] : stocks) {
            double arrived = 0;
            for (int i = 0; i < cells; ++i)
                if (economy.pool_of(i) == key.first) arrived += given(i, key.second) * step;
            stock = stock - std::min(stock, needs.at(key) * output[key.second] / table.output[key.second]) + arrived;
        }
        demand_before = demand;
    }
    return path;
}

}  // namespace countervail::plain_pichler
