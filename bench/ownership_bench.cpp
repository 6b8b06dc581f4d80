// SPDX-License-Identifier: Apache-2.0
// Ownership over a random graph of a million entities and three million holdings: the graph of a day, the rule that sums
// and cascades, the look-through shares, and all three; beside them what reading costs before. Medians come from
// --benchmark_repetitions.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <random>

#include "parties/ownership_look_through.h"

namespace countervail {
namespace {

constexpr int kEntities = 1'000'000, kHoldings = 3'000'000, kListed = 5'000;
const Date kDay = Date(2025, 10, 15);
const OwnershipRule kRule{Decimal::parse("0.5").value(), true, true};

struct RawHolding {
    int owner, owned;
    std::int64_t units;   // below 0: the percentage is not known
};

/// Owners are drawn freely, so that most entities lie in one group that holds each other. In each entity 50 to 100 % is
/// held, parted at random over its holders; two percentages in a hundred are not known.
std::vector<RawHolding> random_holdings() {
    std::mt19937_64 random(20251009);
    std::vector<std::vector<int>> owners(kEntities);
    for (int n = 0; n < kHoldings;) {
        const int owner = static_cast<int>(random() % kEntities), owned = static_cast<int>(random() % kEntities);
        auto& row = owners[static_cast<std::size_t>(owned)];
        if (owner == owned || std::find(row.begin(), row.end(), owner) != row.end()) continue;
        row.push_back(owner);
        ++n;
    }
    std::vector<RawHolding> rows;
    rows.reserve(kHoldings);
    for (int owned = 0; owned < kEntities; ++owned) {
        const auto& row = owners[static_cast<std::size_t>(owned)];
        std::vector<std::int64_t> weights;
        std::int64_t all = 0;
        for (std::size_t i = 0; i < row.size(); ++i) all += weights.emplace_back(static_cast<std::int64_t>(1 + random() % 1000));
        const std::int64_t held = static_cast<std::int64_t>(50 + random() % 51) * 10'000'000'000;
        for (std::size_t i = 0; i < row.size(); ++i) rows.push_back({row[i], owned, random() % 50 == 0 ? -1 : held / all * weights[i]});
    }
    std::shuffle(rows.begin(), rows.end(), random);
    return rows;
}

Holdings intern(const std::vector<RawHolding>& raw) {
    HoldingsBuilder builder;
    builder.file("random.csv");
    char owner[24], owned[24];
    int line = 1;
    for (const RawHolding& each : raw) {
        HoldingRow row;
        row.owner = {owner, static_cast<std::size_t>(std::snprintf(owner, sizeof owner, "Company %07d", each.owner))};
        row.owned = {owned, static_cast<std::size_t>(std::snprintf(owned, sizeof owned, "Company %07d", each.owned))};
        if (each.units >= 0) row.share = {Share::of_units(each.units), Share::of_units(each.units)};
        row.line = ++line;
        builder.add(row);
    }
    auto built = std::move(builder).build();
    if (!built) std::fputs(to_text(built.error()).c_str(), stderr), std::exit(3);
    return std::move(*built);
}

const std::vector<RawHolding>& raw() {
    static const std::vector<RawHolding> rows = random_holdings();
    return rows;
}

const Holdings& holdings() {
    static const Holdings built = intern(raw());
    return built;
}

const OwnershipGraph& graph() {
    static const OwnershipGraph built(holdings(), kDay);
    return built;
}

const std::vector<int>& listed() {
    static const std::vector<int> numbers = [] {
        std::vector<int> drawn;
        std::mt19937_64 random(7);
        for (int i = 0; i < kListed; ++i) drawn.push_back(static_cast<int>(random() % static_cast<std::uint64_t>(holdings().names().size())));
        return drawn;
    }();
    return numbers;
}

double peak_mebibytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void names_and_checks(benchmark::State& state) {
    raw();
    for (auto _ : state) benchmark::DoNotOptimize(intern(raw()).rows().data());
}

void build(benchmark::State& state) {
    holdings();
    for (auto _ : state) {
        const OwnershipGraph built(holdings(), kDay);
        benchmark::DoNotOptimize(built.edges());
    }
}

void rule(benchmark::State& state) {
    graph();
    listed();
    for (auto _ : state) {
        const auto findings = apply_ownership_rule(graph(), listed(), kRule);
        benchmark::DoNotOptimize(findings.status(0));
        state.counters["caught"] = static_cast<double>(findings.with_status(OwnershipStatus::caught).size());
        state.counters["unknown"] = static_cast<double>(findings.with_status(OwnershipStatus::unknown).size());
    }
}

void look_through_shares(benchmark::State& state) {
    graph();
    listed();
    for (auto _ : state) {
        const auto found = look_through(graph(), listed(), static_cast<int>(state.range(0)));
        benchmark::DoNotOptimize(found->share.data());
        state.counters["sweeps"] = found->sweeps;
        state.counters["largest_loop"] = found->largest_loop;
        state.counters["error_bound"] = found->error_bound;
    }
}

void whole(benchmark::State& state) {
    listed();
    for (auto _ : state) {
        const OwnershipGraph built(holdings(), kDay);
        const auto findings = apply_ownership_rule(built, listed(), kRule);
        const auto found = look_through(built, listed(), static_cast<int>(state.range(0)));
        benchmark::DoNotOptimize(findings.status(0));
        benchmark::DoNotOptimize(found->share.data());
    }
    state.counters["peak_MiB"] = peak_mebibytes();
}

BENCHMARK(build)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(rule)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(look_through_shares)->Arg(1)->Arg(4)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(whole)->Arg(1)->Arg(4)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(names_and_checks)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
