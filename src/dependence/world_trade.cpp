// SPDX-License-Identifier: Apache-2.0
#include "dependence/world_trade.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "base/toml_file.h"
#include "base/unit.h"

namespace countervail {
namespace {

constexpr double kWeeksOfYear = 365.25 / 7;
constexpr double kThousand = 1000;

/// Tonnes in one unit of the item; 0 where it is not counted in mass.
double tonnes(const Item& item) {
    const auto unit = Unit::parse(item.unit);
    return unit && unit->dimension() == "mass" ? unit->factor() : 0;
}

class WorldFlows {
  public:
    explicit WorldFlows(const World& world, int year) : world_(world), year_(year), own_(world.markets.size()) {
        for (std::size_t at = 0; at < own_.size(); ++at) own_[at] = world.markets[at].throughput;
        for (const Lane& lane : world.lanes) add_lane(lane);
        for (std::size_t at = 0; at < own_.size(); ++at) {
            if (own_[at] > 0) put(static_cast<int>(at), world.markets[at].place, own_[at]);
        }
    }
    std::vector<TradeFlow> flows() const {
        std::vector<TradeFlow> flows;
        for (const auto& [key, flow] : flows_) flows.push_back(flow);
        return flows;
    }

  private:
    void add_lane(const Lane& lane) {
        const int from = world_.markets[static_cast<std::size_t>(lane.from)].place, to = world_.markets[static_cast<std::size_t>(lane.to)].place;
        if (lane.flow <= 0 || from == to) return;
        own_[static_cast<std::size_t>(lane.from)] -= lane.flow;
        own_[static_cast<std::size_t>(lane.to)] -= lane.flow;
        put(lane.from, to, lane.flow);
    }
    /// `per_week` of the item of `market`, at that market's price, to the place `to`.
    void put(int market, int to, double per_week) {
        const Market& at = world_.markets[static_cast<std::size_t>(market)];
        const double mass = tonnes(world_.catalogue.items[static_cast<std::size_t>(at.item)]);
        TradeFlow& flow = flows_.try_emplace({at.item, at.place, to}, TradeFlow{static_cast<PlaceIndex>(at.place), static_cast<PlaceIndex>(to), static_cast<ProductIndex>(at.item), year_, 0, {}}).first->second;
        flow.value += per_week * at.price * kWeeksOfYear / kThousand;
        if (mass > 0) flow.weight = flow.weight.value_or(0) + per_week * mass * kWeeksOfYear;
    }

    const World& world_;
    int year_;
    std::vector<double> own_;                                  // by market, units per week
    std::map<std::tuple<int, int, int>, TradeFlow> flows_;     // item, from, to
};

TradeProvenance provenance_of(const World& world) {
    TradeProvenance provenance;
    provenance.id = world.id;
    provenance.source = "Baseline of the world " + world.id + ", known on " + world.known_on.to_text();
    provenance.nomenclature = "items";
    provenance.digits = 0;
    provenance.valuation = "fob";
    provenance.reporting = "reconciled from the ledger";
    provenance.re_exports = "not told apart";
    provenance.domestic = true;
    provenance.choices = {"items of the world only, not all trade", "flows of the baseline at the price of the exporter's market", "own supply is throughput less imports and exports"};
    provenance.statements = world.statements;
    provenance.statements.insert(provenance.statements.end(), world.assumptions.begin(), world.assumptions.end());
    return provenance;
}

/// The row as one side's word about the goods trade of a and b; empty when it is something else or not yet known.
std::optional<BilateralReport> report_of(const Ledger& ledger, const Statement& row, Date known_on) {
    static const Unit wanted = Unit::parse("USD bn/year").value();
    const bool by_seller = row.quantity == "export-value";
    if (row.item != "goods" || !ledger.known(row.id, known_on, {})) return std::nullopt;
    const auto value = convert(row.value, row.unit, wanted), low = convert(row.low, row.unit, wanted), high = convert(row.high, row.unit, wanted);
    if (!value || !low || !high) return std::nullopt;
    return BilateralReport{row.place, row.partner, by_seller ? row.place : row.partner, row.period_text, *value, *low, *high, row.id};
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
        if (buyer != reports.end() && !known) gaps.push_back({seller.seller, seller.buyer, seller.period, seller.value, buyer->value, seller.statement, buyer->statement});
    }
    return gaps;
}

}  // namespace

Result<int> baseline_year(const Library& library, std::string_view world_id) {
    const std::string path = "worlds/" + std::string(world_id) + ".toml";
    const LibraryFile* file = library.find(path);
    if (file == nullptr) return fail({}, "there is no world \"" + std::string(world_id) + "\"", "name a file of worlds/ without its ending");
    auto parsed = TomlFile::parse(file->text, path);
    if (!parsed) return std::unexpected(parsed.error());
    Section root = parsed->root();
    const std::string text = root.text("year", "");
    const auto period = parse_period(text);
    if (!period) return fail(root.place("year"), "the year \"" + text + "\" of the world is no period", "write it like \"2024\"");
    return period->from.year();
}

TradeCube trade_of_world(const World& world, int year) {
    std::vector<TradePlace> places;
    for (const WorldPlace& place : world.places) places.push_back({place.id, place.name});
    std::vector<TradeProduct> products;
    for (const Item& item : world.catalogue.items) products.push_back({item.id, item.name});
    return make_trade_cube(provenance_of(world), std::move(places), std::move(products), WorldFlows(world, year).flows()).value();
}

std::optional<double> BilateralTotals::balance(std::string_view reporter, std::string_view period) const {
    std::optional<double> sold, bought;
    for (const BilateralReport& report : reports) {
        if (report.reporter != reporter || report.period != period) continue;
        std::optional<double>& side = report.seller == reporter ? sold : bought;
        if (!side) side = report.value;
    }
    return sold && bought ? std::optional(*sold - *bought) : std::nullopt;
}

BilateralTotals totals_of(const Ledger& ledger, std::string_view a, std::string_view b, Date known_on) {
    BilateralTotals totals{std::string(a), std::string(b), {}, {}};
    for (const std::string_view quantity : {"export-value", "import-value"}) {
        for (const Statement* row : ledger.with_quantity(quantity)) {
            if (!(row->place == a && row->partner == b) && !(row->place == b && row->partner == a)) continue;
            if (auto report = report_of(ledger, *row, known_on)) totals.reports.push_back(std::move(*report));
        }
    }
    std::ranges::stable_sort(totals.reports, {}, [](const BilateralReport& report) { return std::tie(report.period, report.seller, report.reporter); });
    totals.mirror = mirror_of(totals.reports);
    return totals;
}

Table bilateral_totals_table(const Ledger& ledger, const BilateralTotals& totals) {
    Table table{"bilateral-totals", "Goods trade of " + totals.a + " and " + totals.b + " as each side reports it",
                {{"period", "", "Period"}, {"seller", "", "Who sells"}, {"buyer", "", "Who buys"}, {"reporter", "", "Whose statistics"},
                 {"value", "USD bn/year", "As reported"}, {"low", "USD bn/year", "Low end of the range"}, {"high", "USD bn/year", "High end of the range"},
                 {"gap", "USD bn/year", "The buyer's word less the seller's, where both are known"}, {"statement", "", "Row of the ledger"}, {"publisher", "", "Who published it"}}, {}, {}};
    for (const BilateralReport& report : totals.reports) {
        const auto gap = std::ranges::find_if(totals.mirror, [&](const MirrorGap& known) { return known.buyer_statement == report.statement; });
        const Statement* row = ledger.find(report.statement);
        const Source* source = row != nullptr ? ledger.source(row->source) : nullptr;
        table.add({report.period, report.seller, report.buyer, report.reporter, report.value, report.low, report.high, gap != totals.mirror.end() ? Cell(gap->gap()) : Cell(), report.statement,
                   source != nullptr ? source->publisher : std::string()});
        table.sources.push_back(report.statement);
    }
    return table;
}

}  // namespace countervail
