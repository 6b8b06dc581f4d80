// SPDX-License-Identifier: Apache-2.0
#include "dependence/pair_measures.h"

#include <algorithm>
#include <array>

#include "base/parallel.h"
#include "base/text.h"

namespace countervail {
namespace {

constexpr std::array<std::string_view, 17> kIds = {
    "import-share", "supply-share", "dependent-trade", "dependent-imports", "exposed-imports", "dependent-products",
    "first-supplier-products", "concentration-part", "henry-jackson-products", "henry-jackson-imports", "comparative-dependence",
    "comparative-dependence-products", "geodep-products", "geodep-imports", "core-products", "core-imports", "market-share"};

/// A matrix per measure of that many places takes half a gigabyte in all.
constexpr std::size_t kMostPlaces = 2000;

/// What one pair adds up over products. Values in thousand USD.
struct PairSums {
    double value = 0, above_value = 0, above_imports = 0, squares = 0;
    double henry_jackson_value = 0, geodep_value = 0, core_value = 0;
    double above = 0, first = 0, henry_jackson = 0, comparative = 0, geodep = 0, core = 0;

    void add(const PairSums& other) {
        value += other.value;
        above_value += other.above_value;
        above_imports += other.above_imports;
        squares += other.squares;
        henry_jackson_value += other.henry_jackson_value;
        geodep_value += other.geodep_value;
        core_value += other.core_value;
        above += other.above;
        first += other.first;
        henry_jackson += other.henry_jackson;
        comparative += other.comparative;
        geodep += other.geodep;
        core += other.core;
    }
};

struct PairPass {
    const TradeYear& year;
    const CubeTotals& totals;
    const GeoDep& geodep;
    const PairOptions& options;

    void product(std::size_t product, std::vector<PairSums>& sums) const;
    void importer(std::size_t product, PlaceIndex importer, std::uint64_t from, std::uint64_t to, PairSums* row) const;
};

void PairPass::importer(std::size_t product, PlaceIndex importer, std::uint64_t from, std::uint64_t to, PairSums* row) const {
    const double imports = totals.imports.at(product, importer);
    if (imports <= 0) return;
    const double world = totals.world_trade[product];
    const auto exports = totals.exports.row(product);
    const double per_import = 1 / imports, above_bar = options.threshold * imports;
    for (std::uint64_t at = from; at < to; ++at) {
        const PlaceIndex exporter = year.exporters[at];
        const double value = year.values[at];
        if (exporter == importer || value <= 0) continue;
        PairSums& pair = row[exporter];
        pair.value += value;
        pair.squares += value * value * per_import;
        if (value > above_bar) {
            pair.above += 1;
            pair.above_value += value;
            pair.above_imports += imports;
        }
        pair.comparative += value * world > exports[exporter] * imports;
        if (henry_jackson(totals, product, importer, exporter, value / imports, options.henry_jackson)) {
            pair.henry_jackson += 1;
            pair.henry_jackson_value += value;
        }
    }
    PairSums& first = row[totals.largest_supplier.at(product, importer)];
    first.first += 1;
    const bool by_geodep = geodep.dependent(product, importer), by_core = core_dependency(totals, product, importer).dependent(options.core);
    if (!by_geodep && !by_core) return;
    double value = 0;
    for (std::uint64_t at = from; at < to; ++at) value += year.exporters[at] == totals.largest_supplier.at(product, importer) ? year.values[at] : 0;
    first.geodep += by_geodep;
    first.geodep_value += by_geodep ? value : 0;
    first.core += by_core;
    first.core_value += by_core ? value : 0;
}

void PairPass::product(std::size_t product, std::vector<PairSums>& sums) const {
    const std::uint64_t end = year.product_begin[product + 1];
    for (std::uint64_t at = year.product_begin[product]; at < end;) {
        const PlaceIndex buyer = year.importers[at];
        const std::uint64_t from = at;
        while (at < end && year.importers[at] == buyer) ++at;
        importer(product, buyer, from, at, sums.data() + buyer * totals.places);
    }
}

/// Products cut into stretches of about equal numbers of flows. How many there are depends on the number of places alone, so that sums have
/// one order and their memory a limit.
std::vector<std::size_t> stretches(const TradeYear& year, std::size_t products, std::size_t places) {
    constexpr std::size_t kMost = 16, kBytes = std::size_t{1} << 28;
    const std::size_t count = std::clamp<std::size_t>(kBytes / std::max<std::size_t>(1, places * places * sizeof(PairSums)), 1, kMost);
    std::vector<std::size_t> bounds = {0};
    for (std::size_t part = 1; part < count; ++part) {
        const std::uint64_t flows = year.flows() * part / count;
        const auto at = std::lower_bound(year.product_begin.begin(), year.product_begin.end() - 1, flows);
        bounds.push_back(std::max(bounds.back(), std::min(products, static_cast<std::size_t>(at - year.product_begin.begin()))));
    }
    bounds.push_back(products);
    return bounds;
}

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

std::array<double, kIds.size()> measures_of(const PairSums& pair, const CubeTotals& totals, std::size_t importer, std::size_t exporter) {
    const double imports = totals.place_imports[importer], exports = totals.place_exports[exporter];
    const double own = totals.domestic() ? totals.place_own[importer] : 0;
    const double share = ratio(pair.value, imports);
    return {share,
            totals.domestic() ? ratio(pair.value, imports + own) : 0,
            ratio(pair.above_value, pair.value),
            ratio(pair.above_value, imports),
            ratio(pair.above_imports, imports),
            pair.above,
            pair.first,
            ratio(pair.squares, imports),
            pair.henry_jackson,
            ratio(pair.henry_jackson_value, imports),
            ratio(share, ratio(exports, totals.all_trade)),
            pair.comparative,
            pair.geodep,
            ratio(pair.geodep_value, imports),
            pair.core,
            ratio(pair.core_value, imports),
            ratio(pair.value, exports)};
}

Errors problems_of(const TradeCube& cube, int year, const PairOptions& options) {
    Errors errors;
    if (!cube.has_year(year)) {
        std::vector<std::string> years;
        for (const int at : cube.years()) years.push_back(std::to_string(at));
        errors.push_back({{}, "the trade \"" + cube.provenance().id + "\" has no year " + std::to_string(year), "ask for one of: " + join(years, ", ")});
    }
    if (!(options.threshold >= 0 && options.threshold < 1))
        errors.push_back({{}, "the threshold " + exact_number(options.threshold) + " is not a share", "give a share from 0 to below 1, such as 0.5"});
    if (cube.places().size() > kMostPlaces)
        errors.push_back({{}, "measures of all pairs are made for " + std::to_string(kMostPlaces) + " places, not for " + std::to_string(cube.places().size()),
                          "group the places"});
    return errors;
}

}  // namespace

bool has_values(const DependenceMeasure& measure, const CubeTotals& totals) { return measure.needs != MeasureNeeds::own_supply || totals.domestic(); }

std::span<const std::string_view> PairMeasures::ids() { return kIds; }

std::optional<std::size_t> PairMeasures::index(std::string_view id) {
    const auto at = std::ranges::find(kIds, id);
    return at == kIds.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - kIds.begin()));
}

PairMeasures pair_measures(const TradeCube& cube, const CubeTotals& totals, const GeoDep& geodep, const PairOptions& options) {
    const TradeYear year = cube.year(totals.year);
    const PairPass pass{year, totals, geodep, options};
    const auto bounds = stretches(year, totals.products, totals.places);
    std::vector<std::vector<PairSums>> sums(bounds.size() - 1);
    parallel_for(options.threads, sums.size(), [&](std::size_t part) {
        if (bounds[part] == bounds[part + 1]) return;
        sums[part].resize(totals.places * totals.places);
        for (std::size_t product = bounds[part]; product < bounds[part + 1]; ++product) pass.product(product, sums[part]);
    });
    PairMeasures result;
    result.places_ = totals.places;
    result.matrices_.assign(kIds.size(), std::vector<double>(totals.places * totals.places, 0.0));
    parallel_for(options.threads, totals.places, [&](std::size_t importer) {
        for (std::size_t exporter = 0; exporter < totals.places; ++exporter) {
            const std::size_t cell = importer * totals.places + exporter;
            PairSums all;
            for (const auto& part : sums) {
                if (!part.empty()) all.add(part[cell]);
            }
            if (all.value <= 0) continue;
            const auto values = measures_of(all, totals, importer, exporter);
            for (std::size_t measure = 0; measure < values.size(); ++measure) result.matrices_[measure][cell] = values[measure];
        }
    });
    return result;
}

Result<CubeMeasures> cube_measures(const TradeCube& cube, int year, const PairOptions& options) {
    if (Errors errors = problems_of(cube, year, options); !errors.empty()) return std::unexpected(std::move(errors));
    CubeMeasures result{cube_totals(cube, year, options.threads), {}, {}, options};
    std::vector<CubeTotals> earlier;
    for (const int at : geodep_window(cube, year)) {
        if (at != year) earlier.push_back(cube_totals(cube, at, options.threads));
    }
    std::vector<const CubeTotals*> window;
    for (const CubeTotals& totals : earlier) window.push_back(&totals);
    window.push_back(&result.totals);
    result.geodep = geodep(window, options.geodep, options.threads);
    result.pairs = pair_measures(cube, result.totals, result.geodep, options);
    return result;
}

}  // namespace countervail
