// SPDX-License-Identifier: Apache-2.0
// A year of the world's trade in the layout of BACI, imported, opened and asked, beside DuckDB doing the same in the same run.
//
//   trade_bench FOLDER [RUNS [THREADS]]
//
// FOLDER holds the file (made when absent, 0.46 GB), the cube and DuckDB's database; the peer joins in where `npm ci` has been run in FOLDER with
// bench/trade/package.json, package-lock.json and duckdb_peer.mjs. Every measurement is a process of its own, ours and the peer's in turn; medians are printed. What children do:
//
//   trade_bench --import CSV CUBE THREADS        import_seconds, text_mb, import_peak_mb
//   trade_bench --open CUBE THREADS COLD         open_seconds; COLD 1: the file is dropped from the page cache first
//   trade_bench --ask CUBE THREADS SELLER BUYER  hhi_seconds, asymmetry_seconds, measures_seconds, and the answers to compare
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/library.h"
#include "dependence/asymmetry.h"
#include "dependence/cube_totals.h"
#include "dependence/pair_measures.h"
#include "synthetic_baci.h"
#include "trade/cube_file.h"
#include "trade/cube_output.h"
#include "trade/read_baci.h"

namespace countervail {
namespace {

namespace fs = std::filesystem;

constexpr const char *kSeller = "156", *kBuyer = "842";   // numbers of two large places, in the file and in SQL

double clock_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    std::fputs(to_text(result.error()).c_str(), stderr);
    std::exit(3);
}

template <class Work>
auto clock(const char* name, Work work) {
    const double begun = clock_seconds();
    auto result = work();
    std::printf("%s %.6f\n", name, clock_seconds() - begun);
    return result;
}

double peak_mb() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

int run_import(const std::string& csv, const std::string& cube, int threads) {
    const TradePlaces places = must(TradePlaces::read(Library::embedded()));
    const HsNomenclature nomenclatures = must(HsNomenclature::read(Library::embedded()));
    const auto imported = clock("import_seconds", [&] {
        const auto files = must(text_files({csv}, 0));
        const auto output = must(cube_file_output(cube));
        return must(import_baci(files, {{}, {}, &places, &nomenclatures, threads, {}}, *output));
    });
    std::printf("text_mb %.6f\nimport_peak_mb %.1f\n", static_cast<double>(imported.text_bytes) / 1e6, peak_mb());
    return imported.rows_left_out == 0 ? 0 : 1;
}

/// Written pages cannot be dropped before they are on the disk.
void drop_from_cache(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY);
    fsync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
}

int run_open(const std::string& path, int threads, bool cold) {
    if (cold) drop_from_cache(path);
    const TradeCube cube = clock("open_seconds", [&] { return must(open_cube(path, threads)); });
    return cube.flows() > 0 ? 0 : 1;
}

int run_ask(const std::string& path, int threads, const std::string& seller, const std::string& buyer) {
    const TradeCube cube = must(open_cube(path, threads));
    const int year = cube.years().front();
    const TradePlaces places = must(TradePlaces::read(Library::embedded()));
    AsymmetryQuestion question;
    question.a = places.by_code(PlaceScheme::baci, seller, year)->id;
    question.b = places.by_code(PlaceScheme::baci, buyer, year)->id;
    question.year = year;
    for (int round = 0; round < 3; ++round) {
        const CubeTotals totals = clock("hhi_seconds", [&] { return cube_totals(cube, year, threads); });
        const AsymmetryCurve curve = clock("asymmetry_seconds", [&] { return must(asymmetry_curve(cube, question)); });
        PairOptions options;
        options.threads = threads;
        const CubeMeasures measures = clock("measures_seconds", [&] { return must(cube_measures(cube, year, options)); });
        if (round > 0) continue;
        std::uint64_t groups = 0;
        double total = 0;
        for (const double hhi : totals.import_hhi.cells) {
            groups += static_cast<std::uint64_t>(hhi >= 0);
            total += std::max(hhi, 0.0);
        }
        std::printf("hhi_groups %llu\nhhi_total %.17g\n", static_cast<unsigned long long>(groups), total);
        std::printf("share_at_half_a %.17g\nshare_at_half_b %.17g\n", share_at(curve, curve.a_on_b, AsymmetryBy::value, 0.5), share_at(curve, curve.b_on_a, AsymmetryBy::value, 0.5));
    }
    std::printf("ask_peak_mb %.1f\n", peak_mb());
    return 0;
}

using Figures = std::map<std::string, std::vector<double>>;

/// Runs a child and collects its lines "name value" under `prefix`.
void collect(const std::string& prefix, const std::string& command, Figures& figures) {
    FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return;
    char name[64];
    double value = 0;
    while (std::fscanf(pipe, "%63s %lf", name, &value) == 2) figures[prefix + name].push_back(value);
    if (pclose(pipe) != 0) std::fprintf(stderr, "failed: %s\n", command.c_str());
}

double median(std::vector<double> numbers) {
    if (numbers.empty()) return std::nan("");
    std::sort(numbers.begin(), numbers.end());
    return numbers[numbers.size() / 2];
}

void print_row(const char* what, double figure, const char* unit) { std::printf("%-58s %10.4g %s\n", what, figure, unit); }

void print_medians(const Figures& figures) {
    const auto of = [&](const char* name) { return figures.contains(name) ? median(figures.at(name)) : std::nan(""); };
    print_row("import", of("import_seconds"), "s");
    print_row("import, text", of("text_mb") / of("import_seconds"), "MB/s");
    print_row("import, peak memory", of("import_peak_mb"), "MiB");
    print_row("open, page cache warm", 1e3 * of("warm_open_seconds"), "ms");
    print_row("open, file not in the page cache", 1e3 * of("cold_open_seconds"), "ms");
    print_row("HHI of all imports, with all totals of the cube", 1e3 * of("hhi_seconds"), "ms");
    print_row("asymmetry curve, both directions", 1e3 * of("asymmetry_seconds"), "ms");
    print_row("all measures of the cube for all pairs", of("measures_seconds"), "s");
    print_row("peak memory of these", of("ask_peak_mb"), "MiB");
    if (!figures.contains("memory_import_seconds")) return;
    print_row("DuckDB: import, in memory", of("memory_import_seconds"), "s");
    print_row("DuckDB: import, into a file", of("file_import_seconds"), "s");
    print_row("DuckDB: HHI of all imports, in memory", 1e3 * of("memory_hhi_seconds"), "ms");
    print_row("DuckDB: HHI of all imports, file", 1e3 * of("file_hhi_seconds"), "ms");
    print_row("DuckDB: asymmetry, both directions, in memory", 1e3 * of("memory_asymmetry_seconds"), "ms");
    print_row("DuckDB: asymmetry, both directions, file", 1e3 * of("file_asymmetry_seconds"), "ms");
    print_row("import: DuckDB in memory over ours", of("memory_import_seconds") / of("import_seconds"), "times");
    print_row("import: DuckDB into a file over ours", of("file_import_seconds") / of("import_seconds"), "times");
    print_row("HHI: the faster DuckDB over ours", std::min(of("memory_hhi_seconds"), of("file_hhi_seconds")) / of("hhi_seconds"), "times");
    print_row("asymmetry: the faster DuckDB over ours", std::min(of("memory_asymmetry_seconds"), of("file_asymmetry_seconds")) / of("asymmetry_seconds"), "times");
    for (const char* name : {"hhi_groups", "hhi_total", "share_at_half_a", "share_at_half_b"}) {
        const double ours = of(name), theirs = of((std::string("memory_") + name).c_str());
        if (!(std::abs(ours - theirs) <= 1e-9 * std::max(std::abs(ours), 1.0))) std::printf("DIFFERENT ANSWERS: %s is %.12g here and %.12g there\n", name, ours, theirs);
    }
}

int run_all(const fs::path& self, const fs::path& folder, int runs, int threads) {
    fs::create_directories(folder);
    const fs::path csv = folder / "BACI_HS22_Y2022_V202501.csv", cube = folder / "trade.cube", database = folder / "trade.duckdb", peer = folder / "duckdb_peer.mjs";
    if (!fs::exists(csv)) write_synthetic_baci(synthetic_baci(), csv);
    const std::string count = std::to_string(threads), ask = count + " " + kSeller + " " + kBuyer;
    const auto quoted = [](const fs::path& path) { return "'" + path.string() + "'"; };
    const std::string us = quoted(self) + " ", them = "node " + quoted(peer) + " " + quoted(csv) + " ";
    const bool with_peer = fs::exists(peer) && fs::exists(folder / "node_modules");
    Figures figures, warm_up;
    collect("", us + "--import " + quoted(csv) + " " + quoted(cube) + " " + count, warm_up);
    for (int run = 0; run < runs; ++run) {
        collect("", us + "--import " + quoted(csv) + " " + quoted(cube) + " " + count, figures);
        if (with_peer) collect("memory_", them + "':memory:' " + ask, figures);
        collect("cold_", us + "--open " + quoted(cube) + " " + count + " 1", figures);
        collect("warm_", us + "--open " + quoted(cube) + " " + count + " 0", figures);
        collect("", us + "--ask " + quoted(cube) + " " + ask, figures);
        if (with_peer) collect("file_", them + quoted(database) + " " + ask, figures);
    }
    std::printf("medians of %d runs, %d threads\n", runs, threads);
    print_medians(figures);
    return 0;
}

}  // namespace
}  // namespace countervail

int main(int argc, char** argv) {
    using namespace countervail;
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 4 && words[0] == "--import") return run_import(words[1], words[2], std::stoi(words[3]));
    if (words.size() == 4 && words[0] == "--open") return run_open(words[1], std::stoi(words[2]), words[3] == "1");
    if (words.size() == 5 && words[0] == "--ask") return run_ask(words[1], std::stoi(words[2]), words[3], words[4]);
    if (words.empty() || words[0].starts_with("-")) {
        std::fputs("usage: trade_bench FOLDER [RUNS [THREADS]]\n", stderr);
        return 2;
    }
    return run_all(std::filesystem::canonical(argv[0]), words[0], words.size() > 1 ? std::stoi(words[1]) : 5, words.size() > 2 ? std::stoi(words[2]) : 4);
}
