// SPDX-License-Identifier: Apache-2.0
// What a company costs: a bill of 1,000 parts that the world reaches, 256 draws. Budget for the whole answer: 5 s.
#include <benchmark/benchmark.h>

#include "base/parallel.h"
#include "company/small_company.h"

namespace countervail {
namespace {

std::string large_bill(int parts) {
    static const char* const kItems[] = {"ndfeb.magnet", "ndfeb.magnet.hot", "smco.magnet", "logic.mature", "industrial-motor"};
    static const char* const kOrigins[] = {"CHN", "JPN", "DEU", "TWN", "USA"};
    std::string text = "part,parent,item,quantity,unit_value,currency,origin,supplier,stock_days,revenue_per_year,units_per_year\nm,,,,5000,EUR,,,,10000000,2000\n";
    for (int i = 0; i < parts; ++i) {
        const std::string n = std::to_string(i);
        text += "p" + n + ",m," + kItems[i % 5] + ",1,3,EUR," + kOrigins[(i / 5) % 5] + ",s" + std::to_string(i % 40) + "," + std::to_string(10 + i % 60) + ",,\n";
    }
    return text;
}

void read_a_thousand_parts(benchmark::State& state) {
    const std::string text = large_bill(1000);
    (void)company_of(text);   // the library is read once, outside the time
    for (auto _ : state) benchmark::DoNotOptimize(company_of(text).parts.data());
}
BENCHMARK(read_a_thousand_parts)->Unit(benchmark::kMillisecond);

void exposure_of_a_thousand_parts(benchmark::State& state) {
    const Company company = company_of(large_bill(1000));
    const PlaceGroups places = read_place_groups(tree_library()).value();
    ExposureOptions options;
    options.threads = hardware_threads();
    for (auto _ : state) {
        Ensemble ensemble = april_ensemble(256);
        benchmark::DoNotOptimize(make_exposure(ensemble, places, company, options)->base.draws);
    }
}
BENCHMARK(exposure_of_a_thousand_parts)->Unit(benchmark::kSecond)->UseRealTime();

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
