// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_flow.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "base/unit.h"
#include "report/sentences.h"

namespace countervail {

namespace {

constexpr std::array kColumns{"mine", "oxide", "metal", "magnet", "use"};
constexpr std::size_t kUseColumn = kColumns.size() - 1;

/// Column of what is made; goods that are no stage of the chain (scrap, chips) come from nowhere.
std::optional<std::size_t> column_of(Stage stage) {
    switch (stage) {
        case Stage::concentrate:
            return 0;
        case Stage::oxide:
            return 1;
        case Stage::metal:
            return 2;
        case Stage::magnet:
            return 3;
        default:
            return std::nullopt;
    }
}

bool names(const Clause& clause, const std::string& item) {
    const auto fits = [&](const std::string& pattern) { return matches_pattern(pattern, item); };
    return std::any_of(clause.items.begin(), clause.items.end(), fits) &&
           std::none_of(clause.items_except.begin(), clause.items_except.end(), fits);
}

class Chain {
  public:
    Chain(const World& world, const std::vector<int>& elements) : world_(world), elements_(elements) {
        trace();
    }
    std::map<std::pair<std::string, std::string>, double> flows() const;
    static std::string node(std::size_t column, const std::string& place) {
        return std::string(kColumns[column]) + "@" + place;
    }

  private:
    void trace();
    double content(int item) const;
    int item_of(int market) const { return world_.markets[static_cast<std::size_t>(market)].item; }
    const Item& item(int index) const { return world_.catalogue.items[static_cast<std::size_t>(index)]; }
    const std::string& place(int index) const { return world_.places[static_cast<std::size_t>(index)].id; }
    std::optional<std::size_t> column_of_site(const Site& site) const;

    const World& world_;
    const std::vector<int>& elements_;
    std::vector<std::vector<double>> origin_;  ///< by market: share made at each place
};

double Chain::content(int index) const {
    double mass = 0;
    for (const Content& each : item(index).contents) {
        if (std::find(elements_.begin(), elements_.end(), each.element) != elements_.end()) mass += each.mass;
    }
    return mass;
}

/// A market's goods are the mix of what is made there and what arrives, which is a mix of the same kind: the
/// shares are the fixed point, reached in a few rounds because goods rarely pass more than two markets.
void Chain::trace() {
    constexpr int kRounds = 60;
    const std::size_t places = world_.places.size();
    std::vector<double> made(world_.markets.size(), 0.0);
    for (const Site& site : world_.sites) {
        for (const Leg& leg : site.outputs)
            made[static_cast<std::size_t>(leg.market)] += leg.per_activity * site.activity;
    }
    origin_.assign(world_.markets.size(), std::vector<double>(places, 0.0));
    for (int round = 0; round < kRounds; ++round) {
        std::vector<std::vector<double>> next(world_.markets.size(), std::vector<double>(places, 0.0));
        for (std::size_t m = 0; m < made.size(); ++m)
            next[m][static_cast<std::size_t>(world_.markets[m].place)] += made[m];
        for (const Lane& lane : world_.lanes) {
            const auto& from = origin_[static_cast<std::size_t>(lane.from)];
            auto& to = next[static_cast<std::size_t>(lane.to)];
            for (std::size_t p = 0; p < places; ++p) to[p] += lane.flow * from[p];
        }
        for (auto& shares : next) {
            double sum = 0;
            for (const double share : shares) sum += share;
            for (double& share : shares) share = sum > 0 ? share / sum : 0;
        }
        origin_ = std::move(next);
    }
}

std::optional<std::size_t> Chain::column_of_site(const Site& site) const {
    double most = 0;
    std::optional<std::size_t> column;
    for (const Leg& leg : site.outputs) {
        const int made = item_of(leg.market);
        const double mass = leg.per_activity * content(made);
        if (mass > most && column_of(item(made).stage)) {
            most = mass;
            column = column_of(item(made).stage);
        }
    }
    return column;
}

std::map<std::pair<std::string, std::string>, double> Chain::flows() const {
    std::map<std::pair<std::string, std::string>, double> flows;
    const auto take = [&](int market, double weekly, const std::string& to) {
        const auto column = column_of(item(item_of(market)).stage);
        const double mass = weekly * content(item_of(market)) * kWeeksInYear;
        if (!column || !(mass > 0)) return;
        const auto& shares = origin_[static_cast<std::size_t>(market)];
        for (std::size_t p = 0; p < shares.size(); ++p) {
            if (shares[p] > 0) flows[{node(*column, world_.places[p].id), to}] += mass * shares[p];
        }
    };
    for (const Site& site : world_.sites) {
        const auto column = column_of_site(site);
        if (!column) continue;
        for (const Leg& leg : site.inputs)
            take(leg.market, leg.per_activity * site.activity, node(*column, place(site.place)));
    }
    for (const Use& use : world_.uses) {
        for (const Need& need : use.needs)
            take(need.market, need.intensity * use.output, node(kUseColumn, place(use.place)));
    }
    return flows;
}

Table flow_table(const Sankey& spec) {
    Table table{"chain",
                "Flows from place to place, stage by stage, at rest",
                {{"from stage", "", ""},
                 {"from", "", "Where it was made"},
                 {"to stage", "", ""},
                 {"to", "", "Where it goes"},
                 {"flow", "t/year", "Mass of the elements named in the title"}},
                {},
                {}};
    const auto named = [&](const std::string& id) {
        return *std::find_if(spec.nodes.begin(), spec.nodes.end(),
                             [&](const SankeyNode& node) { return node.id == id; });
    };
    for (const SankeyFlow& flow : spec.flows) {
        const SankeyNode from = named(flow.from), to = named(flow.to);
        table.add({spec.stages[from.stage].name, from.name, spec.stages[to.stage].name, to.name, flow.value});
    }
    return table;
}

}  // namespace

std::vector<int> controlled_elements(const Catalogue& catalogue, const Act& act) {
    std::set<int> plain, any;
    for (const Item& item : catalogue.items) {
        const bool caught = std::any_of(act.clauses.begin(), act.clauses.end(), [&](const Clause& clause) {
            return clause.requirement != Requirement::free && names(clause, item.id);
        });
        if (!caught) continue;
        for (const Content& content : item.contents) {
            any.insert(content.element);
            if (item.stage == Stage::oxide || item.stage == Stage::metal) plain.insert(content.element);
        }
    }
    const std::set<int>& chosen = plain.empty() ? any : plain;
    return {chosen.begin(), chosen.end()};
}

Sankey element_flow(const World& world, const std::vector<int>& elements, std::string_view controller) {
    Sankey spec;
    spec.unit = "t of element/year";
    for (const char* column : kColumns) spec.stages.push_back({column, "", true});
    const Chain chain(world, elements);
    std::set<std::string> used;
    for (const auto& [ends, value] : chain.flows()) {
        spec.flows.push_back({ends.first, ends.second, value});
        used.insert({ends.first, ends.second});
    }
    for (std::size_t column = 0; column < kColumns.size(); ++column) {
        for (const WorldPlace& place : world.places) {
            const std::string id = Chain::node(column, place.id);
            if (place.id == controller) spec.controller_name = place.name;
            if (used.contains(id))
                spec.nodes.push_back(
                    {id, place.name.empty() ? place.id : place.name, column, place.id == controller});
        }
    }
    return spec;
}

Table concentration_table(const Sankey& chain) {
    const std::string who = chain.controller_name.empty() ? "controller" : chain.controller_name;
    Table table{
        "concentration",
        "How concentrated the chain is at rest, by stage",
        {{"stage", "", "Of the chain"},
         {"share of " + who, "%", "Of the mass of the controlled elements at this stage", 3},
         {"HHI", "", "Herfindahl–Hirschman index: sum of squared shares of places, 1 where one place has all",
          2}},
        {},
        {}};
    const std::vector<StageConcentration> found = concentration(chain);
    for (std::size_t stage = 0; stage < found.size(); ++stage) {
        if (found[stage].hhi > 0)
            table.add({chain.stages[stage].name, 100 * found[stage].controller_share, found[stage].hhi});
    }
    return table;
}

RunChart flow_chart(const World& world, const std::vector<int>& elements, std::string_view controller) {
    Sankey spec = element_flow(world, elements, controller);
    std::vector<std::string> symbols;
    for (const int element : elements)
        symbols.push_back(world.catalogue.elements[static_cast<std::size_t>(element)].symbol);
    return run_chart("chain",
                     {.title = "From mine to use: " + list_words(symbols),
                      .description = "Mass of the controlled elements that flows from place to place, from "
                                     "mine through oxide, metal and magnet to use, at rest.",
                      .note = "The reconciled baseline of the world, no act. HHI: sum of squared shares, 1 "
                              "where one place has all.",
                      .empty_because = "the act controls no element of this world"},
                     flow_table(spec), [&](const Chart& words) {
                         spec.chart = words;
                         return sankey(spec);
                     });
}

}  // namespace countervail
