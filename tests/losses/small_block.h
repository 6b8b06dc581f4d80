// SPDX-License-Identifier: Apache-2.0
// Small economies for tests: balanced, every flow positive, drawn from a seed.
#pragma once

#include "base/random.h"
#include "losses/industry_step.h"

namespace countervail {

/// n industries; about half of the pairs are critical, about half of those have an import.
inline IndustryBlock small_block(int n, std::uint32_t seed) {
    const auto u = [seed](int i, int j, std::uint32_t what) { return uniform(99, seed, static_cast<std::uint32_t>(100 * i + j), what); };
    IndustryBlock block;
    block.domestic = Eigen::MatrixXd::Zero(n, n);
    block.imported = Eigen::MatrixXd::Zero(n, n);
    block.critical = Eigen::MatrixXd::Zero(n, n);
    Eigen::VectorXd final_sales(n);
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            block.domestic(i, j) = 1000 * u(i, j, 1);
            block.imported(i, j) = u(i, j, 2) < 0.5 ? 500 * u(i, j, 3) : 0;
            block.critical(i, j) = u(i, j, 4) < 0.5 ? 1 : 0;
        }
        final_sales[i] = 5000 * (0.2 + u(i, i, 5));
    }
    block.output = block.domestic.rowwise().sum() + final_sales;
    for (int j = 0; j < n; ++j) {   // room for value added
        const double bought = block.domestic.col(j).sum() + block.imported.col(j).sum();
        if (bought > 0.7 * block.output[j]) block.output[j] = bought / 0.7;
    }
    block.value_added = block.output - (block.domestic + block.imported).colwise().sum().transpose();
    return block;
}

/// Two places, three industries, one final use each; balanced.
inline IoTable small_table() {
    IoTable table;
    table.id = "small";
    table.source = "made for tests";
    table.year = 2024;
    table.places = {"AAA", "BBB"};
    table.industries = {"chips", "cars", "services"};
    table.industry_names = {"chip makers", "car makers", "services"};
    table.final_uses = {"final"};
    std::vector<Eigen::Triplet<double>> flows;
    table.final_demand = Eigen::MatrixXd::Zero(6, 2);
    for (int i = 0; i < 6; ++i) {
        for (int j = 0; j < 6; ++j) flows.emplace_back(i, j, 100.0 * (1 + (3 * i + 5 * j) % 7) * (i / 3 == j / 3 ? 4 : 1));
        table.final_demand(i, i / 3) = 40000 + 3000 * i;
        table.final_demand(i, 1 - i / 3) = 5000;
    }
    table.intermediate.resize(6, 6);
    table.intermediate.setFromTriplets(flows.begin(), flows.end());
    table.output = table.intermediate * Eigen::VectorXd::Ones(6) + table.final_total();
    table.value_added = table.output - table.intermediate.transpose() * Eigen::VectorXd::Ones(6);
    return table;
}

}  // namespace countervail
