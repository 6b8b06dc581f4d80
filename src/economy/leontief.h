// SPDX-License-Identifier: Apache-2.0
// The open static Leontief model of a table: A = Z x̂⁻¹, L = (I − A)⁻¹, x = L y; accounts by consumer and by producer.
// Miller & Blair 2009, chapters 2, 3 and 6; accounts as Wood, Stadler et al. 2015 and pymrio book them.
//
// Rows sell to columns and cells are place-major, as in economy/io_table.h. The supply-driven model of Ghosh is left out:
// it holds only as a model of prices, and the prices that follow from value added are `cost_prices`.
#pragma once

#include <Eigen/Core>

#include "economy/io_table.h"

namespace countervail {

/// A = Z x̂⁻¹; a cell without output buys nothing.
FlowMatrix coefficients(const FlowMatrix& intermediate, const Eigen::VectorXd& output);
FlowMatrix coefficients(const IoTable& table);

/// L = (I − A)⁻¹ by LU with partial pivoting; columns are solved in blocks on `threads` threads, with the same bytes at
/// any number. Fails when I − A is singular.
Result<Eigen::MatrixXd> leontief_inverse(const FlowMatrix& a, int threads = 1);

/// x with x = A x + y, without forming L: Gauss–Seidel sweeps until no cell is off by more than `tolerance` of the largest
/// output. Fails when it does not settle, which it always does for a productive A (Hawkins & Simon 1949).
Result<Eigen::VectorXd> output_for(const FlowMatrix& a, const Eigen::VectorXd& final_demand, double tolerance = 1e-13);

/// Column sums of L: output in the whole economy per unit of final demand for each cell (Miller & Blair 6.2.1).
Eigen::VectorXd output_multipliers(const Eigen::MatrixXd& inverse);
/// What each cell's final demand takes of a factor in all: s' L, with s per unit of output (rows are factors).
Eigen::MatrixXd factor_multipliers(const Eigen::MatrixXd& per_output, const Eigen::MatrixXd& inverse);
/// Prices that cover costs when value added per unit of output is v: p = A'p + v, so p' = v' L (Miller & Blair 2.6).
Eigen::VectorXd cost_prices(const Eigen::VectorXd& value_added_per_output, const Eigen::MatrixXd& inverse);

/// Factor use (rows) by place and industry (cells as columns).
struct TableAccounts {
    Eigen::MatrixXd consumption;   ///< wherever it is used, booked to who consumes: column (place of the consumer, good)
    Eigen::MatrixXd production;    ///< booked where it is used
    Eigen::MatrixXd imports;       ///< part of `consumption` used at other places
    Eigen::MatrixXd exports;       ///< part of `production` that serves consumers at other places
};
/// `per_output`: factors × cells. `final_by_place`: cells × places.
TableAccounts accounts(const Eigen::MatrixXd& per_output, const Eigen::MatrixXd& inverse, const Eigen::MatrixXd& final_by_place);

/// Final demand of each cell by the place of the user: cells × places.
Eigen::MatrixXd final_by_place(const IoTable& table);

/// What each cell sells to each place, to industries and final users together, nothing to its own: cells × places.
Eigen::MatrixXd gross_trade(const IoTable& table);

}  // namespace countervail
