// SPDX-License-Identifier: Apache-2.0
// A question put to the model: which world, which acts, which cases, what is uncertain, what to watch.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/library.h"
#include "simulation/parameters.h"

namespace countervail {

/// One course of events. `base` is the one the others are compared with ("published baseline").
struct Case {
    std::string id;
    std::string name;                    ///< for people
    bool base = false;
    std::vector<std::string> with;       ///< acts added to [controls] use
    std::vector<std::string> without;    ///< acts left out
    bool no_acts = false;
    Place where;
};

/// Which rows of the ledger were observed for a watched series.
struct ObservedRows {
    std::string quantity, item, place, partner, use;
    bool given() const { return !quantity.empty(); }
};

/// A flow summed over items and destinations, by calendar month.
struct WatchExports {
    std::string id, title;
    std::vector<std::string> items;
    std::string from;
    std::vector<std::string> to;         ///< empty: everywhere
    ObservedRows observed;
    Place where;
};

/// The price of an item in two regions, by week.
struct WatchPrice {
    std::string id, title, item;
    std::string inside, outside;         ///< regions of the world's places
    ObservedRows observed;               ///< price ratios
    Place where;
};

struct Scenario {
    std::string id, question, world;
    Date known_on;
    Date from, through;
    int draws = 1000;
    std::uint64_t seed = 1;
    std::vector<std::string> acts;
    Place acts_where;                    ///< where [controls] use stands
    std::vector<Case> cases;             ///< at least one; exactly one is base
    std::vector<Override> uncertain;
    std::string focus_act;               ///< the act that the first sentence speaks of
    std::string focus_sector;            ///< the sector it looks at first, e.g. "vehicles"
    std::string controller, target;      ///< places of the two powers
    std::vector<WatchExports> exports;
    std::vector<WatchPrice> prices;
    ObservedRows observed_approvals;     ///< share of applications approved, by date
    ObservedRows observed_stops;         ///< days from control to first plant stop
    int explain_top = 10;
    Place where;
};

/// Reads one scenario; all problems at once.
Result<Scenario> read_scenario(std::string text, const std::string& name);

}  // namespace countervail
