// SPDX-License-Identifier: Apache-2.0
// What `rules on DATE` (the stock of law on a day) and `rules between A B` (what changed) show, limb by limb, with what
// other branches and readings make of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "controls/rules_book.h"

namespace countervail {

/// A standing that another law gives where the stated one differs: "CN-2, CN-3", "suspended until 2027-01-10 by No. 70/2025".
struct OtherStanding {
    std::vector<std::string> laws;
    std::string words;
};

/// A rule on a day.
struct RuleOn {
    LimbRule rule;
    std::vector<OtherStanding> others;    ///< only where the status, or what suspends it, is another
};
/// What was published by the day, or held on it (some acts reach back).
std::vector<RuleOn> stock_of(const RulesBook& book, Date on);

/// Of these, the clauses that may bear on goods shipped from one place to another. Goods of third origin count: a clause on
/// goods merely made somewhere stands under every lane.
std::vector<RuleOn> lane_stock_of(const RulesBook& book, std::string_view from, std::string_view to, Date on);

/// A change of a rule on a day, or (without rules) the announcement of an act.
struct RuleChange {
    Date on;
    const Act* act = nullptr;
    std::vector<LimbRule> rules;          ///< the limbs that change alike
    std::string from, to;                 ///< in words
    std::string because;                  ///< id of the act that did it; empty when the rule's own time ran out
    Date announced_on;                    ///< since when it could be known
    std::vector<std::string> under;       ///< the other laws under which alone it happens; empty: under the stated one
    std::vector<OtherStanding> others;    ///< what stands that day under other laws
};
/// In (after, through], by day.
std::vector<RuleChange> changes_of(const RulesBook& book, Date after, Date through);

/// One row per limb: everything that is known of it.
Table rules_on(const RulesBook& book, Date on);
/// One row per limb and change, and one per act announced.
Table rules_between(const RulesBook& book, Date after, Date through);
/// Clauses that may bear on goods shipped between two places, in either direction, with the direction first.
Table rules_on_lane(const RulesBook& book, std::string_view a, std::string_view b, Date on);

/// "CN-2: The extension …" for every other law that a table speaks of, after the stated ones.
std::vector<std::string> branch_notes(const RulesBook& book, const std::vector<OtherStanding>& others);
/// "as known on 2025-10-20", "with all that is known".
std::string knowledge_words(const RulesBook& book);

}  // namespace countervail
