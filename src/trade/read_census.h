// SPDX-License-Identifier: Apache-2.0
// International trade of the US Census Bureau: its API's array of arrays, or the same as csv, by Harmonized System. The columns are the
// API's (CTY_CODE, I_COMMODITY or E_COMMODITY, GEN_VAL_MO, GEN_VAL_YR, CON_VAL_YR, ALL_VAL_YR, …). docs/formats/trade-files.md.
#pragma once

#include "trade/hs_vintage.h"
#include "trade/import_notes.h"
#include "trade/trade_places.h"
#include "trade/trade_reports.h"

namespace countervail {

struct CensusOptions {
    bool consumption = false;  ///< imports for consumption, not general imports
    bool cif = false;          ///< imports with freight and insurance (GEN_CIF_…), not the customs value
    int digits = 6;            ///< 10: the tariff's own lines; 0: the finest of the file
    int threads = 1;
    const HsNomenclature* nomenclature = nullptr;  ///< to check the codes against the edition in force; null: not checked
};

/// Reports of the office's own place only: imports at customs value (counted as fob) or cif, exports fas (counted as fob), those of foreign
/// goods (DF 2) as re-exports. Values of months (…_MO) are added up; values of the year to date (…_YR) are taken from the last month there
/// is, on record when it is not December. Weight where the unit of quantity is a mass.
Result<TradeReports> read_census(const TradeFile& file, const TradePlaces& places, ImportNotes& notes, const CensusOptions& options = {});

bool looks_like_census(std::string_view bytes);

}  // namespace countervail
