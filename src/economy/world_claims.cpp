// SPDX-License-Identifier: Apache-2.0
#include "economy/world_claims.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/unit.h"
#include "economy/cell_map.h"

namespace countervail {
namespace {

constexpr double kMillionPerYear = kWeeksInYear / 1e6;   // from USD per week

}  // namespace

std::vector<WorldClaim> compare_with_table(const World& world, const IoTable& table, const Industries& industries) {
    const CellMap map(table, industries, world);
    std::map<std::pair<int, int>, WorldClaim> found;
    for (std::size_t index = 0; index < world.uses.size(); ++index) {
        const Use& use = world.uses[index];
        const int industry = industries.of_use[static_cast<std::size_t>(use.end_use)];
        if (industry < 0 || use.value_added <= 0) continue;
        WorldClaim& claim = found[{use.place, industry}];
        claim.place = use.place;
        claim.industry = industry;
        claim.claimed += use.value_added * kMillionPerYear;
        claim.uses.push_back(static_cast<int>(index));
    }
    std::vector<WorldClaim> claims;
    for (auto& [key, claim] : found) {
        for (const auto& [cell, share] : map.cells(claim.place, claim.industry)) claim.held += std::max(0.0, table.value_added[cell]);
        std::stable_sort(claim.uses.begin(), claim.uses.end(), [&](int a, int b) {
            return world.uses[static_cast<std::size_t>(a)].value_added > world.uses[static_cast<std::size_t>(b)].value_added;
        });
        claims.push_back(std::move(claim));
    }
    std::stable_sort(claims.begin(), claims.end(), [](const WorldClaim& a, const WorldClaim& b) {
        return a.claimed * b.held > b.claimed * a.held;
    });
    return claims;
}

Errors notes_on_claims(const std::vector<WorldClaim>& claims, const World& world, const IoTable& table,
                       const Industries& industries) {
    Errors notes;
    for (const WorldClaim& claim : claims) {
        if (claim.claimed <= claim.held) continue;
        const Use& largest = world.uses[static_cast<std::size_t>(claim.uses.front())];
        notes.push_back({{table.id},
                         "the world's uses of " + industries.list[static_cast<std::size_t>(claim.industry)].id + " at " +
                             world.places[static_cast<std::size_t>(claim.place)].id + " add " + readable_number(claim.claimed, 3) +
                             " million USD a year, the table's whole industry " + readable_number(claim.held, 3),
                         "most of it is " + largest.id + ": check its value added in the world file, or the industry in the table"});
    }
    return notes;
}

}  // namespace countervail
