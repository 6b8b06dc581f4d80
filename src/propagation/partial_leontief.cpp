// SPDX-License-Identifier: Apache-2.0
#include "propagation/partial_leontief.h"

#include <algorithm>
#include <limits>

namespace countervail {

namespace {

/// Members of each pool; an input without a pool is one by itself.
std::vector<std::vector<std::size_t>> pools_of(std::span<const PlantInput> inputs) {
    std::vector<std::vector<std::size_t>> pools;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto same = std::find_if(pools.begin(), pools.end(), [&](const auto& pool) {
            return inputs[i].pool >= 0 && inputs[pool.front()].pool == inputs[i].pool;
        });
        if (same == pools.end()) pools.push_back({i});
        else same->push_back(i);
    }
    return pools;
}

PlantInput sum_of(std::span<const PlantInput> inputs, const std::vector<std::size_t>& pool) {
    PlantInput sum{0, 0, 0, -1};
    for (const std::size_t i : pool) {
        sum.per_output += inputs[i].per_output;
        sum.stock += inputs[i].stock;
        sum.criticality = std::max(sum.criticality, inputs[i].criticality);
    }
    return sum;
}

}  // namespace

double input_ceiling(std::span<const PlantInput> inputs, double output_at_rest) {
    double ceiling = std::numeric_limits<double>::infinity();
    for (const auto& pool : pools_of(inputs)) {
        const PlantInput input = sum_of(inputs, pool);
        const double covers = input.stock / input.per_output;
        if (input.criticality >= 1) ceiling = std::min(ceiling, covers);
        else if (input.criticality > 0) ceiling = std::min(ceiling, 0.5 * (covers + output_at_rest));
    }
    return ceiling;
}

double linear_ceiling(std::span<const PlantInput> inputs, double output_at_rest) {
    double spent = 0, covered = 0;
    for (const auto& pool : pools_of(inputs)) {
        const PlantInput input = sum_of(inputs, pool);
        spent += input.per_output;
        covered += std::min(input.stock, input.per_output * output_at_rest);
    }
    return spent > 0 ? covered / spent : std::numeric_limits<double>::infinity();
}

double partial_leontief_output(std::span<const PlantInput> inputs, double output_at_rest, double capacity, double demand) {
    return std::min({demand, capacity, input_ceiling(inputs, output_at_rest)});
}

std::vector<double> stocks_after(std::span<const PlantInput> inputs, double output) {
    std::vector<double> left(inputs.size());
    for (const auto& pool : pools_of(inputs)) {
        const PlantInput input = sum_of(inputs, pool);
        const double kept = input.stock > 0 ? std::max(0.0, 1 - input.per_output * output / input.stock) : 0.0;
        for (const std::size_t i : pool) left[i] = inputs[i].stock * kept;
    }
    return left;
}

std::vector<double> pooled_orders(std::span<const PooledSupplier> suppliers, double target_steps, double restock_steps) {
    double need = 0, stock = 0, willing = 0;
    for (const PooledSupplier& supplier : suppliers) {
        need += supplier.need;
        stock += supplier.stock;
        willing += supplier.need * supplier.fill_rate;
    }
    const double order = std::max(0.0, need + (target_steps * need - stock) / restock_steps);
    std::vector<double> orders;
    for (const PooledSupplier& supplier : suppliers) {
        const double share = willing > 0 ? supplier.need * supplier.fill_rate / willing : need > 0 ? supplier.need / need : 0.0;
        orders.push_back(order * share);
    }
    return orders;
}

SubstitutedDelivery deliver_with_substitution(double order, double capacity_share, double substitution_share) {
    const double usual = order * capacity_share;
    return {usual, (order - usual) * substitution_share};
}

}  // namespace countervail
