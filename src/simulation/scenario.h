// SPDX-License-Identifier: Apache-2.0
// A question put to the model: which world, which acts, which cases, what is uncertain, what to watch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/library.h"
#include "controls/regime.h"
#include "simulation/goods.h"
#include "simulation/observed_rows.h"
#include "simulation/parameters.h"
#include "simulation/shock.h"
#include "simulation/target.h"

namespace countervail {

/// One course of events. `base` is the one the others are compared with ("published baseline").
struct Case {
    std::string id;
    std::string name;                    ///< for people
    bool base = false;
    std::vector<std::string> with;       ///< acts added to [controls] use
    std::vector<std::string> without;    ///< acts left out
    std::vector<std::string> branches;   ///< named futures; when any are named they stand in place of those of [controls]
    std::vector<std::string> readings;   ///< answers to open questions, "Q-4=cset"; each in place of that of [controls]
    bool no_acts = false;
    std::vector<std::string> without_shocks;   ///< ids of shocks left out
    bool no_shocks = false;
    Place where, branches_where, readings_where;
};

/// A flow summed over items and destinations, by calendar month.
struct WatchExports {
    std::string id, title;
    std::vector<std::string> items;
    std::string from;                    ///< empty: from everywhere else
    std::vector<std::string> to;         ///< empty: everywhere
    ObservedRows observed;
    Place where;

    /// Whether what goes of an item from one place to another belongs to it.
    bool covers(std::string_view item, std::string_view origin, std::string_view destination) const;
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
    int world_year = 0;                  ///< the world as it stood in this year, from the ledger's rows for it; 0: the plan's own
    Date known_on;
    Date from, through;
    Date count_from;                     ///< stops, losses and accounts are counted from here; before it the run warms up
    int draws = 1000;
    std::uint64_t seed = 1;
    std::vector<std::string> acts;
    std::vector<std::string> branches, readings;
    Place acts_where, branches_where, readings_where;   ///< where they stand in [controls]
    Place posteriors_where, world_where, known_on_where;
    std::vector<TechnologyChoice> technologies;
    std::vector<SupplyShock> shocks;
    std::vector<Case> cases;             ///< at least one; exactly one is base
    std::vector<Override> uncertain;
    std::vector<std::string> posteriors; ///< data/posteriors/<id>.csv: what earlier episodes taught about some parameters
    std::string focus_act;               ///< the act that the first sentence speaks of; empty where it is a shock
    std::string focus_shock;             ///< the shock that it speaks of; empty where it is an act
    std::string focus_sector;            ///< the sector it looks at first, e.g. "vehicles"
    std::string controller, target;      ///< places of the two powers
    std::vector<WatchExports> exports;
    std::vector<WatchPrice> prices;
    ObservedRows observed_approvals;     ///< share of applications approved, by date
    ObservedRows observed_stops;         ///< days from control to first plant stop
    std::vector<Target> targets;         ///< what the scenario is scored on, once it is a hindcast; no run reads them
    int explain_top = 10;
    Place where;
};

/// Reads one scenario; all problems at once.
Result<Scenario> read_scenario(std::string text, const std::string& name);

/// The law of a case: the acts, branches and readings of [controls] as the case changes them.
LawChoice law_of(const Scenario& scenario, const Case& each);

/// Whether a case has a shock of the scenario.
bool keeps_shock(const Case& each, const std::string& shock);

/// Acts left out that are not in use, branches and readings that rules/ does not know (nearest named).
Errors check_law(const Scenario& scenario, const LawTerms& terms);

}  // namespace countervail
