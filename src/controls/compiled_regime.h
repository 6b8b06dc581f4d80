// SPDX-License-Identifier: Apache-2.0
// A regime prepared for many thousands of questions: dates resolved, places packed, item lists hashed, dependence
// between clauses put in order. Only this folder's evaluation uses it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "controls/item_pattern.h"
#include "controls/regime.h"

namespace countervail {

/// Up to four letters in one number; anything longer is no place of an act and packs to 0.
std::uint32_t pack_place(std::string_view place);

struct PlaceRule {
    std::vector<std::uint32_t> only, except;
    bool allows(std::uint32_t place) const;
    bool any() const { return only.empty() && except.empty(); }
};

/// How far a clause speaks under the readings chosen: not at all, certainly, or under one answer to a question left open.
enum class Voice { silent, certain, open };

struct CompiledClause {
    const Act* act = nullptr;
    const Clause* clause = nullptr;
    std::vector<Interval> in_force;
    Date ends;                            ///< first day out for good
    PlaceRule origins, exporters, destinations, end_user_places, headquarters;
    PatternSet items, items_except;
    struct Relief {
        Interval days;
        PatternSet items;
    };
    std::vector<Relief> reliefs;          ///< suspensions for some items only
    std::vector<int> beside, listed_by;   ///< indices of clauses, ascending
    std::vector<int> exempts;
    int limb = 0;                         ///< index into Compiled::limbs
    int stratum = 0;                      ///< 0: speaks alone; else one more than the highest that it speaks beside
    Voice voice = Voice::certain;
    bool dependent = false;               ///< speaks only beside or through others
    bool asks_for_facts = false;
    std::string reason;

    bool lists(std::string_view item, std::uint64_t hash) const {
        return items.contains(item, hash) && !items_except.contains(item, hash);
    }
    bool holds(Date on) const;
};

/// The clauses of one limb; for a limb with open questions, the clauses that speak under each way to answer them.
struct CompiledLimb {
    const Act* act = nullptr;
    std::string name;
    std::vector<int> clauses;
    struct Way {
        std::vector<std::string> readings;   ///< "Q-1=inside"
        std::vector<int> clauses;
    };
    std::vector<Way> ways;                ///< only when a question is open
    std::vector<std::string> open;        ///< the open questions
};

struct Regime::Compiled {
    std::vector<Act> acts;                ///< by id; never changed after compile()
    std::uint64_t serial = 0;             ///< no two compiled regimes of a program share one
    Date known_on;
    LawTerms terms;
    LawChoice choice;
    std::vector<CompiledClause> clauses;
    std::vector<CompiledLimb> limbs;      ///< by act and name
    std::map<std::pair<std::string, std::string>, ClauseDates> dates;   ///< by act and ref

    /// Clauses that list an item, by stratum and index: ready for every item that some act or the vocabulary names; for any
    /// other item only clauses with patterns can list it.
    std::unordered_map<std::string, std::vector<int>> by_item;
    std::vector<int> with_patterns;
    std::vector<int> with_codes;
    std::unordered_map<std::string, std::vector<Fact>> item_facts;
    std::unordered_map<std::string, std::vector<std::string>> end_use_line;   ///< itself and what it is, when declared

    /// The clauses that may speak of the flow's goods; `room` holds them when they are not ready.
    const std::vector<int>& listing(const Flow& flow, std::uint64_t hash, std::vector<int>& room) const;
    const std::vector<int>& listed_by_patterns(const std::string& item, std::uint64_t hash) const;
    const CompiledClause& at(int index) const { return clauses[static_cast<std::size_t>(index)]; }
    std::string reading_of(std::string_view question) const;

    static std::shared_ptr<const Compiled> compile(std::vector<Act> acts, Date known_on, LawTerms terms, LawChoice choice);
};

/// Clauses that stand beside each other in a circle, spelled out; empty when there are none.
Errors circles(const Regime::Compiled& compiled);

}  // namespace countervail
