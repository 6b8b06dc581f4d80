// SPDX-License-Identifier: Apache-2.0
// What the tests of the readers of trade share: the shipped tables, files beside the tree, seeds.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "trade/hs_vintage.h"
#include "trade/trade_places.h"
#include "trade/trade_reports.h"

namespace countervail {

inline const TradePlaces& shipped_places() {
    static const TradePlaces places = [] {
        auto read = TradePlaces::read(Library::embedded());
        if (!read) ADD_FAILURE() << to_text(read.error());
        return read ? *read : TradePlaces();
    }();
    return places;
}

inline const HsNomenclature& shipped_nomenclature() {
    static const HsNomenclature nomenclature = [] {
        auto read = HsNomenclature::read(Library::embedded());
        if (!read) ADD_FAILURE() << to_text(read.error());
        return read ? *read : HsNomenclature();
    }();
    return nomenclature;
}

inline std::string bytes_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}
/// Data that lie beside the tree; empty when they do not.
inline std::string shared_bytes(const std::string& name) {
    return bytes_of(std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/data/" + name);
}
/// The seeds of the fuzz harness.
inline std::string seed_bytes(const std::string& name) {
    return bytes_of(std::string(COUNTERVAIL_SOURCE_DIR) + "/tests/trade/seeds/" + name);
}

/// Thousand USD of all rows from one place to another; product "" is all.
inline double reported(const TradeReports& reports, std::string_view exporter, std::string_view importer, std::string_view product,
                       ReportedBy by, bool re_export = false) {
    double sum = 0;
    for (const TradeReport& row : reports.rows) {
        if (reports.places[row.exporter].id == exporter && reports.places[row.importer].id == importer && row.reported_by == by &&
            row.re_export == re_export && (product.empty() || reports.products[row.product].code == product))
            sum += row.value;
    }
    return sum;
}

/// Thousand USD of a cube's year from one place to another; product "" is all.
inline double traded(const TradeCube& cube, int number, std::string_view exporter, std::string_view importer,
                     std::string_view product = {}) {
    const TradeYear year = cube.year(number);
    const int from = cube.place(exporter), into = cube.place(importer);
    double sum = 0;
    for (std::size_t at = 0; at < cube.products().size(); ++at) {
        if (!product.empty() && cube.products()[at].code != product) continue;
        for (auto flow = year.product_begin[at]; flow < year.product_begin[at + 1]; ++flow) {
            if (year.exporters[flow] == from && year.importers[flow] == into) sum += year.values[flow];
        }
    }
    return sum;
}

}  // namespace countervail
