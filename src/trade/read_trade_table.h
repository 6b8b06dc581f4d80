// SPDX-License-Identifier: Apache-2.0
// Any long table of trade with named columns: one flow a row. Without a layout the columns of trade cubes made from input–output tables
// are expected: exporter, importer, sector, value_musd (and tariff_rate, which is passed over). docs/formats/trade-files.md.
#pragma once

#include <string>
#include <vector>

#include "trade/hs_vintage.h"
#include "trade/import_notes.h"
#include "trade/trade_cube.h"
#include "trade/trade_places.h"
#include "trade/trade_reports.h"

namespace countervail {

struct TradeTableLayout {
    std::string exporter = "exporter", importer = "importer", product = "sector";  ///< names of columns
    std::string exporter_is, importer_is, product_is;                              ///< instead of a column: the same in every row
    std::string value = "value_musd", value_unit;  ///< unit of money; empty: by the column's end, _usd _kusd _musd _busd
    std::string weight, weight_unit = "t";         ///< empty: no weights; t, kg, g or kt
    std::string period;  ///< column of years or months; empty: the column "year", "t" or "period" where there is one
    int year = 0;        ///< of every row, where there is no such column; 0: four digits in the file's name
    std::vector<std::string> passed_over = {"tariff_rate"};  ///< columns that are known and not needed
    std::string nomenclature = "as in the table";            ///< "HS2022", "ISIC4-ICIO", …
    int digits = 0;                                          ///< of HS codes: 2 to 10; 0: the codes are none
    std::string valuation = "as reported", reporting = "as published", re_exports = "not told apart";
    bool domestic = true;  ///< trade of a place with itself is booked; false: such rows are left out
    int threads = 1;
    const HsNomenclature* nomenclature_tables = nullptr;  ///< to check HS codes against `nomenclature`
};

/// Places by ISO code, name or UN Comtrade number. Months are added up as in read_comtrade. A sector code is any text up to 40 bytes.
Result<TradeCube> read_trade_table(const TradeFile& file, const TradePlaces& places, ImportNotes& notes,
                                   const TradeTableLayout& layout = {});

bool looks_like_trade_table(std::string_view bytes);

/// Reports of one side as a cube, each word for word: `reporting` says whose they are.
Result<TradeCube> cube_of_reports(const TradeReports& reports, std::string reporting);

}  // namespace countervail
