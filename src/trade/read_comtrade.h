// SPDX-License-Identifier: Apache-2.0
// Downloads of UN Comtrade: the csv of its API and bulk service ("typeCode,freqCode,refPeriodId,…", comma or tab), the csv of its
// former site ("Classification,Year,Period,…,Trade Value (US$)"), and the JSON of the API ({"data":[{…}]}). docs/formats/trade-files.md.
#pragma once

#include "trade/hs_vintage.h"
#include "trade/import_notes.h"
#include "trade/trade_places.h"
#include "trade/trade_reports.h"

namespace countervail {

struct ComtradeOptions {
    std::string classification;  ///< "H5": keep rows of this one; empty: the file must have one only
    int digits = 6;              ///< of HS codes; 0: the finest of the file
    int threads = 1;
    const HsNomenclature* nomenclature = nullptr;  ///< to check the codes against their edition; null: not checked
};

/// Reporters' own words on both sides: imports (cif unless the row has an fob value only) and exports (fob). Exports that are re-exports
/// are rows of their own and no longer in the exports that contain them; re-imports are left out, being in imports. Rows by second partner,
/// customs procedure or means of transport are left out, being parts of the rows without. Months are added up to years; a year that lacks
/// months stays the sum of what there is, on record.
Result<TradeReports> read_comtrade(const TradeFile& file, const TradePlaces& places, ImportNotes& notes,
                                   const ComtradeOptions& options = {});

/// The header, or the JSON, looks like one of the layouts above.
bool looks_like_comtrade(std::string_view bytes);

}  // namespace countervail
