// SPDX-License-Identifier: Apache-2.0
#include "trade/read_trade_table.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/unit.h"
#include "trade/mass_unit.h"
#include "trade/report_builder.h"

namespace countervail {
namespace {

enum TableColumn : std::size_t { kExporter, kImporter, kProduct, kValue, kWeight, kPeriod };
constexpr std::size_t kLongestCode = 40;

/// Thousand USD in one unit of the value column.
Result<double> money_unit(const TradeTableLayout& layout, const std::string& file) {
    std::string unit = layout.value_unit;
    if (unit.empty()) {
        constexpr std::array<std::pair<std::string_view, double>, 4> kEnds{{{"_kusd", 1}, {"_musd", 1e3}, {"_busd", 1e6}, {"_usd", 1e-3}}};
        for (const auto& [end, factor] : kEnds) {
            if (layout.value.ends_with(end)) return factor;
        }
        return fail({file}, "does not say in which unit \"" + layout.value + "\" is",
                    "give the unit: USD, thousand USD, million USD or bn USD");
    }
    const auto parsed = Unit::parse(unit);
    if (!parsed || parsed->dimension() != "money" || !parsed->has_basis("USD") || parsed->basis().size() != 1)
        return fail({file}, "\"" + unit + "\" is no unit of value that can be read here",
                    "USD, thousand USD, million USD or bn USD; convert other currencies before");
    return parsed->factor() / 1e3;
}

/// The last four digits in a row that are a year ("icio_cube_2022.csv").
int year_in(std::string_view name) {
    int found = 0;
    for (std::size_t at = 0; at + 4 <= name.size(); ++at) {
        const std::string_view four = name.substr(at, 4);
        int year = 0;
        const auto [end, error] = std::from_chars(four.data(), four.data() + 4, year);
        const bool alone =
            (at == 0 || name[at - 1] < '0' || name[at - 1] > '9') && (at + 4 == name.size() || name[at + 4] < '0' || name[at + 4] > '9');
        if (error == std::errc() && end == four.data() + 4 && alone && year >= 1900 && year <= 2200) found = year;
    }
    return found;
}

/// The column that the layout names, or none when every row has the same.
TradeColumn column_or(const std::string& name, const std::string& fixed) {
    return fixed.empty() ? TradeColumn{{name}, true} : TradeColumn{{"(" + name + ")"}};
}

std::vector<TradeColumn> columns_of(const TradeTableLayout& layout) {
    std::vector<TradeColumn> columns{column_or(layout.exporter, layout.exporter_is),
                                     column_or(layout.importer, layout.importer_is),
                                     column_or(layout.product, layout.product_is),
                                     {{layout.value}, true}};
    columns.push_back(layout.weight.empty() ? TradeColumn{{"(weight)"}} : TradeColumn{{layout.weight}, true});
    columns.push_back(layout.period.empty() ? TradeColumn{{"year", "period", "t"}} : TradeColumn{{layout.period}, true});
    for (const std::string& name : layout.passed_over) columns.push_back({{name}});
    return columns;
}

class TableReader {
  public:
    TableReader(const TradePlaces& places, const TradeTableLayout& layout, const TradeRows& rows, double money, double mass, int year)
        : places_(places),
          layout_(layout),
          dated_(rows.has(kPeriod)),
          money_(money),
          mass_(mass),
          year_(year),
          exporter_(places.find(layout.exporter_is)),
          importer_(places.find(layout.importer_is)) {}

    void read(const TradeRow& row, DraftPiece& piece) const {
        RowChecker check(places_, piece.notes);
        const auto period = dated_ ? check.period(row, kPeriod) : std::optional(RowChecker::Period{year_, 0});
        if (!period) return;
        const auto value = check.value(row, kValue, money_, false);
        if (!value) return;
        const PlaceRecord* exporter = exporter_ != nullptr ? exporter_ : check.by_text(row, kExporter, period->year, *value);
        const PlaceRecord* importer =
            exporter == nullptr || importer_ != nullptr ? importer_ : check.by_text(row, kImporter, period->year, *value);
        if (exporter == nullptr || importer == nullptr) return;
        const auto product = product_of(row, check, *value);
        if (!product) return;
        if (exporter == importer && !layout_.domestic)
            return check.pass_over("trade of a place with itself", row, kImporter, exporter->name + " with itself", "nothing", *value);
        piece.rows.push_back({exporter,
                              importer,
                              *product,
                              period->year,
                              period->month,
                              ReportedBy::importer,
                              false,
                              false,
                              *value,
                              check.weight(row, kWeight, mass_, false),
                              row.line(),
                              {}});
    }

  private:
    std::optional<std::string> product_of(const TradeRow& row, RowChecker& check, double value) const {
        if (!layout_.product_is.empty()) return layout_.product_is;
        if (layout_.digits > 0) return check.hs_code(row, kProduct, value);
        const std::string_view text = row.text(kProduct);
        if (!text.empty() && text.size() <= kLongestCode) return std::string(text);
        check.leave_out("code that is none", row, kProduct, text.empty() ? "the product is empty" : "the product is longer than 40 bytes",
                        "give every row the code of a product or sector", value);
        return std::nullopt;
    }

    const TradePlaces& places_;
    const TradeTableLayout& layout_;
    bool dated_;
    double money_, mass_;
    int year_;
    const PlaceRecord *exporter_, *importer_;
};

/// What is wrong with a layout before a row is read.
Errors layout_problems(const TradeTableLayout& layout, const TradePlaces& places, const std::string& file) {
    Errors errors;
    for (const std::string& fixed : {layout.exporter_is, layout.importer_is}) {
        if (!fixed.empty() && places.find(fixed) == nullptr)
            errors.push_back({{file},
                              "\"" + fixed + "\" is no place known here",
                              "give an ISO 3166 code of three letters; " + places.did_you_mean(fixed)});
    }
    if (!layout.weight.empty() && !tonnes_in(layout.weight_unit))
        errors.push_back({{file}, "\"" + layout.weight_unit + "\" is no unit of weight", "t, kg, g or kt"});
    return errors;
}

}  // namespace

bool looks_like_trade_table(std::string_view bytes) {
    const std::string_view line = bytes.substr(0, std::min(bytes.find('\n'), std::size_t{4096}));
    return line.find("exporter") != std::string_view::npos && line.find("importer") != std::string_view::npos &&
           line.find("value") != std::string_view::npos;
}

Result<TradeCube> cube_of_reports(const TradeReports& reports, std::string reporting) {
    TradeProvenance provenance = reports.provenance;
    provenance.reporting = std::move(reporting);
    std::vector<TradeFlow> flows;
    flows.reserve(reports.rows.size());
    for (const TradeReport& row : reports.rows) flows.push_back({row.exporter, row.importer, row.product, row.year, row.value, row.weight});
    return make_trade_cube(std::move(provenance), reports.places, reports.products, std::move(flows));
}

Result<TradeCube> read_trade_table(const TradeFile& file, const TradePlaces& places, ImportNotes& notes, const TradeTableLayout& layout) {
    Errors errors = layout_problems(layout, places, file.name);
    const auto money = money_unit(layout, file.name);
    if (!money) append(errors, money.error());
    if (!errors.empty()) return std::unexpected(std::move(errors));
    auto rows = TradeRows::open(file, columns_of(layout), notes);
    if (!rows) return std::unexpected(std::move(rows.error()));
    const int year = layout.year != 0 ? layout.year : year_in(file.name);
    if (!rows->has(kPeriod) && year == 0)
        return fail(rows->header(kPeriod), "names no year", "give the year, put it into the file's name, or name the column that has it");
    const TableReader reader(places, layout, *rows, *money, tonnes_in(layout.weight_unit).value_or(1), year);
    ReportBuilder builder(places, file.name);
    builder.read(*rows, layout.threads, notes, [&](const TradeRow& row, DraftPiece& piece) { reader.read(row, piece); });
    TradeProvenance provenance{{}, "table of trade",  layout.nomenclature, layout.digits,          layout.valuation,
                               {}, layout.re_exports, layout.domestic,     {file_on_record(file)}, {},
                               {}};
    if (!rows->has(kPeriod) && layout.year == 0)
        provenance.choices.push_back("the year " + std::to_string(year) + " is read from the file's name");
    auto reports = builder.finish(std::move(provenance), {layout.digits, layout.threads, true, layout.nomenclature_tables}, notes);
    if (!reports) return std::unexpected(std::move(reports.error()));
    return cube_of_reports(*reports, layout.reporting);
}

}  // namespace countervail
