// SPDX-License-Identifier: Apache-2.0
#include "trade/read_census.h"

#include <algorithm>
#include <map>

#include "trade/mass_unit.h"
#include "trade/report_builder.h"

namespace countervail {
namespace {

enum CensusColumn : std::size_t {
    kCountry,
    kImport,
    kExport,
    kTime,
    kYear,
    kMonth,
    kGeneralMonth,
    kGeneralYear,
    kConsumptionMonth,
    kConsumptionYear,
    kCifMonth,
    kCifYear,
    kExportMonth,
    kExportYear,
    kCountryName,
    kImportName,
    kExportName,
    kForeign,
    kSummary,
    kUnit,
    kQuantityMonth,
    kQuantityYear,
    kDistrict,
    kNoIso3
};

std::vector<TradeColumn> columns() {
    std::vector<TradeColumn> known{{{"CTY_CODE"}, true},
                                   {{"I_COMMODITY"}},
                                   {{"E_COMMODITY"}},
                                   {{"time"}},
                                   {{"YEAR"}},
                                   {{"MONTH"}},
                                   {{"GEN_VAL_MO"}},
                                   {{"GEN_VAL_YR"}},
                                   {{"CON_VAL_MO"}},
                                   {{"CON_VAL_YR"}},
                                   {{"GEN_CIF_MO"}},
                                   {{"GEN_CIF_YR"}},
                                   {{"ALL_VAL_MO"}},
                                   {{"ALL_VAL_YR"}},
                                   {{"CTY_NAME"}},
                                   {{"I_COMMODITY_SDESC", "I_COMMODITY_LDESC"}},
                                   {{"E_COMMODITY_SDESC", "E_COMMODITY_LDESC"}},
                                   {{"DF"}},
                                   {{"SUMMARY_LVL"}},
                                   {{"UNIT_QY1"}},
                                   {{"GEN_QY1_MO", "QTY_1_MO"}},
                                   {{"GEN_QY1_YR", "QTY_1_YR"}},
                                   {{"DISTRICT", "PORT"}},
                                   {{"CTY_ISO3"}}};
    for (const char* name :
         {"COMM_LVL",   "SUMMARY_LVL2", "UNIT_QY2",   "GEN_QY2_MO",  "GEN_QY2_YR", "QTY_2_MO",   "QTY_2_YR",   "CON_QY1_MO",
          "CON_QY1_YR", "CON_QY2_MO",   "CON_QY2_YR", "CON_CIF_MO",  "CON_CIF_YR", "CAL_DUT_MO", "CAL_DUT_YR", "DUT_VAL_MO",
          "DUT_VAL_YR", "GEN_CHA_MO",   "GEN_CHA_YR", "CON_CHA_MO",  "CON_CHA_YR", "AIR_VAL_MO", "AIR_VAL_YR", "AIR_WGT_MO",
          "AIR_WGT_YR", "VES_VAL_MO",   "VES_VAL_YR", "VES_WGT_MO",  "VES_WGT_YR", "CNT_VAL_MO", "CNT_VAL_YR", "CNT_WGT_MO",
          "CNT_WGT_YR", "CC_MO",        "CC_YR",      "LAST_UPDATE", "RP",         "DIST_NAME",  "PORT_NAME"})
        known.push_back({{name}});
    return known;
}

/// Which columns hold the figures that were asked for.
struct CensusFigures {
    bool imports = true, monthly = false;
    std::size_t product = kImport, name = kImportName, value = 0, quantity = 0;
};

Result<CensusFigures> figures_of(const TradeRows& rows, const CensusOptions& options) {
    CensusFigures figures;
    if (rows.has(kImport) == rows.has(kExport))
        return fail(rows.header(kCountry),
                    rows.has(kImport) ? "has columns of imports and of exports" : "has neither I_COMMODITY nor E_COMMODITY",
                    "ask for one of the two, with its commodity codes");
    figures.imports = rows.has(kImport);
    if (!figures.imports) figures.product = kExport, figures.name = kExportName;
    const std::size_t month = !figures.imports      ? kExportMonth
                              : options.cif         ? kCifMonth
                              : options.consumption ? kConsumptionMonth
                                                    : kGeneralMonth;
    figures.monthly = rows.has(month);
    figures.value = figures.monthly ? month : month + 1;
    figures.quantity = figures.monthly ? kQuantityMonth : kQuantityYear;
    if (!rows.has(figures.value)) {
        const auto names = columns();
        return fail(rows.header(kCountry), "has neither a column " + names[month].names.front() + " nor " + names[month + 1].names.front(),
                    "ask for one of them");
    }
    if (!rows.has(kTime) && !rows.has(kYear))
        return fail(rows.header(kCountry), "has neither a column time nor YEAR", "ask for one of them");
    return figures;
}

/// A code of a region or an alliance, which counts countries again.
bool counts_countries_again(std::string_view code, std::string_view level) {
    return code == "-" || level == "CGP" || code.starts_with("00") || code.find('X') != std::string_view::npos;
}

class CensusReader {
  public:
    CensusReader(const TradePlaces& places, const PlaceRecord& home, const TradeRows& rows, const CensusFigures& figures, bool cif)
        : places_(places), home_(home), figures_(figures), cif_(cif && figures.imports) {
        if (!figures_.monthly) find_last_months(rows);
    }

    void read(const TradeRow& row, DraftPiece& piece) const {
        RowChecker check(places_, piece.notes);
        const auto period = period_of(row, check);
        if (!period) return;
        const auto value = check.value(row, figures_.value, 1e-3, false);
        if (!value) return;
        if (counts_countries_again(row.text(kCountry), row.text(kSummary)))
            return check.pass_over("group of places", row, kCountry,
                                   "the code \"" + std::string(row.text(kCountry).substr(0, 10)) + "\" counts countries again", "nothing",
                                   *value);
        const auto last = last_months_.find(period->year);
        if (!figures_.monthly && last != last_months_.end() && period->month != 0 && period->month < last->second)
            return check.pass_over("earlier state of a year", row, kTime, "a later month has the year to date", "nothing", *value);
        const std::string_view foreign = row.text(kForeign);
        if (foreign == "-" || foreign == "0")
            return check.pass_over("sum of domestic and foreign goods", row, kForeign, "its parts are read", "nothing", *value);
        const PlaceRecord* partner = check.by_code(row, kCountry, PlaceScheme::census, period->year, kNoIso3, kCountryName, *value);
        const auto product = partner == nullptr ? std::nullopt : check.hs_code(row, figures_.product, *value);
        if (!product) return;
        if (partner == &home_)
            return check.pass_over("trade of a place with itself", row, kCountry, "goods that came home", "nothing", *value);
        const int month = figures_.monthly ? period->month : 0;
        ReportDraft draft{figures_.imports ? partner : &home_,
                          figures_.imports ? &home_ : partner,
                          *product,
                          period->year,
                          month,
                          figures_.imports ? ReportedBy::importer : ReportedBy::exporter,
                          !figures_.imports && foreign == "2",
                          cif_,
                          *value,
                          weight_of(row, check, piece.notes),
                          row.line(),
                          std::string(row.text(kDistrict))};
        if (!row.text(figures_.name).empty() && !piece.names.contains(*product)) piece.names.emplace(*product, row.text(figures_.name));
        piece.rows.push_back(std::move(draft));
    }

    /// "2024 is the year to date through month 5".
    void put_on_record(TradeProvenance& provenance) const {
        for (const auto& [year, month] : last_months_) {
            if (month > 0 && month < 12)
                provenance.choices.push_back(std::to_string(year) + " is the year to date through month " + std::to_string(month));
        }
    }

  private:
    std::optional<RowChecker::Period> period_of(const TradeRow& row, RowChecker& check) const {
        if (!row.text(kTime).empty()) return check.period(row, kTime);
        const auto year = check.year(row, kYear);
        if (!year) return std::nullopt;
        const std::string_view month = row.text(kMonth);
        const int number = month.size() == 2 && month[0] >= '0' && month[0] <= '1' && month[1] >= '0' && month[1] <= '9'
                               ? (month[0] - '0') * 10 + month[1] - '0'
                               : 0;
        return RowChecker::Period{*year, number <= 12 ? number : 0};
    }

    std::optional<double> weight_of(const TradeRow& row, RowChecker& check, ImportNotes& notes) const {
        if (row.text(figures_.quantity).empty() || row.text(figures_.quantity) == "0") return std::nullopt;
        if (const auto tonnes = tonnes_in(row.text(kUnit))) return check.weight(row, figures_.quantity, *tonnes, false);
        notes.add("quantity that is no mass", "read as not reported",
                  {row.place(kUnit), "the unit \"" + std::string(row.text(kUnit).substr(0, 20)) + "\"", "nothing"});
        return std::nullopt;
    }

    void find_last_months(const TradeRows& rows) {
        ImportNotes unused;
        RowChecker check(places_, unused);
        for (std::size_t piece = 0; piece < rows.pieces(); ++piece) {
            rows.each(piece, unused, [&](const TradeRow& row) {
                const auto period = period_of(row, check);
                if (period) last_months_[period->year] = std::max(last_months_[period->year], period->month);
            });
        }
    }

    const TradePlaces& places_;
    const PlaceRecord& home_;
    CensusFigures figures_;
    bool cif_;
    std::map<int, int> last_months_;  ///< by year; 0: the rows name no month
};

}  // namespace

bool looks_like_census(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    return head.find("CTY_CODE") != std::string_view::npos &&
           (head.find("I_COMMODITY") != std::string_view::npos || head.find("E_COMMODITY") != std::string_view::npos);
}

Result<TradeReports> read_census(const TradeFile& file, const TradePlaces& places, ImportNotes& notes, const CensusOptions& options) {
    const PlaceRecord* home = places.publisher(PlaceScheme::census);
    if (home == nullptr) return fail({"data/trade/places.csv"}, "no place publishes the scheme census", "put it into the column publishes");
    auto rows = TradeRows::open(file, columns(), notes, {""});
    if (!rows) return std::unexpected(std::move(rows.error()));
    const auto figures = figures_of(*rows, options);
    if (!figures) return std::unexpected(figures.error());
    const CensusReader reader(places, *home, *rows, *figures, options.cif);
    ReportBuilder builder(places, file.name);
    builder.read(*rows, options.threads, notes, [&](const TradeRow& row, DraftPiece& piece) { reader.read(row, piece); });
    TradeProvenance provenance;
    provenance.source = "US Census Bureau, international trade";
    provenance.valuation = figures->imports ? (options.cif ? "cif" : "customs value") : "fas";
    provenance.re_exports = figures->imports ? "not told apart" : rows->has(kForeign) ? "told apart" : "included";
    provenance.nomenclature = "HS as reported";
    provenance.files = {file_on_record(file)};
    provenance.choices.push_back(figures->imports ? (options.consumption ? "imports for consumption" : "general imports")
                                                  : "total exports");
    reader.put_on_record(provenance);
    return builder.finish(std::move(provenance), {options.digits, options.threads, false, options.nomenclature}, notes);
}

}  // namespace countervail
