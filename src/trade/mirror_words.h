// SPDX-License-Identifier: Apache-2.0
// Reports put side by side, by flow. For the folder itself only.
#pragma once

#include <set>
#include <tuple>
#include <vector>

#include "trade/mirror.h"

namespace countervail {

/// What one side says of a flow.
struct MirrorSide {
    bool there = false;
    double value = 0;  ///< thousand USD, freight taken off where asked
    std::optional<double> weight;
};

/// What both sides say of a flow.
struct MirrorFlow {
    PlaceIndex exporter = 0, importer = 0;
    ProductIndex product = 0;
    int year = 0;
    MirrorSide by_importer, by_exporter;
    double re_exported = 0;  ///< by the exporter's word; inside by_exporter only where they are included
};

struct MirrorWords {
    std::vector<MirrorFlow> flows;                               ///< by year, product, importer, exporter
    std::set<std::tuple<int, PlaceIndex>> importing, exporting;  ///< offices that reported imports, or exports, in a year
    double left_with_exporters = 0;  ///< thousand USD of re-exports that no importer's word gives back to an origin
};

Result<MirrorWords> mirror_words(const TradeReports& reports, const MirrorChoice& choice);

}  // namespace countervail
