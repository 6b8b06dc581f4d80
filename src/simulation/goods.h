// SPDX-License-Identifier: Apache-2.0
// What the law can know of the goods on a lane beyond item and places: their origins and contents, from the world, and
// the technology that made them, from the scenario's assumptions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "evidence/ledger.h"
#include "simulation/parameters.h"
#include "simulation/provenance.h"

namespace countervail {

/// A technology of one origin, as a scenario states it.
struct TechnologyChoice {
    std::string id;
    std::string origin;                              ///< ISO3
    std::vector<std::string> processes;              ///< patterns over the ids of processes
    std::vector<std::string> items;                  ///< what a plant would import: items of rules/items/
    std::string share;                               ///< statement: share of plants elsewhere that use it
    std::map<std::string, std::string> share_in;     ///< by place: another statement
    Place where;
};

/// The same with numbers. Shares are in 0…1.
struct Technology {
    std::string id, origin;
    std::vector<std::string> items;
    std::vector<std::uint8_t> covers;                ///< by site: runs one of its processes
    std::vector<Range> share;                        ///< by site: of the plants there that use it; 1 at its own place
};

/// A share that hangs on where in their ranges the technology shares lie (Parameter::technology_level, L in 0…1, the
/// same for all plants): low at L = 0, most likely at ½, high at 1, linear between.
struct TechnologyShare {
    double fixed = 0, lower = 0, upper = 0;   ///< fixed + lower·min(1, 2L) + upper·max(0, 2L − 1)
    double at(double level) const { return fixed + lower * (level < 0.5 ? 2 * level : 1.0) + upper * (level < 0.5 ? 0.0 : 2 * level - 1); }
    bool none() const { return fixed == 0 && lower == 0 && upper == 0; }
};
inline TechnologyShare technology_share(const Range& range) { return {range.low, range.mode - range.low, range.high - range.mode}; }

struct GoodsFacts {
    Provenance provenance;                           ///< empty: everything is made where it is shipped from
    std::vector<Technology> technologies;
    std::vector<std::string> statements;             ///< ids of the shares, as of known_on
};

/// All problems at once: a process, place or statement that does not exist (nearest named), a share outside 0…1,
/// two technologies of one process, later knowledge.
Result<GoodsFacts> goods_facts(const Network& network, const Ledger& ledger, const std::vector<TechnologyChoice>& technologies,
                               Date known_on);

}  // namespace countervail
