// SPDX-License-Identifier: Apache-2.0
// Which clauses treat the world's trade differently in two cases: what there is to move an answer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulation/schedule.h"

namespace countervail {

/// One clause (of a tariff act: the act, without a clause) whose days on some lane or project differ.
struct ClauseEffect {
    std::string act, clause;
    bool on_projects = false;      ///< it withholds a technology from projects; `touched` counts those
    int touched = 0;               ///< lanes or projects on which its days differ
    double value = 0;              ///< baseline trade that it touches there in either case, USD per year; 0 for projects
    double base_days = 0, other_days = 0;   ///< value-weighted mean days in force there (projects: plain mean)
};

/// Largest difference of value × days first, projects last. `items`: by item, whether its lanes count; technology is
/// counted when any of a project's outputs does.
std::vector<ClauseEffect> clause_effects(const Network& network, const Schedule& base, const Schedule& other,
                                         const std::vector<std::uint8_t>& items);

/// The items and everything that goes into them, tier by tier.
std::vector<std::uint8_t> with_inputs(const Catalogue& catalogue, std::vector<std::uint8_t> items);

}  // namespace countervail
