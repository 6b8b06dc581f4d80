// SPDX-License-Identifier: Apache-2.0
#include "propagation/pichler.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "base/text.h"
#include "propagation/pichler_block.h"

namespace countervail {

namespace {

constexpr int kLanes = 8;
/// Above this a block takes fewer shocks at a time, so that it stays in the caches and several threads in memory.
constexpr double kBlockBytes = 128e6;

/// The value in force at a step: the last one stays.
double at_step(const std::vector<double>& path, int step) {
    if (path.empty()) return 1.0;
    return path[std::min(static_cast<std::size_t>(step), path.size() - 1)];
}

double& lane(std::vector<Lanes>& values, int cell, int width, int shock) {
    Lanes& vector = values[static_cast<std::size_t>(cell * width + shock / kLanes)];
    return reinterpret_cast<double*>(&vector)[shock % kLanes];
}

class Pichler : public Propagation {
  public:
    Pichler(std::string_view name, const IoTable& table, const PropagationOptions& options)
        : name_(name), threads_(std::max(options.threads, 1)) {
        find_pichler_variant(name, model_.variant);
        model_.rationing = options.rationing;
        model_.step_days = options.days_per_step;
        model_.restock = std::min(1 / options.restock_days, 1 / options.days_per_step);
        model_.table = make_pichler_table(model_.variant, table, options);
    }

    std::string_view name() const override { return name_; }

    void run(std::span<const Shock> shocks, const std::function<void(const PropagationStep&)>& observer) const override {
        const int width = width_for(shocks.size());
        const std::size_t size = static_cast<std::size_t>(width * kLanes);
        parallel_for(threads_, (shocks.size() + size - 1) / size, [&](std::size_t block) {
            const std::size_t first = block * size;
            const auto part = shocks.subspan(first, std::min(size, shocks.size() - first));
            const int before = static_cast<int>(first);
            if (width == 8) run_block<8>(part, before, observer);
            else if (width == 4) run_block<4>(part, before, observer);
            else if (width == 2) run_block<2>(part, before, observer);
            else run_block<1>(part, before, observer);
        });
    }

  private:
    /// Vectors a block is wide: as many as keep all threads busy and the block's stocks small.
    int width_for(std::size_t shocks) const {
        int width = 8;
        const double bytes = static_cast<double>(model_.table.purchases.size()) * sizeof(Lanes);
        while (width > 1 && (shocks <= static_cast<std::size_t>(kLanes * width / 2 * threads_) || bytes * width > kBlockBytes))
            width /= 2;
        return width;
    }

    template <int width>
    void run_block(std::span<const Shock> shocks, int first, const std::function<void(const PropagationStep&)>& observer) const {
        PichlerBlock<width> block(model_);
        std::vector<double> shown(static_cast<std::size_t>(model_.table.cells) * 4);
        int steps = 0;
        for (const Shock& shock : shocks) steps = std::max(steps, shock.steps);
        for (int step = 0; step < steps; ++step) {
            for (std::size_t s = 0; s < shocks.size(); ++s) {
                apply(shocks[s].cells, step, block.state().capacity, width, static_cast<int>(s));
                apply(shocks[s].demand, step, block.state().final_share, width, static_cast<int>(s));
            }
            block.produce();
            for (std::size_t s = 0; s < shocks.size(); ++s) {
                if (step >= shocks[s].steps) continue;
                PropagationStep seen;
                seen.shock = first + static_cast<int>(s);
                seen.step = step;
                show(block.state(), width, static_cast<int>(s), seen, shown, observer);
            }
            if (step + 1 < steps) block.restock();
        }
    }

    void apply(const std::vector<CellShock>& cells, int step, std::vector<Lanes>& into, int width, int shock) const {
        for (const CellShock& hit : cells)
            lane(into, model_.table.own_cell[static_cast<std::size_t>(hit.cell)], width, shock) = at_step(hit.capacity, step);
    }

    void show(PichlerState& state, int width, int shock, PropagationStep step, std::vector<double>& shown,
              const std::function<void(const PropagationStep&)>& observer) const {
        const PichlerTable& table = model_.table;
        const auto cells = static_cast<std::size_t>(table.cells);
        const std::span<double> output(shown.data(), cells), capacity(shown.data() + cells, cells),
            unmet(shown.data() + 2 * cells, cells), short_of(shown.data() + 3 * cells, cells);
        for (int own = 0; own < table.cells; ++own) {
            const auto cell = static_cast<std::size_t>(table.table_cell[static_cast<std::size_t>(own)]);
            const double at_rest = table.output[static_cast<std::size_t>(own)];
            output[cell] = lane(state.output, own, width, shock) * at_rest;
            capacity[cell] = lane(state.capacity, own, width, shock) * at_rest;
            unmet[cell] = lane(state.final_unmet, own, width, shock);
            short_of[cell] = lane(state.stock_short, own, width, shock);
        }
        step.output = output;
        step.capacity = capacity;
        step.final_unmet = unmet;
        step.stock_short = short_of;
        observer(step);
    }

    std::string name_;
    int threads_;
    PichlerModel model_;
};

const std::vector<std::string>& family() {
    static const std::vector<std::string> kNames{"half-critical", "strongly-critical", "weakly-critical", "leontief", "linear"};
    return kNames;
}

bool positive(double value) { return value > 0 && std::isfinite(value); }

void check_matrix(const Eigen::MatrixXd& criticality, const IoTable& table, Errors& errors) {
    if (criticality.size() == 0) return;
    const auto industries = static_cast<Eigen::Index>(table.industries.size());
    if (criticality.rows() != industries || criticality.cols() != industries) {
        errors.push_back({{}, "the matrix of critical inputs is " + std::to_string(criticality.rows()) + " × " + std::to_string(criticality.cols()) +
                                  ", the table has " + std::to_string(industries) + " industries",
                          "give one row and one column for each industry of the table"});
        return;
    }
    for (Eigen::Index input = 0; input < industries; ++input) {
        for (Eigen::Index user = 0; user < industries; ++user) {
            const double value = criticality(input, user);
            if (value == 0 || value == 0.5 || value == 1) continue;
            errors.push_back({{}, "criticality of " + table.industries[static_cast<std::size_t>(input)] + " for " +
                                      table.industries[static_cast<std::size_t>(user)] + " is " + readable_number(value),
                              "use 1 (critical), 0.5 (important) or 0 (not needed)"});
        }
    }
}

}  // namespace

Errors pichler_problems(std::string_view name, const IoTable& table, const PropagationOptions& options) {
    Errors errors;
    PichlerVariant variant;
    if (!find_pichler_variant(name, variant)) {
        errors.push_back({{}, "no half-critical model is called \"" + std::string(name) + "\"", did_you_mean(name, family())});
    }
    if (!positive(options.days_per_step)) errors.push_back({{}, "a step lasts " + readable_number(options.days_per_step) + " days", "use 1 or 7"});
    if (!positive(options.restock_days)) {
        errors.push_back({{}, "stocks are refilled within " + readable_number(options.restock_days) + " days", "give a time above zero, such as 60"});
    }
    std::vector<double> days = options.inventory_days_of;
    if (days.empty()) days.push_back(options.inventory_days);
    else if (days.size() != table.industries.size()) {
        errors.push_back({{}, "days of stock are given for " + std::to_string(days.size()) + " industries, the table has " +
                                  std::to_string(table.industries.size()), "give one number for each industry of the table"});
    }
    for (const double value : days) {
        if (value >= 1 && std::isfinite(value)) continue;
        errors.push_back({{}, "a stock of " + readable_number(value) + " days", "give at least 1: what arrives on a day is used the day after"});
    }
    check_matrix(options.criticality, table, errors);
    return errors;
}

std::unique_ptr<Propagation> make_pichler(std::string_view name, const IoTable& table, const PropagationOptions& options) {
    return std::make_unique<Pichler>(name, table, options);
}

}  // namespace countervail
