// SPDX-License-Identifier: Apache-2.0
// A world small enough to reason about by hand: two elements from one mine in AAA, separated there, one made into
// magnets in AAA and BBB; makers of cars in all three places and of missiles in CCC.
#pragma once

#include "world/world.h"

namespace countervail::test {

/// Balanced by construction; check_world(small_world()) is empty.
inline World small_world() {
    World w;
    w.id = "small";
    w.known_on = Date(2025, 1, 1);
    Catalogue& c = w.catalogue;
    c.elements = {{"xenium", "Xe", 1, true, true, "X2O3", 0.8, ""}, {"yonium", "Yo", 2, false, true, "Y2O3", 0.9, ""}};
    c.items = {
        {"concentrate.alpha", "concentrate", Stage::concentrate, "t REO", {{0, 0.8 * 0.25}, {1, 0.9 * 0.75}}, {}, {}},
        {"xenium.oxide", "xenium oxide", Stage::oxide, "t oxide", {{0, 0.8}}, {{"2846.90", "HS2022", 1}}, {}},
        {"yonium.oxide", "yonium oxide", Stage::oxide, "t oxide", {{1, 0.9}}, {{"2846.90", "HS2022", 1}}, {}},
        {"magnet.hot", "hot magnets", Stage::magnet, "t magnet", {{0, 0.2}, {1, 0.1}}, {{"8505.11", "HS2022", 0.5}}, {}},
        {"magnet", "magnets", Stage::magnet, "t magnet", {{1, 0.3}}, {{"8505.11", "HS2022", 0.5}}, {}},
    };
    // 1 t concentrate -> 0.25·0.96 xenium oxide + 0.75·0.96 yonium oxide; 4 % lost.
    c.processes = {
        {"mine", "mine", "mine", {}, {{0, 1.0}}, {}, {}},
        {"separate", "separate", "separate", {{0, 1.0}}, {{1, 0.24}, {2, 0.72}}, {{0, 0.008}, {1, 0.027}}, {}},
        // 1 t hot magnet holds 0.2 xenium + 0.1 yonium; a tenth more goes in and is lost.
        {"make.hot", "make hot magnets", "make", {{1, 0.275}, {2, 0.11 / 0.9}}, {{3, 1.0}}, {{0, 0.02}, {1, 0.01}}, {}},
        {"make", "make magnets", "make", {{2, 0.33 / 0.9}}, {{4, 1.0}}, {{1, 0.03}}, {}},
    };
    c.uses = {{"car", "cars", "vehicles", "civil", "cars", {{3, 1e-3}, {4, 1e-3}}, {}},
              {"missile", "missiles", "defence", "military", "missiles", {{3, 1e-2}}, {}},
              {"polish", "polishing", "industry", "civil", "t", {{2, 1.0}, {1, 0.01}}, {}}};
    w.places = {{"AAA", "Alphaland", "china", 0, 0}, {"BBB", "Betaland", "europe", 0, 0}, {"CCC", "Gammaland", "north-america", 0, 0}};
    const auto market = [&](int item, int place, double price) {
        w.markets.push_back({item, place, price, 0, 0});
        return static_cast<int>(w.markets.size()) - 1;
    };
    const double freight = 500;
    const int concentrate = market(0, 0, 5000);
    const int xa = market(1, 0, 200000), ya = market(2, 0, 20000);
    const int xb = market(1, 1, 200000 + freight), yb = market(2, 1, 20000 + freight);
    const int ha = market(3, 0, 70000), hb = market(3, 1, 70000 + freight), hc = market(3, 2, 70000 + freight);
    const int ma = market(4, 0, 15000), mb = market(4, 1, 15000 + freight), mc = market(4, 2, 15000 + freight);
    const auto use = [&](const char* id, int kind, int place, double output, double value, std::vector<Need> needs) {
        w.uses.push_back({std::string(id), kind, place, std::move(needs), output, value});
    };
    use("car@AAA", 0, 0, 200000, 2e9, {{ha, 1e-4, 3, true}, {ma, 1e-4, 3, true}});
    use("car@BBB", 0, 1, 100000, 1e9, {{hb, 1e-4, 3, true}, {mb, 1e-4, 3, true}});
    use("car@CCC", 0, 2, 100000, 1e9, {{hc, 1e-4, 3, true}, {mc, 1e-4, 3, true}});
    use("missile@CCC", 1, 2, 100, 5e8, {{hc, 5e-3, 10, true}});
    const auto made_in_b = 4.0;   // t of hot magnets per week from oxide shipped to BBB
    const double hot = 20 + 10 + 10 + 0.5, plain = 40;
    const double hot_a = hot - made_in_b;
    const double x_needed = 0.275 * hot, activity = x_needed / 0.24;
    const double y_left = activity * 0.72 - 0.11 / 0.9 * hot - 0.33 / 0.9 * plain;
    use("polish@AAA", 2, 0, y_left, 1e6, {{ya, 1.0, 4, false}});
    w.sites = {{"mine@AAA", 0, 0, {}, {{concentrate, 1.0}}, activity, activity * 1.3, 5000},
               {"separate@AAA", 1, 0, {{concentrate, 1.0}}, {{xa, 0.24}, {ya, 0.72}}, activity, activity * 1.5, 0},
               {"make.hot@AAA", 2, 0, {{xa, 0.275}, {ya, 0.11 / 0.9}}, {{ha, 1.0}}, hot_a, hot_a * 2, 0},
               {"make.hot@BBB", 2, 1, {{xb, 0.275}, {yb, 0.11 / 0.9}}, {{hb, 1.0}}, made_in_b, made_in_b * 2, 0},
               {"make@AAA", 3, 0, {{ya, 0.33 / 0.9}}, {{ma, 1.0}}, plain, plain * 2, 0}};
    for (Site& site : w.sites) {
        if (site.inputs.empty()) continue;
        for (const Leg& leg : site.outputs) site.margin += leg.per_activity * w.markets[static_cast<std::size_t>(leg.market)].price;
        for (const Leg& leg : site.inputs) site.margin -= leg.per_activity * w.markets[static_cast<std::size_t>(leg.market)].price;
    }
    w.lanes = {{xa, xb, 0.275 * made_in_b, freight, 5}, {ya, yb, 0.11 / 0.9 * made_in_b, freight, 5},
               {ha, hb, 10 - made_in_b, freight, 5},    {ha, hc, 10.5, freight, 4},
               {ma, mb, 10, freight, 5},                {ma, mc, 10, freight, 4},
               {hb, hc, 0, 2 * freight, 2}};
    for (const Site& site : w.sites) {
        for (const Leg& leg : site.outputs) w.markets[static_cast<std::size_t>(leg.market)].throughput += leg.per_activity * site.activity;
    }
    for (const Lane& lane : w.lanes) w.markets[static_cast<std::size_t>(lane.to)].throughput += lane.flow;
    for (Market& m : w.markets) m.stock = 4 * m.throughput;
    return w;
}

}  // namespace countervail::test
