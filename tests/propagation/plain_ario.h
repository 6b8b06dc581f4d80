// SPDX-License-Identifier: Apache-2.0
// ARIO once more: whole matrices, one shock, statement by statement as in the model's description, without thought for
// speed. What ario.cpp is compared with. Inventories by product; an infinite one never binds.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "propagation/propagation.h"

namespace countervail::plain_ario {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

inline double share_left(const std::vector<CellShock>& shocks, int cell, int step) {
    for (const CellShock& one : shocks) {
        if (one.cell != cell || one.capacity.empty()) continue;
        return one.capacity[std::min(static_cast<std::size_t>(step), one.capacity.size() - 1)];
    }
    return 1;
}

/// numpy.allclose
inline bool all_close(const Matrix& a, const Matrix& b) {
    for (Eigen::Index i = 0; i < a.size(); ++i) {
        const double x = a.data()[i], y = b.data()[i];
        if (std::isinf(x) && x == y) continue;
        if (!(std::abs(x - y) <= 1e-8 + 1e-5 * std::abs(y))) return false;
    }
    return true;
}

/// What a model of the kind keeps between steps; everything per step, products × cells where two-dimensional.
struct Economy {
    const IoTable& table;
    PropagationOptions options;
    int cells, products;
    double per_step;
    Matrix flows, shares, need, purchases, stock, orders;
    Vector output, final_demand, days, produced, alpha, capital;
    std::vector<Matrix> rebuild_left;            // by rebuild shock: product × cell, industries only
    std::vector<Matrix> households_left;         // by rebuild shock: product × column

    Economy(const IoTable& of, PropagationOptions chosen) : table(of), options(std::move(chosen)), cells(of.cells()), products(static_cast<int>(of.industries.size())) {
        per_step = options.days_per_step / 365;
        const Matrix yearly = table.intermediate;
        flows = yearly * per_step;
        output = table.output * per_step;
        final_demand = table.final_total() * per_step;
        purchases = by_product(yearly);
        shares = Matrix::Zero(cells, cells);
        need = Matrix::Zero(products, cells);
        days.resize(products);
        for (int p = 0; p < products; ++p) {
            days[p] = (options.inventory_days_of.empty() ? options.inventory_days : options.inventory_days_of[static_cast<std::size_t>(p)]) / options.days_per_step;
            if (days[p] <= 1) days[p] = 2;
        }
        for (int i = 0; i < cells; ++i)
            for (int f = 0; f < cells; ++f)
                if (purchases(i % products, f) != 0) shares(i, f) = yearly(i, f) / purchases(i % products, f);
        stock = Matrix::Zero(products, cells);
        for (int p = 0; p < products; ++p) {
            for (int f = 0; f < cells; ++f) {
                if (output[f] != 0) need(p, f) = purchases(p, f) / table.output[f];
                stock(p, f) = std::isinf(days[p]) ? days[p] : output[f] * need(p, f) * days[p];
            }
        }
        orders = flows;
        produced = output;
        alpha = Vector::Constant(cells, options.overproduction_base);
        capital = table.value_added.cwiseMax(0.0) * options.capital_to_value_added;
    }

    Matrix by_product(const Matrix& by_cell) const {
        Matrix sum = Matrix::Zero(products, by_cell.cols());
        for (int i = 0; i < cells; ++i) sum.row(i % products) += by_cell.row(i);
        return sum;
    }

    void start(const Shock& shock) {
        for (const RebuildShock& one : shock.rebuilds) {
            Matrix left = Matrix::Zero(products, cells), houses = Matrix::Zero(products, table.final_demand.cols());
            for (int p = 0; p < products; ++p) {
                for (int f = 0; f < cells; ++f) left(p, f) = one.capital[static_cast<std::size_t>(f)] * one.factor * one.shares[static_cast<std::size_t>(p)];
                for (std::size_t c = 0; c < one.households.size(); ++c) houses(p, static_cast<int>(c)) = one.households[c] * one.factor * one.shares[static_cast<std::size_t>(p)];
            }
            rebuild_left.push_back(left);
            households_left.push_back(houses);
        }
    }

    /// Orders for rebuilding: suppliers × (cells, then final users).
    Matrix rebuilding(const Shock& shock, std::size_t which, int step) const {
        const RebuildShock& one = shock.rebuilds[which];
        Matrix asked = Matrix::Zero(cells, cells + table.final_demand.cols());
        if (step < one.rebuild_step) return asked;
        const double rate = options.days_per_step / one.days;
        const Matrix final_by_product = by_product(table.final_demand);
        for (int i = 0; i < cells; ++i) {
            const int p = i % products;
            for (int f = 0; f < cells; ++f) asked(i, f) = rebuild_left[which](p, f) * rate * shares(i, f);
            for (int c = 0; c < table.final_demand.cols(); ++c)
                if (final_by_product(p, c) != 0) asked(i, cells + c) = households_left[which](p, c) * rate * table.final_demand(i, c) / final_by_product(p, c);
        }
        return asked;
    }
};

/// Fills one column of the path per step. `sure_until`: the model asks whether scarcity is exactly nothing, and lets capacity
/// fall back only then; from the first step on in which that hangs on how a sum of orders is rounded, no two programs agree.
inline PropagationPath run(const IoTable& table, const PropagationOptions& options, const Shock& shock, int* sure_until = nullptr) {
    constexpr double kRounding = 1e-12, kRaised = 1 + 1e-9;
    int sure = shock.steps;
    Economy e(table, options);
    e.start(shock);
    PropagationPath path;
    for (Matrix* one : {&path.output, &path.capacity, &path.final_unmet}) one->setZero(e.cells, shock.steps);
    for (int step = 0; step < shock.steps; ++step) {
        Vector lost = Vector::Zero(e.cells), final_demand = e.final_demand, rebuild = Vector::Zero(e.cells);
        std::vector<Matrix> asked;
        for (int i = 0; i < e.cells; ++i) {
            final_demand[i] *= share_left(shock.demand, i, step);
            lost[i] = 1 - share_left(shock.capital, i, step);
        }
        for (std::size_t w = 0; w < shock.rebuilds.size(); ++w) {
            asked.push_back(e.rebuilding(shock, w, step));
            rebuild += asked.back().rowwise().sum();
            for (int f = 0; f < e.cells && step >= shock.rebuilds[w].first_step; ++f)
                if (e.capital[f] > 0) lost[f] += e.rebuild_left[w].col(f).sum() / shock.rebuilds[w].factor / e.capital[f];
        }
        const Vector demand = e.orders.rowwise().sum() + final_demand + rebuild;
        if (step * options.days_per_step > 1) {
            for (int i = 0; i < e.cells; ++i) {
                const double scarcity = demand[i] != 0 ? (demand[i] - e.produced[i]) / demand[i] : 0;
                if (std::abs(scarcity) < kRounding && e.alpha[i] > kRaised && e.orders.row(i).sum() + rebuild[i] > 0) sure = std::min(sure, step);
                e.alpha[i] += ((options.overproduction_max - e.alpha[i]) * scarcity + (scarcity == 0 ? options.overproduction_base - e.alpha[i] : 0)) * options.days_per_step / options.overproduction_days;
                e.alpha[i] = std::max(1.0, e.alpha[i]);
            }
        }
        Vector capacity(e.cells), wanted(e.cells), served(e.cells);
        for (int i = 0; i < e.cells; ++i) {
            capacity[i] = e.output[i] * (1 - std::clamp(lost[i], 1 - share_left(shock.cells, i, step), 1.0)) * e.alpha[i];
            const double possible = std::max(0.0, std::min(demand[i], capacity[i]));
            double ratio = 1;
            for (int p = 0; p < e.products; ++p) {
                const double held = std::isinf(e.days[p]) ? 0 : possible * e.need(p, i) * options.psi * e.days[p];
                if (e.purchases(p, i) > e.output[i] * 1e-5 && held > 0) ratio = std::min(ratio, e.stock(p, i) / held);
            }
            e.produced[i] = possible * ratio;
            served[i] = demand[i] != 0 ? e.produced[i] / demand[i] : 0;
            wanted[i] = std::max(0.0, std::min(demand[i] - rebuild[i] * served[i], capacity[i]));
        }
        const Matrix delivered = e.by_product(served.asDiagonal() * e.orders);
        const Matrix used = e.need * e.produced.asDiagonal();
        if (!all_close(delivered, used)) e.stock = (e.stock - used + delivered).cwiseMax(0.0);
        Matrix goal(e.products, e.cells), ordered = used;
        for (int p = 0; p < e.products; ++p) goal.row(p) = (wanted.array() * e.need.row(p).transpose().array() * e.days[p]).transpose();
        const bool at_goal = all_close(e.stock, goal);
        for (int p = 0; p < e.products && !at_goal; ++p) {
            const double days = options.restock_days_of.empty() ? options.restock_days : options.restock_days_of[static_cast<std::size_t>(p)];
            for (int f = 0; f < e.cells; ++f)
                if (std::isfinite(goal(p, f))) ordered(p, f) += std::max(0.0, goal(p, f) - e.stock(p, f)) * options.days_per_step / days;
        }
        Matrix weighted = e.flows;
        for (int i = 0; i < e.cells; ++i)
            if (options.orders_follow_output && e.output[i] != 0) weighted.row(i) *= capacity[i] / e.output[i];
        const Matrix sums = e.by_product(weighted);
        for (int i = 0; i < e.cells; ++i)
            for (int f = 0; f < e.cells; ++f) e.orders(i, f) = sums(i % e.products, f) != 0 ? ordered(i % e.products, f) * weighted(i, f) / sums(i % e.products, f) : 0;
        for (std::size_t w = 0; w < shock.rebuilds.size(); ++w) {
            const Matrix arrived = e.by_product(served.asDiagonal() * asked[w]);
            e.rebuild_left[w] -= arrived.leftCols(e.cells);
            e.households_left[w] -= arrived.rightCols(table.final_demand.cols());
            for (Matrix* left : {&e.rebuild_left[w], &e.households_left[w]}) *left = (left->array() < 1e-5).select(0.0, *left);
        }
        path.output.col(step) = e.produced / e.per_step;
        path.capacity.col(step) = capacity / e.per_step;
        path.final_unmet.col(step) = (final_demand - final_demand.cwiseProduct(served)) / e.per_step;
    }
    if (sure_until) *sure_until = sure;
    return path;
}

}  // namespace countervail::plain_ario
