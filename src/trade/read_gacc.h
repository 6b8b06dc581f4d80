// SPDX-License-Identifier: Apache-2.0
// The online query of the General Administration of Customs (GACC), English layout, as csv in UTF-8: "Date of data, Trading partner code,
// …, Commodity code, …, US dollar". docs/formats/trade-files.md. Its other layout, in GB 18030, is refused with a word about it.
#pragma once

#include <optional>

#include "trade/hs_vintage.h"
#include "trade/import_notes.h"
#include "trade/trade_places.h"
#include "trade/trade_reports.h"

namespace countervail {

struct GaccOptions {
    std::optional<bool> exports;  ///< the table does not say; empty: by the word export or import in the file's name
    int digits = 6;               ///< 8: the tariff's own lines; 0: the finest of the file
    int threads = 1;
    const HsNomenclature* nomenclature = nullptr;  ///< to check the codes against the edition in force; null: not checked
};

/// Reports of the office's own place only: imports cif, exports fob. Rows by customs regime or place of registration are added up; months
/// are added up to years. Weight where the first unit is a mass. Figures may have thousands marks, which this office writes.
Result<TradeReports> read_gacc(const TradeFile& file, const TradePlaces& places, ImportNotes& notes, const GaccOptions& options = {});

bool looks_like_gacc(std::string_view bytes);

}  // namespace countervail
