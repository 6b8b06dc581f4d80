// SPDX-License-Identifier: Apache-2.0
#include "dependence/foreign_reliance.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "base/text.h"
#include "dependence/leontief_factors.h"
#include "economy/leontief.h"

namespace countervail {

namespace {

using Index = Eigen::Index;

constexpr double kWorstResidual = 1e-10;
constexpr Index kLane = 16;   // places whose residuals are summed side by side

std::string cell_name(const IoTable& table, int cell) {
    return table.industry_names[static_cast<std::size_t>(table.industry_of(cell))] + " in " + table.places[static_cast<std::size_t>(table.place_of(cell))];
}

Errors problems_of(const IoTable& table) {
    Errors errors;
    for (int cell = 0; cell < table.cells(); ++cell) {
        if (!(table.output[cell] >= 0) || !std::isfinite(table.output[cell])) {
            errors.push_back({{}, "the output of " + cell_name(table, cell) + " is " + readable_number(table.output[cell]), "outputs are at least 0"});
        }
        for (FlowMatrix::InnerIterator flow(table.intermediate, cell); flow; ++flow) {
            if (std::isfinite(flow.value())) continue;
            errors.push_back({{}, "the sale of " + cell_name(table, cell) + " to " + cell_name(table, static_cast<int>(flow.col())) + " is no number", "check the file that the table was read from"});
        }
    }
    return errors;
}

/// What the formulas leave out or lean on.
Errors doubts_of(const IoTable& table) {
    int negative = 0, lost = 0;
    for (int row = 0; row < table.intermediate.outerSize(); ++row) {
        for (FlowMatrix::InnerIterator flow(table.intermediate, row); flow; ++flow) {
            negative += flow.value() < 0;
            lost += flow.value() != 0 && (table.output[row] == 0 || table.output[flow.col()] == 0);
        }
    }
    Errors notes;
    if (table.built_in) notes.push_back({{}, "\"" + table.id + "\" is the compact built-in table, made of cited totals and of proportions", "import a published table for a figure to quote"});
    if (negative > 0) notes.push_back({{}, std::to_string(negative) + " flows between industries are negative: looking through may lower a reliance there", "net sales of by-products are usually moved to the other side of the account"});
    if (lost > 0) notes.push_back({{}, std::to_string(lost) + " flows touch a cell without output and count for nothing", "a cell without output has no coefficients"});
    return notes;
}

/// Σ over the cells of each place of the rows of A: who the cells (rows of the result) buy from, cells × places.
Eigen::MatrixXd bought_from_places(const IoTable& table, const FlowMatrix& a, int threads) {
    Eigen::MatrixXd bought = Eigen::MatrixXd::Zero(a.rows(), static_cast<Index>(table.places.size()));
    parallel_for(threads, table.places.size(), [&](std::size_t place) {
        auto column = bought.col(static_cast<Index>(place));
        for (int row = table.cell(static_cast<int>(place), 0); row < table.cell(static_cast<int>(place) + 1, 0); ++row) {
            for (FlowMatrix::InnerIterator flow(a, row); flow; ++flow) column[flow.col()] += flow.value();
        }
    });
    return bought;
}

/// What each cell sells to the industries of each place, USD million per year: cells × places.
Eigen::MatrixXd sold_to_places(const IoTable& table, int threads) {
    Eigen::MatrixXd sold = Eigen::MatrixXd::Zero(table.cells(), static_cast<Index>(table.places.size()));
    parallel_for(threads, table.places.size(), [&](std::size_t place) {
        for (int row = table.cell(static_cast<int>(place), 0); row < table.cell(static_cast<int>(place) + 1, 0); ++row) {
            if (table.output[row] == 0) continue;
            for (FlowMatrix::InnerIterator flow(table.intermediate, row); flow; ++flow) {
                if (table.output[flow.col()] != 0) sold(row, table.place_of(static_cast<int>(flow.col()))) += flow.value();
            }
        }
    });
    return sold;
}

/// Largest |X − AᵀX − F| (inputs) or |X − AX − F| / scale (sales) over all entries, each column of X by itself.
double residual_of(const FlowMatrix& a, bool transposed, const Eigen::MatrixXd& x, const Eigen::MatrixXd& face, const Eigen::VectorXd& scale, int threads) {
    using Lane = Eigen::Matrix<double, Eigen::Dynamic, kLane, Eigen::RowMajor>;
    const Index size = x.rows();
    std::vector<double> worst(static_cast<std::size_t>((x.cols() + kLane - 1) / kLane), 0.0);
    parallel_for(threads, worst.size(), [&](std::size_t block) {
        const Index first = static_cast<Index>(block) * kLane, width = std::min(kLane, x.cols() - first);
        Lane own = Lane::Zero(size, kLane), miss = Lane::Zero(size, kLane);
        own.leftCols(width) = x.middleCols(first, width);
        miss.leftCols(width) = x.middleCols(first, width) - face.middleCols(first, width);
        for (int row = 0; row < a.outerSize(); ++row) {
            for (FlowMatrix::InnerIterator flow(a, row); flow; ++flow) {
                if (transposed) miss.row(flow.col()) -= flow.value() * own.row(row);
                else miss.row(row) -= flow.value() * own.row(flow.col());
            }
        }
        for (Index row = 0; row < size; ++row) {
            const double largest = miss.row(row).cwiseAbs().maxCoeff(), over = scale[row] == 0 ? 1 : scale[row];
            if (!(largest / over <= worst[block])) worst[block] = largest / over;   // keeps what is no number
        }
    });
    double all = 0;
    for (const double each : worst) {
        if (!(each <= all)) all = each;
    }
    return all;
}

Errors unsolved(const IoTable& table, const FlowMatrix& a, const UnproductiveCell& stuck) {
    double inputs = 0;
    for (int row = 0; row < a.outerSize(); ++row) inputs += a.coeff(row, stuck.cell);
    return {{{}, cell_name(table, stuck.cell) + " uses up more than it makes, by itself or through its suppliers: of one unit of output " + readable_number(stuck.pivot, 3) +
                     " is left, and its own purchases are " + readable_number(inputs, 4) + " of it",
             "check outputs against purchases in \"" + table.id + "\": every circle of suppliers must add value"}};
}

}  // namespace

Result<ForeignReliance> foreign_reliance(const IoTable& table, int threads) {
    if (Errors errors = problems_of(table); !errors.empty()) return std::unexpected(std::move(errors));
    const FlowMatrix a = coefficients(table);
    const auto factors = LeontiefFactors::of(a, threads);
    if (!factors) return std::unexpected(unsolved(table, a, factors.error()));

    ForeignReliance found;
    found.notes = doubts_of(table);
    PlaceReliance &inputs = found.inputs, &sales = found.sales;
    // X (I − A) = FIM instead of R (I − A) = aggregator: no identity to take away, so nothing cancels and X ≥ FIM to the last bit.
    inputs.face_value = bought_from_places(table, a, threads);
    inputs.look_through = factors->solve_transposed(inputs.face_value, threads);
    inputs.residual = residual_of(a, true, inputs.look_through, inputs.face_value, Eigen::VectorXd::Ones(a.rows()), threads);
    // B = x̂⁻¹ A x̂, so G − I = x̂⁻¹ (L − I) x̂ = x̂⁻¹ L Z: the same factors with money on the right.
    const Eigen::MatrixXd sold = sold_to_places(table, threads), passed_on = factors->solve(sold, threads);
    const Eigen::VectorXd per_output = table.output.unaryExpr([](double output) { return output == 0 ? 0 : 1 / output; });
    sales.face_value = per_output.asDiagonal() * sold;
    sales.look_through = per_output.asDiagonal() * passed_on;
    sales.residual = residual_of(a, false, passed_on, sold, table.output, threads);
    inputs.own_face_value.resize(a.rows());
    for (int cell = 0; cell < a.rows(); ++cell) inputs.own_face_value[cell] = a.coeff(cell, cell);
    inputs.own_look_through = factors->inverse_diagonal(threads).array() - 1;
    sales.own_face_value = inputs.own_face_value;       // B and A, G and L have one diagonal
    sales.own_look_through = inputs.own_look_through;
    if (!(inputs.residual <= kWorstResidual && sales.residual <= kWorstResidual)) {
        return fail({}, "look-through reliance misses its equations by " + readable_number(inputs.residual, 3) + " (inputs) and " + readable_number(sales.residual, 3) + " (sales)", "the table \"" + table.id + "\" is close to using up all that it makes; check outputs against purchases");
    }
    return found;
}

std::optional<double> reliance_share(const PlaceReliance& reliance, int cell, int place, RelianceView by) {
    const double others = reliance.view(by).row(cell).sum() - reliance.own(by)[cell];
    if (!(others > 0)) return std::nullopt;
    const Index industries = reliance.face_value.rows() / reliance.face_value.cols();
    const double own = cell / industries == place ? reliance.own(by)[cell] : 0;
    return (reliance.view(by)(cell, place) - own) / others;
}

std::optional<double> foreign_share(const IoTable& table, const PlaceReliance& reliance, int cell, int place, RelianceView by) {
    const double foreign = reliance.view(by).row(cell).sum() - reliance.view(by)(cell, table.place_of(cell));
    if (!(foreign > 0) || place == table.place_of(cell)) return std::nullopt;
    return reliance.view(by)(cell, place) / foreign;
}

std::optional<double> hidden_exposure(const PlaceReliance& reliance, int cell, int place) {
    if (!(reliance.face_value(cell, place) > 0)) return std::nullopt;
    return reliance.look_through(cell, place) / reliance.face_value(cell, place);
}

int top_partner(const IoTable& table, const PlaceReliance& reliance, int cell, RelianceView by, const std::vector<int>& left_out) {
    int top = -1;
    for (int place = 0; place < static_cast<int>(table.places.size()); ++place) {
        if (place == table.place_of(cell) || std::find(left_out.begin(), left_out.end(), place) != left_out.end()) continue;
        const double value = reliance.view(by)(cell, place);
        if (value > (top < 0 ? 0.0 : reliance.view(by)(cell, top))) top = place;
    }
    return top;
}

}  // namespace countervail
