// SPDX-License-Identifier: Apache-2.0
#include "dependence/cube_totals.h"

#include <algorithm>

#include "base/parallel.h"

namespace countervail {
namespace {

/// One buyer's suppliers of one product, while they pass by.
struct SupplierTally {
    double sum = 0, squares = 0, largest = 0;
    PlaceIndex largest_supplier = kNoPlace;
    std::uint16_t suppliers = 0;

    void add(PlaceIndex exporter, double value) {
        sum += value;
        squares += value * value;
        suppliers += value > 0;
        if (value <= largest) return;
        largest = value;
        largest_supplier = exporter;
    }
};

void store(CubeTotals& totals, std::size_t product, PlaceIndex importer, const SupplierTally& tally) {
    if (tally.suppliers == 0) return;
    totals.imports.at(product, importer) = tally.sum;
    totals.import_hhi.at(product, importer) = tally.squares / (tally.sum * tally.sum);
    totals.largest_supplier.at(product, importer) = tally.largest_supplier;
    totals.suppliers.at(product, importer) = tally.suppliers;
}

void sum_product(CubeTotals& totals, const TradeYear& year, std::size_t product) {
    const auto exports = totals.exports.row(product);
    const std::uint64_t end = year.product_begin[product + 1];
    double world = 0;
    for (std::uint64_t at = year.product_begin[product]; at < end;) {
        const PlaceIndex importer = year.importers[at];
        SupplierTally tally;
        for (; at < end && year.importers[at] == importer; ++at) {
            const PlaceIndex exporter = year.exporters[at];
            const double value = year.values[at];
            if (exporter == importer) {
                totals.own.at(product, importer) = value;
                continue;
            }
            tally.add(exporter, value);
            exports[exporter] += value;
        }
        world += tally.sum;
        store(totals, product, importer, tally);
    }
    totals.world_trade[product] = world;
    if (world <= 0) return;
    double squares = 0;
    for (const double value : exports) squares += value * value;
    totals.world_export_hhi[product] = squares / (world * world);
}

std::vector<double> summed_over_products(const ProductPlaceGrid<double>& grid, std::size_t products) {
    std::vector<double> sums(grid.places, 0.0);
    for (std::size_t product = 0; product < products; ++product) {
        const auto row = grid.row(product);
        for (std::size_t place = 0; place < sums.size(); ++place) sums[place] += row[place];
    }
    return sums;
}

}  // namespace

CubeTotals cube_totals(const TradeCube& cube, int year, int threads) {
    CubeTotals totals;
    totals.year = year;
    totals.places = cube.places().size();
    totals.products = cube.products().size();
    totals.imports = {totals.products, totals.places};
    totals.exports = {totals.products, totals.places};
    if (cube.provenance().domestic) totals.own = {totals.products, totals.places};
    totals.import_hhi = {totals.products, totals.places, -1};
    totals.largest_supplier = {totals.products, totals.places, kNoPlace};
    totals.suppliers = {totals.products, totals.places};
    totals.world_trade.assign(totals.products, 0);
    totals.world_export_hhi.assign(totals.products, -1);
    const TradeYear columns = cube.year(year);
    parallel_for(threads, totals.products, [&](std::size_t product) { sum_product(totals, columns, product); });
    totals.place_imports = summed_over_products(totals.imports, totals.products);
    totals.place_exports = summed_over_products(totals.exports, totals.products);
    if (totals.domestic()) totals.place_own = summed_over_products(totals.own, totals.products);
    for (const double value : totals.world_trade) totals.all_trade += value;
    return totals;
}

ImportsOfProduct imports_of(const TradeYear& year, ProductIndex product, PlaceIndex importer) {
    const auto begin = year.importers.begin() + static_cast<std::ptrdiff_t>(year.product_begin[product]);
    const auto end = year.importers.begin() + static_cast<std::ptrdiff_t>(year.product_begin[product + 1]);
    const auto [first, last] = std::equal_range(begin, end, importer);
    const auto from = static_cast<std::size_t>(first - year.importers.begin());
    const auto count = static_cast<std::size_t>(last - first);
    return {year.exporters.subspan(from, count), year.values.subspan(from, count)};
}

std::vector<std::string> sources_of(const TradeProvenance& provenance) {
    std::string head = provenance.source.empty() ? provenance.id : provenance.source;
    for (const std::string& word : {provenance.nomenclature, provenance.valuation, provenance.reporting}) {
        if (!word.empty()) head += ", " + word;
    }
    std::vector<std::string> sources = {head};
    sources.insert(sources.end(), provenance.files.begin(), provenance.files.end());
    sources.insert(sources.end(), provenance.choices.begin(), provenance.choices.end());
    sources.insert(sources.end(), provenance.statements.begin(), provenance.statements.end());
    return sources;
}

}  // namespace countervail
