// SPDX-License-Identifier: Apache-2.0
// Small tables made for tests of the half-critical family: from a matrix of flows, or drawn at random.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "economy/io_table.h"

namespace countervail::made_tables {

/// Flows between cells and one column of final demand; output is what balances.
inline IoTable table_of(int places, int industries, const Eigen::MatrixXd& flows, const Eigen::VectorXd& final_demand) {
    IoTable table;
    table.id = "made";
    for (int i = 0; i < places; ++i) table.places.push_back("P" + std::to_string(i));
    for (int i = 0; i < industries; ++i) table.industries.push_back("I" + std::to_string(i));
    table.industry_names = table.industries;
    table.final_uses = {"all"};
    table.intermediate = flows.sparseView();
    table.final_demand = Eigen::MatrixXd::Zero(flows.rows(), places);
    table.final_demand.col(0) = final_demand;
    table.output = flows.rowwise().sum() + final_demand;
    table.value_added = table.output - flows.colwise().sum().transpose();
    return table;
}

/// A table of which about a third of the flows are zero and every cell keeps value added; some cells may have no output.
inline IoTable any_table(int places, int industries) {
    const auto share = [] { return *rc::gen::inRange(0, 1001) / 1000.0; };
    const int cells = places * industries;
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(cells, cells);
    Eigen::VectorXd final_demand(cells);
    for (int i = 0; i < cells; ++i) {
        final_demand[i] = 50.0 * cells + 100.0 * cells * share();
        for (int j = 0; j < cells; ++j)
            if (share() > 0.33) flows(i, j) = 60 * share();
    }
    if (share() > 0.7) {                                   // an industry that a place does not have
        flows.row(0).setZero();
        flows.col(0).setZero();
        final_demand[0] = 0;
    }
    return table_of(places, industries, flows, final_demand);
}

inline Eigen::MatrixXd any_criticality(int industries) {
    Eigen::MatrixXd criticality(industries, industries);
    for (int i = 0; i < industries; ++i)
        for (int j = 0; j < industries; ++j) criticality(i, j) = *rc::gen::element(0.0, 0.5, 1.0);
    return criticality;
}

}  // namespace countervail::made_tables
