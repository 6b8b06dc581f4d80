// SPDX-License-Identifier: Apache-2.0
// From rows that were read to a table: unit, flows of coefficients, output, value added, and what is odd about it.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "economy/leontief.h"
#include "economy/table_draft.h"

namespace countervail {

namespace {

constexpr std::size_t kNamed = 30;             // cells that a note names one by one
constexpr double kColumnGap = 0.01;            // of output: more than rounding and valuation explain
constexpr double kRounding = 0.001;            // of output: what tables rounded to whole millions miss at most

}  // namespace

double TableDraft::factor(const Place& whole) {
    if (!unit_) {
        const MoneyUnit& unit = assumed_unit_ ? assumed_unit_->first : MoneyUnit{"USD", 1};
        notes.push_back({whole, "states no unit; read as " + (assumed_unit_ ? assumed_unit_->second : std::string("USD million")), {}});
        return unit.millions;
    }
    const MoneyUnit& unit = unit_->first;
    if (unit.currency == "USD") return unit.millions;
    const auto rate = rates_.find(unit.currency);
    if (rate == rates_.end()) {
        problems.add(whole, "is in " + unit.currency + ", and tables are kept in USD",
                     "put a file exchange-rate.csv beside it with the line " + unit.currency + ",<USD for one " + unit.currency + " in the year of the table> under currency,USD");
        return 1;
    }
    notes.push_back({whole, "converted from " + unit.currency + " at " + exact_number(rate->second) + " USD", {}});
    return unit.millions * rate->second;
}

FlowMatrix TableDraft::matrix() const {
    const auto cells = static_cast<Eigen::Index>(rows_.size());
    FlowMatrix flows(cells, cells);
    flows.resizeNonZeros(static_cast<Eigen::Index>(values_));
    int at = 0;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        flows.outerIndexPtr()[row] = at;
        for (const auto& [column, value] : rows_[row]) {
            flows.innerIndexPtr()[at] = column;
            flows.valuePtr()[at++] = value;
        }
    }
    flows.outerIndexPtr()[rows_.size()] = at;
    return flows;
}

std::string TableDraft::name_of(const IoTable& table, int cell) const {
    return table.places[static_cast<std::size_t>(table.place_of(cell))] + " " + table.industries[static_cast<std::size_t>(table.industry_of(cell))];
}

void TableDraft::settle_output(IoTable& table, const Place& whole) {
    const Eigen::VectorXd ones = Eigen::VectorXd::Ones(table.cells());
    if (coefficients_) {
        if (!has_output_) {
            auto solved = output_for(table.intermediate, table.final_total());
            if (!solved) {
                for (Error& error : solved.error()) error.where = whole;
                return problems.add(std::move(solved.error()));
            }
            table.output = std::move(*solved);
            notes.push_back({whole, "has coefficients and no output; output solved from final demand", {}});
        }
        for (int row = 0; row < table.intermediate.outerSize(); ++row) {
            for (FlowMatrix::InnerIterator flow(table.intermediate, row); flow; ++flow) flow.valueRef() *= table.output[flow.col()];
        }
    } else if (!has_output_) {
        table.output = table.intermediate * ones + table.final_total();
    }
    table.value_added = table.output - table.intermediate.transpose() * ones;
}

/// Columns whose own total is not the output of the row of the same name: labels of columns may have been swapped.
void TableDraft::note_columns(const IoTable& table, const Place& whole, double scale) {
    if (below_.size() == 0) return;
    std::vector<std::string> names;
    int many = 0;
    for (int cell = 0; cell < table.cells(); ++cell) {
        const double stated = below_[cell] * scale;
        if (std::abs(stated - table.output[cell]) <= kColumnGap * std::max(std::abs(stated), std::abs(table.output[cell])) + 1) continue;
        ++many;
        if (names.size() < kNamed) names.push_back(name_of(table, cell));
    }
    if (many == 0) return;
    notes.push_back({whole, std::to_string(many) + " columns state an output below them that is not that of their row: " + join(names, ", ") + (many > static_cast<int>(names.size()) ? ", …" : ""),
                     "check that no columns were swapped"});
}

void TableDraft::note_oddities(const IoTable& table, const Place& whole) {
    const TableBalance balance = balance_of(table);
    if (balance.no_output > 0) {
        std::vector<std::string> names;
        for (int cell = 0; cell < table.cells() && names.size() < kNamed; ++cell) {
            if (table.output[cell] == 0) names.push_back(name_of(table, cell));
        }
        notes.push_back({whole, std::to_string(balance.no_output) + " cells have no output: " + join(names, ", ") + (static_cast<int>(names.size()) < balance.no_output ? ", …" : ""), {}});
    }
    if (balance.worst > 1e-9 * std::max(1.0, balance.output / table.cells())) {
        const std::string gap = "rows miss sales to industries plus final demand by " + readable_number(100 * balance.total) + "% of output in all, at most " +
                                readable_number(balance.worst) + " USD million (" + name_of(table, balance.worst_cell) + ")";
        notes.push_back({whole, gap + (balance.total <= kRounding ? ": rounding" : ""), balance.total <= kRounding ? "" : "check that labels and figures belong together"});
    }
    const auto count = [&](int many, const std::string& what) {
        if (many > 0) notes.push_back({whole, std::to_string(many) + " " + what, {}});
    };
    count(balance.negative_final, "final demands are negative (stocks run down, imports taken off)");
    count(balance.negative_flows, "flows between industries are negative");
    count(balance.negative_value_added, "cells buy for more than their output");
}

Result<IoTable> TableDraft::finish(Identity identity, const Place& whole) {
    if (!problems.none()) return problems.take();
    const double scale = factor(whole);
    IoTable table;
    table.year = identity.year;
    table.id = identity.kind + (identity.year > 0 ? "-" + std::to_string(identity.year) : "");
    table.source = std::move(identity.source);
    table.places = places_;
    table.industries = industries_;
    table.industry_names = names_;
    table.final_uses = uses_;
    table.intermediate = matrix();
    rows_.clear();
    if (!coefficients_ && scale != 1) table.intermediate *= scale;
    table.final_demand = final_ * scale;
    table.output = output_ * scale;
    settle_output(table, whole);
    if (problems.none() && (!table.output.allFinite() || !table.value_added.allFinite())) problems.add(whole, "has figures too large to add up", "check the unit and the digits");
    if (problems.none() && table.output.sum() <= 0) problems.add(whole, "has no output at all", "is this the right file?");
    if (!problems.none()) return problems.take();
    note_columns(table, whole, scale);
    note_oddities(table, whole);
    table.notes = std::move(notes);
    return table;
}

}  // namespace countervail
