// SPDX-License-Identifier: Apache-2.0
// What a week costs: nanoseconds per market, week and draw on one core; how a whole ensemble scales with threads;
// what a draw costs in memory. docs/develop/performance.md holds the figures and the machine.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cstdio>

#include "base/parallel.h"
#include "simulation/ensemble.h"

namespace countervail {
namespace {

const Ensemble& april() {
    static const Ensemble ensemble = [] {
        const Library library = Library::embedded();
        auto ledger = Ledger::read(library);
        if (!ledger) std::fputs(to_text(ledger.error()).c_str(), stderr), std::exit(3);
        auto scenario = read_scenario(library.find("scenarios/april-2025.toml")->text, "scenarios/april-2025.toml");
        if (!scenario) std::fputs(to_text(scenario.error()).c_str(), stderr), std::exit(3);
        auto prepared = Ensemble::prepare(library, *ledger, *scenario);
        if (!prepared) std::fputs(to_text(prepared.error()).c_str(), stderr), std::exit(3);
        return *prepared;
    }();
    return ensemble;
}

// One block of draws through the whole period, steps only.
void one_block_steps(benchmark::State& state) {
    const Ensemble& ensemble = april();
    const Schedule& schedule = ensemble.schedule(0);
    const DrawBlock draws = make_draws(ensemble.ranges(), 1, 0);
    for (auto _ : state) {
        State world = rest(ensemble.network(), schedule, draws);
        for (int week = 0; week < schedule.calendar.weeks; ++week) step(ensemble.network(), schedule, draws, {}, world);
        benchmark::DoNotOptimize(world.log_price[0][0]);
    }
    const double steps = static_cast<double>(ensemble.network().markets) * schedule.calendar.weeks * kBlock;
    state.counters["ns_per_market_week_draw"] =
        benchmark::Counter(steps * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["markets"] = ensemble.network().markets;
    state.counters["lanes"] = ensemble.network().lanes;
}
BENCHMARK(one_block_steps)->Unit(benchmark::kMillisecond);

// A task of 1,024 draws, recorded, on 1 to 4 threads.
constexpr int kBlocks = 64;
void ensemble_threads(benchmark::State& state) {
    const Ensemble& ensemble = april();
    for (auto _ : state) {
        parallel_for(static_cast<int>(state.range(0)), kBlocks, [&](std::size_t block) {
            benchmark::DoNotOptimize(ensemble.run_block(0, static_cast<int>(block)).data());
        });
    }
    const double steps = static_cast<double>(ensemble.network().markets) * ensemble.calendar().weeks * kBlock * kBlocks;
    state.counters["ns_per_market_week_draw"] =
        benchmark::Counter(steps * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(ensemble_threads)->Arg(1)->Arg(2)->Arg(4)->UseRealTime()->Unit(benchmark::kMillisecond);

// Peak memory of the process after running that many blocks at once on one thread, and of one block's state.
void memory(benchmark::State& state) {
    const Ensemble& ensemble = april();
    for (auto _ : state) {
        std::vector<std::vector<float>> results;
        for (int block = 0; block < state.range(0); ++block) results.push_back(ensemble.run_block(0, block));
        benchmark::DoNotOptimize(results.data());
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
    state.counters["draws"] = static_cast<double>(state.range(0) * kBlock);
}
BENCHMARK(memory)->Arg(1)->Arg(16)->Arg(64)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
