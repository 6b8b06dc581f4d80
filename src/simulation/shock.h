// SPDX-License-Identifier: Apache-2.0
// A loss of capacity that no law ordered: mines that close, a plant that burns. Plants of some processes at some places lose a share of
// what they could make from a day on, for some weeks, and win it back in a straight line. Share, length and recovery are ranges of the
// ledger; where in their ranges the truth lies are two uncertain inputs, shock.size and shock.length.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/ledger.h"
#include "simulation/draws.h"
#include "simulation/network.h"

namespace countervail {

/// As a scenario states it.
struct SupplyShock {
    std::string id;
    std::string name;                      ///< for people: "the closure of …"
    std::vector<std::string> processes;    ///< patterns with *
    std::vector<std::string> places;
    Date from;
    std::optional<Date> through;           ///< last day of the full loss
    std::string share;                     ///< statement: share of capacity that is lost
    std::string lasts;                     ///< statement: how long the full loss lasts, in place of `through`; neither: to the end of the run
    std::string recovery;                  ///< statement: time in which capacity comes back after it; empty: at once
    Place where;
};

/// A shock laid over the sites of a world: weeks are counted from the first day of the run.
struct ShockEffect {
    std::string id;
    std::vector<int> sites;
    double begins = 0;                     ///< weeks
    Range share;                           ///< 0…1
    Range weeks, recovery;                 ///< weeks
};

/// The point of a range at a level: 0 its low end, 0.5 the most likely value, 1 its high end, straight lines between.
double at_level(const Range& range, double level);

/// Mean over the week [week, week + 1) of what the loss is of its full size, between 0 and 1.
double share_of_loss(double begins, double weeks, double recovery, double week);

/// Finds sites and ranges. Unknown places and processes (nearest named), shocks that hit no plant, statements published after `known_on`,
/// shares outside 0…1: all at once.
Result<std::vector<ShockEffect>> shock_effects(const Network& network, const Ledger& ledger, const std::vector<SupplyShock>& shocks, Date known_on, Date run_from, Date run_until);

/// By site and draw: the share of capacity that is left in a week. Losses of several shocks multiply.
class RemainingCapacity {
  public:
    RemainingCapacity(const std::vector<ShockEffect>& shocks, const DrawBlock& draws, int week, int sites);
    /// Null where nothing is lost.
    const double* of(int site) const;

  private:
    std::vector<int> row_;                 ///< by site: index into left_, or -1; empty without shocks
    std::vector<BlockValues> left_;
};

}  // namespace countervail
