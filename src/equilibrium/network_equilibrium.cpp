// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/network_equilibrium.h"

#include <cmath>

#include "base/text.h"
#include "equilibrium/network_economy.h"

namespace countervail {

namespace {

using Eigen::Index;

Errors problems_of(const IoTable& table, const NetworkShock& shock) {
    Errors errors;
    const auto say = [&](const std::string& where, std::string what, std::string hint) { errors.push_back({{where}, std::move(what), std::move(hint)}); };
    const auto left = [&](const std::string& name, double remaining) {
        if (!(remaining > 0) || !std::isfinite(remaining)) say(name, "keeps a share of " + readable_number(remaining), "above 0; 0.001 where next to nothing is left");
    };
    std::vector<bool> seen(static_cast<std::size_t>(table.cells()), false);
    for (const CapacityLeft& each : shock.capacity) {
        const std::string name = "cell " + std::to_string(each.cell);
        left(name, each.remaining);
        if (each.cell < 0 || each.cell >= table.cells()) say(name, "is no cell of the table", "place × industries + industry");
        else if (seen[static_cast<std::size_t>(each.cell)]) say(name, "is cut twice", "multiply the two shares");
        else seen[static_cast<std::size_t>(each.cell)] = true;
    }
    for (const CriticalInputLeft& each : shock.inputs) {
        left(each.name, each.remaining);
        if (each.host < 0 || each.host >= static_cast<int>(table.industries.size())) say(each.name, "has no host industry", "an index into the table's industries");
        if (each.money.size() != table.cells() || !each.money.allFinite() || (each.money.size() > 0 && each.money.minCoeff() < 0)) say(each.name, "has no figure per cell, or a negative one", "USD million per year, 0 where not used");
        else if (!(each.money.sum() > 0)) say(each.name, "is used by nobody", "money by using cell");
    }
    return errors;
}

/// Shares of the world's product that endowments earn, and what they do along the cut: Hulten and the term after it.
void add_approximations(const NetworkEconomy& network, NetworkEquilibrium& answer) {
    const auto base = solve_ces_economy(network.baseline);
    if (!base) return append(answer.notes, base.error());
    const auto commodities = static_cast<Index>(network.baseline.commodities.size()), places = static_cast<Index>(network.baseline.households.size());
    Eigen::MatrixXd held(places, commodities), cut = Eigen::MatrixXd::Zero(places, commodities);
    for (Index r = 0; r < places; ++r) {
        for (Index c = 0; c < commodities; ++c) {
            const auto household = static_cast<std::size_t>(r), commodity = static_cast<std::size_t>(c);
            held(r, c) = network.baseline.households[household].endowment[commodity];
            if (held(r, c) > 0) cut(r, c) = std::log(network.cut.households[household].endowment[commodity] / held(r, c));
        }
    }
    const auto slope = price_tangent(network.baseline, *base, cut);
    if (!slope) return append(answer.notes, slope.error());
    const Eigen::MatrixXd share = held * base->price.asDiagonal() / network.gdp.sum();
    const Eigen::MatrixXd growth = cut + slope->transpose().replicate(places, 1);
    const double mean = share.cwiseProduct(growth).sum(), first = share.cwiseProduct(cut).sum();
    const double second = (share.array() * (growth.array() - mean) * cut.array()).sum();
    answer.first_order = std::expm1(first);
    answer.second_order = std::expm1(first + second / 2);
}

}  // namespace

Result<NetworkEquilibrium> solve_network(const IoTable& table, const NetworkShock& shock, const NestElasticities& elasticities, FactorMobility mobility) {
    if (Errors errors = problems_of(table, shock); !errors.empty()) return std::unexpected(std::move(errors));
    const NetworkEconomy network = network_economy(table, shock, elasticities, mobility);
    const auto found = solve_ces_economy(network.cut);
    if (!found) return std::unexpected(found.error());
    NetworkEquilibrium answer;
    answer.residual = found->residual;
    answer.walras = found->walras;
    answer.iterations = found->iterations;
    answer.notes = network.notes;
    answer.output.setOnes(table.cells());
    answer.value_added.setZero(table.cells());
    Eigen::VectorXd gdp = network.endowed_gdp;
    for (std::size_t a = 0; a < network.cells.size(); ++a) {
        const Index at = static_cast<Index>(a);
        const int cell = network.cells[a];
        answer.output[cell] = found->activity[at];
        // Factors are not bought from anyone: real value added is output less goods, both at baseline prices.
        double bought = 0;
        for (Index i = 0; i < found->inputs[a].size(); ++i) bought += network.is_good[a][static_cast<std::size_t>(i)] ? found->inputs[a][i] : 0;
        const double value_added = network.cut.activities[a].quantity * found->activity[at] - bought;
        answer.value_added[cell] = value_added - network.value_added[a];
        gdp[table.place_of(cell)] += value_added;
    }
    answer.real_gdp = (gdp.array() / network.gdp.array() - 1).matrix();
    answer.real_spending = (found->utility.array() - 1).matrix();
    answer.world = gdp.sum() / network.gdp.sum() - 1;
    add_approximations(network, answer);
    return answer;
}

double one_input_output(double share, double elasticity, double remaining) {
    if (std::abs(elasticity - 1) < 1e-9) return std::pow(remaining, share);
    if (elasticity == 0) return std::min(1.0, remaining);
    const double power = (elasticity - 1) / elasticity;
    // ln of the sum from its larger term: for small elasticities e^power leaves the range of numbers.
    const double a = std::log(share) + power * std::log(remaining), b = std::log1p(-share), top = std::max(a, b);
    return std::exp((top + std::log(std::exp(a - top) + std::exp(b - top))) / power);
}

}  // namespace countervail
