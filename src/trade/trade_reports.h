// SPDX-License-Identifier: Apache-2.0
// Trade as the two sides of it reported it, before anybody chose whose word counts: what UN Comtrade and customs offices publish.
// An exporter books free on board (fob), an importer with cost, insurance and freight (cif); re-exports are flagged where the source does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trade/import_notes.h"
#include "trade/trade_cube.h"

namespace countervail {

/// A file of the user in memory or mapped; `bytes` must outlive the reading.
struct TradeFile {
    std::string name;                  ///< as the user gave it: problems are shown under it
    std::string_view bytes;
};

enum class ReportedBy : std::uint8_t { exporter, importer };

struct TradeReport {
    PlaceIndex exporter = 0, importer = 0;
    ProductIndex product = 0;
    int year = 0;
    ReportedBy reported_by = ReportedBy::importer;
    bool re_export = false;            ///< goods that the exporter did not make
    bool cif = true;                   ///< valued with freight and insurance
    double value = 0;                  ///< thousand USD
    std::optional<double> weight;      ///< t
};

struct TradeReports {
    TradeProvenance provenance;        ///< `reporting` is empty until somebody chooses
    std::vector<TradePlace> places;
    std::vector<TradeProduct> products;
    std::vector<TradeReport> rows;     ///< in the order of the files
};

}  // namespace countervail
