// SPDX-License-Identifier: Apache-2.0
// One balanced baseline: who mines, refines, makes, ships and needs what, at weekly rates, such that with no act and
// no shock every stock, price and flow stays where it is. Immutable once built. The simulation reads nothing else.
//
// Units: items in their own unit (t; chips in USD million) per week; prices in USD per unit of the item; money in USD.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/library.h"
#include "base/solved_programs.h"
#include "evidence/ledger.h"
#include "materials/catalogue.h"

namespace countervail {

struct WorldPlace {
    std::string id;          ///< ISO 3166-1 alpha-3, or "REU" (rest of the EU), "ROW"
    std::string name;
    std::string region;      ///< "china", "europe", "north-america", "asia", "rest": price zones and maps
    double latitude = 0, longitude = 0;
};

/// One item at one place. Supply meets demand here.
struct Market {
    int item = 0, place = 0;
    double price = 0;        ///< baseline, USD per unit of the item
    double stock = 0;        ///< baseline stock held by traders and makers
    double throughput = 0;   ///< what passes through per week at baseline (> 0)
};

struct Leg {
    int market = 0;
    double per_activity = 0;
};

/// A process at a place.
struct Site {
    std::string id;                  ///< "separate.bayan-obo@CHN"
    int process = 0, place = 0;
    std::vector<Leg> inputs, outputs;
    double activity = 0;             ///< baseline, units of activity per week
    double capacity = 0;             ///< units per week, ≥ activity
    double margin = 0;               ///< USD per unit of activity at baseline: value of outputs less inputs (> 0)
};

/// A dated addition of capacity outside the baseline (facts: projects). Slippage is drawn.
struct Project {
    std::string id;
    int site = 0;                    ///< which Site it enlarges (a site may start with activity 0)
    Date planned_on;
    double capacity = 0;             ///< units of activity per week once ramped up
    double ramp_weeks = 52;
    std::string statement;
};

/// Trade in one item between two places.
struct Lane {
    int from = 0, to = 0;            ///< markets of the same item
    double flow = 0;                 ///< baseline per week
    double cost = 0;                 ///< USD per unit: freight, insurance, handling; price(to) = price(from) + cost where flow > 0
    int transit_weeks = 1;           ///< ≥ 0
};

struct Need {
    int market = 0;
    double intensity = 0;            ///< item per unit of output
    double stock_weeks = 0;          ///< baseline cover the users hold themselves
    bool critical = true;            ///< output stops without it; otherwise it slows
};

/// An end use at a place.
struct Use {
    std::string id;                  ///< "vehicle.electric@DEU"
    int end_use = 0, place = 0;
    std::vector<Need> needs;
    double output = 0;               ///< baseline, output units per week
    double value_added = 0;          ///< USD per week at baseline output
};

/// How one statement fared in the reconciliation.
struct Residual {
    std::string statement;           ///< id
    double claimed = 0, low = 0, high = 0, reconciled = 0;   ///< in the statement's unit
    double standardised = 0;         ///< (reconciled − claimed) / sigma
    std::string meaning;             ///< what was compared, in words
};

/// A claim of the world file that the world of this day and year does without.
struct DroppedClaim {
    std::string statement;           ///< as the file names it
    std::string meaning;             ///< what would have been compared
    std::string reason;
};

struct World {
    std::string id;
    Date known_on;                   ///< nothing published later is in it
    int year = 0;                    ///< asked for instead of the file's own; 0: the file's
    Catalogue catalogue;
    std::vector<WorldPlace> places;
    std::vector<Market> markets;
    std::vector<Site> sites;
    std::vector<Project> projects;
    std::vector<Lane> lanes;
    std::vector<Use> uses;
    std::vector<Residual> residuals;       ///< largest |standardised| first
    std::vector<DroppedClaim> dropped;     ///< in the order of the file
    std::vector<std::string> statements;   ///< every id that entered
    std::vector<std::string> assumptions;  ///< every "assume:…" id that entered

    int place(std::string_view id) const;              ///< index, or -1
    int market(int item, int place) const;             ///< index, or -1
};

/// Reads worlds/<id>.toml and reconciles (docs/methods/world.md). Fails with all problems at once, or when the
/// reconciliation does not converge. `year`: the world as it stood in that year, from the ledger's rows for it (0: the
/// file's own). `known_on` is the day from which one looks, which may be much later than the year. `solved`: shared by
/// whoever builds several worlds, so that what they have in common is reconciled once; the world is the same without.
Result<World> build_world(const Library& library, const Ledger& ledger, std::string_view id, Date known_on, int year = 0, SolvedPrograms* solved = nullptr);

/// Balance, non-negativity, prices against lane costs, margins: what build_world guarantees and tests of random
/// worlds rely on. Empty when all hold to `tolerance` (relative).
Errors check_world(const World& world, double tolerance = 1e-9);

}  // namespace countervail
