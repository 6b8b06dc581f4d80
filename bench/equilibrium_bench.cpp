// SPDX-License-Identifier: Apache-2.0
// Both published scenarios of Caliendo & Parro 2015 (31 places × 40 industries; deficits zero and held, each with its baseline and
// counterfactual) on four threads and on one, and a plain one-thread loop as their programs have it. Budget: both scenarios ≤ 0.5 s.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "base/parallel.h"
#include "equilibrium/network_equilibrium.h"
#include "equilibrium/trade_data.h"
#include "equilibrium/trade_welfare.h"

namespace countervail {
namespace {

const TradeData* data() {
    static const TradeData* const read = []() -> const TradeData* {
        std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/oracles/cp2015.txt", std::ios::binary);
        auto result = read_trade_lines(std::string(std::istreambuf_iterator<char>(stream), {}), "cp2015.txt");
        return result ? new TradeData(std::move(*result)) : nullptr;
    }();
    return read;
}

TradePolicy policy(bool after, bool held) {
    const TradeModel& model = data()->model;
    return {after ? *data()->tariff_after : *data()->tariff_before, {}, held ? model.deficit : Eigen::VectorXd(Eigen::VectorXd::Zero(model.deficit.size()))};
}

void both_scenarios(benchmark::State& state) {
    if (!data()) return state.SkipWithError("the data of Caliendo & Parro 2015 are not beside the tree");
    const int threads = static_cast<int>(state.range(0));
    std::array<double, 2> residual{};
    for (auto _ : state) {
        parallel_for(threads, 2, [&](std::size_t held) {
            const auto effects = trade_effects(data()->model, policy(false, held == 1), policy(true, held == 1), threads > 1 ? 2 : 1);
            residual[held] = effects ? std::max(effects->before.residual, effects->after.residual) : 1;
        });
    }
    state.counters["residual"] = std::max(residual[0], residual[1]);
}
BENCHMARK(both_scenarios)->Arg(4)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The published iteration, written plainly: every power computed where it stands, everything updated by half its miss.
double plain_solve(const TradeModel& model, const TradePolicy& to, double tolerance) {
    const auto n_places = static_cast<std::size_t>(model.deficit.size()), n_industries = model.industries.size();
    const auto at = [](std::size_t i) { return static_cast<Eigen::Index>(i); };
    Eigen::MatrixXd cost = Eigen::MatrixXd::Ones(at(n_places), at(n_industries)), price = cost, spending(at(n_places), at(n_industries)), sales = spending, output = cost;
    Eigen::VectorXd wage = Eigen::VectorXd::Ones(at(n_places)), bill = model.value_added.rowwise().sum(), income = bill;
    std::vector<Eigen::MatrixXd> share0, share;
    for (std::size_t j = 0; j < n_industries; ++j) {
        const Eigen::MatrixXd gross = model.trade[j].array() * (1 + model.tariff[j].array());
        spending.col(at(j)) = gross.rowwise().sum();
        share0.push_back(gross.array().colwise() / gross.rowwise().sum().array());
        for (std::size_t n = 0; n < n_places; ++n) output(at(n), at(j)) = model.inputs[n].col(at(j)).sum() + model.value_added(at(n), at(j));
    }
    share = share0;
    const Eigen::MatrixXd alpha = model.final_use.array().colwise() / model.final_use.rowwise().sum().array();
    double miss = 1;
    for (int iteration = 0; iteration < 10000 && miss > tolerance; ++iteration) {
        for (std::size_t j = 0; j < n_industries; ++j) {
            for (std::size_t n = 0; n < n_places; ++n) {
                double sum = 0;
                for (std::size_t i = 0; i < n_places; ++i) {
                    const double kappa = (1 + to.tariff[j](at(n), at(i))) / (1 + model.tariff[j](at(n), at(i)));
                    share[j](at(n), at(i)) = share0[j](at(n), at(i)) * std::pow(kappa * cost(at(i), at(j)), -model.theta[at(j)]);
                    sum += share[j](at(n), at(i));
                }
                price(at(n), at(j)) = std::pow(sum, -1 / model.theta[at(j)]);
                share[j].row(at(n)) /= sum;
            }
        }
        double squares = 0;
        income = wage.cwiseProduct(bill) + to.deficit;
        sales.setZero();
        for (std::size_t j = 0; j < n_industries; ++j) {
            for (std::size_t n = 0; n < n_places; ++n) {
                for (std::size_t i = 0; i < n_places; ++i) {
                    const double rate = to.tariff[j](at(n), at(i)), value = share[j](at(n), at(i)) / (1 + rate) * spending(at(n), at(j));
                    income[at(n)] += rate * value;
                    sales(at(i), at(j)) += value;
                }
            }
        }
        for (std::size_t n = 0; n < n_places; ++n) {
            double labour = 0;
            for (std::size_t j = 0; j < n_industries; ++j) {
                const double gamma = model.value_added(at(n), at(j)) / output(at(n), at(j));
                double unit = std::pow(wage[at(n)], gamma), bought = alpha(at(n), at(j)) * income[at(n)];
                for (std::size_t k = 0; k < n_industries; ++k) {
                    unit *= std::pow(price(at(n), at(k)), model.inputs[n](at(k), at(j)) / output(at(n), at(j)));
                    bought += model.inputs[n](at(j), at(k)) / output(at(n), at(k)) * sales(at(n), at(k));
                }
                const double cost_miss = cost(at(n), at(j)) - unit, relative = (spending(at(n), at(j)) - bought) / std::max(spending(at(n), at(j)), 1.0);
                squares += cost_miss * cost_miss + relative * relative;
                cost(at(n), at(j)) -= 0.5 * cost_miss;
                spending(at(n), at(j)) -= 0.5 * relative * std::max(spending(at(n), at(j)), 1.0);
                labour += gamma * sales(at(n), at(j));
            }
            const double wage_miss = n + 1 < n_places ? wage[at(n)] - labour / bill[at(n)] : wage.dot(bill) / bill.sum() - 1;
            squares += wage_miss * wage_miss;
            wage[at(n)] -= 0.5 * wage_miss;
        }
        miss = std::sqrt(squares);
    }
    return miss;
}

void plain_loop_of_both_scenarios(benchmark::State& state) {
    if (!data()) return state.SkipWithError("the data of Caliendo & Parro 2015 are not beside the tree");
    double residual = 0;
    for (auto _ : state) {
        for (const bool held : {false, true}) {
            for (const bool after : {false, true}) residual = plain_solve(data()->model, policy(after, held), 1e-7);
        }
    }
    state.counters["residual"] = residual;
}
BENCHMARK(plain_loop_of_both_scenarios)->Unit(benchmark::kMillisecond)->Iterations(1);

/// A table of places × 30 industries that all trade, one input of one industry halved for good.
void network_equilibrium(benchmark::State& state) {
    const int places = static_cast<int>(state.range(0)), industries = 30, cells = places * industries;
    IoTable table;
    table.id = "made up";
    table.final_uses = {"consumption"};
    for (int r = 0; r < places; ++r) table.places.push_back("place" + std::to_string(r));
    for (int j = 0; j < industries; ++j) table.industries.push_back("industry" + std::to_string(j));
    table.industry_names = table.industries;
    std::vector<Eigen::Triplet<double>> flows;
    table.final_demand.resize(cells, places);
    for (int i = 0; i < cells; ++i) {
        for (int j = 0; j < cells; ++j) flows.emplace_back(i, j, 1 + (7 * i + 3 * j) % 5 + (i / industries == j / industries ? 10 : 0));
        for (int r = 0; r < places; ++r) table.final_demand(i, r) = 40 + (5 * i + r) % 7 + (i / industries == r ? 600 : 0);
    }
    table.intermediate.resize(cells, cells);
    table.intermediate.setFromTriplets(flows.begin(), flows.end());
    table.output = table.intermediate * Eigen::VectorXd::Ones(cells) + table.final_demand.rowwise().sum();
    table.value_added = table.output - table.intermediate.transpose() * Eigen::VectorXd::Ones(cells);
    NetworkShock shock;
    shock.inputs = {{"element", 3, Eigen::VectorXd::Zero(cells), 0.5}};
    for (int r = 0; r < places; ++r) shock.inputs[0].money[r * industries + 7] = 0.1;
    double residual = 0;
    for (auto _ : state) {
        const auto found = solve_network(table, shock, {0.05, 0.3, 0.1, 0.8, 0.8});
        residual = found ? found->residual : 1;
        if (found) state.counters["steps"] = found->iterations;
    }
    state.counters["cells"] = cells;
    state.counters["residual"] = residual;
}
BENCHMARK(network_equilibrium)->Arg(4)->Arg(12)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
