// SPDX-License-Identifier: Apache-2.0
#include "economy/io_table.h"

#include <algorithm>
#include <cmath>

namespace countervail {

namespace {

int index_of(const std::vector<std::string>& names, std::string_view name) {
    const auto at = std::find(names.begin(), names.end(), name);
    return at == names.end() ? -1 : static_cast<int>(at - names.begin());
}

int count_negative(const FlowMatrix& flows) {
    int count = 0;
    for (int row = 0; row < flows.outerSize(); ++row) {
        for (FlowMatrix::InnerIterator flow(flows, row); flow; ++flow) count += flow.value() < 0;
    }
    return count;
}

}  // namespace

int IoTable::place(std::string_view id_of_place) const { return index_of(places, id_of_place); }

int IoTable::industry(std::string_view code) const { return index_of(industries, code); }

TableBalance balance_of(const IoTable& table) {
    TableBalance balance;
    const Eigen::VectorXd ones = Eigen::VectorXd::Ones(table.intermediate.cols());
    const Eigen::VectorXd sales = table.intermediate * ones + table.final_total();
    double missed = 0;
    for (int cell = 0; cell < table.cells(); ++cell) {
        const double gap = std::abs(table.output[cell] - sales[cell]);
        missed += gap;
        balance.output += table.output[cell];
        if (gap > balance.worst) {
            balance.worst = gap;
            balance.worst_cell = cell;
        }
        balance.no_output += table.output[cell] == 0;
        balance.negative_value_added += table.value_added[cell] < 0;
    }
    balance.total = balance.output == 0 ? 0 : missed / balance.output;
    balance.negative_flows = count_negative(table.intermediate);
    balance.negative_final = static_cast<int>((table.final_demand.array() < 0).count());
    return balance;
}

}  // namespace countervail
