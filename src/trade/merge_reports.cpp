// SPDX-License-Identifier: Apache-2.0
#include "trade/merge_reports.h"

#include <algorithm>
#include <map>

#include "trade/cube_storage.h"

namespace countervail {
namespace {

/// Indices of things in a list that several files share.
template <class Thing, class Index>
std::vector<Index> places_in(std::vector<Thing>& all, std::map<std::string, Index>& known, std::vector<Thing>& own, std::string Thing::*key) {
    std::vector<Index> into;
    for (Thing& thing : own) {
        const auto [at, fresh] = known.emplace(thing.*key, static_cast<Index>(all.size()));
        if (fresh) all.push_back(std::move(thing));
        into.push_back(at->second);
    }
    return into;
}

void append_new(std::vector<std::string>& into, const std::vector<std::string>& from) {
    for (const std::string& text : from) {
        if (std::ranges::find(into, text) == into.end()) into.push_back(text);
    }
}

}  // namespace

Result<TradeReports> merged_reports(std::vector<TradeReports> reports) {
    if (reports.size() == 1) return std::move(reports.front());
    TradeReports all;
    all.provenance = reports.front().provenance;
    std::map<std::string, PlaceIndex> places;
    std::map<std::string, ProductIndex> products;
    Errors errors;
    for (TradeReports& own : reports) {
        const TradeProvenance& from = own.provenance;
        if (from.nomenclature != all.provenance.nomenclature || from.digits != all.provenance.digits)
            errors.push_back({{from.files.empty() ? std::string() : from.files.front()}, "has codes of " + from.nomenclature + " with " + std::to_string(from.digits) + " digits, the first file of " + all.provenance.nomenclature + " with " + std::to_string(all.provenance.digits), "import files of one nomenclature and level together"});
        append_new(all.provenance.files, from.files);
        append_new(all.provenance.choices, from.choices);
        const auto place_at = places_in<TradePlace, PlaceIndex>(all.places, places, own.places, &TradePlace::id);
        const auto product_at = places_in<TradeProduct, ProductIndex>(all.products, products, own.products, &TradeProduct::code);
        for (TradeReport row : own.rows) {
            row.exporter = place_at[row.exporter];
            row.importer = place_at[row.importer];
            row.product = product_at[row.product];
            all.rows.push_back(row);
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return all;
}

TradeCube with_id(const TradeCube& cube, std::string id) {
    auto storage = std::make_shared<TradeCube::Storage>();
    storage->provenance = cube.provenance();
    storage->provenance.id = std::move(id);
    storage->places = cube.places();
    storage->products = cube.products();
    for (const int year : cube.years()) storage->years.push_back(cube.year(year));
    storage->owner = std::make_shared<TradeCube>(cube);
    storage->index();
    return TradeCube(std::move(storage));
}

}  // namespace countervail
