// SPDX-License-Identifier: Apache-2.0
// Look-through reliance of every cell on every place, inputs and sales: WIOD 2011 (41 × 35 cells) and a made-up dense table of the size of
// OECD's (77 × 45). Peers in the same run, on as many threads: LAPACK (OpenBLAS) doing the published recipe, the inverse by
// dgetrf + dgetri and a sum over countries, and LAPACK's dgesv for the country sums alone; both for inputs only, from a dense I − A.
#include <benchmark/benchmark.h>
#include <cblas.h>
#include <lapacke.h>

#include <cmath>
#include <filesystem>

#include "base/parallel.h"
#include "dependence/foreign_reliance.h"
#include "economy/leontief.h"
#include "economy/random_table.h"
#include "economy/read_table.h"

extern "C" void openblas_set_num_threads(int threads);

namespace {

using namespace countervail;

const std::filesystem::path kTable = std::filesystem::path(COUNTERVAIL_SOURCE_DIR) / "../shared/data/wiod2013_mrio/wiot2011_inter.csv";

/// Every flow above 0, purchases 40 to 62 % of output, most of them at home: a spectral radius of about one half, as in published tables.
IoTable dense_table(int places, int industries) {
    std::uint64_t state = 20'221'123;
    const auto next = [&state] {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<double>(state >> 11) / 9007199254740992.0;
    };
    IoTable table;
    table.id = "made up";
    for (int i = 0; i < places; ++i) table.places.push_back("P" + std::to_string(i));
    for (int i = 0; i < industries; ++i) table.industries.push_back("s" + std::to_string(i));
    table.industry_names = table.industries;
    const int cells = places * industries;
    table.output.resize(cells);
    for (double& output : table.output) output = std::exp(6 * next());
    Eigen::MatrixXd flows(cells, cells);
    for (int column = 0; column < cells; ++column) {
        for (int row = 0; row < cells; ++row) flows(row, column) = std::pow(next(), 4) * (row / industries == column / industries ? 300 : 1);
        flows.col(column) *= (0.4 + 0.22 * next()) * table.output[column] / flows.col(column).sum();
    }
    table.intermediate = flows.sparseView(0, 0);
    return table;
}

const IoTable* table_of(int size) {
    if (size == 3465) {
        static const IoTable made = dense_table(77, 45);
        return &made;
    }
    static const IoTable* const wiod = []() -> const IoTable* {
        if (!std::filesystem::exists(kTable)) return nullptr;
        auto read = read_table(*table_files_at(kTable), TableLayout::wiod);
        return read ? new IoTable(std::move(*read)) : nullptr;
    }();
    return wiod;
}

void ours(benchmark::State& state) {
    const IoTable* table = table_of(static_cast<int>(state.range(0)));
    if (table == nullptr) return state.SkipWithError("the table is not there");
    double residual = 0;
    for (auto _ : state) {
        const auto found = foreign_reliance(*table, static_cast<int>(state.range(1)));
        residual = std::max(found->inputs.residual, found->sales.residual);
    }
    state.counters["residual"] = residual;
}

Eigen::MatrixXd system_of(const IoTable& table) {
    return Eigen::MatrixXd::Identity(table.cells(), table.cells()) - Eigen::MatrixXd(coefficients(table));
}

/// The largest difference to ours, so that both are known to answer the same question.
double distance(const IoTable& table, const Eigen::MatrixXd& reliance) {
    return (foreign_reliance(table, hardware_threads())->inputs.look_through - reliance).cwiseAbs().maxCoeff();
}

void lapack_inverse(benchmark::State& state) {
    const IoTable* table = table_of(static_cast<int>(state.range(0)));
    if (table == nullptr) return state.SkipWithError("the table is not there");
    openblas_set_num_threads(static_cast<int>(state.range(1)));
    const Eigen::MatrixXd system = system_of(*table);
    const auto size = static_cast<lapack_int>(system.rows());
    const auto places = static_cast<Eigen::Index>(table->places.size()), industries = system.rows() / places;
    Eigen::MatrixXd reliance(system.rows(), places);
    for (auto _ : state) {
        Eigen::MatrixXd inverse = system;
        std::vector<lapack_int> pivots(static_cast<std::size_t>(size));
        if (LAPACKE_dgetrf(LAPACK_COL_MAJOR, size, size, inverse.data(), size, pivots.data()) != 0 || LAPACKE_dgetri(LAPACK_COL_MAJOR, size, inverse.data(), size, pivots.data()) != 0) return state.SkipWithError("singular");
        inverse.diagonal().array() -= 1;
        for (Eigen::Index place = 0; place < places; ++place) reliance.col(place) = inverse.middleRows(place * industries, industries).colwise().sum().transpose();
        benchmark::DoNotOptimize(reliance.data());
    }
    state.counters["differs"] = distance(*table, reliance);
}

void lapack_solve(benchmark::State& state) {
    const IoTable* table = table_of(static_cast<int>(state.range(0)));
    if (table == nullptr) return state.SkipWithError("the table is not there");
    openblas_set_num_threads(static_cast<int>(state.range(1)));
    const Eigen::MatrixXd system = system_of(*table).transpose(), face = foreign_reliance(*table, 1)->inputs.face_value;
    const auto size = static_cast<lapack_int>(system.rows());
    Eigen::MatrixXd reliance;
    for (auto _ : state) {
        Eigen::MatrixXd factors = system;
        reliance = face;
        std::vector<lapack_int> pivots(static_cast<std::size_t>(size));
        if (LAPACKE_dgesv(LAPACK_COL_MAJOR, size, static_cast<lapack_int>(face.cols()), factors.data(), size, pivots.data(), reliance.data(), size) != 0) return state.SkipWithError("singular");
        benchmark::DoNotOptimize(reliance.data());
    }
    state.counters["differs"] = distance(*table, reliance);
}

BENCHMARK(ours)->ArgNames({"cells", "threads"})->ArgsProduct({{1435, 3465}, {4, 1}})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(lapack_inverse)->ArgNames({"cells", "threads"})->ArgsProduct({{1435, 3465}, {4, 1}})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(lapack_solve)->ArgNames({"cells", "threads"})->ArgsProduct({{1435, 3465}, {4}})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
