// SPDX-License-Identifier: Apache-2.0
// What a bill of materials costs: reading 10,000 lines, masses, shares of every part, a prior; and a flat
// order of ten lines as a batch meets it. Budget: read + content + share ≤ 20 ms; a flat order ≤ 2 µs.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>

#include "bom/origin_prior.h"
#include "bom/random_bill.h"

namespace countervail {
namespace {

const std::string& text() {
    static const std::string csv = random_bill(1, 10'000, 6).csv();
    return csv;
}

const Bill& bill() {
    static const Bill read = [] {
        auto result = read_bill(text(), "bench.csv");
        if (!result) std::fputs(to_text(result.error()).c_str(), stderr), std::exit(3);
        return std::move(*result);
    }();
    return read;
}

std::vector<Counts> marks(const Bill& of) {
    return count_marks(of, [](const BillPart& part) {
        return part.item.empty() || part.item == "steel" ? Counts::no : counts_by_origin(part, "AAA");
    });
}

void bill_read_csv(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(read_bill(text(), "bench.csv")->parts.data());
    state.counters["lines"] = static_cast<double>(bill().uses.size()) + 1;
    state.counters["parts"] = static_cast<double>(bill().parts.size());
}
BENCHMARK(bill_read_csv)->Unit(benchmark::kMillisecond);

void masses_of_the_article(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(BillContent(bill()).masses(bill().article).data());
}
BENCHMARK(masses_of_the_article)->Unit(benchmark::kMillisecond);

void masses_of_every_part(benchmark::State& state) {
    const BillContent content(bill());
    for (auto _ : state) {
        for (const int part : bill().order) benchmark::DoNotOptimize(content.masses(part).size());
    }
}
BENCHMARK(masses_of_every_part)->Unit(benchmark::kMillisecond);

void inputs_of_the_article(benchmark::State& state) {
    const BillContent content(bill());
    for (auto _ : state) benchmark::DoNotOptimize(content.inputs(bill().article).data());
}
BENCHMARK(inputs_of_the_article)->Unit(benchmark::kMillisecond);

void shares_of_every_part(benchmark::State& state) {
    const BillContent content(bill());
    for (auto _ : state) benchmark::DoNotOptimize(value_shares(content, marks(bill())).data());
}
BENCHMARK(shares_of_every_part)->Unit(benchmark::kMillisecond);

void read_content_and_share(benchmark::State& state) {
    const ShareLimit limit{*Decimal::parse("0.001"), true};
    for (auto _ : state) {
        const auto read = read_bill(text(), "bench.csv");
        const BillContent content(*read);
        benchmark::DoNotOptimize(content.masses(read->article).data());
        const auto shares = value_shares(content, marks(*read));
        benchmark::DoNotOptimize(reach(shares[static_cast<std::size_t>(read->article)], limit));
    }
}
BENCHMARK(read_content_and_share)->Unit(benchmark::kMillisecond);

void prior_of_10000_draws(benchmark::State& state) {
    const BillContent content(bill());
    const OriginPrior prior{.by_item = {{"alpha.metal", {{"AAA", 0.5}}}, {"delta.magnet", {{"AAA", 0.7}}}},
                            .by_supplier = {{"s1", {2, 3}}}};
    for (auto _ : state) {
        const auto result =
            share_distribution(content, marks(bill()), bill().article, "AAA", prior,
                               {*Decimal::parse("0.2"), true}, {.threads = static_cast<int>(state.range(0))});
        state.counters["unknown_parts"] = result->unknown_parts;
        benchmark::DoNotOptimize(result->mean);
    }
}
BENCHMARK(prior_of_10000_draws)->Arg(1)->Arg(4)->UseRealTime()->Unit(benchmark::kMillisecond);

void flat_order_of_ten_lines(benchmark::State& state) {
    std::array<FlatLine, 10> lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        lines[i] = {static_cast<Counts>(i % 3), Decimal(static_cast<int>(i) + 1) + *Decimal::parse("0.25"),
                    *Decimal::parse("12.37") + Decimal(static_cast<int>(i))};
    }
    const ShareLimit limit{*Decimal::parse("0.001"), true};
    const Decimal whole = *Decimal::parse("48250.40");
    for (auto _ : state) {
        benchmark::DoNotOptimize(lines);
        benchmark::DoNotOptimize(reach(flat_share(lines, whole), limit));
    }
}
BENCHMARK(flat_order_of_ten_lines)->Unit(benchmark::kNanosecond);

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
