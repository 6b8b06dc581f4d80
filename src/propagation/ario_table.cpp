// SPDX-License-Identifier: Apache-2.0
#include "propagation/ario_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.h"

namespace countervail {

namespace {

constexpr double kDaysPerYear = 365;
/// An input that costs less than this share of output is no input. BoARIO compares yearly purchases with the output
/// of one step, which makes the share smaller still by the number of steps a year; kept.
constexpr double kSmallestInput = 1e-5;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kDenseFrom = 0.35;   ///< share of links from which whole columns are quicker than lists
constexpr int kChunks = 16;

std::size_t at(int buyer, int product, int products) {
    return static_cast<std::size_t>(buyer) * static_cast<std::size_t>(products) + static_cast<std::size_t>(product);
}

double of_industry(const std::vector<double>& values, double otherwise, int industry) {
    return values.empty() ? otherwise : values[static_cast<std::size_t>(industry)];
}

/// A stock of a step or less would stop everything at once; BoARIO makes two steps of it.
double inventory_steps(const PropagationOptions& options, int product) {
    constexpr double kLeast = 2;
    const double steps = of_industry(options.inventory_days_of, options.inventory_days, product) / options.days_per_step;
    return steps <= 1 ? kLeast : steps;
}

void fill_dense(ArioTable& made, const Eigen::SparseMatrix<double>& by_buyer) {
    const std::size_t cells = static_cast<std::size_t>(made.cells);
    made.flow.assign(cells * cells, 0.0);
    for (int buyer = 0; buyer < made.cells; ++buyer) {
        for (Eigen::SparseMatrix<double>::InnerIterator link(by_buyer, buyer); link; ++link)
            made.flow[static_cast<std::size_t>(buyer) * cells + static_cast<std::size_t>(link.row())] = link.value() / made.year_in_steps;
    }
}

/// By buyer, then product, then place.
void fill_lists(ArioTable& made, const Eigen::SparseMatrix<double>& by_buyer) {
    std::vector<std::vector<std::pair<std::int32_t, double>>> of_product(static_cast<std::size_t>(made.products));
    made.begin.push_back(0);
    for (int buyer = 0; buyer < made.cells; ++buyer) {
        for (auto& links : of_product) links.clear();
        for (Eigen::SparseMatrix<double>::InnerIterator link(by_buyer, buyer); link; ++link) {
            if (link.value() != 0) of_product[static_cast<std::size_t>(link.row() % made.products)].emplace_back(static_cast<std::int32_t>(link.row()), link.value() / made.year_in_steps);
        }
        for (const auto& links : of_product) {
            for (const auto& [supplier, flow] : links) {
                made.supplier.push_back(supplier);
                made.flow.push_back(flow);
            }
            made.begin.push_back(static_cast<std::uint32_t>(made.flow.size()));
        }
    }
}

void fill_flows(ArioTable& made, const IoTable& table) {
    const Eigen::SparseMatrix<double> by_buyer = table.intermediate;   // column-major
    const double cells = made.cells;
    made.dense = static_cast<double>(by_buyer.nonZeros()) > kDenseFrom * cells * cells;
    if (made.dense) fill_dense(made, by_buyer);
    else fill_lists(made, by_buyer);
}

/// Chunks of about as much work each: links, and stocks to keep.
void fill_chunks(ArioTable& made) {
    const std::size_t products = static_cast<std::size_t>(made.products);
    const auto work_before = [&](int buyer) {
        const std::size_t first = static_cast<std::size_t>(buyer);
        return first * products + (made.dense ? first * static_cast<std::size_t>(made.cells) : made.begin[first * products]);
    };
    const std::size_t all = work_before(made.cells);
    made.chunk.push_back(0);
    for (int c = 1; c < kChunks; ++c) {
        int buyer = made.chunk.back();
        while (buyer < made.cells && work_before(buyer) * kChunks < all * static_cast<std::size_t>(c)) ++buyer;
        made.chunk.push_back(buyer);
    }
    made.chunk.push_back(made.cells);
}

void fill_stocks(ArioTable& made, const IoTable& table, const PropagationOptions& options) {
    const std::size_t size = static_cast<std::size_t>(made.cells) * static_cast<std::size_t>(made.products);
    std::vector<double> bought(size, 0.0);   // USD million per year
    for (int supplier = 0; supplier < made.cells; ++supplier) {
        for (FlowMatrix::InnerIterator link(table.intermediate, supplier); link; ++link)
            bought[at(static_cast<int>(link.col()), supplier % made.products, made.products)] += link.value();
    }
    made.need.assign(size, 0.0);
    made.target.assign(size, 0.0);
    made.allows.assign(size, 0.0);
    made.free.assign(size, kInfinity);
    for (int buyer = 0; buyer < made.cells; ++buyer) {
        const double output = table.output[buyer];
        for (int product = 0; product < made.products; ++product) {
            const std::size_t one = at(buyer, product, made.products);
            const double steps = inventory_steps(options, product);
            const double need = output > 0 ? bought[one] / output : 0;
            made.need[one] = need;
            if (std::isinf(steps)) {
                made.endless = true;
                made.never_at_goal |= need == 0;
                continue;
            }
            made.target[one] = need * steps;
            const double held = need * options.psi * steps;
            if (held > 0 && bought[one] > output / made.year_in_steps * kSmallestInput) {
                made.allows[one] = 1 / held;
                made.free[one] = 0;
            }
        }
    }
    for (int product = 0; product < made.products; ++product) {
        const double days = of_industry(options.restock_days_of, options.restock_days, product);
        const bool endless = std::isinf(inventory_steps(options, product));
        made.restock.push_back(endless ? 0 : options.days_per_step / days);
        made.kept.push_back(endless ? 0 : 1);
    }
}

struct Checked {
    Errors errors;
    void positive(const char* name, double value) {
        if (!(value > 0) || !std::isfinite(value)) errors.push_back({{}, std::string(name) + " is " + exact_number(value), "give a number above 0"});
    }
    void by_industry(const char* name, const std::vector<double>& values, std::size_t industries, bool endless) {
        if (values.empty()) return;
        if (values.size() != industries)
            errors.push_back({{}, std::string(name) + " has " + std::to_string(values.size()) + " values, the table " + std::to_string(industries) + " industries", "give one for each industry, or none"});
        for (const double value : values) {
            if (value > 0 && (endless || std::isfinite(value))) continue;
            errors.push_back({{}, std::string(name) + " holds " + exact_number(value), "give numbers above 0"});
            return;
        }
    }
};

}  // namespace

Errors ario_problems(const IoTable& table, const PropagationOptions& options) {
    Checked checked;
    const std::size_t industries = table.industries.size();
    checked.positive("days_per_step", options.days_per_step);
    if (std::isnan(options.inventory_days) || options.inventory_days <= 0) checked.positive("inventory_days", options.inventory_days);
    checked.positive("restock_days", options.restock_days);
    checked.positive("overproduction_days", options.overproduction_days);
    checked.positive("capital_to_value_added", options.capital_to_value_added);
    checked.positive("rebuild_days", options.rebuild_days);
    checked.by_industry("inventory_days_of", options.inventory_days_of, industries, true);
    checked.by_industry("restock_days_of", options.restock_days_of, industries, false);
    checked.by_industry("capital_to_value_added_of", options.capital_to_value_added_of, industries, false);
    if (!(options.psi >= 0 && options.psi <= 1)) checked.errors.push_back({{}, "psi is " + exact_number(options.psi), "psi is a share: 0 to 1"});
    if (!(options.overproduction_base >= 1)) checked.errors.push_back({{}, "overproduction_base is " + exact_number(options.overproduction_base), "1 is output at rest; give 1 or more"});
    if (!(options.overproduction_max >= options.overproduction_base) || !std::isfinite(options.overproduction_max))
        checked.errors.push_back({{}, "overproduction_max is " + exact_number(options.overproduction_max), "give overproduction_base or more"});
    const double shares = [&] { double sum = 0; for (const double s : options.rebuild_shares) sum += s; return sum; }();
    if (!options.rebuild_shares.empty() && (options.rebuild_shares.size() != industries || std::abs(shares - 1) > 1e-6))
        checked.errors.push_back({{}, "rebuild_shares does not name every industry with shares that sum to 1", "give one share for each industry of the table"});
    if (table.cells() == 0) checked.errors.push_back({{}, "the table " + table.id + " has no industries", "read a table with at least one place and industry"});
    int negative = 0;
    for (int row = 0; row < table.intermediate.outerSize(); ++row)
        for (FlowMatrix::InnerIterator link(table.intermediate, row); link; ++link) negative += !(link.value() >= 0);
    if (negative > 0)
        checked.errors.push_back({{}, "the table " + table.id + " has " + std::to_string(negative) + " negative flows between industries", "ARIO cannot order less than nothing: net them out, or set them to 0 and say so"});
    return std::move(checked.errors);
}

ArioTable make_ario_table(const IoTable& table, const PropagationOptions& options) {
    ArioTable made;
    made.cells = table.cells();
    made.places = static_cast<int>(table.places.size());
    made.products = static_cast<int>(table.industries.size());
    made.year_in_steps = kDaysPerYear / options.days_per_step;
    made.orders_follow_output = options.orders_follow_output;
    made.psi = options.psi;
    made.alpha_base = options.overproduction_base;
    made.alpha_max = options.overproduction_max;
    made.alpha_rate = options.days_per_step / options.overproduction_days;
    made.first_overproduction = static_cast<int>(std::floor(1 / options.days_per_step)) + 1;
    const Eigen::VectorXd final_total = table.final_total();
    for (int cell = 0; cell < made.cells; ++cell) {
        made.output.push_back(table.output[cell] / made.year_in_steps);
        made.final_demand.push_back(final_total[cell] / made.year_in_steps);
        made.capital.push_back(std::max(0.0, table.value_added[cell]) * of_industry(options.capital_to_value_added_of, options.capital_to_value_added, cell % made.products));
    }
    fill_stocks(made, table, options);
    fill_flows(made, table);
    fill_chunks(made);
    return made;
}

}  // namespace countervail
