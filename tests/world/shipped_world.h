// SPDX-License-Identifier: Apache-2.0
// The shipped library, ledger and worlds, read once for all tests of this folder.
#pragma once

#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "world/world.h"

namespace countervail::testing {

inline const Library& shipped_library() {
    static const Library library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
    return library;
}

inline const Ledger& shipped_ledger() {
    static const Ledger ledger = [] {
        auto read = Ledger::read(shipped_library());
        if (!read) ADD_FAILURE() << to_text(read.error());
        return std::move(read).value();
    }();
    return ledger;
}

inline const World& shipped_world(Date known_on) {
    static std::map<Date, World> worlds;
    if (const auto found = worlds.find(known_on); found != worlds.end()) return found->second;
    auto built = build_world(shipped_library(), shipped_ledger(), "world-2024", known_on);
    if (!built) ADD_FAILURE() << to_text(built.error());
    return worlds.emplace(known_on, std::move(built).value()).first->second;
}

constexpr double weeks_per_year = 365.25 / 7;

/// A year's output of the items that `item` accepts, by the processes that `process` accepts; place −1: everywhere.
inline double made_in_a_year(const World& world, int place, const std::function<bool(const Item&)>& item,
                             const std::function<bool(const Process&)>& process) {
    double sum = 0;
    for (const Site& site : world.sites) {
        if ((place >= 0 && site.place != place) || !process(world.catalogue.processes[site.process])) continue;
        for (const Leg& leg : site.outputs) {
            if (item(world.catalogue.items[world.markets[leg.market].item])) sum += leg.per_activity * site.activity;
        }
    }
    return sum * weeks_per_year;
}

/// A year's shipments out of `from`, to `to` (−1: everywhere).
inline double shipped_in_a_year(const World& world, int from, int to, const std::function<bool(const Item&)>& item) {
    double sum = 0;
    for (const Lane& lane : world.lanes) {
        const Market &a = world.markets[lane.from], &b = world.markets[lane.to];
        if (a.place == from && (to < 0 || b.place == to) && item(world.catalogue.items[a.item])) sum += lane.flow;
    }
    return sum * weeks_per_year;
}

}  // namespace countervail::testing
