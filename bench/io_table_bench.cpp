// SPDX-License-Identifier: Apache-2.0
// Reading a full table and the Leontief model of its size. The peer and limit of the inverse is Eigen's LU applied to the
// whole identity on one thread.
#include <benchmark/benchmark.h>

#include <Eigen/LU>
#include <filesystem>

#include "base/parallel.h"
#include "economy/leontief.h"
#include "economy/random_table.h"
#include "economy/read_table.h"

namespace {

using namespace countervail;

const std::filesystem::path kTable = std::filesystem::path(COUNTERVAIL_SOURCE_DIR) / "../shared/data/wiod2013_mrio/wiot2011_inter.csv";

void read_wiod_2011(benchmark::State& state) {
    if (!std::filesystem::exists(kTable)) return state.SkipWithError("the table is not there");
    const auto files = table_files_at(kTable);
    std::size_t bytes = 0;
    for (const TableFile& file : *files) bytes += file.bytes.size();
    for (auto _ : state) benchmark::DoNotOptimize(read_table(*files, TableLayout::wiod));
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}
BENCHMARK(read_wiod_2011)->Unit(benchmark::kMillisecond);

/// 41 places × 35 industries, two thirds of the flows not zero.
const IoTable& table_1435() {
    static const IoTable table = random_table(1, 41, 35);
    return table;
}

void inverse_1435(benchmark::State& state) {
    const FlowMatrix a = coefficients(table_1435());
    for (auto _ : state) benchmark::DoNotOptimize(leontief_inverse(a, static_cast<int>(state.range(0))));
}
BENCHMARK(inverse_1435)->Arg(1)->Arg(4)->Unit(benchmark::kMillisecond)->UseRealTime();

void inverse_1435_plain_eigen(benchmark::State& state) {
    const Eigen::MatrixXd a(coefficients(table_1435()));
    for (auto _ : state) {
        const Eigen::MatrixXd inverse = (Eigen::MatrixXd::Identity(a.rows(), a.cols()) - a).partialPivLu().inverse();
        benchmark::DoNotOptimize(inverse.data());
    }
}
BENCHMARK(inverse_1435_plain_eigen)->Unit(benchmark::kMillisecond)->UseRealTime();

void solve_1435_without_inverse(benchmark::State& state) {
    const FlowMatrix a = coefficients(table_1435());
    const Eigen::VectorXd final_demand = table_1435().final_total();
    for (auto _ : state) benchmark::DoNotOptimize(output_for(a, final_demand));
}
BENCHMARK(solve_1435_without_inverse)->Unit(benchmark::kMillisecond);

/// 189 places × 26 industries with about 105 links a cell: the sparse table that simulation programs are timed on.
void solve_4914_sparse(benchmark::State& state) {
    constexpr int kCells = 4914, kLinks = 105;
    std::vector<Eigen::Triplet<double>> links;
    std::uint64_t dice = 3;
    for (int row = 0; row < kCells; ++row) {
        for (int i = 0; i < kLinks; ++i) {
            dice = dice * 6364136223846793005U + 1442695040888963407U;
            links.emplace_back(row, static_cast<int>((dice >> 33) % kCells), 0.6 / kLinks);
        }
    }
    FlowMatrix a(kCells, kCells);
    a.setFromTriplets(links.begin(), links.end());
    const Eigen::VectorXd final_demand = Eigen::VectorXd::Ones(kCells);
    for (auto _ : state) benchmark::DoNotOptimize(output_for(a, final_demand));
}
BENCHMARK(solve_4914_sparse)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
