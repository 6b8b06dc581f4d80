// SPDX-License-Identifier: Apache-2.0
// Who sold what to whom: exporter × importer × product × year → value and weight. Immutable once made, and cheap to copy (copies
// share their columns, which may lie in a file mapped into memory: cube_file.h). Everything that measures trade reads this.
//
// Value is in thousand USD a year, weight in tonnes a year. Flows are sorted by year, product, importer, exporter; a key occurs
// once. Trade of a place with itself is allowed only where the source books it (input–output tables do, customs do not).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

using PlaceIndex = std::uint16_t;      ///< into TradeCube::places()
using ProductIndex = std::uint32_t;    ///< into TradeCube::products()

struct TradePlace {
    std::string id;                    ///< ISO 3166-1 alpha-3, or a code of places.csv for historical and special places
    std::string name;                  ///< for people
};

struct TradeProduct {
    std::string code;                  ///< "850511" (HS codes without dots, leading zeros kept), "C26", "dysprosium.oxide"
    std::string name;                  ///< for people; may be empty
};

struct TradeFlow {
    PlaceIndex exporter = 0, importer = 0;
    ProductIndex product = 0;
    int year = 0;
    double value = 0;                  ///< thousand USD, ≥ 0
    std::optional<double> weight;      ///< t, ≥ 0
};

/// What a reader must know of a cube to judge a figure made from it.
struct TradeProvenance {
    std::string id;                    ///< "baci-hs22-v202501", "world-2024"
    std::string source;                ///< publisher and title, for people
    std::string nomenclature;          ///< "HS1992" … "HS2022", "HTS", "ISIC4-ICIO", "items"
    int digits = 6;                    ///< of HS codes; 0 for other nomenclatures
    std::string valuation;             ///< "fob", "cif", "basic", "as reported"
    std::string reporting;             ///< whose word counts: "reconciled by the publisher", "importers", "exporters", "larger of both", …
    std::string re_exports;            ///< "included", "excluded", "not told apart"
    bool domestic = false;             ///< trade of a place with itself is booked
    std::vector<std::string> files;    ///< name and SHA-256 of each file read, "baci.csv 9f86d0…"
    std::vector<std::string> choices;  ///< other choices on record, in words, in the order made
    std::vector<std::string> statements;   ///< ids of the ledger, for a cube made from the default world
};

/// One year of a cube as columns. All spans have one element per flow, in the order of the cube.
struct TradeYear {
    int year = 0;
    std::span<const std::uint64_t> product_begin;   ///< products + 1: flows of product k are [product_begin[k], product_begin[k+1])
    std::span<const PlaceIndex> importers, exporters;
    std::span<const double> values;                 ///< thousand USD
    std::span<const double> weights;                ///< t; negative: not reported (ask weight())

    std::size_t flows() const { return values.size(); }
    std::optional<double> weight(std::size_t flow) const {
        return weights[flow] < 0 ? std::nullopt : std::optional<double>(weights[flow]);
    }
};

class TradeCube {
  public:
    const TradeProvenance& provenance() const;
    const std::vector<TradePlace>& places() const;
    const std::vector<TradeProduct>& products() const;    ///< sorted by code
    /// Ascending.
    std::vector<int> years() const;
    bool has_year(int year) const;
    /// The year must be there (has_year).
    TradeYear year(int year) const;
    std::size_t flows() const;                            ///< of all years

    /// Index, or -1.
    int place(std::string_view id) const;
    int product(std::string_view code) const;

    struct Storage;                                       ///< columns owned or mapped: cube_storage.h
    explicit TradeCube(std::shared_ptr<const Storage> storage) : storage_(std::move(storage)) {}

  private:
    std::shared_ptr<const Storage> storage_;
};

/// Sorts and stores. Problems, all at once and by flow number: an index out of range, a negative or non-finite value or weight, a key
/// twice, trade with itself where provenance.domestic is false. Products are put in the order of their codes, places kept as given.
Result<TradeCube> make_trade_cube(TradeProvenance provenance, std::vector<TradePlace> places, std::vector<TradeProduct> products,
                                  std::vector<TradeFlow> flows);

/// The same trade by the first `digits` digits of its HS codes: values and weights added; a weight is reported when all of its parts are.
/// Fails when the nomenclature has no digits, or fewer.
Result<TradeCube> coarser(const TradeCube& cube, int digits);

/// The same trade among fewer places: each place becomes the one that `into` names for it (an index into `places`); trade inside a
/// group is dropped unless provenance.domestic. The choice is put on record.
Result<TradeCube> regrouped(const TradeCube& cube, std::vector<TradePlace> places, std::span<const PlaceIndex> into, std::string choice);

/// The years of several cubes as one. All must have one nomenclature, digits, valuation and reporting; a year in two cubes is an error.
Result<TradeCube> joined(std::span<const TradeCube> cubes);

}  // namespace countervail
