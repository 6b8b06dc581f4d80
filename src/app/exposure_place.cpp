// SPDX-License-Identifier: Apache-2.0
#include "app/exposure_place.h"

#include <algorithm>

#include "app/dependence_answer.h"
#include "base/text.h"
#include "dependence/choke_point_tables.h"
#include "dependence/complexity.h"
#include "dependence/product_tables.h"
#include "dependence/trade_stops.h"
#include "report/dependence_sentences.h"

namespace countervail {

namespace {

Result<std::vector<PlaceIndex>> members_of(const TradeCube& cube, const std::string& of) {
    std::vector<PlaceIndex> members;
    Errors errors;
    for (const std::string& text : split(of, ',')) {
        const auto place = place_of(cube, std::string(trim(text)));
        if (!place) append(errors, place.error());
        else if (std::ranges::find(members, *place) == members.end()) members.push_back(*place);
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return members;
}

/// Rows that are about the place.
Table only(Table table, const std::string& id) {
    std::erase_if(table.rows, [&](const std::vector<Cell>& row) { return std::get<std::string>(row.front()) != id; });
    return table;
}

std::vector<Table> tables_of_place(const Settings& settings, const PairRequest& request, const TradeCube& cube, const CubeMeasures& measures, PlaceIndex place) {
    const auto context = complexity(measures.totals, 1, settings.threads_to_use());
    const Complexity* known = context ? &*context : nullptr;   // too few places or products: left out
    const auto top = static_cast<std::size_t>(request.top);
    const std::string measure = PairMeasures::index(request.measure) ? request.measure : "import-share";
    const ImportedProducts which = measure.starts_with("geodep") ? ImportedProducts::geodep : measure.starts_with("core") ? ImportedProducts::core : ImportedProducts::all;
    return {only(place_measures_table(cube, measures, known), cube.places()[place].id), suppliers_table(cube, measures, place, measure, top),
            imported_products_table(cube, measures, place, which, top), exported_products_table(cube, measures.totals, place, known, top)};
}

Result<Table> stops_of_product(const TradeCube& cube, int year, const PairRequest& request) {
    const int product = cube.product(request.product);
    if (product < 0) {
        std::vector<std::string> codes;
        for (const TradeProduct& known : cube.products()) codes.push_back(known.code);
        return fail({}, "\"" + cube.provenance().id + "\" has no product \"" + request.product + "\"", did_you_mean(request.product, codes));
    }
    const TradeYear columns = cube.year(year);
    std::vector<NetworkFlow> flows;
    for (auto flow = columns.product_begin[static_cast<std::size_t>(product)]; flow < columns.product_begin[static_cast<std::size_t>(product) + 1]; ++flow)
        flows.push_back({columns.exporters[flow], columns.importers[flow], columns.values[flow]});
    std::vector<std::string> names;
    for (const TradePlace& place : cube.places()) names.push_back(place_in_words(place));
    TradeStopChoices choices;
    choices.threshold = request.threshold / 100;
    const auto stops = trade_stops(flows, static_cast<int>(names.size()), choices);
    if (!stops) return std::unexpected(stops.error());
    const TradeProduct& asked = cube.products()[static_cast<std::size_t>(product)];
    return first_rows(trade_stops_table(names, *stops, choices, asked.name.empty() ? asked.code : asked.name), static_cast<std::size_t>(request.top));
}

Result<std::vector<Table>> tables_of(const Settings& settings, const PairRequest& request, const TradeCube& cube) {
    const auto members = members_of(cube, request.of);
    const auto year = year_of(cube, request.year);
    Errors errors;
    if (!members) append(errors, members.error());
    if (!year) append(errors, year.error());
    if (!errors.empty()) return std::unexpected(std::move(errors));
    if (!request.product.empty()) {
        auto table = stops_of_product(cube, *year, request);
        if (!table) return std::unexpected(std::move(table.error()));
        return std::vector<Table>{std::move(*table)};
    }
    if (members->size() > 1) {
        const auto core = core_dependency(cube, *year, *members, settings.threads_to_use());
        std::vector<std::string> names;
        for (const PlaceIndex member : *members) names.push_back(place_in_words(cube.places()[member]));
        return std::vector<Table>{core_dependency_table(cube, join(names, ", "), core, CoreDependencyLimits{}, static_cast<std::size_t>(request.top))};
    }
    const auto measures = cube_measures(cube, *year, pair_options(settings, request));
    if (!measures) return std::unexpected(measures.error());
    return tables_of_place(settings, request, cube, *measures, members->front());
}

}  // namespace

ExitCode run_exposure_place(const Settings& settings, const PairRequest& request) {
    const auto world = open_world(settings);
    if (!world) return report(settings, world.error());
    const auto trade = asked_trade(settings, *world, request);
    if (!trade) return report(settings, trade.error());
    const auto tables = tables_of(settings, request, trade->cube);
    if (!tables) return report(settings, tables.error());
    std::vector<const Table*> shown;
    for (const Table& table : *tables) shown.push_back(&table);
    print(settings, shown);
    if (trade->items_only && settings.format == TableFormat::text) settings.answers() << "\nThis covers the critical items of the default world. " << how_to_get_trade() << '\n';
    return kDone;
}

}  // namespace countervail
