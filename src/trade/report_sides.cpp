// SPDX-License-Identifier: Apache-2.0
#include "trade/report_sides.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "trade/cube_storage.h"

namespace countervail {
namespace {

constexpr const char *kImporterWord = "importers", *kExporterWord = "exporters";

bool reports(const TradeReports& all, ReportedBy side) {
    return std::ranges::any_of(all.rows, [side](const TradeReport& row) { return row.reported_by == side; });
}

}  // namespace

std::vector<std::string> mirror_choices() { return {kImporterWord, kExporterWord}; }

Result<TradeCube> cube_of_side(TradeReports all, std::string_view choice) {
    const std::string word = !choice.empty() ? std::string(choice) : reports(all, ReportedBy::importer) ? kImporterWord : kExporterWord;
    if (word != kImporterWord && word != kExporterWord) return fail({}, "there is no choice \"" + word + "\" of whose reports count", "one of " + join(mirror_choices(), ", "));
    const ReportedBy side = word == kImporterWord ? ReportedBy::importer : ReportedBy::exporter;
    if (!reports(all, side)) return fail({}, "holds no reports of " + word, "take the other side with --mirror, or add the file that has them");
    std::map<std::tuple<int, ProductIndex, PlaceIndex, PlaceIndex>, TradeFlow> flows;
    bool again = false, cif = false;
    for (const TradeReport& row : all.rows) {
        if (row.reported_by != side) continue;
        again |= row.re_export;
        cif |= row.cif;
        const auto [at, fresh] = flows.try_emplace({row.year, row.product, row.importer, row.exporter}, TradeFlow{row.exporter, row.importer, row.product, row.year, row.value, row.weight});
        if (fresh) continue;
        at->second.value += row.value;
        at->second.weight = at->second.weight && row.weight ? std::optional(*at->second.weight + *row.weight) : std::nullopt;
    }
    all.provenance.reporting = word;
    all.provenance.valuation = cif ? "cif" : "fob";
    if (again) all.provenance.re_exports = "included";
    std::vector<TradeFlow> list;
    for (const auto& [key, flow] : flows) list.push_back(flow);
    return make_trade_cube(std::move(all.provenance), std::move(all.places), std::move(all.products), std::move(list));
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
