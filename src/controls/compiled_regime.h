// SPDX-License-Identifier: Apache-2.0
// A regime prepared for thousands of questions: dates resolved, places packed, item lists hashed. Only
// regime.cpp and treatment.cpp use it.
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
};

struct CompiledClause {
    const Act* act = nullptr;
    const Clause* clause = nullptr;
    std::vector<Interval> in_force;
    PlaceRule origins, exporters, destinations;
    PatternSet items, items_except;
    struct Relief {
        Interval days;
        PatternSet items;
    };
    std::vector<Relief> reliefs;          ///< suspensions for some items only
    std::vector<int> beside, listed_by;   ///< indices of clauses, ascending
    std::vector<int> exempts;
    bool dependent = false;               ///< speaks only beside or through others
    bool asks_for_facts = false;
    std::string reason;

    bool lists(std::string_view item, std::uint64_t hash) const {
        return items.contains(item, hash) && !items_except.contains(item, hash);
    }
    bool holds(Date on) const;
};

struct Regime::Compiled {
    std::vector<Act> acts;                ///< by id; never changed after compile()
    Date known_on;
    std::vector<CompiledClause> clauses;
    std::map<std::pair<std::string, std::string>, ClauseDates> dates;   ///< by act and ref

    /// Clauses that list an item, ascending: ready for every item that some act names; for any other item only
    /// clauses with patterns can list it.
    std::unordered_map<std::string, std::vector<int>> by_item;
    std::vector<int> with_patterns;

    /// The clauses that list the item; `room` holds them when the item is in no act by name.
    const std::vector<int>& listing(const std::string& item, std::uint64_t hash, std::vector<int>& room) const;

    static std::shared_ptr<const Compiled> compile(std::vector<Act> acts, Date known_on);
};

}  // namespace countervail
