// SPDX-License-Identifier: Apache-2.0
// A balanced table out of one number, for properties.
#pragma once

#include <cstdint>
#include <string>

#include "economy/io_table.h"

namespace countervail {

/// Coefficients of a column sum to at most 0.7; a third of the flows are zero; output is exactly sales.
inline IoTable random_table(std::uint64_t seed, int places = 3, int industries = 4, int uses = 2) {
    std::uint64_t state = seed * 2 + 1;
    const auto next = [&state] {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<double>(state >> 11) / 9007199254740992.0;
    };
    IoTable table;
    table.id = "random";
    for (int i = 0; i < places; ++i) table.places.push_back("P" + std::to_string(i));
    for (int i = 0; i < industries; ++i) table.industries.push_back("s" + std::to_string(i));
    table.industry_names = table.industries;
    for (int i = 0; i < uses; ++i) table.final_uses.push_back("f" + std::to_string(i));
    const int cells = places * industries;
    Eigen::MatrixXd z(cells, cells);
    for (int row = 0; row < cells; ++row) {
        for (int column = 0; column < cells; ++column) z(row, column) = next() < 0.33 ? 0 : 100 * next();
    }
    table.final_demand = Eigen::MatrixXd(cells, places * uses);
    for (int row = 0; row < cells; ++row) {
        for (int column = 0; column < places * uses; ++column) table.final_demand(row, column) = 50 * next();
        // Enough final sales that every cell adds value.
        const double bought = z.col(row).sum() / 0.7, sold = z.row(row).sum() + table.final_demand.row(row).sum();
        if (bought > sold) table.final_demand(row, 0) += bought - sold;
    }
    table.output = z.rowwise().sum() + table.final_demand.rowwise().sum();
    table.value_added = table.output - z.colwise().sum().transpose();
    table.intermediate = z.sparseView();
    return table;
}

}  // namespace countervail
