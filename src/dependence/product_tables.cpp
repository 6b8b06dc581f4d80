// SPDX-License-Identifier: Apache-2.0
#include "dependence/product_tables.h"

#include <algorithm>
#include <functional>

#include "base/text.h"

namespace countervail {
namespace {

bool is_core(const CubeMeasures& measures, std::size_t product, PlaceIndex place) {
    return core_dependency(measures.totals, product, place).dependent(measures.options.core);
}

bool is_wanted(const CubeMeasures& measures, std::size_t product, PlaceIndex place, ImportedProducts which) {
    if (measures.totals.imports.at(product, place) <= 0) return false;
    return which == ImportedProducts::all || (which == ImportedProducts::geodep ? measures.geodep.dependent(product, place) : is_core(measures, product, place));
}

template <class Key>
std::vector<std::size_t> by_falling(std::vector<std::size_t> products, const Key& key) {
    std::ranges::stable_sort(products, std::greater(), key);
    return products;
}

std::size_t shown(std::size_t all, std::size_t limit) { return limit == 0 ? all : std::min(all, limit); }

std::string count_of(std::size_t all, std::size_t limit) { return std::to_string(shown(all, limit)) + " of " + std::to_string(all); }

double largest_value(const TradeYear& year, std::size_t product, PlaceIndex importer, PlaceIndex supplier) {
    const ImportsOfProduct imports = imports_of(year, static_cast<ProductIndex>(product), importer);
    const auto at = std::ranges::lower_bound(imports.exporters, supplier);
    return imports.values[static_cast<std::size_t>(at - imports.exporters.begin())];
}

Cell cell_of(const std::optional<double>& value, double times = 1) { return value ? Cell(times * *value) : Cell(); }

std::string yes(bool is) { return is ? "yes" : ""; }

/// What one place adds up over the products that it imports.
struct PlaceCounts {
    double concentration = 0, geodep_imports = 0, core_imports = 0;
    double geodep = 0, core = 0;
};

PlaceCounts counts_of(const CubeMeasures& measures, PlaceIndex place) {
    PlaceCounts counts;
    const CubeTotals& totals = measures.totals;
    for (std::size_t product = 0; product < totals.products; ++product) {
        const double imports = totals.imports.at(product, place);
        if (imports <= 0) continue;
        counts.concentration += imports * totals.import_hhi.at(product, place);
        const bool geodep = measures.geodep.dependent(product, place), core = is_core(measures, product, place);
        counts.geodep += geodep;
        counts.core += core;
        counts.geodep_imports += geodep ? imports : 0;
        counts.core_imports += core ? imports : 0;
    }
    return counts;
}

}  // namespace

Table imported_products_table(const TradeCube& cube, const CubeMeasures& measures, PlaceIndex place, ImportedProducts which, std::size_t limit) {
    const CubeTotals& totals = measures.totals;
    std::vector<std::size_t> products;
    for (std::size_t product = 0; product < totals.products; ++product) {
        if (is_wanted(measures, product, place, which)) products.push_back(product);
    }
    products = by_falling(std::move(products), [&](std::size_t product) { return totals.imports.at(product, place); });
    const std::string name = cube.places()[place].name;
    const std::string kind = which == ImportedProducts::all      ? "Imports of " + name
                             : which == ImportedProducts::geodep ? "Products for which GeoDep finds " + name + " dependent"
                                                                 : "Products for which the EU core indicators find " + name + " dependent";
    Table table{"imported-products",
                kind + ", " + std::to_string(totals.year) + ": " + count_of(products.size(), limit),
                {{"code", "", "Code of the product"},
                 {"product", "", "Its name"},
                 {"imports", "USD thousand", "Imports from all"},
                 {"net_imports", "USD thousand", "Imports less exports"},
                 {"suppliers", "count", "Places it comes from"},
                 {"import_hhi", "index", "Concentration of imports, 0 to 1"},
                 {"largest_supplier", "", "Largest supplier"},
                 {"largest_share", "%", "Its part of the imports"},
                 {"world_export_hhi", "index", "Concentration of world exports, 0 to 1"},
                 {"imports_per_exports", "ratio", "Imports over exports; 9999 where nothing is exported"},
                 {"geodep_years", "count", "Years in which GeoDep's three criteria hold: " + measures.geodep.window_in_words()},
                 {"geodep", "", "Dependent by GeoDep"},
                 {"eu_core", "", "Dependent by the three EU core indicators, the place taken alone"}},
                {},
                sources_of(cube.provenance())};
    const TradeYear year = cube.year(totals.year);
    for (std::size_t at = 0; at < shown(products.size(), limit); ++at) {
        const std::size_t product = products[at];
        const PlaceIndex largest = totals.largest_supplier.at(product, place);
        const double imports = totals.imports.at(product, place);
        table.add({cube.products()[product].code, cube.products()[product].name, imports, totals.net_imports(product, place),
                   static_cast<double>(totals.suppliers.at(product, place)), totals.import_hhi.at(product, place), cube.places()[largest].name,
                   100 * largest_value(year, product, place, largest) / imports, totals.world_export_hhi[product],
                   geodep_ratio(totals, product, place), static_cast<double>(measures.geodep.years_held.at(product, place)),
                   yes(measures.geodep.dependent(product, place)), yes(is_core(measures, product, place))});
    }
    return table;
}

Table exported_products_table(const TradeCube& cube, const CubeTotals& totals, PlaceIndex place, const Complexity* complexity, std::size_t limit) {
    std::vector<std::size_t> products;
    for (std::size_t product = 0; product < totals.products; ++product) {
        if (totals.exports.at(product, place) > 0) products.push_back(product);
    }
    products = by_falling(std::move(products), [&](std::size_t product) { return totals.world_share(product, place); });
    Table table{"exported-products",
                "Exports of " + cube.places()[place].name + ", " + std::to_string(totals.year) + ": " + count_of(products.size(), limit),
                {{"code", "", "Code of the product"},
                 {"product", "", "Its name"},
                 {"exports", "USD thousand", "Exports to all"},
                 {"world_share", "%", "Part of world exports"},
                 {"world_export_hhi", "index", "Concentration of world exports, 0 to 1"},
                 {"comparative_advantage", "ratio", "Share of the product in these exports over its share in world trade"},
                 {"complexity", "index", "Product complexity; context only"}},
                {},
                sources_of(cube.provenance())};
    for (std::size_t at = 0; at < shown(products.size(), limit); ++at) {
        const std::size_t product = products[at];
        table.add({cube.products()[product].code, cube.products()[product].name, totals.exports.at(product, place),
                   100 * totals.world_share(product, place), totals.world_export_hhi[product],
                   cell_of(revealed_comparative_advantage(totals, product, place)),
                   complexity != nullptr ? cell_of(complexity->product_index[product]) : Cell()});
    }
    return table;
}

Table core_dependency_table(const TradeCube& cube, const std::string& group, std::span<const CoreDependency> core, const CoreDependencyLimits& limits,
                            std::size_t limit) {
    std::vector<std::size_t> products;
    for (std::size_t product = 0; product < core.size(); ++product) {
        if (core[product].extra_imports > 0) products.push_back(product);
    }
    products = by_falling(std::move(products), [&](std::size_t product) { return std::pair(core[product].dependent(limits), core[product].extra_imports); });
    const auto dependent = std::ranges::count_if(core, [&](const CoreDependency& row) { return row.dependent(limits); });
    Table table{
        "core-dependency",
        "EU core dependency indicators of " + group + ": " + std::to_string(dependent) + " products depend",
        {{"code", "", "Code of the product"},
         {"product", "", "Its name"},
         {"extra_imports", "USD thousand", "Imports from outside the group"},
         {"concentration", "index", "Indicator 1: concentration of origins outside, above " + readable_number(limits.concentration)},
         {"extra_share", "%", "Indicator 2: imports from outside over all imports of members"},
         {"substitution", "ratio", "Indicator 3: imports from outside over exports of members; empty without exports"},
         {"largest_supplier", "", "Largest supplier outside"},
         {"dependent", "", "All three above their limits"}},
        {},
        sources_of(cube.provenance())};
    for (std::size_t at = 0; at < shown(products.size(), limit); ++at) {
        const CoreDependency& row = core[products[at]];
        const TradeProduct& product = cube.products()[products[at]];
        table.add({product.code, product.name, row.extra_imports, cell_of(row.concentration), cell_of(row.extra_share, 100),
                   cell_of(row.substitution), cube.places()[row.largest_supplier].name, yes(row.dependent(limits))});
    }
    return table;
}

Table place_measures_table(const TradeCube& cube, const CubeMeasures& measures, const Complexity* complexity) {
    const CubeTotals& totals = measures.totals;
    Table table{"place-measures",
                "Measures of places, " + std::to_string(totals.year),
                {{"place", "", "Code of the place"},
                 {"name", "", "Its name"},
                 {"imports", "USD thousand", "Imports of all products"},
                 {"exports", "USD thousand", "Exports of all products"},
                 {"concentration", "index", "Mean concentration of imports, products weighted by value"},
                 {"geodep_products", "count", "Products for which GeoDep finds it dependent"},
                 {"geodep_imports", "%", "Their part of all imports"},
                 {"core_products", "count", "Products for which the EU core indicators do, the place taken alone"},
                 {"core_imports", "%", "Their part of all imports"},
                 {"diversity", "count", "Products in which it has a comparative advantage; context only"},
                 {"complexity", "index", "Economic complexity; context only"}},
                {},
                sources_of(cube.provenance())};
    for (std::size_t place = 0; place < totals.places; ++place) {
        const double imports = totals.place_imports[place];
        if (imports <= 0 && totals.place_exports[place] <= 0) continue;
        const PlaceCounts counts = counts_of(measures, static_cast<PlaceIndex>(place));
        const auto of_imports = [&](double part, double times) { return imports > 0 ? Cell(times * part / imports) : Cell(); };
        table.add({cube.places()[place].id, cube.places()[place].name, imports, totals.place_exports[place], of_imports(counts.concentration, 1),
                   counts.geodep, of_imports(counts.geodep_imports, 100), counts.core, of_imports(counts.core_imports, 100),
                   complexity != nullptr ? Cell(static_cast<double>(complexity->diversity[place])) : Cell(),
                   complexity != nullptr ? cell_of(complexity->place_index[place]) : Cell()});
    }
    return table;
}

}  // namespace countervail
