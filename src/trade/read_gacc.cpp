// SPDX-License-Identifier: Apache-2.0
#include "trade/read_gacc.h"

#include <algorithm>

#include "trade/mass_unit.h"
#include "trade/report_builder.h"

namespace countervail {
namespace {

enum GaccColumn : std::size_t { kDate, kPartner, kProduct, kValue, kPartnerName, kProductName, kQuantity, kUnit, kRegime, kPlace, kNoIso3 };

std::vector<TradeColumn> columns() {
    return {{{"Date of data", "Data Year Month", "Date"}, true},
            {{"Trading partner code", "Partner code"}, true},
            {{"Commodity code", "HS code"}, true},
            {{"US dollar", "US Dollars", "USD"}, true},
            {{"Trading partner", "Trading partner name", "Partner"}},
            {{"Commodity", "Commodity name"}},
            {{"Quantity", "First quantity", "Quantity 1", "1st quantity"}},
            {{"Unit", "First unit", "Unit of quantity 1", "1st unit", "Unit of measurement"}},
            {{"Customs regime code", "Trade mode code"}},
            {{"Registration place code", "Location of registration code"}},
            {{"ISO3"}},
            {{"Customs regime", "Trade mode"}},
            {{"Registration place", "Location of registration"}},
            {{"Supplementary quantity", "Second quantity", "Quantity 2", "2nd quantity"}},
            {{"Supplementary unit", "Second unit", "Unit of quantity 2", "2nd unit"}},
            {{"Renminbi Yuan", "RMB Yuan", "Renminbi"}}};
}

std::optional<bool> exports_by_name(std::string_view name) {
    std::string plain;
    for (const char c : name) plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool exports = plain.find("export") != std::string::npos, imports = plain.find("import") != std::string::npos;
    return exports == imports ? std::nullopt : std::optional(exports);
}

class GaccReader {
  public:
    GaccReader(const TradePlaces& places, const PlaceRecord& home, bool exports) : places_(places), home_(home), exports_(exports) {}

    void read(const TradeRow& row, DraftPiece& piece) const {
        RowChecker check(places_, piece.notes);
        const auto period = check.period(row, kDate);
        if (!period) return;
        const auto value = check.value(row, kValue, 1e-3, true);
        const PlaceRecord* partner =
            value ? check.by_code(row, kPartner, PlaceScheme::gacc, period->year, kNoIso3, kPartnerName, *value) : nullptr;
        const auto product = partner == nullptr ? std::nullopt : check.hs_code(row, kProduct, *value);
        if (!product) return;
        if (partner == &home_)
            return check.pass_over("trade of a place with itself", row, kPartner, "goods that came home", "nothing", *value);
        const std::string part = std::string(row.text(kRegime)) + "/" + std::string(row.text(kPlace));
        ReportDraft draft{exports_ ? &home_ : partner,
                          exports_ ? partner : &home_,
                          *product,
                          period->year,
                          period->month,
                          exports_ ? ReportedBy::exporter : ReportedBy::importer,
                          false,
                          !exports_,
                          *value,
                          weight_of(row, check, piece.notes),
                          row.line(),
                          part};
        if (!row.text(kProductName).empty() && !piece.names.contains(*product)) piece.names.emplace(*product, row.text(kProductName));
        piece.rows.push_back(std::move(draft));
    }

  private:
    std::optional<double> weight_of(const TradeRow& row, RowChecker& check, ImportNotes& notes) const {
        if (row.text(kQuantity).empty() || row.text(kQuantity) == "0") return std::nullopt;
        if (const auto tonnes = tonnes_in(row.text(kUnit))) return check.weight(row, kQuantity, *tonnes, true);
        notes.add("quantity that is no mass", "read as not reported",
                  {row.place(kUnit), "the unit \"" + std::string(row.text(kUnit).substr(0, 20)) + "\"", "nothing"});
        return std::nullopt;
    }

    const TradePlaces& places_;
    const PlaceRecord& home_;
    bool exports_;
};

}  // namespace

bool looks_like_gacc(std::string_view bytes) {
    const std::string head = plain_column(bytes.substr(0, 1024));
    return head.find("tradingpartnercode") != std::string::npos && head.find("commoditycode") != std::string::npos;
}

Result<TradeReports> read_gacc(const TradeFile& file, const TradePlaces& places, ImportNotes& notes, const GaccOptions& options) {
    const PlaceRecord* home = places.publisher(PlaceScheme::gacc);
    if (home == nullptr) return fail({"data/trade/places.csv"}, "no place publishes the scheme gacc", "put it into the column publishes");
    const auto exports = options.exports ? options.exports : exports_by_name(file.name);
    if (!exports)
        return fail({file.name}, "does not say whether these are exports or imports",
                    "say which, or put \"exports\" or \"imports\" into the file's name");
    auto rows = TradeRows::open(file, columns(), notes);
    if (!rows) {
        if (notes.count("text that is not UTF-8") > 0)
            rows.error().push_back({{file.name},
                                    "is not UTF-8, and may be the layout in GB 18030",
                                    "switch the query to English, or save the file as UTF-8 with English column names"});
        return std::unexpected(std::move(rows.error()));
    }
    const GaccReader reader(places, *home, *exports);
    ReportBuilder builder(places, file.name);
    builder.read(*rows, options.threads, notes, [&](const TradeRow& row, DraftPiece& piece) { reader.read(row, piece); });
    TradeProvenance provenance;
    provenance.source = "GACC, online query of customs statistics";
    provenance.nomenclature = "HS as reported";
    provenance.valuation = *exports ? "fob" : "cif";
    provenance.re_exports = "not told apart";
    provenance.files = {file_on_record(file)};
    return builder.finish(std::move(provenance), {options.digits, options.threads, false, options.nomenclature}, notes);
}

}  // namespace countervail
