// SPDX-License-Identifier: Apache-2.0
#include "dependence/choke_points.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "base/parallel.h"

namespace countervail {

namespace {

constexpr double kStopped = 1e-9;
constexpr double kSettled = 1e-13;
constexpr int kRounds = 10'000;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

const std::string& item_id(const World& world, int market) { return world.catalogue.items[at(world.markets[at(market)].item)].id; }
const std::string& place_id(const World& world, int place) { return world.places[at(place)].id; }
int place_of(const World& world, int market) { return world.markets[at(market)].place; }

/// The stage of the item that earns the site most at baseline: a magnet plant makes magnets, whatever scrap it sells.
std::optional<Stage> stage_of(const World& world, const Site& site) {
    const Leg* main = nullptr;
    const auto earned = [&](const Leg& leg) { return leg.per_activity * world.markets[at(leg.market)].price; };
    for (const Leg& leg : site.outputs) {
        if (main == nullptr || earned(leg) > earned(*main)) main = &leg;
    }
    if (main == nullptr) return std::nullopt;
    return world.catalogue.items[at(world.markets[at(main->market)].item)].stage;
}

}  // namespace

std::string to_text(NodeKind kind) {
    switch (kind) {
        case NodeKind::site: return "plant";
        case NodeKind::lane: return "lane";
        case NodeKind::exports: return "exports";
        case NodeKind::stage: return "stage";
    }
    return {};
}

std::vector<ChokeNode> choke_nodes(const World& world) {
    std::vector<ChokeNode> nodes;
    std::map<std::pair<int, Stage>, std::vector<int>> stages;
    std::map<int, std::vector<int>> exports;
    for (int site = 0; at(site) < world.sites.size(); ++site) {
        const Site& each = world.sites[at(site)];
        if (each.activity <= 0) continue;
        nodes.push_back({NodeKind::site, each.place, each.id, {site}, {}});
        if (const auto stage = stage_of(world, each)) stages[{each.place, *stage}].push_back(site);
    }
    for (int lane = 0; at(lane) < world.lanes.size(); ++lane) {
        const Lane& each = world.lanes[at(lane)];
        if (each.flow <= 0) continue;
        const int from = place_of(world, each.from);
        nodes.push_back({NodeKind::lane, from, item_id(world, each.from) + ": " + place_id(world, from) + " to " + place_id(world, place_of(world, each.to)), {}, {lane}});
    }
    for (int lane = 0; at(lane) < world.lanes.size(); ++lane) {   // idle ones too: exports stop wherever they would go
        exports[world.lanes[at(lane)].from].push_back(lane);
    }
    for (auto& [market, lanes] : exports) {
        const bool runs = std::any_of(lanes.begin(), lanes.end(), [&](int lane) { return world.lanes[at(lane)].flow > 0; });
        if (runs) nodes.push_back({NodeKind::exports, place_of(world, market), "exports of " + item_id(world, market) + " from " + place_id(world, place_of(world, market)), {}, lanes});
    }
    for (const auto& [key, sites] : stages) nodes.push_back({NodeKind::stage, key.first, to_text(key.second) + " at " + place_id(world, key.first), sites, {}});
    return nodes;
}

PhysicalShares::PhysicalShares(const World& world) : world_(world), inflows_(world.markets.size()) {
    std::vector<double> total(world.markets.size(), 0.0);
    const auto add = [&](int market, bool from_site, int index, double amount) {
        if (amount <= 0) return;
        inflows_[at(market)].push_back({from_site, index, amount});
        total[at(market)] += amount;
    };
    for (int site = 0; at(site) < world.sites.size(); ++site) {
        for (const Leg& leg : world.sites[at(site)].outputs) add(leg.market, true, site, leg.per_activity * world.sites[at(site)].activity);
    }
    for (int lane = 0; at(lane) < world.lanes.size(); ++lane) add(world.lanes[at(lane)].to, false, lane, world.lanes[at(lane)].flow);
    for (std::size_t market = 0; market < inflows_.size(); ++market) {
        for (Inflow& inflow : inflows_[market]) inflow.share /= total[market];
    }
}

std::vector<double> PhysicalShares::supply_left(const ChokeNode& node) const {
    std::vector<double> market(world_.markets.size(), 1.0), site(world_.sites.size(), 1.0), lane(world_.lanes.size(), 1.0);
    for (const int stopped : node.sites) site[at(stopped)] = 0;
    for (const int stopped : node.lanes) lane[at(stopped)] = 0;
    // Everything starts whole and only falls, so the rounds end at the largest state in which all shortages agree.
    double moved = 1;
    for (int round = 0; moved > kSettled && round < kRounds; ++round) {
        moved = 0;
        for (std::size_t i = 0; i < market.size(); ++i) {
            if (inflows_[i].empty()) continue;
            double left = 0;
            for (const Inflow& inflow : inflows_[i]) {
                left += inflow.share * (inflow.from_site ? site[at(inflow.index)] : lane[at(inflow.index)] * market[at(world_.lanes[at(inflow.index)].from)]);
            }
            left = std::min(left, market[i]);
            moved = std::max(moved, market[i] - left);
            market[i] = left;
        }
        for (std::size_t i = 0; i < site.size(); ++i) {
            for (const Leg& leg : world_.sites[i].inputs) {
                if (leg.per_activity > 0) site[i] = std::min(site[i], market[at(leg.market)]);
            }
        }
    }
    return market;
}

StopLoss loss_of_running(const World& world, std::vector<double> running) {
    StopLoss loss;
    double all = 0;
    for (std::size_t use = 0; use < world.uses.size(); ++use) {
        const double worth = world.uses[use].value_added;
        all += worth;
        loss.value_added += worth * (1 - running[use]);
        if (worth > 0 && world.uses[use].output > 0 && running[use] < kStopped) loss.stopped.push_back(static_cast<int>(use));
    }
    loss.share = all > 0 ? loss.value_added / all : 0;
    loss.running = std::move(running);
    return loss;
}

StopLoss PhysicalShares::without_replacement(const ChokeNode& node) const {
    const std::vector<double> left = supply_left(node);
    std::vector<double> running;
    for (const Use& use : world_.uses) {
        double runs = 1;
        for (const Need& need : use.needs) {
            if (need.intensity <= 0) continue;
            const double got = left[at(need.market)];
            runs = std::min(runs, need.critical ? got : 0.5 + 0.5 * got);
        }
        running.push_back(runs);
    }
    return loss_of_running(world_, std::move(running));
}

std::vector<StopLoss> losses_without_replacement(const World& world, const std::vector<ChokeNode>& nodes, int threads) {
    const PhysicalShares shares(world);
    std::vector<StopLoss> losses(nodes.size());
    parallel_for(threads, nodes.size(), [&](std::size_t i) { losses[i] = shares.without_replacement(nodes[i]); });
    return losses;
}

}  // namespace countervail
