// SPDX-License-Identifier: Apache-2.0
// One shipment with a bill of 10,000 lines, and a file of orders of ten lines, read from disk and written. The bars:
// 20 ms, and 200,000 orders a second on four threads. COUNTERVAIL_BENCH_ORDERS sets how many (1,000,000).
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "screening/law_at_hand.h"
#include "screening/order_batch.h"
#include "screening/order_maker.h"
#include "screening/what_would_change.h"

namespace countervail {
namespace {

/// A motor of assemblies of magnets of alloys, and the rest screws.
std::string bill_csv(std::size_t lines) {
    OrderMaker pick(7, 1);
    std::string text = "part,parent,item,quantity,unit_value,currency,origin\nmotor,,magnet-assembly.hot,1,400000,USD,MEX\n";
    const char* origins[] = {"CHN", "DEU", "JPN", "USA", "VNM", ""};
    std::string assembly = "motor", magnet = "motor";
    for (std::size_t i = 2; i < lines; ++i) {
        const std::string id = "p" + std::to_string(i), origin = origins[pick.below(6)];
        if (i % 100 == 2) {
            text += id + ",motor,,1,400,USD," + origin + "\n";
            assembly = id;
        } else if (i % 10 == 3) {
            text += id + "," + assembly + ",ndfeb.magnet.hot,1,20,USD," + origin + "\n";
            magnet = id;
        } else if (i % 10 == 4) {
            text += id + "," + magnet + ",dysprosium-iron.alloy,1,1.5,USD," + origin + "\n";
        } else {
            text += id + "," + assembly + ",,2,0.25,USD," + origin + "\n";
        }
    }
    return text;
}

const std::string kShipment =
    "item = \"magnet-assembly.hot\"\nmade_in = \"MEX\"\nfrom = \"MEX\"\nto = \"USA\"\nend_uses = [\"civil\"]\nbill = \"motor.csv\"\n"
    "[technology]\norigins = []\n[end_user]\nlists = []\n";

void BM_ShipmentWithALargeBill(benchmark::State& state) {
    const LawBook& book = law();
    const ScreeningTools tools = tools_for(book, &real_ledger());
    const std::string bill = bill_csv(static_cast<std::size_t>(state.range(0)));
    const ReadBeside beside = [&](const std::string&) -> Result<std::string> { return bill; };
    for (auto _ : state) {
        const Shipment shipment = shipment_of(kShipment, beside);
        benchmark::DoNotOptimize(screen(shipment, tools, Date(2025, 12, 2)));
    }
}
BENCHMARK(BM_ShipmentWithALargeBill)->Arg(10)->Arg(10'000)->Unit(benchmark::kMillisecond);

void BM_WhatWouldChange(benchmark::State& state) {
    const std::string bill = bill_csv(10'000);
    const ReadBeside beside = [&](const std::string&) -> Result<std::string> { return bill; };
    const Screening screening = screen(shipment_of(kShipment, beside), tools_for(law(), &real_ledger()), Date(2025, 12, 2));
    for (auto _ : state) benchmark::DoNotOptimize(what_would_change(screening, law()));
}
BENCHMARK(BM_WhatWouldChange)->Unit(benchmark::kMillisecond);

void BM_Orders(benchmark::State& state) {
    const char* wanted = std::getenv("COUNTERVAIL_BENCH_ORDERS");
    const std::size_t count = wanted == nullptr ? 1'000'000 : std::strtoull(wanted, nullptr, 10);
    const auto folder = std::filesystem::temp_directory_path() / "countervail-screen-bench";
    std::filesystem::create_directories(folder);
    const auto path = folder / ("orders-" + std::to_string(count) + ".csv");
    if (!std::filesystem::exists(path)) {
        std::ofstream out(path, std::ios::binary);
        OrderMaker maker(1, 10);
        out << OrderMaker::header();
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            maker.add(i, text);
            if (text.size() < 1 << 20 && i + 1 < count) continue;
            out << text;
            text.clear();
        }
    }
    const ScreeningTools tools = tools_for(law());
    BatchOptions options;
    options.file = path.string();
    options.threads = static_cast<int>(state.range(0));
    for (auto _ : state) {
        std::ifstream orders(path, std::ios::binary);
        std::ofstream answers(folder / "answers.csv", std::ios::binary);
        const auto counts = screen_orders(orders, answers, tools, options);
        if (!counts || counts->orders != count || counts->bad != 0) state.SkipWithError("the orders were not all screened");
    }
    state.counters["orders/s"] = benchmark::Counter(static_cast<double>(count) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_Orders)->Arg(1)->Arg(4)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

}  // namespace
}  // namespace countervail

BENCHMARK_MAIN();
