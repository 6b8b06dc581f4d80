// SPDX-License-Identifier: Apache-2.0
// The profile of one pair, with tables; declared in pair_measures.h.
#include <algorithm>
#include <functional>
#include <string>

#include "base/text.h"
#include "dependence/pair_measures.h"

namespace countervail {
namespace {

struct RankAmong {
    int rank = 0, count = 0;
};

/// Rank of `value` among those of `others` that trade at all, 1 = highest.
template <class Value, class Trades>
RankAmong rank_among(std::size_t places, double value, const Value& value_of, const Trades& trades) {
    RankAmong result{1, 0};
    for (std::size_t place = 0; place < places; ++place) {
        if (!trades(place)) continue;
        ++result.count;
        result.rank += value_of(place) > value;
    }
    return result;
}

std::string note_of(const DependenceMeasure& measure, const CubeMeasures& measures) {
    if (measure.needs == MeasureNeeds::three_years && !measures.geodep.full_window()) return measures.geodep.window_in_words();
    if (!has_values(measure, measures.totals)) return "own supply is not booked in this trade";
    return {};
}

PairMeasureValue value_of(const CubeMeasures& measures, std::size_t measure, PlaceIndex of, PlaceIndex to) {
    const PairMeasures& pairs = measures.pairs;
    const DependenceMeasure& known = *find_measure(PairMeasures::ids()[measure]);
    PairMeasureValue result{std::string(known.id), std::nullopt, 0, 0, 0, 0, note_of(known, measures)};
    const bool undefined = measures.totals.place_imports[of] <= 0 || !has_values(known, measures.totals) ||
                           (result.measure == "market-share" && measures.totals.place_exports[to] <= 0);
    if (undefined) return result;
    result.value = pairs.at(measure, of, to);
    const std::size_t traded = *PairMeasures::index("import-share");
    if (pairs.at(traded, of, to) <= 0) return result;
    const auto suppliers = rank_among(pairs.places(), *result.value, [&](std::size_t place) { return pairs.at(measure, of, static_cast<PlaceIndex>(place)); },
                                      [&](std::size_t place) { return pairs.at(traded, of, static_cast<PlaceIndex>(place)) > 0; });
    const auto buyers = rank_among(pairs.places(), *result.value, [&](std::size_t place) { return pairs.at(measure, static_cast<PlaceIndex>(place), to); },
                                   [&](std::size_t place) { return pairs.at(traded, static_cast<PlaceIndex>(place), to) > 0; });
    result.supplier_rank = suppliers.rank;
    result.suppliers = suppliers.count;
    result.buyer_rank = buyers.rank;
    result.buyers = buyers.count;
    return result;
}

PairProduct product_of(const CubeMeasures& measures, ProductIndex product, PlaceIndex of, PlaceIndex to, double value) {
    const CubeTotals& totals = measures.totals;
    PairProduct row{product, value};
    row.imports = totals.imports.at(product, of);
    row.share = value / row.imports;
    row.own = totals.domestic() ? totals.own.at(product, of) : 0;
    row.import_hhi = totals.import_hhi.at(product, of);
    row.world_share = totals.world_share(product, to);
    row.world_export_hhi = totals.world_export_hhi[product];
    row.net_imports = totals.net_imports(product, of);
    row.comparative_dependence = revealed_comparative_dependence(totals, product, to, row.share).value_or(0);
    row.comparative_advantage = revealed_comparative_advantage(totals, product, to).value_or(0);
    row.largest_supplier = totals.largest_supplier.at(product, of) == to;
    row.above_threshold = value > measures.options.threshold * row.imports;
    row.henry_jackson = henry_jackson(totals, product, of, to, row.share, measures.options.henry_jackson);
    row.geodep = row.largest_supplier && measures.geodep.dependent(product, of);
    row.core = row.largest_supplier && core_dependency(totals, product, of).dependent(measures.options.core);
    return row;
}

bool counted_by(std::string_view measure, const PairProduct& row) {
    if (measure.starts_with("dependent-") || measure == "exposed-imports") return row.above_threshold;
    if (measure == "first-supplier-products") return row.largest_supplier;
    if (measure.starts_with("henry-jackson")) return row.henry_jackson;
    if (measure == "comparative-dependence-products") return row.comparative_dependence > 1;
    if (measure.starts_with("geodep")) return row.geodep;
    if (measure.starts_with("core")) return row.core;
    return true;
}

std::string flags_of(const PairProduct& row) {
    std::vector<std::string> flags;
    if (row.largest_supplier) flags.emplace_back("first supplier");
    if (row.above_threshold) flags.emplace_back("above threshold");
    if (row.henry_jackson) flags.emplace_back("Henry Jackson");
    if (row.geodep) flags.emplace_back("GeoDep");
    if (row.core) flags.emplace_back("EU core");
    return join(flags, ", ");
}

Cell rank_cell(int rank, int count) { return rank > 0 ? Cell(std::to_string(rank) + " of " + std::to_string(count)) : Cell(); }

}  // namespace

PairProfile pair_profile(const TradeCube& cube, const CubeMeasures& measures, PlaceIndex of, PlaceIndex to) {
    PairProfile profile{of, to, measures.totals.year, {}, {}};
    for (std::size_t measure = 0; measure < PairMeasures::ids().size(); ++measure) profile.values.push_back(value_of(measures, measure, of, to));
    const TradeYear year = cube.year(measures.totals.year);
    for (ProductIndex product = 0; product < measures.totals.products; ++product) {
        const ImportsOfProduct imports = imports_of(year, product, of);
        const auto at = std::ranges::lower_bound(imports.exporters, to);
        if (at == imports.exporters.end() || *at != to) continue;
        const double value = imports.values[static_cast<std::size_t>(at - imports.exporters.begin())];
        if (value > 0) profile.products.push_back(product_of(measures, product, of, to, value));
    }
    std::ranges::stable_sort(profile.products, std::greater(), &PairProduct::value);
    return profile;
}

Table pair_profile_table(const TradeCube& cube, const CubeMeasures& measures, const PairProfile& profile) {
    const std::string of = cube.places()[profile.of].name, to = cube.places()[profile.to].name;
    Table table{"pair-profile", "Dependence of " + of + " on " + to + ", " + std::to_string(profile.year),
                {{"measure", "", "Name of the measure"}, {"meaning", "", "What it says"}, {"value", "", "Value in the unit beside it"}, {"unit", "", "Unit of the value"},
                 {"seller_rank", "", "Where " + to + " stands among all suppliers of " + of + ", 1 = most depended on"},
                 {"buyer_rank", "", "Where " + of + " stands among all customers of " + to + ", 1 = most dependent"},
                 {"method", "", "Formula, source and limits"}, {"note", "", "What weakens the figure"}},
                {}, sources_of(cube.provenance())};
    for (const PairMeasureValue& value : profile.values) {
        const DependenceMeasure& measure = *find_measure(value.measure);
        table.add({value.measure, std::string(measure.meaning), value.value ? Cell(*value.value) : Cell(), std::string(measure.unit),
                   rank_cell(value.supplier_rank, value.suppliers), rank_cell(value.buyer_rank, value.buyers), std::string(measure.page), value.note});
    }
    table.title += "; threshold " + readable_number(100 * measures.options.threshold) + "%";
    return table;
}

Table products_behind_table(const TradeCube& cube, const CubeMeasures&, const PairProfile& profile, std::string_view measure, std::size_t limit) {
    const std::string of = cube.places()[profile.of].name, to = cube.places()[profile.to].name;
    Table table{"products-behind-" + std::string(measure), {},
                {{"code", "", "Code of the product"}, {"product", "", "Its name"}, {"value", "USD thousand", "Imports of " + of + " from " + to},
                 {"share", "%", "Part of the imports of the product by " + of}, {"imports", "USD thousand", "Imports of the product by " + of + " from all"},
                 {"import_hhi", "index", "Concentration of these imports, 0 to 1"}, {"world_share", "%", "Part of " + to + " in world exports"},
                 {"world_export_hhi", "index", "Concentration of world exports, 0 to 1"}, {"net_imports", "USD thousand", "Imports less exports of " + of},
                 {"comparative_dependence", "ratio", "Share in these imports over share in world trade"},
                 {"comparative_advantage", "ratio", "Of " + to + ": share of the product in its exports over that in world trade"},
                 {"flags", "", "Rules that the product meets"}},
                {}, sources_of(cube.provenance())};
    std::size_t count = 0;
    for (const PairProduct& row : profile.products) {
        if (!counted_by(measure, row) || (++count > limit && limit > 0)) continue;
        const TradeProduct& product = cube.products()[row.product];
        table.add({product.code, product.name, row.value, 100 * row.share, row.imports, row.import_hhi, 100 * row.world_share, row.world_export_hhi,
                   row.net_imports, row.comparative_dependence, row.comparative_advantage, flags_of(row)});
    }
    table.title = "Products behind \"" + std::string(find_measure(measure)->name) + "\" of " + of + " on " + to + ", " + std::to_string(profile.year) + ": " +
                  std::to_string(table.rows.size()) + " of " + std::to_string(count);
    return table;
}

Table suppliers_table(const TradeCube& cube, const CubeMeasures& measures, PlaceIndex of, std::string_view measure, std::size_t limit) {
    const DependenceMeasure& known = *find_measure(measure);
    const std::size_t index = *PairMeasures::index(measure), traded = *PairMeasures::index("import-share");
    std::vector<PlaceIndex> sellers;
    for (std::size_t place = 0; place < measures.pairs.places(); ++place) {
        if (measures.pairs.at(traded, of, static_cast<PlaceIndex>(place)) > 0) sellers.push_back(static_cast<PlaceIndex>(place));
    }
    std::ranges::stable_sort(sellers, [&](PlaceIndex a, PlaceIndex b) { return measures.pairs.at(index, of, a) > measures.pairs.at(index, of, b); });
    Table table{"suppliers-by-" + std::string(measure),
                "On whom " + cube.places()[of].name + " depends, by " + std::string(known.name) + ", " + std::to_string(measures.totals.year),
                {{"rank", "", "1 = most depended on"},
                 {"place", "", "Code of the seller"},
                 {"name", "", "Its name"},
                 {"value", std::string(known.unit), std::string(known.meaning)},
                 {"import_share", "%", "Part of all imports"}},
                {},
                sources_of(cube.provenance())};
    for (std::size_t at = 0; at < sellers.size() && (limit == 0 || at < limit); ++at) {
        const TradePlace& place = cube.places()[sellers[at]];
        table.add({static_cast<double>(at + 1), place.id, place.name, measures.pairs.at(index, of, sellers[at]), 100 * measures.pairs.at(traded, of, sellers[at])});
    }
    return table;
}

}  // namespace countervail
