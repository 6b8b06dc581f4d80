// SPDX-License-Identifier: Apache-2.0
#include "propagation/ario.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "propagation/ario_block.h"
#include "propagation/ario_rebuild.h"

namespace countervail {

namespace {

constexpr int kLanes = 8;
/// From this many shocks on a block of eight lanes is quicker than one after the other.
constexpr std::size_t kWideFrom = 3;

/// The value in force at a step: the last one stays.
double at_step(const std::vector<double>& path, int step) {
    if (path.empty()) return 1.0;
    return path[std::min(static_cast<std::size_t>(step), path.size() - 1)];
}

/// One shock in one lane: what it does to capacity and demand, step by step.
class ArioShock {
  public:
    ArioShock(const Shock& shock, const IoTable& table, const ArioTable& per_step, const PropagationOptions& options) : shock_(shock), table_(per_step) {
        for (const RebuildShock& one : shock.rebuilds) rebuilds_.emplace_back(table, per_step, one, options.days_per_step);
        if (!shock.rebuild.empty()) {
            RebuildShock one{.capital = shock.rebuild, .days = options.rebuild_days, .shares = options.rebuild_shares};
            if (one.shares.empty()) one.shares.assign(table.industries.size(), 1.0 / static_cast<double>(table.industries.size()));
            rebuilds_.emplace_back(table, per_step, one, options.days_per_step);
        }
        orders_.assign(rebuilds_.empty() ? 0 : static_cast<std::size_t>(per_step.cells), 0.0);
    }

    bool rebuilds() const { return !rebuilds_.empty(); }
    const std::vector<double>& orders() const { return orders_; }

    template <int width>
    void apply(int step, int lane, ArioBlock<width>& block) {
        for (const CellShock& one : shock_.demand) block.final_left(one.cell, lane) = at_step(one.capacity, step);
        if (capital_lost_.empty()) capital_lost_.assign(static_cast<std::size_t>(table_.cells), 0.0);
        std::fill(capital_lost_.begin(), capital_lost_.end(), 0.0);
        for (const CellShock& one : shock_.capital) capital_lost_[static_cast<std::size_t>(one.cell)] += 1 - at_step(one.capacity, step);
        for (const ArioRebuild& one : rebuilds_) {
            for (const auto& [cell, money] : one.lost(step)) {
                const double capital = table_.capital[static_cast<std::size_t>(cell)];
                if (capital > 0) capital_lost_[static_cast<std::size_t>(cell)] += money / capital;
            }
        }
        for (int cell = 0; cell < table_.cells; ++cell) block.capacity_left(cell, lane) = std::max(0.0, 1 - capital_lost_[static_cast<std::size_t>(cell)]);
        for (const CellShock& one : shock_.cells)
            block.capacity_left(one.cell, lane) = std::min(block.capacity_left(one.cell, lane), std::max(0.0, at_step(one.capacity, step)));
        if (!rebuilds()) return;
        std::fill(orders_.begin(), orders_.end(), 0.0);
        for (const ArioRebuild& one : rebuilds_) one.ask(step, orders_);
        for (int cell = 0; cell < table_.cells; ++cell) block.rebuild(cell, lane) = orders_[static_cast<std::size_t>(cell)];
    }

    void receive(int step, std::span<const double> served) {
        for (ArioRebuild& one : rebuilds_) one.receive(step, served);
    }

  private:
    const Shock& shock_;
    const ArioTable& table_;
    std::vector<ArioRebuild> rebuilds_;
    std::vector<double> orders_, capital_lost_;
};

class Ario : public Propagation {
  public:
    Ario(const IoTable& table, const PropagationOptions& options) : table_(table), options_(options), per_step_(make_ario_table(table, options)) {}

    std::string_view name() const override { return "ario"; }

    void run(std::span<const Shock> shocks, const std::function<void(const PropagationStep&)>& observer) const override {
        const std::size_t size = shocks.size() < kWideFrom ? 1 : kLanes;
        const std::size_t blocks = (shocks.size() + size - 1) / size;
        if (blocks == 0) return;
        const int threads = std::max(1, options_.threads);
        const int at_once = static_cast<int>(std::min<std::size_t>(blocks, size == 1 ? 1 : static_cast<std::size_t>(threads)));
        parallel_for(at_once, blocks, [&](std::size_t block) {
            const auto part = shocks.subspan(block * size, std::min(size, shocks.size() - block * size));
            const int first = static_cast<int>(block * size), team = std::max(1, threads / at_once);
            if (size == 1) run_block<1>(part, first, team, observer);
            else run_block<kLanes>(part, first, team, observer);
        });
    }

  private:
    template <int width>
    void run_block(std::span<const Shock> shocks, int first, int threads, const std::function<void(const PropagationStep&)>& observer) const {
        ArioBlock<width> block(per_step_, threads);
        std::vector<ArioShock> lanes;
        int steps = 0;
        for (const Shock& shock : shocks) {
            lanes.emplace_back(shock, table_, per_step_, options_);
            steps = std::max(steps, shock.steps);
        }
        std::vector<double> shown(static_cast<std::size_t>(per_step_.cells) * 6);
        for (int step = 0; step < steps; ++step) {
            for (std::size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane].apply(step, static_cast<int>(lane), block);
            block.produce(step);
            for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
                if (step < shocks[lane].steps) show(block, static_cast<int>(lane), first, step, lanes[lane], shown, observer);
            }
            block.order();
        }
    }

    template <int width>
    void show(const ArioBlock<width>& block, int lane, int first, int step, ArioShock& shock, std::vector<double>& shown,
              const std::function<void(const PropagationStep&)>& observer) const {
        const std::size_t cells = static_cast<std::size_t>(per_step_.cells);
        double *output = shown.data(), *capacity = output + cells, *unmet = capacity + cells, *short_of = unmet + cells, *rebuild = short_of + cells, *served = rebuild + cells;
        const double a_year = per_step_.year_in_steps;
        for (int cell = 0; cell < per_step_.cells; ++cell) {
            served[cell] = block.served(cell, lane);
            output[cell] = block.output(cell, lane) * a_year;
            capacity[cell] = block.capacity(cell, lane) * a_year;
            const double demand = block.final_demand(cell, lane);
            unmet[cell] = (demand - demand * served[cell]) * a_year;
            const double at_rest = per_step_.output[static_cast<std::size_t>(cell)];
            short_of[cell] = at_rest > 0 ? std::min(1.0, block.allowed(cell, lane) * per_step_.psi / at_rest) : 1.0;
            rebuild[cell] = shock.rebuilds() ? shock.orders()[static_cast<std::size_t>(cell)] * (1 - served[cell]) * a_year : 0;
        }
        if (shock.rebuilds()) shock.receive(step, {served, cells});
        observer({.shock = first + lane, .step = step, .output = {output, cells}, .capacity = {capacity, cells}, .final_unmet = {unmet, cells},
                  .stock_short = {short_of, cells}, .rebuild_unmet = {rebuild, cells}});
    }

    const IoTable& table_;
    PropagationOptions options_;
    ArioTable per_step_;
};

}  // namespace

Result<std::unique_ptr<Propagation>> make_ario(const IoTable& table, const PropagationOptions& options) {
    if (Errors problems = ario_problems(table, options); !problems.empty()) return std::unexpected(std::move(problems));
    return std::make_unique<Ario>(table, options);
}

}  // namespace countervail
