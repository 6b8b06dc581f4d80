// SPDX-License-Identifier: Apache-2.0
// The law as `rules` is asked for it, beside the same law under every other named branch and under the other answers
// to the question about end days: what hangs on them is found by reading both and comparing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "controls/regime.h"

namespace countervail {

struct RulesQuestion {
    /// The acts to show; none: all. All acts are read whatever is shown, since one that is not may suspend one that is.
    LawChoice choice;
    std::string by;                   ///< ISO3 of the power; empty: all
    /// An item or a pattern over items, a customs code by its beginning ("2846.90"), or a control code ("CHN:1C905.a").
    std::string item;
    std::optional<Date> known_on;     ///< empty: with all that the acts know
};

/// The law under one other branch, or one other reading.
struct OtherLaw {
    std::string name;                 ///< "CN-2", "end-day=exclusive"
    std::string power;                ///< whose acts it speaks of; empty: anybody's
    std::string meaning;
    Regime regime;
};

/// Clauses of one limb that demand the same under the same dates; or one suspension of an act.
struct LimbRule {
    const Act* act = nullptr;
    std::string limb;
    std::vector<const Clause*> clauses;   ///< empty: a suspension
    std::size_t suspension = 0;
    Date announced_on;
    ClauseDates dates;
    struct Relief {
        Interval days;
        std::vector<std::string> items;
        std::string act;
    };
    std::vector<Relief> reliefs;          ///< suspensions of some of its goods
};

struct RulesBook {
    RulesQuestion question;
    Regime law;
    std::vector<std::string> stated;      ///< "CN-1": the branches that `law` reads, chosen or the default of their power
    std::vector<OtherLaw> others;         ///< counterfactuals (branches that leave acts out) only when they are asked for

    /// Fails on what Regime::read refuses, and on an issuer or goods that no act names (the nearest named).
    /// With `known_on`, branches that nobody had announced by that day are left out.
    static Result<RulesBook> read(const Library& library, RulesQuestion question, int threads);

    /// What was asked for, by issuer, kind of act, day of announcement and limb. Clauses under a reading that is not the
    /// chosen one are silent and left out.
    std::vector<LimbRule> rules() const;
    /// Number or, when it has none, id of an act: "No. 70/2025".
    std::string short_name(std::string_view act) const;
};

/// The dates of a rule under another law; empty when that law lacks the act.
std::optional<ClauseDates> dates_under(const Regime& other, const LimbRule& rule);

/// Whether a clause lists the goods that RulesQuestion::item names. A clause about whatever other clauses list ("all
/// dual-use items") does when one of these does.
bool lists_goods(const Regime& regime, const Act& act, const Clause& clause, std::string_view goods);

}  // namespace countervail
