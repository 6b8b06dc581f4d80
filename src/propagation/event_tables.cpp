// SPDX-License-Identifier: Apache-2.0
#include "propagation/event_tables.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace countervail {

namespace {

constexpr double kDaysPerYear = 365;

/// Rates per year of one step, as money over that step.
double years_of_step(const PropagationOptions& options) { return options.days_per_step / kDaysPerYear; }

std::string cell_name(const IoTable& table, int cell) {
    return table.places[static_cast<std::size_t>(table.place_of(cell))] + " " + table.industries[static_cast<std::size_t>(table.industry_of(cell))];
}

std::string quoted_cell(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string csv_of(const std::vector<std::string>& columns, const Eigen::MatrixXd& values, double days_per_step) {
    std::string csv = "day";
    for (const std::string& column : columns) csv += "," + quoted_cell(column);
    csv += "\n";
    for (Eigen::Index step = 0; step < values.cols(); ++step) {
        csv += exact_number(static_cast<double>(step) * days_per_step);
        for (Eigen::Index row = 0; row < values.rows(); ++row) csv += "," + exact_number(values(row, step) / kDaysPerYear);
        csv += "\n";
    }
    return csv;
}

}  // namespace

PropagationRecord record_of(const Propagation& model, const Shock& shock, int cells) {
    PropagationRecord record;
    for (Eigen::MatrixXd* one : {&record.output, &record.capacity, &record.final_unmet, &record.rebuild_unmet, &record.stock_short}) one->setZero(cells, shock.steps);
    model.run({&shock, 1}, [&](const PropagationStep& seen) {
        const auto keep = [&](Eigen::MatrixXd& into, std::span<const double> values) {
            if (!values.empty()) into.col(seen.step) = Eigen::Map<const Eigen::VectorXd>(values.data(), cells);
        };
        keep(record.output, seen.output);
        keep(record.capacity, seen.capacity);
        keep(record.final_unmet, seen.final_unmet);
        keep(record.rebuild_unmet, seen.rebuild_unmet);
        keep(record.stock_short, seen.stock_short);
    });
    return record;
}

Table summary_of(const PropagationRecord& record, const IoTable& table, const PropagationOptions& options) {
    Table summary{"propagation-summary", "What the shock does",
                  {{"measure", "", "What is measured"}, {"value", "", "How much", 6}, {"unit", "", "Of the value"}}, {}, table.statements};
    const double years = years_of_step(options), at_rest = table.output.sum();
    const Eigen::VectorXd total = record.output.colwise().sum();
    Eigen::Index lowest = 0;
    const double least = total.minCoeff(&lowest);
    const Eigen::ArrayXd share = (table.output.array() > 0).select(table.value_added.array() / table.output.array(), 0.0);
    const Eigen::VectorXd lost = (table.output.replicate(1, record.output.cols()) - record.output).rowwise().sum() * years;
    summary.add({"output at rest", at_rest, "USD million a year"});
    summary.add({"lowest output", at_rest > 0 ? 100 * least / at_rest : 100.0, "% of output at rest"});
    summary.add({"on day", static_cast<double>(lowest) * options.days_per_step, "days from the state at rest"});
    summary.add({"output lost", lost.sum(), "USD million over the run"});
    summary.add({"value added lost", (lost.array() * share).sum(), "USD million over the run"});
    summary.add({"final demand not met", record.final_unmet.sum() * years, "USD million over the run"});
    summary.add({"rebuilding put off", record.rebuild_unmet.sum() * years, "USD million over the run, each day's orders counted anew"});
    summary.add({"output on the last day", at_rest > 0 ? 100 * total[total.size() - 1] / at_rest : 100.0, "% of output at rest"});
    return summary;
}

Table worst_cells(const PropagationRecord& record, const IoTable& table, const PropagationOptions& options, int top) {
    Table worst{"propagation-worst", "Who loses most output",
                {{"place", "", "Where"}, {"industry", "", "Which"}, {"at rest", "USD million/year", "Output before the shock"},
                 {"lowest", "%", "Lowest output, of output at rest"}, {"day", "days", "When it is lowest"},
                 {"lost", "USD million", "Output lost over the run"}, {"scarcest stock", "%", "Lowest stock of a binding input, of its target"}},
                {}, table.statements};
    const Eigen::VectorXd lost = (table.output.replicate(1, record.output.cols()) - record.output).rowwise().sum() * years_of_step(options);
    std::vector<int> order(static_cast<std::size_t>(table.cells()));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return lost[a] > lost[b]; });
    for (std::size_t i = 0; i < std::min(order.size(), static_cast<std::size_t>(std::max(0, top))); ++i) {
        const int cell = order[i];
        const double at_rest = table.output[cell];
        if (!(at_rest > 0)) continue;
        Eigen::Index lowest = 0;
        const double least = record.output.row(cell).minCoeff(&lowest);
        const std::size_t industry = static_cast<std::size_t>(table.industry_of(cell));
        const std::string name = industry < table.industry_names.size() ? table.industry_names[industry] : table.industries[industry];
        worst.add({table.places[static_cast<std::size_t>(table.place_of(cell))], name, at_rest, 100 * least / at_rest,
                   static_cast<double>(lowest) * options.days_per_step, lost[cell], 100 * record.stock_short.row(cell).minCoeff()});
    }
    return worst;
}

std::string daily_csv(const Eigen::MatrixXd& rates, const IoTable& table, const PropagationOptions& options) {
    std::vector<std::string> columns;
    for (int cell = 0; cell < table.cells(); ++cell) columns.push_back(cell_name(table, cell));
    return csv_of(columns, rates, options.days_per_step);
}

std::string unmet_by_user_csv(const PropagationRecord& record, const IoTable& table, const PropagationOptions& options) {
    std::vector<std::string> columns;
    for (const std::string& place : table.places)
        for (const std::string& use : table.final_uses) columns.push_back(place + " " + use);
    const Eigen::ArrayXd total = table.final_total().array();
    const Eigen::MatrixXd shares = (table.final_demand.array().colwise() * (total != 0).select(1 / total, 0.0)).matrix();
    return csv_of(columns, shares.transpose() * record.final_unmet, options.days_per_step);
}

}  // namespace countervail
