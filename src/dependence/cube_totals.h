// SPDX-License-Identifier: Apache-2.0
// Sums and concentrations of one year of trade: what every measure that needs only the cube starts from, made in one pass.
//
// Imports and exports are trade between places; what a place supplies to itself (booked by input–output tables and by the world of
// items) is kept apart as `own` and enters no share, no concentration and no rank unless a measure says so.
// Products are independent of each other and sums run in the order of the cube: the same bytes at any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "trade/trade_cube.h"

namespace countervail {

inline constexpr PlaceIndex kNoPlace = 0xFFFF;

/// One cell for every product and place, product by product.
template <class T>
struct ProductPlaceGrid {
    std::size_t places = 0;
    std::vector<T> cells;

    ProductPlaceGrid() = default;
    ProductPlaceGrid(std::size_t products, std::size_t places_, T value = {}) : places(places_), cells(products * places_, value) {}
    bool empty() const { return cells.empty(); }
    T& at(std::size_t product, std::size_t place) { return cells[product * places + place]; }
    const T& at(std::size_t product, std::size_t place) const { return cells[product * places + place]; }
    std::span<T> row(std::size_t product) { return {cells.data() + product * places, places}; }
    std::span<const T> row(std::size_t product) const { return {cells.data() + product * places, places}; }
};

/// Values in thousand USD.
struct CubeTotals {
    int year = 0;
    std::size_t places = 0, products = 0;

    ProductPlaceGrid<double> imports, exports;        ///< trade between places
    ProductPlaceGrid<double> own;                     ///< supplied by a place to itself; empty where the cube books no such trade
    ProductPlaceGrid<double> import_hhi;              ///< Σ over suppliers of (share of imports)², 0–1; −1 where nothing is imported
    ProductPlaceGrid<PlaceIndex> largest_supplier;    ///< the first of the largest; kNoPlace where nothing is imported
    ProductPlaceGrid<std::uint16_t> suppliers;        ///< places with a value above 0
    std::vector<double> world_trade;                  ///< by product
    std::vector<double> world_export_hhi;             ///< by product: Σ over exporters of (share of world exports)²; −1 where nothing is traded
    std::vector<double> place_imports, place_exports; ///< by place, over all products
    std::vector<double> place_own;                    ///< empty where the cube books no such trade
    double all_trade = 0;

    bool domestic() const { return !own.empty(); }
    double net_imports(std::size_t product, std::size_t place) const { return imports.at(product, place) - exports.at(product, place); }
    /// Share of `exporter` in world exports of the product; 0 where nothing is traded.
    double world_share(std::size_t product, std::size_t exporter) const {
        return world_trade[product] > 0 ? exports.at(product, exporter) / world_trade[product] : 0;
    }
};

/// The year must be there (TradeCube::has_year).
CubeTotals cube_totals(const TradeCube& cube, int year, int threads);

/// What `importer` buys of `product`, from whom: exporters and values, in the order of the cube (the place itself included where booked).
struct ImportsOfProduct {
    std::span<const PlaceIndex> exporters;
    std::span<const double> values;    ///< thousand USD
};
ImportsOfProduct imports_of(const TradeYear& year, ProductIndex product, PlaceIndex importer);

/// For tables made from a cube: "CEPII BACI …, HS2022, fob, reconciled by the publisher", the files and their hashes, the choices on record.
std::vector<std::string> sources_of(const TradeProvenance& provenance);

}  // namespace countervail
