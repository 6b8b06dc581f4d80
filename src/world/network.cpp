// SPDX-License-Identifier: Apache-2.0
#include "world/network.h"

#include <map>

namespace countervail {
namespace {

using Key = std::pair<int, int>;   // item, place

/// What touches a market, to find dead ends.
struct Touch {
    bool source = false, outlet = false, resident = false;
    Place where;   // of the first site or use that touches it
};

bool in(const std::set<int>& set, int index) { return set.empty() || set.contains(index); }

class Builder {
  public:
    Builder(const WorldPlan& plan, const Catalogue& catalogue) : plan_(plan), catalogue_(catalogue) {}

    Result<FlowNetwork> build() {
        for (std::size_t i = 0; i < plan_.sites.size(); ++i) add_site(static_cast<int>(i));
        for (std::size_t i = 0; i < plan_.uses.size(); ++i) add_use(static_cast<int>(i));
        add_lanes();
        Errors errors = dead_ends();
        if (!errors.empty()) return std::unexpected(std::move(errors));
        FlowNetwork network;
        std::map<Key, int> index;
        for (const auto& [key, touch] : touches_) {
            index[key] = static_cast<int>(network.markets.size());
            network.markets.push_back({key.first, key.second});
        }
        for (auto& [unknown, legs] : unknowns_) {
            for (const auto& [key, amount] : legs) unknown.legs.emplace_back(index.at(key), amount);
            network.unknowns.push_back(std::move(unknown));
        }
        return network;
    }

  private:
    Touch& touch(int item, int place, const Place& where) {
        const auto [at, fresh] = touches_.try_emplace({item, place});
        if (fresh) at->second.where = where;
        at->second.resident = true;
        return at->second;
    }

    void add_site(int i) {
        const SitePlan& site = plan_.sites[i];
        const Process& process = catalogue_.processes[site.process];
        std::map<Key, double> legs;
        for (const Amount& input : process.inputs) {
            legs[{input.item, site.place}] -= input.per_activity;
            touch(input.item, site.place, site.where).outlet = true;
        }
        for (const Amount& output : process.outputs) {
            legs[{output.item, site.place}] += output.per_activity;
            touch(output.item, site.place, site.where).source = true;
        }
        unknowns_.emplace_back(Unknown{Unknown::Kind::site, i, {}}, std::move(legs));
    }

    void add_use(int i) {
        const UsePlan& use = plan_.uses[i];
        std::map<Key, double> legs;
        for (const Amount& input : catalogue_.uses[use.end_use].inputs) {
            legs[{input.item, use.place}] -= input.per_activity;
            touch(input.item, use.place, use.where).outlet = true;
        }
        unknowns_.emplace_back(Unknown{Unknown::Kind::use, i, {}}, std::move(legs));
    }

    /// Lanes only join markets that a site or a use touches.
    void add_lanes() {
        std::set<std::pair<Key, int>> seen;
        for (std::size_t i = 0; i < plan_.lanes.size(); ++i) {
            const LanePlan& lane = plan_.lanes[i];
            const Key from{lane.item, lane.from}, to{lane.item, lane.to};
            const auto origin = touches_.find(from), destination = touches_.find(to);
            if (lane.idle || origin == touches_.end() || destination == touches_.end()) continue;
            if (!origin->second.resident || !destination->second.resident) continue;
            if (!seen.emplace(from, lane.to).second) continue;
            origin->second.outlet = true;
            destination->second.source = true;
            unknowns_.emplace_back(Unknown{Unknown::Kind::lane, static_cast<int>(i), {}},
                                   std::map<Key, double>{{from, -1.0}, {to, 1.0}});
        }
    }

    Errors dead_ends() const {
        Errors errors;
        for (const auto& [key, touch] : touches_) {
            if (touch.source && touch.outlet) continue;
            const std::string name = catalogue_.items[key.first].id + " at " + plan_.places[key.second].id;
            errors.push_back({touch.where,
                              name + (touch.source ? " is made but nobody takes it" : " is needed but nobody supplies it"),
                              touch.source ? "add a use or a lane from there" : "add a site or a lane to there"});
        }
        return errors;
    }

    const WorldPlan& plan_;
    const Catalogue& catalogue_;
    std::map<Key, Touch> touches_;
    std::vector<std::pair<Unknown, std::map<Key, double>>> unknowns_;
};

double weight(const Quantity& measure, const Unknown& unknown, const WorldPlan& plan, const Catalogue& catalogue) {
    using Kind = Quantity::Kind;
    if (unknown.kind == Unknown::Kind::lane) {
        const LanePlan& lane = plan.lanes[unknown.plan];
        const bool counts = measure.kind == Kind::shipped && in(measure.items, lane.item) &&
                            in(measure.places, lane.from) && in(measure.to, lane.to);
        return counts ? 1 : 0;
    }
    if (unknown.kind == Unknown::Kind::use) {
        const UsePlan& use = plan.uses[unknown.plan];
        if (!in(measure.places, use.place) || !in(measure.uses, use.end_use)) return 0;
        if (measure.kind == Kind::output) return 1;
        if (measure.kind != Kind::used) return 0;
        double sum = 0;
        for (const Amount& input : catalogue.uses[use.end_use].inputs) {
            if (in(measure.items, input.item)) sum += input.per_activity;
        }
        return sum;
    }
    const SitePlan& site = plan.sites[unknown.plan];
    if (!in(measure.places, site.place) || !in(measure.processes, site.process)) return 0;
    if (measure.kind == Kind::activity) return 1;
    if (measure.kind != Kind::made && measure.kind != Kind::taken) return 0;
    const Process& process = catalogue.processes[site.process];
    double sum = 0;
    for (const Amount& amount : measure.kind == Kind::made ? process.outputs : process.inputs) {
        if (in(measure.items, amount.item)) sum += amount.per_activity;
    }
    return sum;
}

}  // namespace

Result<FlowNetwork> make_network(const WorldPlan& plan, const Catalogue& catalogue) {
    return Builder(plan, catalogue).build();
}

Combination combination(const Quantity& measure, const FlowNetwork& network, const WorldPlan& plan,
                        const Catalogue& catalogue) {
    Combination sum;
    for (std::size_t j = 0; j < network.unknowns.size(); ++j) {
        const double amount = weight(measure, network.unknowns[j], plan, catalogue);
        if (amount != 0) sum.emplace_back(static_cast<int>(j), amount);
    }
    return sum;
}

}  // namespace countervail
