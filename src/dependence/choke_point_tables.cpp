// SPDX-License-Identifier: Apache-2.0
#include "dependence/choke_point_tables.h"

#include <algorithm>
#include <numeric>

#include "base/parallel.h"
#include "base/text.h"
#include "dependence/idle_capacity.h"

namespace countervail {

namespace {

constexpr double kMillion = 1e6;

std::size_t at(int index) { return static_cast<std::size_t>(index); }
const std::string& place_name(const World& world, int place) { return world.places[at(place)].name; }
std::string use_name(const World& world, int use) { return world.catalogue.uses[at(world.uses[at(use)].end_use)].name; }

const Column kNode{"node", "", "What stops"}, kKind{"kind", "", "A plant, a lane, all exports of an item from a place, or a stage at a place"}, kWhere{"place", "", "Where it is"};

}  // namespace

Result<Table> choke_points_table(const World& world, std::optional<NodeKind> kind, int top, int threads) {
    const std::vector<ChokeNode> nodes = choke_nodes(world);
    const std::vector<StopLoss> ceilings = losses_without_replacement(world, nodes, threads);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!kind || nodes[i].kind == *kind) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ceilings[a].value_added > ceilings[b].value_added; });
    if (top > 0 && order.size() > at(top)) order.resize(at(top));
    std::vector<std::optional<Result<IdleCapacityLoss>>> floors(order.size());
    parallel_for(threads, order.size(), [&](std::size_t i) { floors[i] = loss_with_idle_capacity(world, nodes[order[i]]); });
    Table table{"choke-points", "What the world loses when one node stops, once stocks are gone, " + world.id,
                {kNode, kKind, kWhere, {"lost", "USD million/week", "Value added lost when nothing replaces it"}, {"share", "%", "Of the value added of all uses", 3},
                 {"stopped", "count", "Uses that stop entirely then"}, {"lost_at_least", "USD million/week", "Value added lost when all idle plants and lanes help and goods go where they save most"}, {"share_at_least", "%", "Of the value added of all uses", 3}},
                {}, world.statements};
    Errors errors;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const ChokeNode& node = nodes[order[i]];
        const StopLoss& ceiling = ceilings[order[i]];
        if (!*floors[i]) {
            for (const Error& each : floors[i]->error()) errors.push_back({each.where, node.id + ": " + each.what, each.hint});
            continue;
        }
        const StopLoss& floor = (*floors[i])->loss;
        table.add({node.id, to_text(node.kind), place_name(world, node.place), ceiling.value_added / kMillion, 100 * ceiling.share, static_cast<double>(ceiling.stopped.size()), floor.value_added / kMillion, 100 * floor.share});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return table;
}

Table single_points_table(const World& world, int threads) {
    const std::vector<ChokeNode> nodes = choke_nodes(world);
    const std::vector<StopLoss> losses = losses_without_replacement(world, nodes, threads);
    std::vector<std::vector<int>> out_of_reach(nodes.size());
    parallel_for(threads, nodes.size(), [&](std::size_t i) {
        if (!losses[i].stopped.empty()) out_of_reach[i] = uses_out_of_reach(world, nodes[i]);
    });
    struct Point { std::size_t node; int use; };
    std::vector<Point> points;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        for (const int use : losses[i].stopped) points.push_back({i, use});
    }
    std::stable_sort(points.begin(), points.end(), [&](const Point& a, const Point& b) { return world.uses[at(a.use)].value_added > world.uses[at(b.use)].value_added; });
    Table table{"single-points-of-failure", "Nodes whose stop ends a use somewhere, " + world.id,
                {kNode, kKind, kWhere, {"use", "", "That stops"}, {"at", "", "Where the use is"}, {"value_added", "USD million/week", "Of the use at baseline"},
                 {"other_route", "", "\"none\": no other plant or lane leads there; \"idle\": routes that carry nothing at baseline could, as far as their capacity goes"}},
                {}, world.statements};
    for (const Point& point : points) {
        const ChokeNode& node = nodes[point.node];
        const auto& lost = out_of_reach[point.node];
        const bool none = std::binary_search(lost.begin(), lost.end(), point.use);
        table.add({node.id, to_text(node.kind), place_name(world, node.place), use_name(world, point.use), place_name(world, world.uses[at(point.use)].place), world.uses[at(point.use)].value_added / kMillion, none ? "none" : "idle"});
    }
    return table;
}

Table element_cut_table(const World& world, const ElementCut& cut) {
    const std::string unit = cut.count_nodes ? "count" : "t metal/week";
    const std::string passes = cut.count_nodes ? readable_number(cut.flow) + " nodes keep it away" : readable_number(cut.flow) + " t a week can pass, " + readable_number(cut.need) + " are used";
    Table table{"smallest-cut", "Between the mines of " + world.catalogue.elements[at(cut.element)].id + " and " + use_name(world, cut.use) + " in " + place_name(world, world.uses[at(cut.use)].place) + ": " + passes,
                {kNode, {"capacity", unit, cut.count_nodes ? "Every node counts as one" : "Of the element, at full capacity"}, {"of_need", "%", "Of what the use takes at baseline", 3}}, {}, world.statements};
    for (const CutNode& node : cut.cut) table.add({node.id, node.capacity, cut.count_nodes || cut.need <= 0 ? Cell() : Cell(100 * node.capacity / cut.need)});
    return table;
}

Table trade_stops_table(const std::vector<std::string>& places, const std::vector<TradeStop>& stops, const TradeStopChoices& choices, const std::string& product) {
    const std::string limit = readable_number(100 * choices.threshold) + "%";
    Table table{"trade-stops", "Who is hit when one exporter of " + product + " stops" + (choices.re_exports ? ", re-exports followed" : ""),
                {{"exporter", "", "That stops"}, {"importers", "count", "Other places with imports"}, {"hit", "count", "Of these, losing more than " + limit + " of their supply"}, {"share_hit", "%", "Of importers", 3},
                 {"imports_hit", "%", "Of the imports of all importers, those of the places hit", 3}, {"lost", "%", "Of the supply of all importers", 3}}, {}, {}};
    std::vector<std::size_t> order(stops.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return stops[a].share_hit != stops[b].share_hit ? stops[a].share_hit > stops[b].share_hit : stops[a].lost > stops[b].lost; });
    for (const std::size_t i : order) {
        const TradeStop& stop = stops[i];
        table.add({places[at(stop.place)], static_cast<double>(stop.importers), static_cast<double>(stop.hit), 100 * stop.share_hit, 100 * stop.imports_hit, 100 * stop.lost});
    }
    return table;
}

}  // namespace countervail
