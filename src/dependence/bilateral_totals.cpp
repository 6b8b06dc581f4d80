// SPDX-License-Identifier: Apache-2.0
#include "dependence/bilateral_totals.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "base/unit.h"
#include "evidence/csv.h"
#include "evidence/records.h"

namespace countervail {
namespace {

constexpr std::string_view kFile = "data/trade/bilateral-reports.csv";

class ReportReader {
  public:
    ReportReader(const Ledger& ledger, Errors& errors) : ledger_(ledger), errors_(errors) {}

    /// The row as somebody's word about one flow; empty, with problems noted, when it is none.
    std::optional<BilateralReport> read(const Records& records, std::size_t row) {
        const std::string id = records.text(row, "statement"), reporter = records.text(row, "reporter");
        const Statement* statement = ledger_.find(id);
        if (statement == nullptr) {
            std::vector<std::string> ids;
            for (const Statement& known : ledger_.statements()) ids.push_back(known.id);
            return problem(records.place(row, "statement"), "there is no statement \"" + id + "\"", did_you_mean(id, ids));
        }
        if (statement->quantity != "export-value" && statement->quantity != "import-value")
            return problem(records.place(row, "statement"), id + " is about " + statement->quantity, "name an export-value or an import-value");
        if (reporter != statement->place && reporter != statement->partner)
            return problem(records.place(row, "reporter"), "\"" + reporter + "\" is neither " + statement->place + " nor " + statement->partner,
                           "name the side whose statistics " + id + " quotes");
        const auto value = convert(statement->value, statement->unit, wanted_), low = convert(statement->low, statement->unit, wanted_),
                   high = convert(statement->high, statement->unit, wanted_);
        if (!value || !low || !high) return problem(records.place(row, "statement"), id + " is in " + statement->unit.text(), "name a statement in USD a year");
        return BilateralReport{statement->place, statement->partner, reporter, statement->period_text, *value, *low, *high, id};
    }

  private:
    std::optional<BilateralReport> problem(Place where, std::string what, std::string hint) {
        errors_.push_back({std::move(where), std::move(what), std::move(hint)});
        return std::nullopt;
    }

    const Ledger& ledger_;
    Errors& errors_;
    Unit wanted_ = Unit::parse("USD bn/year").value();
};

bool is_between(const BilateralReport& report, std::string_view a, std::string_view b) {
    return (report.seller == a && report.buyer == b) || (report.seller == b && report.buyer == a);
}

/// The first word of each side about each flow and period that both speak of.
std::vector<MirrorGap> mirror_of(const std::vector<BilateralReport>& reports) {
    std::vector<MirrorGap> gaps;
    for (const BilateralReport& seller : reports) {
        if (seller.reporter != seller.seller) continue;
        const auto buyer = std::ranges::find_if(reports, [&](const BilateralReport& report) {
            return report.seller == seller.seller && report.buyer == seller.buyer && report.period == seller.period && report.reporter == report.buyer;
        });
        const bool known = std::ranges::any_of(gaps, [&](const MirrorGap& gap) { return gap.seller == seller.seller && gap.period == seller.period; });
        if (buyer != reports.end() && !known)
            gaps.push_back({seller.seller, seller.buyer, seller.period, seller.value, buyer->value, seller.statement, buyer->statement});
    }
    return gaps;
}

}  // namespace

std::optional<double> BilateralTotals::balance(std::string_view reporter, std::string_view period) const {
    std::optional<double> sold, bought;
    for (const BilateralReport& report : reports) {
        if (report.reporter != reporter || report.period != period) continue;
        std::optional<double>& side = report.seller == reporter ? sold : bought;
        if (!side) side = report.value;
    }
    return sold && bought ? std::optional(*sold - *bought) : std::nullopt;
}

Result<BilateralTotals> totals_of(const Library& library, const Ledger& ledger, std::string_view a, std::string_view b, Date known_on) {
    BilateralTotals totals{std::string(a), std::string(b), {}, {}};
    const LibraryFile* file = library.find(kFile);
    if (file == nullptr) return totals;
    auto grid = read_csv(file->text, file->path);
    if (!grid) return std::unexpected(grid.error());
    Errors errors;
    const Records records(std::move(*grid), {{"statement"}, {"reporter"}}, errors);
    ReportReader reader(ledger, errors);
    for (std::size_t row = 0; row < records.size(); ++row) {
        auto report = reader.read(records, row);
        if (report && is_between(*report, a, b) && ledger.known(report->statement, known_on, {})) totals.reports.push_back(std::move(*report));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    std::ranges::stable_sort(totals.reports, {}, [](const BilateralReport& report) { return std::tie(report.period, report.seller, report.reporter); });
    totals.mirror = mirror_of(totals.reports);
    return totals;
}

Table bilateral_totals_table(const Ledger& ledger, const BilateralTotals& totals) {
    Table table{"bilateral-totals",
                "Goods trade of " + totals.a + " and " + totals.b + " as each side reports it",
                {{"period", "", "Period"},
                 {"seller", "", "Who sells"},
                 {"buyer", "", "Who buys"},
                 {"reporter", "", "Whose statistics"},
                 {"value", "USD bn/year", "As reported"},
                 {"low", "USD bn/year", "Low end of the range"},
                 {"high", "USD bn/year", "High end of the range"},
                 {"gap", "USD bn/year", "The buyer's word less the seller's, where both are known"},
                 {"statement", "", "Row of the ledger"},
                 {"publisher", "", "Who published it"}},
                {},
                {}};
    for (const BilateralReport& report : totals.reports) {
        const auto gap = std::ranges::find_if(totals.mirror, [&](const MirrorGap& known) { return known.buyer_statement == report.statement; });
        const Statement* row = ledger.find(report.statement);
        const Source* source = row != nullptr ? ledger.source(row->source) : nullptr;
        table.add({report.period, report.seller, report.buyer, report.reporter, report.value, report.low, report.high,
                   gap != totals.mirror.end() ? Cell(gap->gap()) : Cell(), report.statement, source != nullptr ? source->publisher : std::string()});
        table.sources.push_back(report.statement);
    }
    return table;
}

}  // namespace countervail
