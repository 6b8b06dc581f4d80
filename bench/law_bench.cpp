// SPDX-License-Identifier: Apache-2.0
// How long the law takes to answer: all shipped acts, magnets from China to a military user in the United States, the
// flow that most clauses speak of; on one day, as a batch asks, and on changing days.
#include <benchmark/benchmark.h>

#include "controls/assessment.h"

namespace {

using namespace countervail;

const Regime& law() {
    static const Regime regime = Regime::read(Library::embedded(), {"*"}, Date(2026, 10, 6)).value();
    return regime;
}

const Flow& magnets() {
    static const Flow flow = [] {
        Flow made{"ndfeb.magnet.hot", "CHN", "CHN", "USA", "military"};
        made.parties = std::vector<ListedParty>{};
        made.technology_origins = std::vector<std::string>{};
        made.contents = std::vector<Ingredient>{};
        return made;
    }();
    return flow;
}

void treatment_on_one_day(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(law().treatment(magnets(), Date(2025, 10, 20)));
}
BENCHMARK(treatment_on_one_day);

void treatment_on_changing_days(benchmark::State& state) {
    int day = 0;
    for (auto _ : state) benchmark::DoNotOptimize(law().treatment(magnets(), Date(2025, 1, 1) + ++day % 600));
}
BENCHMARK(treatment_on_changing_days);

void assessment_with_every_test(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(assess(law(), magnets(), Date(2025, 10, 20)));
}
BENCHMARK(assessment_with_every_test);

void reading_all_acts(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(Regime::read(Library::embedded(), {"*"}, Date(2026, 10, 6)));
}
BENCHMARK(reading_all_acts)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
