// SPDX-License-Identifier: Apache-2.0
// Name screening: how long 100,000 names take against a list of 26,000 entries, how many perturbed names are
// found, and how many names that are on no list are said to be. docs/methods/names.md holds the figures.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

#include "base/library.h"
#include "parties/name_index.h"
#include "parties/name_samples.h"

namespace countervail {
namespace {

using namespace name_samples;

constexpr std::size_t kEntries = 26'000;
constexpr std::size_t kAsked = 100'000;

const NameWords& words() {
    static const NameWords all = [] {
        auto read = NameWords::read(Library::embedded());
        if (!read) std::fputs(to_text(read.error()).c_str(), stderr), std::exit(3);
        return *read;
    }();
    return all;
}

struct Sample {
    std::vector<SampleName> listed, others;
    NameIndex index;
};

const Sample& sample() {
    static const Sample made = [] {
        std::unordered_set<std::string> taken;
        auto listed = sample_names(20251009, kEntries, words(), taken);
        auto others = names_with_other_stems(7, kAsked, listed);
        NameIndex index = NameIndex::build({list_of(listed)}, words());
        return Sample{std::move(listed), std::move(others), std::move(index)};
    }();
    return made;
}

/// Half perturbed names of the list, half names that are not on it.
std::vector<AskedName> asked_names() {
    std::vector<AskedName> asked;
    for (std::uint32_t i = 0; i < kAsked; ++i) {
        Pick pick(99, i);
        const auto& name = sample().listed[i % kEntries];
        asked.push_back({i % 2 == 0 ? perturbed(name, pick.below(perturbation_kinds().size() - 1), pick)
                                    : sample().others[i].text(),
                         {}});
    }
    return asked;
}

void build_index(benchmark::State& state) {
    const PartyList list = list_of(sample().listed);
    for (auto _ : state) benchmark::DoNotOptimize(NameIndex::build({list}, words()).spellings());
}
BENCHMARK(build_index)->Unit(benchmark::kMillisecond);

void screen_names(benchmark::State& state) {
    static const std::vector<AskedName> asked = asked_names();
    for (auto _ : state)
        benchmark::DoNotOptimize(sample().index.screen(asked, static_cast<int>(state.range(0))).data());
    state.counters["names_per_second"] =
        benchmark::Counter(static_cast<double>(asked.size()), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(screen_names)->Arg(1)->Arg(4)->UseRealTime()->Unit(benchmark::kSecond)->Iterations(1);

/// Share of perturbed names whose own entry is among the ten answers at the usual threshold.
void recall(benchmark::State& state) {
    const auto kind = static_cast<std::size_t>(state.range(0));
    state.SetLabel(perturbation_kinds()[kind]);
    std::size_t changed = 0, found = 0;
    for (auto _ : state) {
        std::vector<AskedName> asked;
        std::vector<std::size_t> wanted;
        for (std::uint32_t i = 0; i < 5000; ++i) {
            const std::size_t at = i * 5 % kEntries;
            Pick pick(1000 + kind, i);
            std::string text = perturbed(sample().listed[at], kind, pick);
            if (text == sample().listed[at].text()) continue;
            asked.push_back({std::move(text), {}});
            wanted.push_back(at);
        }
        const auto answers = sample().index.screen(asked, 4);
        const auto& entries = sample().index.lists()[0].entries;
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const bool hit = std::any_of(answers[i].begin(), answers[i].end(), [&](const NameMatch& match) {
                return match.entry == &entries[wanted[i]];
            });
            found += hit ? 1 : 0;
            ++changed;
            if (!hit && std::getenv("NAME_BENCH_MISSES") != nullptr)
                std::fprintf(stderr, "missed [%s] %s | %s\n", perturbation_kinds()[kind].c_str(),
                             asked[i].name.c_str(), entries[wanted[i]].name.c_str());
        }
    }
    state.counters["names"] = static_cast<double>(changed);
    state.counters["recall"] = static_cast<double>(found) / static_cast<double>(changed);
}
BENCHMARK(recall)->DenseRange(0, 11)->Iterations(1)->Unit(benchmark::kMillisecond);

/// Share of names that are not listed and get an answer all the same, by class.
void false_positives(benchmark::State& state) {
    std::size_t any = 0, probably = 0, same = 0;
    const std::size_t count = 20'000;
    for (auto _ : state) {
        std::vector<AskedName> asked;
        for (std::size_t i = 0; i < count; ++i) asked.push_back({sample().others[i].text(), {}});
        std::size_t number = 0;
        for (const auto& answer : sample().index.screen(asked, 4)) {
            const std::string& name = asked[number++].name;
            if (answer.empty()) continue;
            ++any;
            if (answer.front().score >= 0.88) ++probably;
            if (answer.front().kind == NameClass::same_name) ++same;
            if (std::getenv("NAME_BENCH_FALSE") != nullptr)
                std::fprintf(stderr, "false %.3f %s | %s\n", answer.front().score, name.c_str(),
                             answer.front().matched().c_str());
        }
    }
    state.counters["possible_or_more"] = static_cast<double>(any) / static_cast<double>(count);
    state.counters["probably_or_more"] = static_cast<double>(probably) / static_cast<double>(count);
    state.counters["same_name"] = static_cast<double>(same) / static_cast<double>(count);
}
BENCHMARK(false_positives)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
