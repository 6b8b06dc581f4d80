// SPDX-License-Identifier: Apache-2.0
// What worlds/<id>.toml asks for, with every figure looked up as it was known on the day: which processes, uses and
// lanes may exist where, and what the statements claim about them. Rates are per week in the item's own unit.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "materials/figure.h"
#include "world/world.h"

namespace countervail {

/// A claimed number with its standard deviation and the statement behind it.
struct Claimed {
    double value = 0, sigma = 0;
    std::string statement;
};

struct SitePlan {
    int process = 0, place = 0;
    double utilisation = 1;          ///< activity / capacity at baseline
    Place where;
};

struct UsePlan {
    int end_use = 0, place = 0;
    double value_added = 0;          ///< USD per unit of output
    double stock_weeks = 0;
    std::set<int> not_critical;      ///< items that only slow it
    Place where;
};

struct LanePlan {
    int item = 0, from = 0, to = 0;
    bool idle = false;               ///< exists, but carries nothing at baseline
};

/// What a claim adds up. Sets of indices; empty sets of places stand for "everywhere".
struct Quantity {
    enum class Kind { made, taken, used, output, shipped, activity };
    Kind kind = Kind::made;
    std::set<int> items, processes, uses, places, to;
};

/// sum(measure) − sum(less) = value, or, when `of` is set, = value × sum(of).
struct Claim {
    Claimed claimed;
    Quantity measure;
    std::optional<Quantity> less, of;
    double via = 1;                  ///< t of the item in 1 t as the statement counts it (blank → finished …)
    double unit = 1;                 ///< model units per canonical unit of the statement (chips: 1e-6)
    bool at_most = false;            ///< a capacity: only what goes beyond it is a miss
    std::string meaning;
    Place where;
};

struct PricePlan {
    double price = 0;                ///< USD per unit, at `place`
    int item = 0, place = 0;
};

/// Parameters that hold for all items of a stage.
struct StagePlan {
    double stock_weeks = 0;          ///< cover that traders and makers hold
    double freight = 0;              ///< USD per unit and lane
    double insurance = 0;            ///< share of the price, per lane
};

struct ProjectPlan {
    std::string id, statement;
    int process = 0, place = 0;
    Date planned_on;
    double capacity = 0, ramp_weeks = 0;
};

struct WorldPlan {
    std::string id;
    Interval year;
    std::vector<WorldPlace> places;
    std::vector<std::string> corridors;                    ///< of each place
    std::vector<std::vector<double>> transit;              ///< weeks between corridors of two places [from][to]
    std::vector<StagePlan> stages;                         ///< by Stage
    std::vector<SitePlan> sites;
    std::vector<UsePlan> uses;
    std::vector<LanePlan> lanes;
    std::vector<Claim> claims;
    std::vector<PricePlan> prices;
    std::vector<ProjectPlan> projects;
    std::vector<DroppedClaim> dropped;
    double concentrate_payable = 0;                        ///< of the value of the oxides in it
    double scrap_payable = 0;
    double metal_fee = 0, magnet_fee = 0, product_fee = 0; ///< USD per t beyond the inputs
    double processing_margin = 0;                          ///< of the inputs' value, beyond the fee
    double new_supplier_premium = 0;                       ///< of the price: what opening an idle lane costs
    double gravity_width = 0;                              ///< sigma of a lane without evidence, relative
    double home_preference = 0;                            ///< weight of home supply against one lane
};

/// The catalogue that worlds/<id>.toml is made of: its key `materials`, "" when absent (see read_catalogue).
Result<std::string> materials_of(const Library& library, std::string_view id);

/// The year that worlds/<id>.toml is written for: the middle of its key `year`; 0 when that is no period.
Result<int> own_year_of(const Library& library, std::string_view id);

/// Reads and checks; all problems at once. `figures` remembers what was used.
Result<WorldPlan> read_world_plan(const Library& library, FigureReader& figures, const Catalogue& catalogue,
                                  std::string_view id);

}  // namespace countervail
