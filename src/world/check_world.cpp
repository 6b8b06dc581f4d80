// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "world/world.h"

namespace countervail {
namespace {

class Check {
  public:
    Check(const World& world, double tolerance) : world_(world), tolerance_(tolerance) {}

    Errors run() {
        if (!indices()) return std::move(errors_);
        balance();
        prices();
        sites();
        uses();
        return std::move(errors_);
    }

  private:
    void bad(const std::string& what, const std::string& hint = {}) {
        errors_.push_back({{"world " + world_.id}, what, hint});
    }
    bool market_exists(int market) const { return market >= 0 && market < static_cast<int>(world_.markets.size()); }
    std::string name(int market) const {
        const Market& m = world_.markets[market];
        return world_.catalogue.items[m.item].id + " at " + world_.places[m.place].id;
    }

    bool indices();
    void balance();
    void prices();
    void sites();
    void uses();

    const World& world_;
    double tolerance_;
    Errors errors_;
};

bool Check::indices() {
    for (std::size_t m = 0; m < world_.markets.size(); ++m) {
        const Market& market = world_.markets[m];
        const bool known = market.item >= 0 && market.item < static_cast<int>(world_.catalogue.items.size()) &&
                           market.place >= 0 && market.place < static_cast<int>(world_.places.size());
        if (!known) bad("market " + std::to_string(m) + " has no item or place");
        const bool sorted = m == 0 || std::pair(world_.markets[m - 1].item, world_.markets[m - 1].place) <
                                          std::pair(market.item, market.place);
        if (!sorted) bad("markets do not stand by item, then place, each once");
    }
    for (const Lane& lane : world_.lanes) {
        const bool fits = market_exists(lane.from) && market_exists(lane.to) && lane.from != lane.to &&
                          world_.markets[lane.from].item == world_.markets[lane.to].item;
        if (!fits) bad("a lane does not join two markets of one item");
    }
    for (const Site& site : world_.sites) {
        for (const auto* legs : {&site.inputs, &site.outputs}) {
            for (const Leg& leg : *legs) {
                if (!market_exists(leg.market)) bad(site.id + " has a leg without a market");
            }
        }
    }
    for (const Use& use : world_.uses) {
        for (const Need& need : use.needs) {
            if (!market_exists(need.market)) bad(use.id + " needs something without a market");
        }
    }
    for (const Project& project : world_.projects) {
        if (project.site < 0 || project.site >= static_cast<int>(world_.sites.size())) bad(project.id + " has no site");
        if (!(project.capacity > 0) || project.ramp_weeks < 0) bad(project.id + " has no capacity or a negative ramp");
    }
    return errors_.empty();
}

void Check::balance() {
    std::vector<double> net(world_.markets.size(), 0.0), in = net;
    const auto move = [&](int market, double amount) {
        net[market] += amount;
        if (amount > 0) in[market] += amount;
    };
    for (const Site& site : world_.sites) {
        for (const Leg& leg : site.inputs) move(leg.market, -leg.per_activity * site.activity);
        for (const Leg& leg : site.outputs) move(leg.market, leg.per_activity * site.activity);
    }
    for (const Lane& lane : world_.lanes) move(lane.from, -lane.flow), move(lane.to, lane.flow);
    for (const Use& use : world_.uses) {
        for (const Need& need : use.needs) move(need.market, -need.intensity * use.output);
    }
    for (std::size_t m = 0; m < net.size(); ++m) {
        const Market& market = world_.markets[m];
        if (!(market.throughput > 0)) bad(name(static_cast<int>(m)) + " has no throughput");
        if (!(market.stock >= 0)) bad(name(static_cast<int>(m)) + " has a negative stock");
        if (std::abs(net[m]) > tolerance_ * market.throughput) {
            bad(name(static_cast<int>(m)) + " does not balance: " + exact_number(net[m]) + " per week too much");
        }
        if (in[m] > 0 && std::abs(in[m] - market.throughput) > tolerance_ * market.throughput) {
            bad(name(static_cast<int>(m)) + " passes " + exact_number(in[m]) + " per week, not its throughput");
        }
    }
}

void Check::prices() {
    for (std::size_t m = 0; m < world_.markets.size(); ++m) {
        if (!(world_.markets[m].price > 0)) bad(name(static_cast<int>(m)) + " has no price");
    }
    for (const Lane& lane : world_.lanes) {
        const double from = world_.markets[lane.from].price, to = world_.markets[lane.to].price;
        const std::string lane_name = name(lane.from) + " to " + world_.places[world_.markets[lane.to].place].id;
        if (!(lane.flow >= 0)) bad(lane_name + " carries a negative flow");
        if (!(lane.cost >= 0)) bad(lane_name + " has a negative cost");
        if (lane.transit_weeks < 0) bad(lane_name + " arrives before it leaves");
        const double gap = to - from - lane.cost, scale = std::max(to, from);
        if (lane.flow > 0 && std::abs(gap) > tolerance_ * scale) bad(lane_name + " carries goods at a price gap that is not its cost");
        if (gap > tolerance_ * scale) bad(lane_name + " would pay, but carries nothing");
    }
}

void Check::sites() {
    for (const Site& site : world_.sites) {
        if (!(site.activity >= 0) || !(site.capacity >= site.activity * (1 - tolerance_))) {
            bad(site.id + " works beyond its capacity, or below zero");
        }
        double margin = 0, turnover = 0;
        for (const Leg& leg : site.outputs) {
            margin += leg.per_activity * world_.markets[leg.market].price;
            turnover = margin;
        }
        for (const Leg& leg : site.inputs) margin -= leg.per_activity * world_.markets[leg.market].price;
        if (!(site.margin > 0)) bad(site.id + " has no margin");
        if (std::abs(margin - site.margin) > tolerance_ * turnover) bad(site.id + " states a margin that prices do not give");
    }
}

void Check::uses() {
    for (const Use& use : world_.uses) {
        if (!(use.output > 0)) bad(use.id + " has no output");
        if (!(use.value_added >= 0)) bad(use.id + " has a negative value added");
        for (const Need& need : use.needs) {
            if (!(need.intensity > 0) || !(need.stock_weeks >= 0)) bad(use.id + " has a need without intensity or with a negative stock");
        }
    }
}

}  // namespace

Errors check_world(const World& world, double tolerance) { return Check(world, tolerance).run(); }

}  // namespace countervail
