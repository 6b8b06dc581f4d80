// SPDX-License-Identifier: Apache-2.0
#include "trade/read_comtrade.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/parallel.h"
#include "base/text.h"
#include "trade/report_builder.h"

namespace countervail {
namespace {

enum ComtradeColumn : std::size_t {
    kReporter,
    kPartner,
    kFlow,
    kProduct,
    kPeriod,
    kValue,
    kClassification,
    kReporterIso3,
    kReporterName,
    kPartnerIso3,
    kPartnerName,
    kYear,
    kFlowName,
    kProductName,
    kWeight,
    kCif,
    kFob,
    kSecondPartner,
    kCustoms,
    kTransport,
    kSupply,
    kKindOfTrade
};

std::vector<TradeColumn> columns() {
    return {{{"reporterCode", "Reporter Code"}, true},
            {{"partnerCode", "Partner Code"}, true},
            {{"flowCode", "Trade Flow Code", "rgCode"}, true},
            {{"cmdCode", "Commodity Code"}, true},
            {{"period"}, true},
            {{"primaryValue", "Trade Value (US$)", "TradeValue"}, true},
            {{"classificationCode", "Classification", "pfCode"}},
            {{"reporterISO", "Reporter ISO", "rt3ISO"}},
            {{"reporterDesc", "Reporter", "rtTitle"}},
            {{"partnerISO", "Partner ISO", "pt3ISO"}},
            {{"partnerDesc", "Partner", "ptTitle"}},
            {{"refYear", "Year", "yr"}},
            {{"flowDesc", "Trade Flow", "rgDesc"}},
            {{"cmdDesc", "Commodity", "cmdDescE"}},
            {{"netWgt", "Netweight (kg)", "NetWeight"}},
            {{"cifvalue", "CIF Trade Value (US$)", "CIFValue"}},
            {{"fobvalue", "FOB Trade Value (US$)", "FOBValue"}},
            {{"partner2Code", "2nd Partner Code", "ptCode2"}},
            {{"customsCode", "Customs Proc. Code", "cstCode"}},
            {{"motCode", "Mode of Transport Code"}},
            {{"mosCode"}},
            {{"typeCode"}}};
}

/// Columns of the layouts that no figure here needs, so that they are not noted as unknown.
constexpr std::string_view kIdleColumns =
    "freqCode|refPeriodId|refMonth|partner2ISO|partner2Desc|classificationSearchCode|isOriginalClassification|aggrLevel|isLeaf|"
    "customsDesc|motDesc|qtyUnitCode|qtyUnitAbbr|qty|isQtyEstimated|altQtyUnitCode|altQtyUnitAbbr|altQty|isAltQtyEstimated|"
    "isNetWgtEstimated|grossWgt|isGrossWgtEstimated|legacyEstimationFlag|isReported|isAggregate|Period Desc.|Aggregate Level|"
    "Is Leaf Code|Qty Unit|Alt Qty Unit|2nd Partner|2nd Partner ISO|Customs|Mode of Transport|Gross weight (kg)|Flag|datasetCode";

std::vector<TradeColumn> with_idle_columns(std::vector<TradeColumn> known) {
    for (const std::string& name : split(kIdleColumns, '|')) known.push_back({{name}});
    return known;
}

enum class Flow { imports, exports, re_exports, re_imports, other };

Flow flow_of(std::string_view code) {
    if (code == "M" || code == "1") return Flow::imports;
    if (code == "X" || code == "2") return Flow::exports;
    if (code == "RX" || code == "3") return Flow::re_exports;
    if (code == "RM" || code == "4") return Flow::re_imports;
    return Flow::other;
}

/// A breakdown that is "all" in this row: the whole, not a part.
bool whole(std::string_view code, std::string_view all) { return code.empty() || code == "0" || code == all; }

class ComtradeReader {
  public:
    ComtradeReader(const TradePlaces& places, std::string classification) : places_(places), classification_(std::move(classification)) {}

    void read(const TradeRow& row, DraftPiece& piece) const {
        RowChecker check(places_, piece.notes);
        const auto period = check.period(row, kPeriod);
        if (!period) return;
        const auto value = check.value(row, kValue, 1e-3, false);
        if (!value || part_of_another(row, *value, check)) return;
        const Flow flow = flow_of(row.text(kFlow));
        if (!wanted(row, flow, *value, check)) return;
        if (swapped(row, period->year))
            return check.leave_out("reporter and partner swapped", row, kReporter, "each code goes with the other's name",
                                   "swap the columns, or download the table again", *value);
        const PlaceRecord* reporter =
            check.by_code(row, kReporter, PlaceScheme::comtrade, period->year, kReporterIso3, kReporterName, *value);
        const PlaceRecord* partner =
            reporter == nullptr ? nullptr
                                : check.by_code(row, kPartner, PlaceScheme::comtrade, period->year, kPartnerIso3, kPartnerName, *value);
        const auto product = partner == nullptr ? std::nullopt : check.hs_code(row, kProduct, *value);
        if (!product) return;
        if (reporter == partner)
            return check.pass_over("trade of a place with itself", row, kPartner, reporter->name + " with itself",
                                   "nothing: goods that came home, or between its free zones", *value);
        const bool imports = flow == Flow::imports;
        const std::string_view cif = row.text(kCif), fob = row.text(kFob);
        ReportDraft draft{imports ? partner : reporter,
                          imports ? reporter : partner,
                          *product,
                          period->year,
                          period->month,
                          imports ? ReportedBy::importer : ReportedBy::exporter,
                          flow == Flow::re_exports,
                          imports && !((cif.empty() || cif == "0") && !fob.empty() && fob != "0"),
                          *value,
                          check.weight(row, kWeight, 1e-3, false),
                          row.line()};
        if (!row.text(kProductName).empty() && !piece.names.contains(*product)) piece.names.emplace(*product, row.text(kProductName));
        piece.rows.push_back(std::move(draft));
    }

  private:
    bool wanted(const TradeRow& row, Flow flow, double value, RowChecker& check) const {
        if (flow == Flow::re_imports)
            check.pass_over("re-imports", row, kFlow, "goods that come home are in the imports too", "nothing", value);
        if (flow == Flow::other)
            check.pass_over("flow that is neither imports nor exports", row, kFlow,
                            "the flow \"" + std::string(row.text(kFlow).substr(0, 40)) + "\"",
                            "M, X or RX are read (1, 2, 3 in older files)", value);
        return flow != Flow::re_imports && flow != Flow::other;
    }

    /// The row is a part of, or apart from, what is read.
    bool part_of_another(const TradeRow& row, double value, RowChecker& check) const {
        if (!row.text(kKindOfTrade).empty() && row.text(kKindOfTrade) != "C") {
            check.pass_over("services", row, kKindOfTrade, "not a commodity", "ask for typeCode C", value);
            return true;
        }
        if (!classification_.empty() && row.text(kClassification) != classification_) {
            check.pass_over("other classification", row, kClassification,
                            "\"" + std::string(row.text(kClassification).substr(0, 20)) + "\" is not " + classification_, "nothing", value);
            return true;
        }
        if (whole(row.text(kSecondPartner), "0") && whole(row.text(kCustoms), "C00") && whole(row.text(kTransport), "0") &&
            whole(row.text(kSupply), "0"))
            return false;
        check.pass_over("part by second partner, procedure or transport", row, kCustoms, "its whole is another row", "nothing", value);
        return true;
    }

    bool swapped(const TradeRow& row, int year) const {
        const PlaceRecord *reporter = places_.by_code(PlaceScheme::comtrade, row.text(kReporter), year),
                          *partner = places_.by_code(PlaceScheme::comtrade, row.text(kPartner), year);
        if (reporter == nullptr || partner == nullptr || reporter == partner) return false;
        const PlaceRecord *at_reporter = named(row, kReporterIso3, kReporterName), *at_partner = named(row, kPartnerIso3, kPartnerName);
        return at_reporter == partner && at_partner == reporter;
    }
    const PlaceRecord* named(const TradeRow& row, std::size_t iso3, std::size_t name) const {
        if (!row.text(iso3).empty()) return places_.by_id(row.text(iso3));
        return row.text(name).empty() ? nullptr : places_.by_name(row.text(name));
    }

    const TradePlaces& places_;
    std::string classification_;
};

/// The one classification of the rows; an error when there are several.
Result<std::string> classification_of(const TradeRows& rows, int threads) {
    std::vector<std::map<std::string, std::size_t, std::less<>>> pieces(rows.pieces());
    parallel_for(threads, pieces.size(), [&](std::size_t piece) {
        ImportNotes unused;
        rows.each(piece, unused, [&](const TradeRow& row) {
            const std::string_view name = row.text(kClassification).substr(0, 20);
            const auto at = pieces[piece].find(name);
            at != pieces[piece].end() ? ++at->second : pieces[piece][std::string(name)] = 1;
        });
    });
    std::map<std::string, std::size_t> found;
    for (const auto& piece : pieces) {
        for (const auto& [name, count] : piece) found[name] += count;
    }
    if (found.size() == 1) return found.begin()->first;
    std::string list;
    for (const auto& [name, count] : found)
        list += (list.empty() ? "" : ", ") + (name.empty() ? std::string("none") : name) + " (" + std::to_string(count) + " rows)";
    if (list.size() > 300) list = list.substr(0, 300) + "…";
    return fail(rows.header(kClassification), "mixes classifications: " + list,
                "import one of them at a time, or download the table in one");
}

std::string nomenclature_name(const std::string& classification) {
    const auto vintage = parse_hs_vintage(classification);
    if (vintage) return std::string(name_of(*vintage));
    return "HS as reported";
}

/// What is re-exported is in the exports too: afterwards it is not.
void part_re_exports(TradeReports& reports, const std::string& file, ImportNotes& notes) {
    const bool any = std::ranges::any_of(reports.rows, &TradeReport::re_export);
    reports.provenance.re_exports = any ? "told apart where exporters do" : "not told apart";
    if (!any) return;
    using Key = std::tuple<PlaceIndex, PlaceIndex, ProductIndex, int>;
    std::map<Key, TradeReport*> whole;
    for (TradeReport& row : reports.rows) {
        if (row.reported_by == ReportedBy::exporter && !row.re_export) whole[{row.exporter, row.importer, row.product, row.year}] = &row;
    }
    std::set<const TradeReport*> emptied;
    for (TradeReport& row : reports.rows) {
        if (!row.re_export) continue;
        const auto at = whole.find({row.exporter, row.importer, row.product, row.year});
        if (at == whole.end()) continue;
        TradeReport& all = *at->second;
        if (row.value > all.value * (1 + 1e-9))
            notes.add(
                "re-exports above exports", "exports set to what is re-exported",
                {{file},
                 reports.places[row.exporter].id + " to " + reports.places[row.importer].id + ", " + reports.products[row.product].code,
                 "ask the publisher"},
                row.value - all.value);
        all.value = std::max(0.0, all.value - row.value);
        if (all.value == 0) emptied.insert(at->second);
        all.weight = all.weight && row.weight ? std::optional(std::max(0.0, *all.weight - *row.weight)) : std::nullopt;
    }
    std::vector<TradeReport> kept;
    kept.reserve(reports.rows.size());
    for (const TradeReport& row : reports.rows) {
        if (!emptied.contains(&row)) kept.push_back(row);
    }
    reports.rows = std::move(kept);
}

}  // namespace

bool looks_like_comtrade(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    const auto has = [&](std::string_view word) { return head.find(word) != std::string_view::npos; };
    return (has("reporterCode") && has("cmdCode")) || (has("Reporter Code") && has("Commodity Code")) || (has("rtCode") && has("cmdCode"));
}

Result<TradeReports> read_comtrade(const TradeFile& file, const TradePlaces& places, ImportNotes& notes, const ComtradeOptions& options) {
    auto known = columns();
    known[kReporter].names.push_back("rtCode");
    known[kPartner].names.push_back("ptCode");
    auto rows = TradeRows::open(file, with_idle_columns(std::move(known)), notes, {"data", "dataset", ""});
    if (!rows) return std::unexpected(std::move(rows.error()));
    std::string classification = options.classification;
    if (classification.empty() && rows->has(kClassification)) {
        auto one = classification_of(*rows, options.threads);
        if (!one) return std::unexpected(std::move(one.error()));
        classification = *one;
    }
    if (!classification.empty() && classification != "HS" && !parse_hs_vintage(classification))
        return fail(rows->header(kClassification),
                    "the classification \"" + classification.substr(0, 20) + "\" is not the Harmonized System",
                    "download the table in HS (H0 to H6)");
    const ComtradeReader reader(places, rows->has(kClassification) ? classification : "");
    ReportBuilder builder(places, file.name);
    builder.read(*rows, options.threads, notes, [&](const TradeRow& row, DraftPiece& piece) { reader.read(row, piece); });
    TradeProvenance provenance;
    provenance.source = "UN Comtrade";
    provenance.nomenclature = nomenclature_name(classification);
    provenance.valuation = "as reported";
    provenance.files = {file_on_record(file)};
    auto reports = builder.finish(std::move(provenance), {options.digits, options.threads, false, options.nomenclature}, notes);
    if (reports) part_re_exports(*reports, file.name, notes);
    return reports;
}

}  // namespace countervail
