// SPDX-License-Identifier: Apache-2.0
// Firm networks at random. The bars: the index of each of 10,000 firms with 100,000 links in 60 s on four threads, one
// firm of 100,000 with a million links in 0.2 s; beside them a plain sweep over all links until nothing moves, as
// published programs do it (fastcascade: 2.87 s and 45–88 s a firm). A day of a million firms with stocks; a list of a
// million links read.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cascade/firm_stocks.h"
#include "cascade/network_samples.h"
#include "cascade/supplier_reader.h"

namespace countervail {
namespace {

/// Firms that sell half as much again outside the list as within it, and buy as much more.
SystemicRiskOptions open_network(const SupplierNetwork& network, double stop_at) {
    SystemicRiskOptions options;
    options.output = larger(network.sales(), network.sales(), 1.5);
    options.inputs = larger(network.purchases(), network.purchases(), 1.5);
    options.stop_at = stop_at;
    return options;
}

void every_firm_of_ten_thousand(benchmark::State& state) {
    const SupplierNetwork network = random_network(10'000, 100'000, 50, 1);
    const SystemicRisk risk(network, open_network(network, static_cast<double>(state.range(0)) / 100));
    std::vector<int> all(network.firms.size());
    std::iota(all.begin(), all.end(), 0);
    for (auto _ : state) benchmark::DoNotOptimize(risk.of_each(all, 4));
}
BENCHMARK(every_firm_of_ten_thousand)->Arg(0)->Arg(1)->ArgName("stop_percent")->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

void one_firm_of_a_hundred_thousand(benchmark::State& state) {
    const SupplierNetwork network = random_network(100'000, 1'000'000, 500, 1);
    const SystemicRisk risk(network, open_network(network, static_cast<double>(state.range(0)) / 100));
    int firm = 0;
    for (auto _ : state) {
        const FirmShock shock{firm++ % network.size(), 1};
        const FailureSpread spread = risk.spread({&shock, 1});
        state.counters["rounds"] = spread.index.rounds;
    }
}
BENCHMARK(one_firm_of_a_hundred_thousand)->Arg(0)->Arg(1)->ArgName("stop_percent")->Unit(benchmark::kMillisecond)->UseRealTime();

/// The peer: all links in every round, from the state before it, until nothing moves by 1e-14.
double plain_sweeps(const SupplierNetwork& network, const SystemicRiskOptions& options, int failed) {
    const std::size_t firms = network.firms.size();
    std::vector<double> down(firms, 0.0), up = down;
    const auto at = static_cast<std::size_t>(failed);
    down[at] = up[at] = 1;
    for (double moved = 1; moved > 1e-14;) {
        std::vector<double> left(network.sectors.size(), 0.0), next_down(firms, 0.0), next_up(firms, 0.0);
        for (std::size_t i = 0; i < firms; ++i) left[static_cast<std::size_t>(network.firms[i].industry)] += options.output[i] * (1 - down[i]);
        for (const SupplierLink& link : network.links) {
            const auto supplier = static_cast<std::size_t>(link.supplier), customer = static_cast<std::size_t>(link.customer);
            const double market = left[static_cast<std::size_t>(network.firms[supplier].industry)];
            const double sigma = market > options.output[supplier] ? options.output[supplier] / market : 1;
            next_down[customer] += sigma * link.value / options.inputs[customer] * down[supplier];
            next_up[supplier] += link.value / options.output[supplier] * up[customer];
        }
        next_down[at] = next_up[at] = 1;
        moved = 0;
        for (std::size_t i = 0; i < firms; ++i) moved = std::max({moved, std::abs(next_down[i] - down[i]), std::abs(next_up[i] - up[i])});
        down.swap(next_down);
        up.swap(next_up);
    }
    return std::accumulate(down.begin(), down.end(), std::accumulate(up.begin(), up.end(), 0.0));
}

void plain_sweeps_for_one_firm(benchmark::State& state) {
    const int firms = static_cast<int>(state.range(0));
    const SupplierNetwork network = random_network(firms, 10 * firms, firms / 200, 1);
    const SystemicRiskOptions options = open_network(network, 0);
    int firm = 0;
    for (auto _ : state) benchmark::DoNotOptimize(plain_sweeps(network, options, firm++ % firms));
}
BENCHMARK(plain_sweeps_for_one_firm)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();

void a_day_of_a_million_firms(benchmark::State& state) {
    const SupplierNetwork network = random_network(1'000'000, 5'000'000, 200, 1);
    FirmStocksOptions options;
    options.threads = 4;
    options.final_sales.assign(network.firms.size(), 5.0);
    FirmStocks stocks(network, options);
    for (int firm = 0; firm < 10'000; ++firm) stocks.set_capacity(firm, 0);
    for (auto _ : state) benchmark::DoNotOptimize(stocks.step());
}
BENCHMARK(a_day_of_a_million_firms)->Unit(benchmark::kMillisecond)->UseRealTime();

void a_million_links_read(benchmark::State& state) {
    std::string text = "supplier,customer,value\n";
    for (int i = 0; i < 1'000'000; ++i) {
        const auto draw = [&](std::uint32_t purpose) { return std::to_string(static_cast<int>(100'000 * uniform(3, 0, static_cast<std::uint32_t>(i), purpose))); };
        const std::string supplier = draw(0), customer = draw(1);
        if (supplier != customer) text += "firm-" + supplier + ",firm-" + customer + ',' + draw(2) + ".5\n";
    }
    for (auto _ : state) benchmark::DoNotOptimize(read_supplier_network({text, "links.csv"}, std::nullopt));
}
BENCHMARK(a_million_links_read)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
