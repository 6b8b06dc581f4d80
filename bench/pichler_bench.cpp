// SPDX-License-Identifier: Apache-2.0
// The half-critical family on a table of the size that scenarios use: 25 places × 31 industries, every cell buying from every
// other; a year of weeks for 256 shocks at once, and for one.
#include <benchmark/benchmark.h>

#include <random>

#include "base/parallel.h"
#include "propagation/pichler.h"

namespace countervail {
namespace {

IoTable dense_table(int places, int industries) {
    IoTable table;
    for (int i = 0; i < places; ++i) table.places.push_back("P" + std::to_string(i));
    for (int i = 0; i < industries; ++i) table.industries.push_back("I" + std::to_string(i));
    const int cells = places * industries;
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> uniform(0, 1);
    Eigen::MatrixXd flows(cells, cells);
    Eigen::VectorXd final_demand(cells);
    for (int i = 0; i < cells; ++i) {
        final_demand[i] = 0.4 * cells * uniform(random);
        for (int j = 0; j < cells; ++j) flows(i, j) = uniform(random);
    }
    table.intermediate = flows.sparseView();
    table.final_demand = final_demand;
    table.output = flows.rowwise().sum() + final_demand;
    table.value_added = table.output - flows.colwise().sum().transpose();
    return table;
}

std::vector<Shock> shocks_of(int count, int cells, int steps) {
    std::mt19937_64 random(2);
    std::vector<Shock> shocks;
    for (int s = 0; s < count; ++s) {
        Shock shock;
        shock.steps = steps;
        for (int hit = 0; hit < 20; ++hit) {
            const int cell = static_cast<int>(random() % static_cast<unsigned>(cells / 20)) + hit * (cells / 20);
            std::vector<double> left;
            for (int step = 0; step < steps; ++step) left.push_back(step < 4 ? 1.0 : std::uniform_real_distribution<double>(0, 1)(random));
            shock.cells.push_back({cell, left});
        }
        shocks.push_back(shock);
    }
    return shocks;
}

void year_of_weeks(benchmark::State& state, const char* name, Rationing rationing) {
    static const IoTable kTable = dense_table(25, 31);
    PropagationOptions options;
    options.days_per_step = 7;
    options.rationing = rationing;
    options.threads = std::min(4, hardware_threads());
    const auto model = make_pichler(name, kTable, options);
    const auto shocks = shocks_of(static_cast<int>(state.range(0)), kTable.cells(), 52);
    for (auto _ : state) {
        std::vector<double> lost(shocks.size());
        model->run(shocks, [&](const PropagationStep& step) {
            for (const double output : step.output) lost[static_cast<std::size_t>(step.shock)] += output;
        });
        benchmark::DoNotOptimize(lost.data());
    }
}

void make(benchmark::State& state) {
    static const IoTable kTable = dense_table(25, 31);
    for (auto _ : state) benchmark::DoNotOptimize(make_pichler("half-critical", kTable, {}));
}

BENCHMARK_CAPTURE(year_of_weeks, half_critical, "half-critical", Rationing::proportional)->Arg(1)->Arg(64)->Arg(256)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(year_of_weeks, linear, "linear", Rationing::proportional)->Arg(256)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(year_of_weeks, priority, "half-critical", Rationing::priority)->Arg(256)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(year_of_weeks, optimal, "half-critical", Rationing::optimal)->Arg(256)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(make)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
