// SPDX-License-Identifier: Apache-2.0
#include "economy/leontief.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "base/text.h"

namespace countervail {

namespace {

constexpr int kSweeps = 20'000;
constexpr Eigen::Index kBlock = 64;            // columns solved together: wide enough for matrix products

}  // namespace

FlowMatrix coefficients(const FlowMatrix& intermediate, const Eigen::VectorXd& output) {
    FlowMatrix a = intermediate;
    a.makeCompressed();
    for (int row = 0; row < a.outerSize(); ++row) {
        for (FlowMatrix::InnerIterator flow(a, row); flow; ++flow) {
            const double bought_for = output[flow.col()];
            flow.valueRef() = bought_for == 0 ? 0 : flow.value() / bought_for;
        }
    }
    return a;
}

FlowMatrix coefficients(const IoTable& table) { return coefficients(table.intermediate, table.output); }

Result<Eigen::MatrixXd> leontief_inverse(const FlowMatrix& a, int threads) {
    const Eigen::Index size = a.rows();
    const Eigen::MatrixXd system = Eigen::MatrixXd::Identity(size, size) - Eigen::MatrixXd(a);
    const Eigen::PartialPivLU<Eigen::MatrixXd> lu(system);
    const Eigen::VectorXd pivots = lu.matrixLU().diagonal().cwiseAbs();
    if (size > 0 && !(pivots.minCoeff() > 1e-14 * std::max(1.0, pivots.maxCoeff()))) {
        return fail({}, "I − A is singular: some industries need all of their own output", "check the table's balance");
    }
    Eigen::MatrixXd inverse(size, size);
    parallel_for(threads, static_cast<std::size_t>((size + kBlock - 1) / kBlock), [&](std::size_t block) {
        const Eigen::Index first = static_cast<Eigen::Index>(block) * kBlock, width = std::min(kBlock, size - first);
        Eigen::MatrixXd columns = Eigen::MatrixXd::Zero(size, width);
        for (Eigen::Index i = 0; i < width; ++i) columns(first + i, i) = 1;
        inverse.middleCols(first, width) = lu.solve(columns);
    });
    return inverse;
}

Result<Eigen::VectorXd> output_for(const FlowMatrix& a, const Eigen::VectorXd& final_demand, double tolerance) {
    Eigen::VectorXd output = final_demand;
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
        double moved = 0, largest = 0;
        for (int row = 0; row < a.outerSize(); ++row) {
            double need = final_demand[row], own = 0;
            for (FlowMatrix::InnerIterator flow(a, row); flow; ++flow) {
                if (flow.col() == row) own = flow.value();
                else need += flow.value() * output[flow.col()];
            }
            const double next = need / (1 - own);
            moved = std::max(moved, std::abs(next - output[row]));
            largest = std::max(largest, std::abs(next));
            output[row] = next;
        }
        if (!std::isfinite(largest) || !std::isfinite(moved) || !output.allFinite()) break;
        if (moved <= tolerance * largest) return output;
    }
    return fail({}, "no output meets this final demand: the coefficients use up more than is made", "check that the file holds coefficients (columns summing to less than 1)");
}

Eigen::VectorXd output_multipliers(const Eigen::MatrixXd& inverse) { return inverse.colwise().sum().transpose(); }

Eigen::MatrixXd factor_multipliers(const Eigen::MatrixXd& per_output, const Eigen::MatrixXd& inverse) { return per_output * inverse; }

Eigen::VectorXd cost_prices(const Eigen::VectorXd& value_added_per_output, const Eigen::MatrixXd& inverse) { return inverse.transpose() * value_added_per_output; }

TableAccounts accounts(const Eigen::MatrixXd& per_output, const Eigen::MatrixXd& inverse, const Eigen::MatrixXd& final_demand) {
    const Eigen::Index cells = inverse.rows(), places = final_demand.cols(), industries = cells / places, factors = per_output.rows();
    TableAccounts result{Eigen::MatrixXd::Zero(factors, cells), Eigen::MatrixXd::Zero(factors, cells), Eigen::MatrixXd::Zero(factors, cells), Eigen::MatrixXd::Zero(factors, cells)};
    Eigen::VectorXd abroad = Eigen::VectorXd::Zero(cells), everywhere = Eigen::VectorXd::Zero(cells);
    for (Eigen::Index place = 0; place < places; ++place) {
        const Eigen::Index own = place * industries;
        // Column i: output everywhere that the consumers of this place call for through good i, wherever it is finished.
        Eigen::MatrixXd called = Eigen::MatrixXd::Zero(cells, industries);
        for (Eigen::Index cell = 0; cell < cells; ++cell) called.col(cell % industries) += inverse.col(cell) * final_demand(cell, place);
        result.consumption.middleCols(own, industries) = per_output * called;
        everywhere += called.rowwise().sum();
        called.middleRows(own, industries).setZero();
        result.imports.middleCols(own, industries) = per_output * called;
        abroad += called.rowwise().sum();
    }
    result.production = per_output * everywhere.asDiagonal();
    result.exports = per_output * abroad.asDiagonal();
    return result;
}

Eigen::MatrixXd final_by_place(const IoTable& table) {
    const auto places = static_cast<Eigen::Index>(table.places.size()), uses = static_cast<Eigen::Index>(table.final_uses.size());
    Eigen::MatrixXd total(table.cells(), places);
    for (Eigen::Index place = 0; place < places; ++place) total.col(place) = table.final_demand.middleCols(place * uses, uses).rowwise().sum();
    return total;
}

Eigen::MatrixXd gross_trade(const IoTable& table) {
    Eigen::MatrixXd trade = final_by_place(table);
    for (int row = 0; row < table.intermediate.outerSize(); ++row) {
        for (FlowMatrix::InnerIterator flow(table.intermediate, row); flow; ++flow) trade(row, table.place_of(static_cast<int>(flow.col()))) += flow.value();
    }
    for (int cell = 0; cell < table.cells(); ++cell) trade(cell, table.place_of(cell)) = 0;
    return trade;
}

}  // namespace countervail
