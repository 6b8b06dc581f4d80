// SPDX-License-Identifier: Apache-2.0
#include "dependence/power_inputs.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace countervail {

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Log points × 100, empty where without bound.
Cell points(double loss) { return std::isfinite(loss) ? Cell(100 * loss) : Cell(); }
/// Fall in per cent of what was there: all of it where the loss has no bound.
double fall(double log_points) { return -100 * std::expm1(-log_points); }
Cell remark(double loss) { return std::isfinite(loss) ? Cell() : Cell("nothing replaces it"); }

std::string names_of(const PowerInputs& inputs, const std::vector<int>& members) {
    std::vector<std::string> names;
    for (const int member : members) names.push_back(inputs.places[at(member)]);
    return join(names, ", ");
}

}  // namespace

Result<PowerInputs> power_inputs(const IoTable& table, const Eigen::VectorXd& sigma, const PowerChoices& choices) {
    const std::size_t industries = table.industries.size(), places = table.places.size();
    if (at(static_cast<int>(sigma.size())) != industries) return fail({}, std::to_string(sigma.size()) + " elasticities for " + std::to_string(industries) + " industries of \"" + table.id + "\"", "one for each industry");
    PowerInputs inputs{table.places, table.industry_names, std::vector<double>(sigma.begin(), sigma.end()), std::vector<double>(places, 0.0), {}, table.statements, {}};
    std::vector<double> money(places * industries * places, 0.0), output(places, 0.0);
    int negative = 0;
    for (int row = 0; row < table.intermediate.outerSize(); ++row) {
        const std::size_t supplier = at(table.place_of(row)), sector = at(table.industry_of(row));
        for (FlowMatrix::InnerIterator flow(table.intermediate, row); flow; ++flow) {
            const std::size_t buyer = at(table.place_of(static_cast<int>(flow.col())));
            negative += flow.value() < 0;
            if (choices.home_supplies_count || buyer != supplier) money[(buyer * industries + sector) * places + supplier] += std::max(0.0, flow.value());
        }
    }
    for (int cell = 0; cell < table.cells(); ++cell) output[at(table.place_of(cell))] += table.output[cell];
    for (std::size_t buyer = 0; buyer < places; ++buyer) {
        for (std::size_t i = 0; i < industries * places; ++i) {
            const double value = money[buyer * industries * places + i];
            if (value <= 0) continue;
            inputs.flows.push_back({static_cast<int>(buyer), static_cast<int>(i % places), static_cast<int>(i / places), value});
            inputs.beta[buyer] += value;
        }
        inputs.beta[buyer] = output[buyer] > 0 ? inputs.beta[buyer] / output[buyer] : 0;
    }
    if (table.built_in) inputs.notes.push_back({{}, "\"" + table.id + "\" is the compact built-in table, made of cited totals and of proportions", "import a published table for a figure to quote"});
    if (negative > 0) inputs.notes.push_back({{}, std::to_string(negative) + " negative flows count as 0", "balancing entries of the publisher"});
    if (Errors errors = check_power_inputs(inputs); !errors.empty()) return std::unexpected(std::move(errors));
    return inputs;
}

double output_loss(const PowerInputs& inputs, int buyer, double loss) { return inputs.beta.empty() ? loss : (inputs.beta[at(buyer)] > 0 ? inputs.beta[at(buyer)] * loss : 0); }

Table power_table(const PowerInputs& inputs, const PowerOfAll& power, int buyer, int supplier, int top) {
    Table table{"coercive-power", "What one supplier's withholding takes from a buyer",
                {{"buyer", "", "Who loses"}, {"supplier", "", "Who withholds all it sells"}, {"input_cost", "log points", "Rise of the cost of inputs, hundredths of a logarithm; empty: without bound"},
                 {"output", "%", "Fall of output when inputs cost that much more", 3}, {"remark", "", "Where the number has no bound"}}, {}, inputs.statements};
    struct Pair { int buyer, supplier; double loss; };
    const int places = static_cast<int>(inputs.places.size());
    std::vector<Pair> pairs;
    for (int b = 0; b < places; ++b) {
        for (int s = 0; s < places; ++s) {
            if (b != s && (buyer < 0 || b == buyer) && (supplier < 0 || s == supplier)) pairs.push_back({b, s, power.of(b, s, places)});
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.loss > b.loss; });
    if (top > 0 && static_cast<int>(pairs.size()) > top) pairs.resize(at(top));
    for (const Pair& pair : pairs) {
        table.add({inputs.places[at(pair.buyer)], inputs.places[at(pair.supplier)], points(pair.loss), fall(output_loss(inputs, pair.buyer, pair.loss)), remark(pair.loss)});
    }
    return table;
}

Table coalition_table(const PowerInputs& inputs, const std::vector<CoalitionPower>& power, const std::vector<int>& members) {
    Table table{"coalition-power", "What " + names_of(inputs, members) + " can take together",
                {{"buyer", "", "Who loses"}, {"together", "log points", "Rise of the cost of inputs when all withhold; empty: without bound"}, {"output", "%", "Fall of output then", 3},
                 {"more_than_sum", "log points", "Beyond the sum of what each does alone"}}, {}, inputs.statements};
    for (const int member : members) {
        table.columns.push_back({inputs.places[at(member)] + "_alone", "log points", "When it alone withholds"});
        table.columns.push_back({inputs.places[at(member)] + "_marginal", "log points", "What is lost to the coalition without it"});
    }
    for (const CoalitionPower& each : power) {
        double sum = 0;
        for (const double alone : each.alone) sum += alone;
        std::vector<Cell> row{inputs.places[at(each.buyer)], points(each.together), fall(output_loss(inputs, each.buyer, each.together)), std::isinf(each.together) ? Cell() : points(each.together - sum)};
        for (std::size_t i = 0; i < members.size(); ++i) {
            row.push_back(points(each.alone[i]));
            row.push_back(points(each.marginal[i]));
        }
        table.add(std::move(row));
    }
    return table;
}

Table power_by_sector_table(const PowerInputs& inputs, int buyer, const std::vector<int>& members, const std::vector<SectorPower>& sectors) {
    Table table{"power-by-sector", "Where " + inputs.places[at(buyer)] + " would lose to " + names_of(inputs, members),
                {{"sector", "", "Of the inputs"}, {"spending", "%", "Of all spending on inputs", 3}, {"control", "%", "Of the sector's supplies", 3}, {"sigma", "ratio", "Elasticity between suppliers", 3},
                 {"price_rise", "log points", "Of the sector's inputs; empty: without bound"}, {"contribution", "log points", "Spending share times price rise", 3},
                 {"next_point", "log points", "What one more point of control would add", 3}}, {}, inputs.statements};
    for (const SectorPower& each : sectors) {
        table.add({inputs.sectors[at(each.sector)], 100 * each.input.spending_share, 100 * each.input.control, each.input.sigma, points(each.price_rise), points(each.input.spending_share * each.price_rise),
                   std::isfinite(each.value_of_control) ? Cell(each.value_of_control) : Cell()});
    }
    return table;
}

}  // namespace countervail
