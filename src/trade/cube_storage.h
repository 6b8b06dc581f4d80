// SPDX-License-Identifier: Apache-2.0
// How a cube keeps its columns: in memory of its own, or in a mapped file that `owner` keeps open. For the folder itself only.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "trade/trade_cube.h"

namespace countervail {

/// Columns that a cube owns, one set per year.
struct TradeColumns {
    int year = 0;
    std::vector<std::uint64_t> product_begin;
    std::vector<PlaceIndex> importers, exporters;
    std::vector<double> values, weights;

    TradeYear view() const { return {year, product_begin, importers, exporters, values, weights}; }
};

struct TradeCube::Storage {
    TradeProvenance provenance;
    std::vector<TradePlace> places;
    std::vector<TradeProduct> products;
    std::vector<TradeYear> years;                            ///< ascending
    std::shared_ptr<const void> owner;                       ///< of what `years` look into
    std::unordered_map<std::string, int> place_at, product_at;

    void index();                                            ///< fills place_at and product_at
};

/// A cube over columns of its own, which hold what the header of TradeCube promises.
TradeCube cube_of(TradeProvenance provenance, std::vector<TradePlace> places, std::vector<TradeProduct> products, std::vector<TradeColumns> years);

}  // namespace countervail
