// SPDX-License-Identifier: Apache-2.0
// Does the world claim more than the table holds? The end uses of a world carry value added of their own (Use::value_added);
// where those of one industry at one place add up to more than the table gives that industry, one of the two is wrong.
#pragma once

#include <vector>

#include "economy/industries.h"
#include "economy/io_table.h"
#include "world/world.h"

namespace countervail {

struct WorldClaim {
    int place = 0;         ///< of the world
    int industry = 0;      ///< of Industries::list
    double claimed = 0;    ///< value added of the world's uses: USD million per year
    double held = 0;       ///< value added of the table: USD million per year; parts of a shared industry are counted by output
    std::vector<int> uses; ///< of the world, the largest first
};

/// Every place and industry where the world has uses, the largest claimed / held first.
std::vector<WorldClaim> compare_with_table(const World& world, const IoTable& table, const Industries& industries);

/// One note per cell where the world claims more than the table holds, for people.
Errors notes_on_claims(const std::vector<WorldClaim>& claims, const World& world, const IoTable& table,
                       const Industries& industries);

}  // namespace countervail
