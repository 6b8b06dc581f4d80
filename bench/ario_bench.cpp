// SPDX-License-Identifier: Apache-2.0
// One simulated day of ARIO: WIOD 2011 (1,435 industries of places, dense; read from the file that WIOD_DIR of
// CMakeLists.txt names, else a made table of the same size), 189 × 26 with about 515,000 links, and 64 shocks at once; beside them a plain
// model on one thread with whole matrices. `ms_per_day` is the figure to read; `peak_MB` the program's peak so far.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>

#include "base/parallel.h"
#include "propagation/ario.h"
#include "propagation/ario_economies.h"

using namespace countervail;

namespace {

constexpr int kDays = 40, kFewDays = 10;

double peak_megabytes() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    constexpr double kKilobytes = 1024;
    return static_cast<double>(used.ru_maxrss) / kKilobytes;
}

/// Numbers in [0, 1) from a fixed seed: a 64-bit linear congruence (Knuth's constants), high bits.
struct Numbers {
    std::uint64_t state = 20240229;
    double next() {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(state >> 11) / 9007199254740992.0;
    }
};

/// Each buyer buys most products, at home and from a few places elsewhere; `links` per buyer on average.
IoTable made_table(int places, int industries, double links) {
    IoTable table;
    table.id = "made";
    for (int i = 0; i < places; ++i) table.places.push_back("P" + std::to_string(i));
    for (int i = 0; i < industries; ++i) table.industries.push_back("I" + std::to_string(i));
    table.industry_names = table.industries;
    table.final_uses = {"all"};
    const int cells = places * industries;
    const double share = (links - industries) / (cells - industries);
    Numbers numbers;
    std::vector<Eigen::Triplet<double>> flows;
    Eigen::VectorXd sold = Eigen::VectorXd::Zero(cells), bought = sold;
    for (int supplier = 0; supplier < cells; ++supplier) {
        for (int buyer = 0; buyer < cells; ++buyer) {
            const bool home = supplier / industries == buyer / industries;
            if (!home && numbers.next() > share) continue;
            const double flow = (home ? 20.0 : 2.0) * (0.1 + numbers.next());
            flows.emplace_back(supplier, buyer, flow);
            sold[supplier] += flow;
            bought[buyer] += flow;
        }
    }
    table.intermediate.resize(cells, cells);
    table.intermediate.setFromTriplets(flows.begin(), flows.end());
    table.output.resize(cells);
    table.final_demand = Eigen::MatrixXd::Zero(cells, places);
    for (int cell = 0; cell < cells; ++cell) {
        table.output[cell] = 1.8 * std::max(sold[cell], bought[cell]);
        table.final_demand(cell, cell / industries) = table.output[cell] - sold[cell];
    }
    table.value_added = table.output - bought;
    return table;
}

const IoTable& dense_table() {
    static const IoTable table = std::filesystem::exists(ario_economies::shared("data/wiod2013_mrio/wiot2011_inter.csv")) ? ario_economies::wiod_2011() : made_table(41, 35, 1435);
    return table;
}

const IoTable& sparse_table() {
    static const IoTable table = made_table(189, 26, 105);
    return table;
}

/// Capacity halved somewhere for 30 days.
std::vector<Shock> shocks_of(const IoTable& table, int count, int days) {
    std::vector<Shock> shocks;
    for (int i = 0; i < count; ++i) {
        Shock shock{.steps = days};
        std::vector<double> path(30, 0.5);
        path.push_back(1.0);
        shock.cells.push_back({(i * 97 + 13) % table.cells(), path});
        shocks.push_back(shock);
    }
    return shocks;
}

void days_of(benchmark::State& state, const IoTable& table, int count, int threads) {
    const auto model = make_ario(table, {.inventory_days = 20, .threads = threads});
    const std::vector<Shock> shocks = shocks_of(table, count, kDays);
    for (auto _ : state) {
        double sum = 0;
        (*model)->run(shocks, [&](const PropagationStep& step) { if (step.shock == 0) sum += step.output[0]; });
        benchmark::DoNotOptimize(sum);
    }
    state.counters["ms_per_day"] = benchmark::Counter(kDays * 1e-3, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["links"] = static_cast<double>(table.intermediate.nonZeros());
    state.counters["peak_MB"] = peak_megabytes();
}

void sparse_one(benchmark::State& state) { days_of(state, sparse_table(), 1, static_cast<int>(state.range(0))); }
void sparse_ensemble(benchmark::State& state) { days_of(state, sparse_table(), 64, hardware_threads()); }
void wiod_one(benchmark::State& state) { days_of(state, dense_table(), 1, static_cast<int>(state.range(0))); }
void wiod_ensemble(benchmark::State& state) { days_of(state, dense_table(), 64, hardware_threads()); }

/// The peer: whole matrices of orders, one thread, as the model is usually coded.
void plain_dense(benchmark::State& state) {
    const IoTable& table = dense_table();
    const int cells = table.cells(), products = static_cast<int>(table.industries.size());
    const Eigen::MatrixXd flows = Eigen::MatrixXd(table.intermediate) / 365;
    const Eigen::VectorXd output = table.output / 365, final_demand = table.final_total() / 365;
    const auto by_product = [&](const Eigen::MatrixXd& matrix) {
        Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(products, matrix.cols());
        for (int place = 0; place < cells / products; ++place) sum += matrix.middleRows(place * products, products);
        return sum;
    };
    Eigen::MatrixXd need = by_product(flows);
    for (int f = 0; f < cells; ++f) need.col(f) *= output[f] > 0 ? 1 / output[f] : 0;
    for (auto _ : state) {
        Eigen::MatrixXd orders = flows, stock = need * output.asDiagonal() * 20;
        Eigen::VectorXd capacity = output;
        for (int day = 0; day < kFewDays; ++day) {
            capacity[13] = output[13] * 0.5;
            const Eigen::VectorXd demand = orders.rowwise().sum() + final_demand;
            Eigen::VectorXd made = demand.cwiseMin(capacity);
            const Eigen::ArrayXXd held = (need * made.asDiagonal() * 16).array();
            const Eigen::ArrayXXd ratio = (held > 0).select((stock.array() / held).min(1.0), 1.0);
            made = made.cwiseProduct(ratio.matrix().colwise().minCoeff().transpose());
            const Eigen::VectorXd served = (demand.array() > 0).select(made.array() / demand.array(), 0.0);
            const Eigen::MatrixXd delivered = by_product(served.asDiagonal() * orders), used = need * made.asDiagonal();
            stock += delivered - used;
            const Eigen::MatrixXd asked = used + ((need * demand.cwiseMin(capacity).asDiagonal() * 20 - stock).cwiseMax(0.0)) / 60;
            const Eigen::VectorXd ratios = (output.array() > 0).select(capacity.array() / output.array(), 1.0);
            const Eigen::MatrixXd weighted = ratios.asDiagonal() * flows, sums = by_product(weighted);
            for (int f = 0; f < cells; ++f)
                for (int i = 0; i < cells; ++i) orders(i, f) = sums(i % products, f) > 0 ? weighted(i, f) * asked(i % products, f) / sums(i % products, f) : 0;
        }
        benchmark::DoNotOptimize(stock.data());
    }
    state.counters["ms_per_day"] = benchmark::Counter(kFewDays * 1e-3, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

}  // namespace

BENCHMARK(sparse_one)->Arg(4)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(wiod_one)->Arg(4)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(wiod_ensemble)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(sparse_ensemble)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(plain_dense)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_MAIN();
