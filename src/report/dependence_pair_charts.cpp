// SPDX-License-Identifier: Apache-2.0
// Charts of a pair of places; declared in dependence_charts.h.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/text.h"
#include "dependence/measures.h"
#include "report/dependence_charts.h"
#include "report/dependence_heat.h"
#include "report/ranked_bars.h"
#include "report/world_map.h"

namespace countervail {

namespace {

bool is_share(std::string_view measure) {
    const DependenceMeasure* known = find_measure(measure);
    return known != nullptr && known->unit == "share";
}

std::string name_of(std::string_view measure) {
    const DependenceMeasure* known = find_measure(measure);
    return known == nullptr ? std::string(measure) : std::string(known->name);
}

std::string meaning_of(std::string_view measure) {
    const DependenceMeasure* known = find_measure(measure);
    return known == nullptr ? std::string() : std::string(known->meaning) + ".";
}

/// One measure of every pair as it is drawn; NaN where the buyer imports nothing or the pair is a place with itself.
class DrawnMeasure {
  public:
    DrawnMeasure(const CubeMeasures& measures, std::string_view measure) : measures_(measures), index_(PairMeasures::index(measure).value_or(0)), scale_(is_share(measure) ? 100 : 1) {}
    double operator()(PlaceIndex buyer, PlaceIndex seller) const {
        if (buyer == seller || measures_.totals.place_imports[buyer] <= 0) return std::numeric_limits<double>::quiet_NaN();
        return scale_ * measures_.pairs.at(index_, buyer, seller);
    }

  private:
    const CubeMeasures& measures_;
    std::size_t index_;
    double scale_;
};

/// The largest by `weight`, at most `most`; `wanted` is always among them.
std::vector<PlaceIndex> largest_places(const std::vector<double>& weight, std::size_t most, PlaceIndex wanted) {
    std::vector<PlaceIndex> places(weight.size());
    std::iota(places.begin(), places.end(), PlaceIndex{0});
    std::erase_if(places, [&](PlaceIndex place) { return !(weight[place] > 0) && place != wanted; });
    std::stable_sort(places.begin(), places.end(), [&](PlaceIndex x, PlaceIndex y) { return weight[x] > weight[y]; });
    if (places.size() <= most) return places;
    if (std::find(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(most), wanted) == places.begin() + static_cast<std::ptrdiff_t>(most)) places[most - 1] = wanted;
    places.resize(most);
    return places;
}

std::string note_of(const TradeCube& cube, const CubeMeasures& measures, std::string_view measure) {
    std::string note = meaning_of(measure);
    if (!note.empty()) note += " ";
    if (items_only(cube.provenance())) note += "Critical items of this world only. ";
    return note + "Source: " + sources_of(cube.provenance()).front() + ", " + std::to_string(measures.totals.year) + ".";
}

Table numbers_table(const std::string& name, const std::string& title, std::string_view measure, const TradeCube& cube) {
    return {name, title, {{"buyer", "", "Code of the buying place"}, {"seller", "", "Code of the selling place"}, {"name", "", "Name of the place that the row is about"}, {"value", drawn_unit(measure), meaning_of(measure)}},
            {}, sources_of(cube.provenance())};
}

/// Outlined countries that a place of the cube covers: itself, or those of its group that no other place covers.
std::vector<std::string> countries_of(const TradeCube& cube, const std::string& id, const std::vector<Outline>& outlines, const PlaceGroups& groups) {
    const std::vector<std::string>& members = codes_of(groups, id);
    const bool rest = members.size() == 1 && members[0] == "*";
    const auto elsewhere = [&](const std::string& code) {
        if (cube.place(code) >= 0) return true;
        return rest && std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
                   return group.first != id && cube.place(group.first) >= 0 && std::find(group.second.begin(), group.second.end(), code) != group.second.end();
               });
    };
    std::vector<std::string> codes;
    for (const Outline& outline : outlines) {
        const bool member = rest || std::find(members.begin(), members.end(), outline.iso3) != members.end();
        if (outline.iso3 == id || (member && !elsewhere(outline.iso3))) codes.push_back(outline.iso3);
    }
    return codes;
}

PairHeatPlace heat_place(const TradePlace& place) { return {place.id, place_in_words(place)}; }

RunChart bars_chart(const std::string& name, const std::string& title, const TradeCube& cube, const CubeMeasures& measures, std::string_view measure, PlaceIndex fixed, bool sellers) {
    RankedBars spec;
    spec.unit = drawn_unit(measure);
    spec.most_bars = kRankedRows;
    Table numbers = numbers_table(name, title, measure, cube);
    const DrawnMeasure value(measures, measure);
    for (PlaceIndex place = 0; place < cube.places().size(); ++place) {
        const PlaceIndex buyer = sellers ? fixed : place, seller = sellers ? place : fixed;
        const double drawn = value(buyer, seller);
        if (!(drawn > 0)) continue;
        spec.bars.push_back({place_in_words(cube.places()[place]), drawn, {}, {}});
        numbers.add({cube.places()[buyer].id, cube.places()[seller].id, place_in_words(cube.places()[place]), drawn});
    }
    std::stable_sort(numbers.rows.begin(), numbers.rows.end(), [](const auto& x, const auto& y) { return std::get<double>(x[3]) > std::get<double>(y[3]); });
    return run_chart(name, {.id = {}, .title = title, .description = title + ": " + meaning_of(measure), .note = note_of(cube, measures, measure), .empty_because = "nothing is bought in these figures"},
                     std::move(numbers), [&](const Chart& chart) {
                         spec.chart = chart;
                         return ranked_bars(spec);
                     });
}

}  // namespace

std::string drawn_unit(std::string_view measure) {
    const DependenceMeasure* known = find_measure(measure);
    if (known == nullptr) return {};
    return known->unit == "share" ? "%" : std::string(known->unit);
}

RunChart pair_heat_chart(const TradeCube& cube, const CubeMeasures& measures, std::string_view measure, PlaceIndex of, PlaceIndex to, std::size_t most) {
    const std::vector<PlaceIndex> buyers = largest_places(measures.totals.place_imports, most, of), sellers = largest_places(measures.totals.place_exports, most, to);
    const DrawnMeasure value(measures, measure);
    PairHeat spec;
    spec.unit = name_of(measure) + ", " + drawn_unit(measure);
    spec.percent = is_share(measure);
    const std::string title = "Buyers and sellers: " + name_of(measure) + ", " + std::to_string(measures.totals.year);
    Table numbers = numbers_table("pairs", title, measure, cube);
    for (const PlaceIndex buyer : buyers) spec.buyers.push_back(heat_place(cube.places()[buyer]));
    for (const PlaceIndex seller : sellers) spec.sellers.push_back(heat_place(cube.places()[seller]));
    for (const PlaceIndex buyer : buyers) {
        for (const PlaceIndex seller : sellers) {
            spec.values.push_back(value(buyer, seller));
            if (std::isfinite(spec.values.back())) numbers.add({cube.places()[buyer].id, cube.places()[seller].id, place_in_words(cube.places()[buyer]), spec.values.back()});
        }
    }
    return run_chart("pairs", {.id = {}, .title = title, .description = "The largest buyers by rows, the largest sellers by columns. " + meaning_of(measure), .note = note_of(cube, measures, measure), .empty_because = "nothing is traded in these figures"},
                     std::move(numbers), [&](const Chart& chart) {
                         spec.chart = chart;
                         return pair_heat(spec);
                     });
}

RunChart dependence_map_chart(const TradeCube& cube, const CubeMeasures& measures, std::string_view measure, PlaceIndex to, const std::vector<Outline>& outlines, const PlaceGroups& groups) {
    const std::string seller = place_in_words(cube.places()[to]), title = "Who depends on " + seller + ": " + name_of(measure) + ", " + std::to_string(measures.totals.year);
    WorldMap spec;
    spec.unit = drawn_unit(measure);
    Table numbers = numbers_table("map", title, measure, cube);
    const DrawnMeasure value(measures, measure);
    for (PlaceIndex place = 0; place < cube.places().size(); ++place) {
        const double drawn = value(place, to);
        if (!std::isfinite(drawn)) continue;
        const TradePlace& known = cube.places()[place];
        numbers.add({known.id, cube.places()[to].id, place_in_words(known), drawn});
        // Small places without an outline would fill the line below the map.
        std::vector<std::string> codes = countries_of(cube, known.id, outlines, groups);
        if (!codes.empty()) spec.places.push_back({place_in_words(known), std::move(codes), drawn});
    }
    return run_chart("map", {.id = {}, .title = title, .description = meaning_of(measure), .note = note_of(cube, measures, measure) + " Places too small for the map stand in the table.", .empty_because = "nothing is traded in these figures"},
                     std::move(numbers), [&](const Chart& chart) {
                         spec.chart = chart;
                         return world_map(spec, outlines);
                     });
}

RunChart suppliers_chart(const TradeCube& cube, const CubeMeasures& measures, std::string_view measure, PlaceIndex of) {
    return bars_chart("suppliers", "Whom " + place_in_words(cube.places()[of]) + " depends on: " + name_of(measure) + ", " + std::to_string(measures.totals.year), cube, measures, measure, of, true);
}

RunChart customers_chart(const TradeCube& cube, const CubeMeasures& measures, std::string_view measure, PlaceIndex to) {
    return bars_chart("customers", "Who depends on " + place_in_words(cube.places()[to]) + " most: " + name_of(measure) + ", " + std::to_string(measures.totals.year), cube, measures, measure, to, false);
}

}  // namespace countervail
