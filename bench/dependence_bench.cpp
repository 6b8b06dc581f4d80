// SPDX-License-Identifier: Apache-2.0
// Every measure that needs only the cube, for all pairs, on a year as large as BACI's: 238 places, 5,022 products, 11.3 million flows.
// Budget: 2 s on 4 cores, peak memory 1.5 GB. COUNTERVAIL_CUBE names a stored cube to measure instead of the drawn one.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "base/parallel.h"
#include "dependence/asymmetry.h"
#include "dependence/complexity.h"
#include "dependence/pair_measures.h"
#include "dependence/rank_stability.h"
#include "dependence/third_countries.h"
#include "dependence/trade_power.h"
#include "trade/cube_file.h"

namespace countervail {
namespace {

constexpr int kPlaces = 238, kProducts = 5022, kYear = 2022;

/// A drawn number of (0, 1) for a cell; splitmix64, since 283 million of them are asked for.
double drawn(std::uint64_t cell) {
    std::uint64_t z = (cell + 1) * 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return (static_cast<double>((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

TradeCube drawn_cube() {
    TradeProvenance provenance;
    provenance.id = "drawn";
    provenance.source = "Drawn for the benchmark";
    provenance.nomenclature = "HS2022";
    std::vector<TradePlace> places;
    std::vector<double> size(kPlaces), range(kProducts);
    for (int place = 0; place < kPlaces; ++place) {
        places.push_back({"P" + std::to_string(1000 + place), "Place " + std::to_string(place)});
        size[static_cast<std::size_t>(place)] = std::pow(drawn(1'000'000'000ULL + static_cast<std::uint64_t>(place)), 2.2);
    }
    std::vector<TradeProduct> products;
    for (int product = 0; product < kProducts; ++product) {
        // 97 chapters of 13 headings of 4 subheadings
        products.push_back({std::to_string(1000000 + (product / 52 + 1) * 10000 + (product % 52 / 4 + 1) * 100 + product % 4 * 10).substr(1), {}});
        range[static_cast<std::size_t>(product)] = std::pow(drawn(2'000'000'000ULL + static_cast<std::uint64_t>(product)), 1.5);
    }
    std::vector<TradeFlow> flows;
    flows.reserve(11'900'000);
    std::uint64_t cell = 0;
    for (int product = 0; product < kProducts; ++product) {
        for (int importer = 0; importer < kPlaces; ++importer) {
            for (int exporter = 0; exporter < kPlaces; ++exporter, ++cell) {
                const double together = size[static_cast<std::size_t>(importer)] * size[static_cast<std::size_t>(exporter)] * range[static_cast<std::size_t>(product)];
                if (importer == exporter || drawn(cell) > 0.828 * together) continue;
                const double value = std::exp(14 * drawn(cell + (1ULL << 40)) - 2) * together;
                flows.push_back({static_cast<PlaceIndex>(exporter), static_cast<PlaceIndex>(importer), static_cast<ProductIndex>(product), kYear, value, value / 3});
            }
        }
    }
    return make_trade_cube(std::move(provenance), std::move(places), std::move(products), std::move(flows)).value();
}

const TradeCube& cube() {
    static const TradeCube cube = [] {
        const char* file = std::getenv("COUNTERVAIL_CUBE");
        TradeCube made = file != nullptr ? open_cube(file, hardware_threads()).value() : drawn_cube();
        malloc_trim(0);
        std::cerr << "flows: " << made.year(made.years().back()).flows() << ", places: " << made.places().size() << ", products: " << made.products().size() << "\n";
        return made;
    }();
    return cube;
}

int year() { return cube().years().back(); }

/// From here on the kernel counts the peak anew (proc(5), clear_refs).
void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

double peak_megabytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

PairOptions options() {
    PairOptions options;
    options.threads = hardware_threads();
    return options;
}

/// Totals, concentrations, GeoDep, EU core indicators, all pair measures and complexity.
void every_measure_of_all_pairs(benchmark::State& state) {
    (void)cube();
    forget_peak();
    for (auto _ : state) {
        const auto measures = cube_measures(cube(), year(), options()).value();
        benchmark::DoNotOptimize(complexity(measures.totals, 1, hardware_threads()).value().diversity.data());
        benchmark::DoNotOptimize(measures.pairs.places());
    }
    state.counters["peak_MB"] = peak_megabytes();
}
BENCHMARK(every_measure_of_all_pairs)->Unit(benchmark::kMillisecond)->UseRealTime();

void totals_alone(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(cube_totals(cube(), year(), hardware_threads()).all_trade);
}
BENCHMARK(totals_alone)->Unit(benchmark::kMillisecond)->UseRealTime();

void complexity_alone(benchmark::State& state) {
    const CubeTotals totals = cube_totals(cube(), year(), hardware_threads());
    for (auto _ : state) benchmark::DoNotOptimize(complexity(totals, 1, hardware_threads()).value().diversity.data());
}
BENCHMARK(complexity_alone)->Unit(benchmark::kMillisecond)->UseRealTime();

void core_indicators_of_a_group(benchmark::State& state) {
    std::vector<PlaceIndex> members;
    for (PlaceIndex place = 0; place < 27; ++place) members.push_back(place);
    for (auto _ : state) benchmark::DoNotOptimize(core_dependency(cube(), year(), members, hardware_threads()).data());
}
BENCHMARK(core_indicators_of_a_group)->Unit(benchmark::kMillisecond)->UseRealTime();

void profile_of_a_pair(benchmark::State& state) {
    const auto measures = cube_measures(cube(), year(), options()).value();
    for (auto _ : state) benchmark::DoNotOptimize(pair_profile(cube(), measures, 3, 7).products.data());
}
BENCHMARK(profile_of_a_pair)->Unit(benchmark::kMillisecond)->UseRealTime();

void asymmetry_under_every_choice(benchmark::State& state) {
    AsymmetryChoices choices;
    choices.cubes = {{"drawn", &cube()}};
    choices.years = {year()};
    const std::string a = cube().places()[3].id, b = cube().places()[7].id, hub = cube().places()[11].id;
    choices.folds = {{{"hub", a, {hub}}}, {{"hub", b, {hub}}}};
    for (auto _ : state) benchmark::DoNotOptimize(asymmetry_sweep(choices, a, b, {0.4, 0.12, 0.5, 0.03, {}}, hardware_threads()).value().verdict.tried);
}
BENCHMARK(asymmetry_under_every_choice)->Unit(benchmark::kMillisecond)->UseRealTime();

void third_places_between_two_powers(benchmark::State& state) {
    ThirdCountryQuestion question{cube().places()[3].id, cube().places()[7].id, {}, {}, year(), 0.5};
    for (std::size_t product = 0; product < cube().products().size(); product += 40) (product % 80 == 0 ? question.by_a : question.by_b).push_back({cube().products()[product].code, 0.5, "licence", ""});
    for (auto _ : state) benchmark::DoNotOptimize(third_countries(cube(), question, hardware_threads()).value().places.data());
}
BENCHMARK(third_places_between_two_powers)->Unit(benchmark::kMillisecond)->UseRealTime();

/// What each place could take from each other one by withholding, by four-digit sectors, with the reading of the flows.
void coercive_power_of_all_pairs(benchmark::State& state) {
    const std::vector<CodeSigma> sigmas = {{"", {3, 4, 5, {}}}};
    for (auto _ : state) benchmark::DoNotOptimize(power_of_all(power_inputs_of_trade(cube(), year(), 4, sigmas).value(), 1.5, hardware_threads()).value().loss.data());
}
BENCHMARK(coercive_power_of_all_pairs)->Unit(benchmark::kMillisecond)->UseRealTime();

/// How firm the order of all places is: 1,000 baskets of products, three measures.
void rank_stability_of_all_places(benchmark::State& state) {
    const auto measures = cube_measures(cube(), year(), options()).value();
    const std::size_t places = measures.totals.places, products = measures.totals.products;
    RankQuestion question;
    for (const TradePlace& place : cube().places()) question.places.push_back(place.id);
    for (const char* id : {"concentration", "net", "size"}) {
        RankedMeasure measure{id, true, std::vector<std::optional<double>>(places), ResampledMeasure{products, std::vector<double>(places * products), std::vector<double>(places * products)}};
        for (std::size_t place = 0; place < places; ++place) {
            double top = 0, bottom = 0;
            for (std::size_t product = 0; product < products; ++product) {
                const double imports = measures.totals.imports.at(product, place);
                top += measure.resampled->numerator[place * products + product] = id[0] == 'c' ? imports * std::max(0.0, measures.totals.import_hhi.at(product, place)) : id[0] == 'n' ? std::max(0.0, measures.totals.net_imports(product, place)) : imports;
                bottom += measure.resampled->denominator[place * products + product] = id[0] == 's' ? measures.totals.world_trade[product] : imports;
            }
            if (bottom > 0) measure.values[place] = top / bottom;
        }
        question.measures.push_back(std::move(measure));
    }
    RankOptions stability;
    stability.products = true;
    stability.threads = hardware_threads();
    for (auto _ : state) benchmark::DoNotOptimize(rank_stability(question, stability).value().order.data());
}
BENCHMARK(rank_stability_of_all_places)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
