// SPDX-License-Identifier: Apache-2.0
#include "dependence/element_cut.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/parallel.h"
#include "dependence/max_flow.h"

namespace countervail {

namespace {

constexpr double kUnlimited = std::numeric_limits<double>::infinity();

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// The network of one element: what carries it, in tonnes of it.
class ElementNetwork {
  public:
    ElementNetwork(const World& world, int element, const CutChoices& choices) : world_(world), element_(element), choices_(choices), source_(graph_.add_node()), sink_(graph_.add_node()) {
        for (int site = 0; at(site) < world.sites.size(); ++site) add_site(site);
        for (const Lane& lane : world.lanes) add_lane(lane);
    }

    /// t of the element in one unit of the market's item.
    double content(int market) const {
        double mass = 0;
        for (const Content& each : world_.catalogue.items[at(world_.markets[at(market)].item)].contents) mass += each.element == element_ ? each.mass : 0;
        return mass;
    }

    void add_use(const Use& use) {
        for (const Need& need : use.needs) {
            if (need.intensity > 0 && content(need.market) > 0) graph_.add_arc(node_of(need.market), sink_, kUnlimited);
        }
    }

    ElementCut cut() const {
        const MaxFlow found = graph_.max_flow(source_, sink_);
        ElementCut result;
        result.count_nodes = choices_.count_nodes;
        result.flow = found.value;
        result.capacity = found.cut_value;
        result.sources = sources_;
        for (const int arc : found.cut) result.cut.push_back({names_.at(arc), capacities_.at(arc)});
        return result;
    }

  private:
    int node_of(int market) {
        const auto [known, added] = market_node_.try_emplace(market, 0);
        if (added) known->second = graph_.add_node();
        return known->second;
    }

    void limited(int from, int to, double capacity, std::string name) {
        const int arc = graph_.add_arc(from, to, capacity);
        names_[arc] = std::move(name);
        capacities_[arc] = capacity;
    }

    void add_site(int index) {
        const Site& site = world_.sites[at(index)];
        if (site.capacity <= 0 || (!choices_.idle_routes && site.activity <= 0)) return;
        double out = 0;
        int carriers = 0;
        bool takes_in = false;
        for (const Leg& leg : site.outputs) {
            out += leg.per_activity * content(leg.market);
            carriers += leg.per_activity * content(leg.market) > 0;
        }
        for (const Leg& leg : site.inputs) takes_in = takes_in || leg.per_activity * content(leg.market) > 0;
        if (out <= 0) return;
        const int entry = graph_.add_node(), exit = graph_.add_node();
        limited(entry, exit, choices_.count_nodes ? 1 : site.capacity * out, site.id);
        if (!takes_in) {
            sources_.push_back(site.id);
            graph_.add_arc(source_, entry, kUnlimited);
        }
        for (const Leg& leg : site.inputs) {
            if (leg.per_activity * content(leg.market) > 0) graph_.add_arc(node_of(leg.market), entry, kUnlimited);
        }
        for (const Leg& leg : site.outputs) {
            const double part = leg.per_activity * content(leg.market);
            if (part <= 0) continue;
            if (choices_.count_nodes || carriers == 1) graph_.add_arc(exit, node_of(leg.market), kUnlimited);
            else limited(exit, node_of(leg.market), site.capacity * part, site.id + ", its " + item(leg.market));
        }
    }

    void add_lane(const Lane& lane) {
        if (content(lane.from) <= 0 || (!choices_.idle_routes && lane.flow <= 0)) return;
        double capacity = kUnlimited;
        if (choices_.count_nodes) capacity = 1;
        else if (choices_.lane_multiple > 0) capacity = choices_.lane_multiple * lane.flow * content(lane.from);
        limited(node_of(lane.from), node_of(lane.to), capacity, item(lane.from) + ": " + place(lane.from) + " to " + place(lane.to));
    }

    const std::string& item(int market) const { return world_.catalogue.items[at(world_.markets[at(market)].item)].id; }
    const std::string& place(int market) const { return world_.places[at(world_.markets[at(market)].place)].id; }

    const World& world_;
    int element_;
    CutChoices choices_;
    FlowGraph graph_;
    int source_, sink_;
    std::map<int, int> market_node_;
    std::map<int, std::string> names_;   // of arcs that can be cut
    std::map<int, double> capacities_;
    std::vector<std::string> sources_;
};

double need_of(const ElementNetwork& network, const Use& use) {
    double need = 0;
    for (const Need& each : use.needs) need += each.intensity * use.output * network.content(each.market);
    return need;
}

ElementCut cut_between(const World& world, int element, int use, const CutChoices& choices) {
    ElementNetwork network(world, element, choices);
    network.add_use(world.uses[at(use)]);
    ElementCut result = network.cut();
    result.element = element;
    result.use = use;
    result.need = need_of(network, world.uses[at(use)]);
    return result;
}

}  // namespace

Result<ElementCut> element_cut(const World& world, int element, int use, const CutChoices& choices) {
    if (element < 0 || at(element) >= world.catalogue.elements.size()) return fail({}, "there is no such element in world \"" + world.id + "\"", "an index into its catalogue's elements");
    if (use < 0 || at(use) >= world.uses.size()) return fail({}, "there is no such use in world \"" + world.id + "\"", "an index into its uses");
    ElementCut found = cut_between(world, element, use, choices);
    if (found.need <= 0) return fail({}, world.uses[at(use)].id + " takes nothing that holds " + world.catalogue.elements[at(element)].id, "a use whose items contain the element");
    return found;
}

std::vector<ElementCut> single_node_cuts(const World& world, int threads) {
    const std::size_t elements = world.catalogue.elements.size();
    std::vector<std::vector<ElementCut>> of_element(elements);
    parallel_for(threads, elements, [&](std::size_t element) {
        const CutChoices choices{true, false, 0};
        const ElementNetwork contents(world, static_cast<int>(element), choices);
        for (int use = 0; at(use) < world.uses.size(); ++use) {
            const Use& each = world.uses[at(use)];
            if (each.value_added <= 0 || need_of(contents, each) <= 0) continue;
            ElementCut found = cut_between(world, static_cast<int>(element), use, choices);
            if (found.cut.size() == 1) of_element[element].push_back(std::move(found));
        }
    });
    std::vector<ElementCut> all;
    for (auto& found : of_element) std::move(found.begin(), found.end(), std::back_inserter(all));
    return all;
}

}  // namespace countervail
