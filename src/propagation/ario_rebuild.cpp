// SPDX-License-Identifier: Apache-2.0
#include "propagation/ario_rebuild.h"

#include <functional>

namespace countervail {

namespace {

/// What is less than USD 10 counts as rebuilt (BoARIO: LOW_DEMAND_THRESH).
constexpr double kNothing = 1e-5;

using Suppliers = std::vector<std::pair<int, double>>;

/// Places that sell the product, by what `sells` says of each; empty where nobody does.
Suppliers suppliers_of(const IoTable& table, int product, const std::function<double(int)>& sells) {
    Suppliers found;
    double sum = 0;
    for (int place = 0; place < static_cast<int>(table.places.size()); ++place) {
        const int cell = table.cell(place, product);
        const double sold = sells(cell);
        if (!(sold > 0)) continue;
        found.emplace_back(cell, sold);
        sum += sold;
    }
    for (auto& [cell, share] : found) share /= sum;
    return found;
}

double final_sales(const IoTable& table, int cell, int place) {
    const int uses = static_cast<int>(table.final_uses.size());
    return table.final_demand.row(cell).segment(place * uses, uses).sum();
}

/// Those that the industry buys from; else those that its place's final users buy from; else its own place.
Suppliers suppliers_of_industry(const IoTable& table, int industry_cell, int product) {
    Suppliers found = suppliers_of(table, product, [&](int cell) { return table.intermediate.coeff(cell, industry_cell); });
    const int place = table.place_of(industry_cell);
    if (found.empty()) found = suppliers_of(table, product, [&](int cell) { return final_sales(table, cell, place); });
    if (found.empty()) found = {{table.cell(place, product), 1.0}};
    return found;
}

Suppliers suppliers_of_household(const IoTable& table, int column, int product) {
    Suppliers found = suppliers_of(table, product, [&](int cell) { return table.final_demand(cell, column); });
    const int place = column / static_cast<int>(table.final_uses.size());
    if (found.empty()) found = suppliers_of(table, product, [&](int cell) { return final_sales(table, cell, place); });
    if (found.empty()) found = {{table.cell(place, product), 1.0}};
    return found;
}

}  // namespace

ArioRebuild::ArioRebuild(const IoTable& table, const ArioTable& per_step, const RebuildShock& shock, double days_per_step)
    : first_step_(shock.first_step), rebuild_step_(shock.rebuild_step), rate_(days_per_step / shock.days), factor_(shock.factor) {
    for (int cell = 0; cell < per_step.cells && !shock.capital.empty(); ++cell) {
        const double destroyed = shock.capital[static_cast<std::size_t>(cell)];
        if (destroyed <= 0) continue;
        for (int product = 0; product < per_step.products; ++product) {
            const double share = shock.shares[static_cast<std::size_t>(product)];
            if (share <= 0) continue;
            jobs_.push_back({static_cast<int>(lost_.size()), destroyed * factor_ * share, suppliers_of_industry(table, cell, product)});
        }
        lost_.emplace_back(cell, destroyed);
    }
    for (int column = 0; column < static_cast<int>(shock.households.size()); ++column) {
        const double destroyed = shock.households[static_cast<std::size_t>(column)];
        for (int product = 0; product < per_step.products && destroyed > 0; ++product) {
            const double share = shock.shares[static_cast<std::size_t>(product)];
            if (share <= 0) continue;
            jobs_.push_back({-1, destroyed * factor_ * share, suppliers_of_household(table, column, product)});
        }
    }
}

std::span<const std::pair<int, double>> ArioRebuild::lost(int step) const {
    if (step < first_step_) return {};
    return lost_;
}

void ArioRebuild::ask(int step, std::span<double> orders) const {
    if (step < rebuild_step_) return;
    for (const Job& job : jobs_) {
        for (const auto& [cell, share] : job.suppliers) orders[static_cast<std::size_t>(cell)] += job.left * rate_ * share;
    }
}

void ArioRebuild::receive(int step, std::span<const double> served) {
    if (step < rebuild_step_) return;
    for (auto& [cell, money] : lost_) money = 0;
    for (Job& job : jobs_) {
        double arrived = 0;
        for (const auto& [cell, share] : job.suppliers) arrived += job.left * rate_ * share * served[static_cast<std::size_t>(cell)];
        job.left -= arrived;
        if (job.left < kNothing) job.left = 0;
        if (job.industry >= 0) lost_[static_cast<std::size_t>(job.industry)].second += job.left / factor_;
    }
}

}  // namespace countervail
