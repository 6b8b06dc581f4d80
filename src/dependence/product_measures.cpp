// SPDX-License-Identifier: Apache-2.0
#include "dependence/product_measures.h"

#include <algorithm>

#include "base/parallel.h"

namespace countervail {
namespace {

/// Substitution counts as above the limit where nothing is exported but something imported.
bool above(const std::optional<double>& value, double limit, bool when_empty) { return value ? *value > limit : when_empty; }

struct OriginTally {
    std::vector<double> value;   // by place outside the group
    double inner = 0;

    explicit OriginTally(std::size_t places) : value(places, 0.0) {}
};

CoreDependency from_origins(const OriginTally& origins, double exports) {
    CoreDependency result;
    result.inner_imports = origins.inner;
    double squares = 0, largest = 0;
    for (std::size_t place = 0; place < origins.value.size(); ++place) {
        const double value = origins.value[place];
        result.extra_imports += value;
        squares += value * value;
        if (value <= largest) continue;
        largest = value;
        result.largest_supplier = static_cast<PlaceIndex>(place);
    }
    const double extra = result.extra_imports;
    if (extra > 0) result.concentration = squares / (extra * extra);
    if (extra + origins.inner > 0) result.extra_share = extra / (extra + origins.inner);
    if (exports > 0) result.substitution = extra / exports;
    return result;
}

CoreDependency core_of_product(const TradeYear& year, std::size_t product, const std::vector<char>& member, CoreExports counted) {
    OriginTally origins(member.size());
    double exports = 0;
    for (std::uint64_t at = year.product_begin[product]; at < year.product_begin[product + 1]; ++at) {
        const PlaceIndex importer = year.importers[at], exporter = year.exporters[at];
        if (importer == exporter) continue;
        const double value = year.values[at];
        if (member[exporter] && (counted == CoreExports::all || !member[importer])) exports += value;
        if (member[importer]) (member[exporter] ? origins.inner : origins.value[exporter]) += value;
    }
    return from_origins(origins, exports);
}

}  // namespace

bool CoreDependency::dependent(const CoreDependencyLimits& limits) const {
    return above(concentration, limits.concentration, false) && above(extra_share, limits.extra_share, false) &&
           above(substitution, limits.substitution, true);
}

std::vector<CoreDependency> core_dependency(const TradeCube& cube, int year, std::span<const PlaceIndex> members, int threads, CoreExports exports) {
    std::vector<char> member(cube.places().size(), 0);
    for (const PlaceIndex place : members) member[place] = 1;
    const TradeYear columns = cube.year(year);
    std::vector<CoreDependency> result(cube.products().size());
    parallel_for(threads, result.size(), [&](std::size_t product) { result[product] = core_of_product(columns, product, member, exports); });
    return result;
}

CoreDependency core_dependency(const CubeTotals& totals, std::size_t product, PlaceIndex importer) {
    CoreDependency result;
    result.extra_imports = totals.imports.at(product, importer);
    result.largest_supplier = totals.largest_supplier.at(product, importer);
    const double exports = totals.exports.at(product, importer);
    if (result.extra_imports > 0) {
        result.concentration = totals.import_hhi.at(product, importer);
        result.extra_share = 1;
    }
    if (exports > 0) result.substitution = result.extra_imports / exports;
    return result;
}

double geodep_ratio(const CubeTotals& totals, std::size_t product, PlaceIndex importer) {
    constexpr double kNoExports = 9999;
    const double imports = totals.imports.at(product, importer), exports = totals.exports.at(product, importer);
    if (imports <= 0) return 0;
    return exports > 0 ? imports / exports : kNoExports;
}

std::uint8_t geodep_criteria(const CubeTotals& totals, std::size_t product, PlaceIndex importer, const GeoDepLimits& limits) {
    return static_cast<std::uint8_t>((totals.import_hhi.at(product, importer) > limits.import_hhi ? 1 : 0) |
                                     (totals.world_export_hhi[product] > limits.export_hhi ? 2 : 0) |
                                     (geodep_ratio(totals, product, importer) > limits.substitution ? 4 : 0));
}

std::string GeoDep::window_in_words() const {
    if (full_window()) return std::to_string(years_needed) + " of the years " + std::to_string(years.front()) + " to " + std::to_string(years.back());
    std::string words = "only ";
    for (std::size_t at = 0; at < years.size(); ++at) words += (at == 0 ? "" : " and ") + std::to_string(years[at]);
    return words + (years.size() == 1 ? " is" : " are") + " there; the publisher's rule asks for two of three years";
}

GeoDep geodep(std::span<const CubeTotals* const> window, const GeoDepLimits& limits, int threads) {
    GeoDep result;
    for (const CubeTotals* totals : window) result.years.push_back(totals->year);
    const std::size_t products = window.front()->products, places = window.front()->places;
    result.years_held = {products, places};
    result.years_needed = result.full_window() ? limits.years_needed : static_cast<int>(window.size());
    parallel_for(threads, products, [&](std::size_t product) {
        for (const CubeTotals* totals : window) {
            for (std::size_t place = 0; place < places; ++place)
                result.years_held.at(product, place) += geodep_criteria(*totals, product, static_cast<PlaceIndex>(place), limits) == 7;
        }
    });
    return result;
}

std::vector<int> geodep_window(const TradeCube& cube, int year) {
    std::vector<int> window;
    for (const int at : cube.years()) {
        if (at > year - 3 && at <= year) window.push_back(at);
    }
    return window;
}

bool henry_jackson(const CubeTotals& totals, std::size_t product, PlaceIndex importer, PlaceIndex exporter, double import_share,
                   const HenryJacksonLimits& limits) {
    return import_share > limits.import_share && totals.net_imports(product, importer) > 0 &&
           totals.world_share(product, exporter) > limits.world_share;
}

std::optional<double> revealed_comparative_dependence(const CubeTotals& totals, std::size_t product, PlaceIndex exporter, double import_share) {
    const double world = totals.world_share(product, exporter);
    return world > 0 ? std::optional(import_share / world) : std::nullopt;
}

std::optional<double> revealed_comparative_advantage(const CubeTotals& totals, std::size_t product, PlaceIndex exporter) {
    if (totals.place_exports[exporter] <= 0 || totals.world_trade[product] <= 0) return std::nullopt;
    return (totals.exports.at(product, exporter) / totals.place_exports[exporter]) / (totals.world_trade[product] / totals.all_trade);
}

}  // namespace countervail
