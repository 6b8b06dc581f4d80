// SPDX-License-Identifier: Apache-2.0
// Where a place of the world and an industry of ours stand in a table that may have other places and other industries.
#pragma once

#include <vector>

#include "economy/industries.h"
#include "economy/io_table.h"
#include "world/world.h"

namespace countervail {

struct CellShare {
    int cell = 0;        ///< of the table
    double share = 0;    ///< of what the world knows of the place and industry; the shares add up to 1
};

/// A group of countries (Industries::place_groups) is spread over its members, an industry inside several of the table's
/// over these, both by output. A place that the table does not have falls to the table's rest of the world.
class CellMap {
  public:
    CellMap(const IoTable& table, const Industries& industries, const World& world);

    /// Empty where the table has neither the place nor the industry, or no output there.
    const std::vector<CellShare>& cells(int place, int industry) const {
        return shares_[static_cast<std::size_t>(place) * industries_ + static_cast<std::size_t>(industry)];
    }
    /// Industries of the table that hold one of ours.
    const std::vector<int>& table_industries(int industry) const { return holding_[static_cast<std::size_t>(industry)]; }
    /// Places of the table behind a place of the world.
    const std::vector<int>& table_places(int place) const { return places_[static_cast<std::size_t>(place)]; }

  private:
    void find_places(const IoTable& table, const Industries& industries, const World& world);

    std::size_t industries_;
    std::vector<std::vector<int>> holding_, places_;
    std::vector<std::vector<CellShare>> shares_;
};

}  // namespace countervail
