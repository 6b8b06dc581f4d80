// SPDX-License-Identifier: Apache-2.0
#include "dependence/measures.h"

#include <algorithm>
#include <array>

namespace countervail {
namespace {

using enum MeasureSubject;
using enum MeasureNeeds;

constexpr std::string_view kShares = "docs/methods/dependence-shares.md";
constexpr std::string_view kHhi = "docs/methods/dependence-hhi-of-imports.md";
constexpr std::string_view kCore = "docs/methods/dependence-eu-core-indicators.md";
constexpr std::string_view kGeodep = "docs/methods/dependence-geodep.md";
constexpr std::string_view kHenryJackson = "docs/methods/dependence-henry-jackson-rule.md";
constexpr std::string_view kComparative = "docs/methods/dependence-revealed-comparative-dependence.md";
constexpr std::string_view kComplexity = "docs/methods/dependence-complexity.md";
constexpr std::string_view kAsymmetry = "docs/methods/dependence-asymmetry.md";

constexpr std::array kMeasures = {
    DependenceMeasure{"import-share", "share of imports", "share", pair, true, one_year, kShares,
                      "Part of the buyer's imports that the seller supplies"},
    DependenceMeasure{"supply-share", "share of supply, own included", "share", pair, true, own_supply, kShares,
                      "Part of what the buyer uses, its own supply counted, that the seller supplies; only where own supply is booked"},
    DependenceMeasure{"dependent-trade", "share of the trade in products above the threshold", "share", pair, true, one_year, kAsymmetry,
                      "Of what the seller sells the buyer, the part in products of which it supplies more than the threshold of the buyer's imports"},
    DependenceMeasure{"dependent-imports", "share of imports in products above the threshold", "share", pair, true, one_year, kShares,
                      "Of all that the buyer imports, the part from the seller in products of which it supplies more than the threshold"},
    DependenceMeasure{"exposed-imports", "share of imports of products above the threshold", "share", pair, true, one_year, kShares,
                      "Of all that the buyer imports, the part, from anywhere, in products of which the seller supplies more than the threshold"},
    DependenceMeasure{"dependent-products", "products above the threshold", "count", pair, true, one_year, kShares,
                      "Products of which the seller supplies more than the threshold of the buyer's imports"},
    DependenceMeasure{"first-supplier-products", "products with this first supplier", "count", pair, true, one_year, kShares,
                      "Products of which the seller is the buyer's largest supplier"},
    DependenceMeasure{"concentration-part", "part of the buyer's import concentration", "index", pair, true, one_year, kHhi,
                      "What the seller's squared shares add to the buyer's import HHI, products weighted by the value imported"},
    DependenceMeasure{"henry-jackson-products", "products under the Henry Jackson rule", "count", pair, true, one_year, kHenryJackson,
                      "Products of which the buyer is a net importer, takes more than half from the seller, and the seller has more than 30 % of world exports"},
    DependenceMeasure{"henry-jackson-imports", "share of imports under the Henry Jackson rule", "share", pair, true, one_year, kHenryJackson,
                      "Of all that the buyer imports, the part from the seller in products under the rule"},
    DependenceMeasure{"comparative-dependence", "revealed comparative dependence", "ratio", pair, true, one_year, kComparative,
                      "Seller's share in the buyer's imports over its share in world trade"},
    DependenceMeasure{"comparative-dependence-products", "products with comparative dependence above one", "count", pair, true, one_year, kComparative,
                      "Products of which the seller has a larger share of the buyer's imports than of world trade"},
    DependenceMeasure{"geodep-products", "GeoDep products with this first supplier", "count", pair, true, three_years, kGeodep,
                      "Products for which GeoDep finds the buyer dependent and the seller is the largest supplier"},
    DependenceMeasure{"geodep-imports", "share of imports that GeoDep marks", "share", pair, true, three_years, kGeodep,
                      "Of all that the buyer imports, the part from the seller in those products"},
    DependenceMeasure{"core-products", "products under the EU core indicators with this first supplier", "count", pair, true, one_year, kCore,
                      "Products for which all three core dependency indicators are above their limits and the seller is the largest supplier"},
    DependenceMeasure{"core-imports", "share of imports under the EU core indicators", "share", pair, true, one_year, kCore,
                      "Of all that the buyer imports, the part from the seller in those products"},
    DependenceMeasure{"market-share", "share of the seller's exports", "share", pair, false, one_year, kShares,
                      "Part of the seller's exports that the buyer takes: the seller's dependence on its customer"},
    DependenceMeasure{"import-hhi", "concentration of imports", "index", importer_product, true, one_year, kHhi,
                      "Sum of squared shares of suppliers in the buyer's imports of a product, 0 to 1"},
    DependenceMeasure{"suppliers", "number of suppliers", "count", importer_product, false, one_year, kHhi,
                      "Places from which the buyer imports the product"},
    DependenceMeasure{"net-imports", "net imports", "USD thousand", importer_product, true, one_year, kShares,
                      "Imports less exports of the product"},
    DependenceMeasure{"core-concentration", "EU core indicator 1", "index", importer_product, true, group, kCore,
                      "Sum of squared shares of origins in imports from outside the group"},
    DependenceMeasure{"core-extra-share", "EU core indicator 2", "share", importer_product, true, group, kCore,
                      "Imports from outside the group over all imports of its members"},
    DependenceMeasure{"core-substitution", "EU core indicator 3", "ratio", importer_product, true, group, kCore,
                      "Imports from outside the group over exports of its members"},
    DependenceMeasure{"geodep-years", "years in which GeoDep's criteria hold", "count", importer_product, true, three_years, kGeodep,
                      "Years of the window in which imports are concentrated, world exports are concentrated and imports are above exports"},
    DependenceMeasure{"world-share", "share of world exports", "share", exporter_product, true, one_year, kShares,
                      "Part of world exports of the product that the seller makes up"},
    DependenceMeasure{"comparative-advantage", "revealed comparative advantage", "ratio", exporter_product, true, one_year, kComplexity,
                      "Share of the product in the seller's exports over its share in world trade"},
    DependenceMeasure{"world-export-hhi", "concentration of world exports", "index", product, true, one_year, kGeodep,
                      "Sum of squared shares of exporters in world exports of the product"},
    DependenceMeasure{"product-complexity", "product complexity index", "index", product, false, one_year, kComplexity,
                      "How much of what few and diversified places make goes into the product; context only"},
    DependenceMeasure{"place-complexity", "economic complexity index", "index", place, false, one_year, kComplexity,
                      "Mean complexity of what a place makes, mean 0 and standard deviation 1 over places; context only"},
    DependenceMeasure{"diversity", "diversity of exports", "count", place, false, one_year, kComplexity,
                      "Products in which a place has a comparative advantage"},
};

}  // namespace

std::string_view to_text(MeasureSubject subject) {
    switch (subject) {
        case MeasureSubject::pair: return "pair";
        case MeasureSubject::importer_product: return "importer and product";
        case MeasureSubject::exporter_product: return "exporter and product";
        case MeasureSubject::product: return "product";
        case MeasureSubject::place: return "place";
    }
    return {};
}

std::string_view to_text(MeasureNeeds needs) {
    switch (needs) {
        case MeasureNeeds::one_year: return "one year of trade";
        case MeasureNeeds::own_supply: return "one year of trade with own supply booked";
        case MeasureNeeds::three_years: return "three years of trade";
        case MeasureNeeds::group: return "one year of trade and a group of places";
        case MeasureNeeds::elasticities: return "trade and elasticities";
        case MeasureNeeds::table: return "an input–output table";
        case MeasureNeeds::production: return "production by place";
        case MeasureNeeds::network: return "a world's network";
    }
    return {};
}

std::span<const DependenceMeasure> dependence_measures() { return kMeasures; }

const DependenceMeasure* find_measure(std::string_view id) {
    const auto at = std::ranges::find(kMeasures, id, &DependenceMeasure::id);
    return at == kMeasures.end() ? nullptr : &*at;
}

std::vector<std::string> measure_names() {
    std::vector<std::string> names;
    for (const DependenceMeasure& measure : kMeasures) names.emplace_back(measure.id);
    return names;
}

}  // namespace countervail
