// SPDX-License-Identifier: Apache-2.0
// What the law was on a day, as far as anyone could know it by another day.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/library.h"
#include "controls/act.h"

namespace countervail {

/// A flow as the law sees it. Places are ISO3; `end_use_class` is "civil", "military", "semiconductor" …
struct Flow {
    std::string item;
    std::string origin;        ///< where the item was made
    std::string exporter;      ///< where it is shipped from
    std::string destination;
    std::string end_use_class;
};

/// What the law requires of a flow.
struct Treatment {
    Requirement requirement = Requirement::free;
    Policy policy = Policy::none;
    std::string act, clause;               ///< the strictest one that fired; empty when free
    std::string reason;                    ///< one sentence
    double tariff = 0;                     ///< additional ad-valorem import duty of the destination, share of value
    std::vector<std::string> tariff_acts;
    bool operator==(const Treatment&) const = default;
};

/// Acts on two time axes.
class Regime {
  public:
    /// Reads the named acts ("CHN/mofcom-gacc-2025-18") from rules/. Fails on an unknown act (nearest named), on any
    /// problem of a file, and on two acts that contradict each other (both places named). Acts announced after
    /// `known_on` are left out when `drop_unknown`, else refused.
    static Result<Regime> read(const Library& library, const std::vector<std::string>& acts, Date known_on,
                               bool drop_unknown = true);

    Treatment treatment(const Flow& flow, Date on) const;
    /// Status of a clause on a day: not_yet_in_force, in_force, suspended, lapsed, never_operated.
    ClauseStatus status(std::string_view act, std::string_view clause, Date on) const;
    const std::vector<Act>& acts() const;
    /// Days on which some treatment may change, ascending.
    std::vector<Date> change_days() const;
    /// The same regime without one act (and without what suspends or amends only it).
    Regime without(std::string_view act) const;

  private:
    std::vector<Act> acts_;
    Date known_on_;
};

}  // namespace countervail
