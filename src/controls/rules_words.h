// SPDX-License-Identifier: Apache-2.0
// A rule of the law in words: how it stands on a day, what it demands, of whom, on which lane.
#pragma once

#include <string>
#include <vector>

#include "controls/rules_book.h"

namespace countervail {

/// The stretch of days around a day on which a rule stands alike.
struct LimbStanding {
    Standing standing;
    Date since;                          ///< its first day; for what has always stood so, the earliest date there is
    std::optional<Date> until;           ///< first day after it
    std::optional<Date> suspended_until; ///< first day after the suspension that holds; empty: none, or one without end
};
/// The same status, held by the same suspension where one matters.
bool stand_alike(const Standing& a, const Standing& b);
LimbStanding limb_standing(const ClauseDates& dates, Date on);
/// Days on which the standing changes, ascending.
std::vector<Date> turning_days(const ClauseDates& dates);

/// "suspended until 2026-11-10 by No. 70/2025; was in force 2025-10-09 to 2025-11-06 (29 days)".
std::string standing_words(const RulesBook& book, const ClauseDates& dates, Date on);
/// Without what was before: "in force", "not yet in force (from 2025-12-01)", "suspended until 2026-11-10 by No. 70/2025".
std::string short_standing_words(const RulesBook& book, const ClauseDates& dates, Date on);

/// "licence required", "additional duty 25%", "subject to this law", "suspends CHN/…".
std::string demand_words(const LimbRule& rule);
/// What it demands on the day: "licence required if reactivated", "licence required from 2025-12-01".
std::string demand_words(const LimbRule& rule, const ClauseDates& dates, Date on);
std::string policy_words(const LimbRule& rule);
/// Origin, exporter, destination, content.
std::string lane_words(const Act& act, const Clause& clause);
std::string user_words(const LimbRule& rule);
std::string use_words(const LimbRule& rule);
/// Facts that must hold.
std::string fact_words(const LimbRule& rule);
/// "Q-1 (open)", "Q-4 (technology)".
std::string question_words(const RulesBook& book, const LimbRule& rule);
std::string goods_words(const LimbRule& rule);
std::string control_code_words(const LimbRule& rule);
/// Codes that the clauses name, or else the codes of reference of their goods.
std::string customs_code_words(const RulesBook& book, const LimbRule& rule);
std::string source_words(const LimbRule& rule);
std::string clause_words(const LimbRule& rule);

}  // namespace countervail
