// SPDX-License-Identifier: Apache-2.0
#include "trade/check_cube.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.h"

namespace countervail {
namespace {

constexpr double kOddFactor = 100, kSameTotal = 1e-9, kJump = 2;
constexpr std::size_t kEnoughFlows = 20, kLargest = 10;

enum Kind : std::size_t { kNoNumber, kTotals, kZeroValue, kUnitValue, kIdlePlace, kIdleProduct, kYearJump, kKinds };
constexpr std::array<std::pair<const char*, bool>, kKinds> kWords = {{{"a value or weight that is no number of 0 or more", true},
                                                                       {"totals by exporter and by importer that differ", true},
                                                                       {"a flow of value 0", false},
                                                                       {"a unit value a hundred times the product's median, or a hundredth", false},
                                                                       {"a place without trade in a year", false},
                                                                       {"a product without trade in a year", false},
                                                                       {"a total that doubles or halves from one year to the next", false}}};

struct Count {
    std::uint64_t count = 0;
    std::string first;

    void add(std::string words) {
        if (count++ == 0) first = std::move(words);
    }
};
using Counts = std::array<Count, kKinds>;

std::string words_of(const TradeCube& cube, const TradeYear& year, ProductIndex product, std::uint64_t flow) {
    return cube.places()[year.exporters[flow]].id + " to " + cube.places()[year.importers[flow]].id + ", product " + cube.products()[product].code + ", " + std::to_string(year.year);
}

double median(std::vector<double>& numbers) {
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    return *middle;
}

void look_at_product(const TradeCube& cube, const TradeYear& year, ProductIndex product, Counts& counts) {
    const std::uint64_t begin = year.product_begin[product], end = year.product_begin[product + 1];
    if (begin == end) counts[kIdleProduct].add(cube.products()[product].code + ", " + std::to_string(year.year));
    std::vector<double> unit_values;
    for (std::uint64_t flow = begin; flow < end; ++flow) {
        const double value = year.values[flow], weight = year.weights[flow];
        if (!std::isfinite(value) || value < 0 || !std::isfinite(weight)) counts[kNoNumber].add(words_of(cube, year, product, flow));
        if (value == 0) counts[kZeroValue].add(words_of(cube, year, product, flow));
        if (weight > 0 && value > 0) unit_values.push_back(value / weight);
    }
    if (unit_values.size() < kEnoughFlows) return;
    const double usual = median(unit_values);
    for (std::uint64_t flow = begin; flow < end; ++flow) {
        if (!(year.weights[flow] > 0 && year.values[flow] > 0)) continue;
        const double times = year.values[flow] / year.weights[flow] / usual;
        if (times >= kOddFactor || times <= 1 / kOddFactor) counts[kUnitValue].add(words_of(cube, year, product, flow));
    }
}

struct YearSums {
    double value = 0;                        ///< thousand USD
    std::uint64_t weighed = 0;
    std::vector<double> exports, imports;
    std::size_t exporters = 0, importers = 0, products = 0;
};

YearSums sums_of(const TradeCube& cube, const TradeYear& year) {
    YearSums sums{0, 0, std::vector<double>(cube.places().size()), std::vector<double>(cube.places().size()), 0, 0, 0};
    for (std::size_t flow = 0; flow < year.flows(); ++flow) {
        sums.exports[year.exporters[flow]] += year.values[flow];
        sums.imports[year.importers[flow]] += year.values[flow];
        sums.value += year.values[flow];
        sums.weighed += static_cast<std::uint64_t>(year.weights[flow] >= 0);
    }
    const auto above_0 = [](double sum) { return sum > 0; };
    sums.exporters = static_cast<std::size_t>(std::ranges::count_if(sums.exports, above_0));
    sums.importers = static_cast<std::size_t>(std::ranges::count_if(sums.imports, above_0));
    for (std::size_t product = 0; product + 1 < year.product_begin.size(); ++product) sums.products += static_cast<std::size_t>(year.product_begin[product] < year.product_begin[product + 1]);
    return sums;
}

void look_at_sums(const TradeCube& cube, const TradeYear& year, const YearSums& sums, Counts& counts) {
    double exports = 0, imports = 0;
    for (std::size_t place = 0; place < cube.places().size(); ++place) {
        exports += sums.exports[place];
        imports += sums.imports[place];
        if (sums.exports[place] + sums.imports[place] == 0) counts[kIdlePlace].add(cube.places()[place].id + ", " + std::to_string(year.year));
    }
    if (!(std::abs(exports - imports) <= kSameTotal * std::max(exports, imports))) counts[kTotals].add(std::to_string(year.year));
}

Table years_table() {
    return {"trade-years", "What is in it, year by year", {{"year", "", "Calendar year"}, {"flows", "count", "Exporter, importer and product that trade", 12}, {"value", "USD bn", "All trade", 6},
        {"weighed", "%", "Share of flows whose weight is known", 3}, {"exporters", "count", "Places that sell", 6}, {"importers", "count", "Places that buy", 6}, {"products", "count", "Products that trade", 6}}, {}, {}};
}

Table largest_flows(const TradeCube& cube) {
    Table table{"largest-flows", "The largest flows of the last year", {{"exporter", "", "Who sells"}, {"importer", "", "Who buys"}, {"product", "", "Code"}, {"name", "", "Of the product"}, {"value", "USD million", "In the year", 6}, {"weight", "t", "In the year", 6}}, {}, {}};
    if (cube.years().empty()) return table;
    const TradeYear year = cube.year(cube.years().back());
    std::vector<std::uint64_t> flows(year.flows());
    for (std::size_t at = 0; at < flows.size(); ++at) flows[at] = at;
    const std::size_t shown = std::min(kLargest, flows.size());
    std::partial_sort(flows.begin(), flows.begin() + static_cast<std::ptrdiff_t>(shown), flows.end(), [&](std::uint64_t a, std::uint64_t b) { return year.values[a] != year.values[b] ? year.values[a] > year.values[b] : a < b; });
    for (std::size_t at = 0; at < shown; ++at) {
        const auto product = static_cast<std::size_t>(std::upper_bound(year.product_begin.begin(), year.product_begin.end(), flows[at]) - year.product_begin.begin() - 1);
        const auto weight = year.weight(flows[at]);
        table.add({cube.places()[year.exporters[flows[at]]].id, cube.places()[year.importers[flows[at]]].id, cube.products()[product].code, cube.products()[product].name, year.values[flows[at]] / 1e3, weight ? Cell(*weight) : Cell()});
    }
    return table;
}

}  // namespace

bool CubeCheck::sound() const { return std::ranges::none_of(findings, &CubeFinding::wrong); }

CubeCheck check_cube(const TradeCube& cube, int threads) {
    CubeCheck check{years_table(), largest_flows(cube), {}};
    Counts all;
    double before = 0;
    for (const int number : cube.years()) {
        const TradeYear year = cube.year(number);
        std::vector<Counts> counts(std::min<std::size_t>(std::max<std::size_t>(cube.products().size(), 1), 64));
        parallel_for(threads, counts.size(), [&](std::size_t piece) {
            for (std::size_t product = cube.products().size() * piece / counts.size(); product < cube.products().size() * (piece + 1) / counts.size(); ++product) look_at_product(cube, year, static_cast<ProductIndex>(product), counts[piece]);
        });
        const YearSums sums = sums_of(cube, year);
        look_at_sums(cube, year, sums, counts.back());
        if (before > 0 && (sums.value > kJump * before || sums.value < before / kJump)) counts.back()[kYearJump].add(std::to_string(number));
        before = sums.value;
        for (const Counts& piece : counts) {
            for (std::size_t kind = 0; kind < kKinds; ++kind) {
                if (all[kind].count == 0) all[kind].first = piece[kind].first;
                all[kind].count += piece[kind].count;
            }
        }
        check.years.add({std::to_string(number), static_cast<double>(year.flows()), sums.value / 1e6, year.flows() == 0 ? Cell() : Cell(100.0 * static_cast<double>(sums.weighed) / static_cast<double>(year.flows())),
                         static_cast<double>(sums.exporters), static_cast<double>(sums.importers), static_cast<double>(sums.products)});
    }
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        if (all[kind].count > 0) check.findings.push_back({kWords[kind].first, kWords[kind].second, all[kind].count, all[kind].first});
    }
    return check;
}

Table cube_findings_table(const CubeCheck& check) {
    Table table{"trade-findings", "What is wrong or odd", {{"what", "", "What was met"}, {"judgement", "", "wrong, or odd and perhaps true"}, {"count", "count", "How often", 9}, {"first", "", "The first of them"}}, {}, {}};
    for (const CubeFinding& finding : check.findings) table.add({finding.what, finding.wrong ? "wrong" : "odd", static_cast<double>(finding.count), finding.first});
    return table;
}

}  // namespace countervail
