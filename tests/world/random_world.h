// SPDX-License-Identifier: Apache-2.0
// Small balanced worlds drawn at random, for property tests: a deposit with a basket of two to four elements, its
// separator, smelters, magnet makers with swarf and recycling, uses at several places, lanes with transit, lanes that
// stand idle, and a project. Balance, prices and margins hold by construction; check_world(random_world(seed)) is empty.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/random.h"
#include "world/world.h"

namespace countervail::testing {

class RandomWorld {
  public:
    explicit RandomWorld(std::uint64_t seed) : seed_(seed) {}

    World build() {
        elements_ = 2 + static_cast<int>(3 * next());
        places_ = 2 + static_cast<int>(4 * next());
        catalogue();
        flows();
        assemble();
        prices();
        return std::move(world_);
    }

  private:
    using Key = std::pair<int, int>;   // item, place

    double next() { return uniform(seed_, counter_++, 0, name_code("random-world")); }
    double between(double low, double high) { return low + (high - low) * next(); }

    int concentrate() const { return 0; }
    int oxide(int element) const { return 1 + element; }
    int metal(int element) const { return 1 + elements_ + element; }
    int magnet() const { return 1 + 2 * elements_; }
    int scrap() const { return magnet() + 1; }

    void add_process(const std::string& id, const std::string& kind, std::vector<Amount> inputs, std::vector<Amount> outputs) {
        Process process{id, id, kind, std::move(inputs), std::move(outputs), {}, {}};
        std::vector<double> net(elements_, 0.0);
        for (const Amount& amount : process.inputs) {
            for (const Content& content : world_.catalogue.items[amount.item].contents) net[content.element] += amount.per_activity * content.mass;
        }
        for (const Amount& amount : process.outputs) {
            for (const Content& content : world_.catalogue.items[amount.item].contents) net[content.element] -= amount.per_activity * content.mass;
        }
        for (int e = 0; kind != "mine" && e < elements_; ++e) {
            if (net[e] > 0) process.lost.push_back({e, net[e]});
        }
        world_.catalogue.processes.push_back(std::move(process));
    }

    void catalogue() {
        Catalogue& c = world_.catalogue;
        std::vector<double> basket(elements_);
        double total = 0;
        for (int e = 0; e < elements_; ++e) {
            const std::string name = "element" + std::to_string(e);
            c.elements.push_back({name, "E" + std::to_string(e), 57 + e, e > 1, true, "oxide", between(0.65, 0.9), "tests"});
            basket[e] = e == 1 ? between(0.005, 0.05) : between(0.1, 1);
            total += basket[e];
        }
        Item ore{"concentrate.test", "concentrate", Stage::concentrate, "t REO", {}, {}, {}};
        for (int e = 0; e < elements_; ++e) {
            basket[e] /= total;
            ore.contents.push_back({e, basket[e] * c.elements[e].oxide_to_metal});
        }
        c.items.push_back(ore);
        for (int e = 0; e < elements_; ++e) {
            c.items.push_back({c.elements[e].id + ".oxide", "oxide", Stage::oxide, "t oxide", {{e, c.elements[e].oxide_to_metal}}, {{"2846.90", "HS2022", 1}}, {}});
        }
        for (int e = 0; e < elements_; ++e) {
            c.items.push_back({c.elements[e].id + ".metal", "metal", Stage::metal, "t metal", {{e, 1.0}}, {}, {}});
        }
        const std::vector<Content> content = {{0, between(0.2, 0.32)}, {1, between(0.002, 0.03)}};
        c.items.push_back({"magnet.test", "magnet", Stage::magnet, "t magnet", content, {{"8505.11", "HS2022", 1}}, {}});
        const double dilution = between(0.7, 0.95);
        c.items.push_back({"scrap.test", "scrap", Stage::scrap, "t gross", {{0, content[0].mass * dilution}, {1, content[1].mass * dilution}}, {}, {}});

        recovery_ = between(0.8, 0.95);
        add_process("mine.test", "mine", {}, {{concentrate(), 1}});
        std::vector<Amount> oxides;
        for (int e = 0; e < elements_; ++e) oxides.push_back({oxide(e), basket[e] * recovery_});
        add_process("separate.test", "separate", {{concentrate(), 1}}, oxides);
        for (int e = 0; e < 2; ++e) {
            add_process("smelt." + std::to_string(e), "smelt", {{oxide(e), 1 / (c.elements[e].oxide_to_metal * between(0.9, 0.98))}}, {{metal(e), 1}});
        }
        const double swarf = between(0.2, 0.45), loss = between(0.01, 0.08);
        std::vector<Amount> metals, recycled;
        const double yield = between(0.8, 0.95);
        for (int e = 0; e < 2; ++e) {
            metals.push_back({metal(e), (content[e].mass * (1 + swarf * dilution)) / (1 - loss)});
            recycled.push_back({oxide(e), yield * content[e].mass * dilution / c.elements[e].oxide_to_metal});
        }
        add_process("make.test", "make", metals, {{magnet(), 1}, {scrap(), swarf}});
        add_process("recycle.test", "recycle", {{scrap(), 1}}, recycled);
        c.uses.push_back({"device", "devices", "vehicles", "civil", "devices", {{magnet(), between(0.0005, 0.01)}}, {}});
        c.uses.push_back({"weapon", "weapons", "defence", "military", "weapons", {{magnet(), between(0.01, 0.1)}, {oxide(elements_ - 1), between(0.001, 0.01)}}, {}});
        for (int e = 0; e < elements_; ++e) {
            c.uses.push_back({"other." + std::to_string(e), "other", "other", "civil", "t oxide", {{oxide(e), 1}}, {}});
        }
    }

    const Process& process(int index) const { return world_.catalogue.processes[index]; }
    void run(int process_index, int place, double activity) {
        activity_[{process_index, place}] += activity;
        for (const Amount& amount : process(process_index).inputs) net_[{amount.item, place}] -= amount.per_activity * activity;
        for (const Amount& amount : process(process_index).outputs) net_[{amount.item, place}] += amount.per_activity * activity;
    }
    void consume(int use, int place, double output) {
        output_[{use, place}] += output;
        for (const Amount& amount : world_.catalogue.uses[use].inputs) net_[{amount.item, place}] -= amount.per_activity * output;
    }
    void ship(int item, int from, int to, double flow) {
        if (from == to || flow <= 0) return;
        shipped_[{item, from, to}] += flow;
        net_[{item, from}] -= flow;
        net_[{item, to}] += flow;
    }

    /// Demand first, then backwards: magnets, metals, oxides, concentrate; what is left of the basket is used up.
    void flows() {
        const int other_maker = places_ > 2 ? 1 : 0;
        for (int p = 0; p < places_; ++p) {
            consume(0, p, between(10, 5000));
            if (p == 0 || next() < 0.4) consume(1, p, between(1, 50));
        }
        for (int p = 0; p < places_; ++p) {
            const int maker = p % 2 == 1 ? other_maker : 0;
            const double demand = -net_[{magnet(), p}];
            if (p != maker) ship(magnet(), maker, p, demand);
        }
        for (const int maker : {0, 1}) {
            if (maker > other_maker) break;
            const double made = -net_[{magnet(), maker}];
            if (made <= 0) continue;
            run(4, maker, made);
            run(5, maker, net_[{scrap(), maker}]);
            for (int e = 0; e < 2; ++e) run(2 + e, maker, -net_[{metal(e), maker}]);
        }
        double separated = 0;
        for (int e = 0; e < elements_; ++e) {
            for (int p = 1; p < places_; ++p) ship(oxide(e), 0, p, -net_[{oxide(e), p}]);
            separated = std::max(separated, -net_[{oxide(e), 0}] / process(1).outputs[e].per_activity);
        }
        run(1, 0, separated * between(1.05, 2));
        for (int e = 0; e < elements_; ++e) consume(2 + e, 0, net_[{oxide(e), 0}]);
        const double ore = -net_[{concentrate(), 0}], at_home = places_ > 1 ? between(0.2, 0.9) : 1;
        run(0, 0, ore * at_home);
        run(0, places_ - 1, ore * (1 - at_home));
        ship(concentrate(), places_ - 1, 0, ore * (1 - at_home));
    }

    void assemble() {
        for (int p = 0; p < places_; ++p) {
            world_.places.push_back({"P" + std::to_string(p), "place", p == 0 ? "china" : "rest", 10.0 * p, 20.0 * p});
        }
        std::map<Key, double> through;
        for (const auto& [key, activity] : activity_) {
            for (const Amount& amount : process(key.first).outputs) through[{amount.item, key.second}] += amount.per_activity * activity;
        }
        for (const auto& [lane, flow] : shipped_) through[{std::get<0>(lane), std::get<2>(lane)}] += flow;
        for (const auto& [key, amount] : through) world_.markets.push_back({key.first, key.second, 0, amount * between(1, 10), amount});
        const auto legs = [&](const std::vector<Amount>& amounts, int place) {
            std::vector<Leg> result;
            for (const Amount& amount : amounts) result.push_back({world_.market(amount.item, place), amount.per_activity});
            return result;
        };
        for (const auto& [key, activity] : activity_) {
            const Process& what = process(key.first);
            world_.sites.push_back({what.id + "@" + world_.places[key.second].id, key.first, key.second, legs(what.inputs, key.second),
                                    legs(what.outputs, key.second), activity, activity * between(1.05, 2), 0});
        }
        world_.projects.push_back({"project.test", static_cast<int>(world_.sites.size()) - 1, Date(2026, 1, 1), between(0.1, 5), 26, ""});
        for (const auto& [lane, flow] : shipped_) {
            const auto& [item, from, to] = lane;
            world_.lanes.push_back({world_.market(item, from), world_.market(item, to), flow, 0, static_cast<int>(7 * next())});
        }
        for (int from = 0; from < places_; ++from) {
            for (int to = 0; to < places_; ++to) {
                const bool exists = shipped_.contains({magnet(), from, to}) || from == to;
                const int a = world_.market(magnet(), from), b = world_.market(magnet(), to);
                if (!exists && a >= 0 && b >= 0 && next() < 0.5) world_.lanes.push_back({a, b, 0, 0, static_cast<int>(7 * next())});
            }
        }
        for (const auto& [key, output] : output_) {
            if (output <= 0) continue;
            const EndUse& what = world_.catalogue.uses[key.first];
            Use use{what.id + "@" + world_.places[key.second].id, key.first, key.second, {}, output, output * between(100, 1e5)};
            for (const Amount& amount : what.inputs) {
                use.needs.push_back({world_.market(amount.item, key.second), amount.per_activity, between(0.5, 8), amount.item == magnet()});
            }
            world_.uses.push_back(std::move(use));
        }
    }

    double& price(int item, int place) { return world_.markets[world_.market(item, place)].price; }

    void prices() {
        std::vector<double> at_home(elements_);
        for (double& p : at_home) p = std::exp(between(std::log(1000.0), std::log(1e6)));
        std::map<std::pair<int, int>, double> cost;   // item, place: freight from its source
        for (Market& market : world_.markets) {
            if (market.item < oxide(0) || market.item > oxide(elements_ - 1)) continue;
            market.price = at_home[market.item - 1] + (market.place == 0 ? 0 : between(20, 300));
        }
        double basket = 0;
        for (const Amount& amount : process(1).outputs) basket += amount.per_activity * price(amount.item, 0);
        price(concentrate(), 0) = 0.5 * basket;
        if (world_.market(concentrate(), places_ - 1) >= 0 && places_ > 1) price(concentrate(), places_ - 1) = between(0.4, 0.49) * basket;
        for (int p = 0; p < places_; ++p) {
            if (world_.market(scrap(), p) < 0) continue;
            for (int e = 0; e < 2; ++e) {
                const Process& smelt = process(2 + e);
                price(metal(e), p) = price(oxide(e), p) * smelt.inputs[0].per_activity + between(500, 9000);
            }
            double recycled = 0, metals = 0;
            for (const Amount& amount : process(5).outputs) recycled += amount.per_activity * price(amount.item, p);
            price(scrap(), p) = 0.6 * recycled;
            for (const Amount& amount : process(4).inputs) metals += amount.per_activity * price(amount.item, p);
            price(magnet(), p) = metals + between(2000, 20000);
        }
        for (const Lane& lane : world_.lanes) {
            Market& to = world_.markets[lane.to];
            if (to.item == magnet() && lane.flow > 0) to.price = world_.markets[lane.from].price + between(50, 2000);
        }
        for (Lane& lane : world_.lanes) {
            const double gap = world_.markets[lane.to].price - world_.markets[lane.from].price;
            lane.cost = lane.flow > 0 ? gap : std::max(gap, 0.0) + between(10, 5000);
        }
        for (Site& site : world_.sites) {
            for (const Leg& leg : site.outputs) site.margin += leg.per_activity * world_.markets[leg.market].price;
            for (const Leg& leg : site.inputs) site.margin -= leg.per_activity * world_.markets[leg.market].price;
        }
    }

    std::uint64_t seed_;
    std::uint32_t counter_ = 0;
    int elements_ = 0, places_ = 0;
    double recovery_ = 0;
    World world_{"random", Date(2025, 1, 1)};
    std::map<Key, double> net_;
    std::map<Key, double> activity_, output_;
    std::map<std::tuple<int, int, int>, double> shipped_;
};

inline World random_world(std::uint64_t seed) { return RandomWorld(seed).build(); }

}  // namespace countervail::testing
