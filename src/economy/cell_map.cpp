// SPDX-License-Identifier: Apache-2.0
#include "economy/cell_map.h"

#include <algorithm>
#include <set>

namespace countervail {

CellMap::CellMap(const IoTable& table, const Industries& industries, const World& world)
    : industries_(industries.list.size()), holding_(table_industries_of(table, industries)) {
    find_places(table, industries, world);
    for (const std::vector<int>& places : places_) {
        for (const std::vector<int>& holding : holding_) {
            std::vector<CellShare> shares;
            double sum = 0;
            for (const int place : places) {
                for (const int industry : holding) {
                    const double output = table.output[table.cell(place, industry)];
                    if (output > 0) shares.push_back({table.cell(place, industry), output});
                    sum += std::max(output, 0.0);
                }
            }
            for (CellShare& share : shares) share.share /= sum;
            shares_.push_back(std::move(shares));
        }
    }
}

void CellMap::find_places(const IoTable& table, const Industries& industries, const World& world) {
    places_.resize(world.places.size());
    std::set<int> taken;
    const auto give = [&](std::size_t place, int found) {
        if (found >= 0 && taken.insert(found).second) places_[place].push_back(found);
    };
    const auto members = [&](std::size_t place) -> const std::vector<std::string>& {
        return codes_of(industries.place_groups, world.places[place].id);
    };
    for (std::size_t place = 0; place < places_.size(); ++place) give(place, table.place(world.places[place].id));
    for (std::size_t place = 0; place < places_.size(); ++place) {
        if (!places_[place].empty()) continue;
        for (const std::string& code : members(place)) give(place, table.place(code));
    }
    for (std::size_t place = 0; place < places_.size(); ++place) {
        if (members(place) != std::vector<std::string>{"*"}) continue;
        for (int other = 0; other < static_cast<int>(table.places.size()); ++other) give(place, other);
    }
    const int rest = table.place("ROW");
    for (std::vector<int>& places : places_) {
        if (places.empty() && rest >= 0) places.push_back(rest);
    }
}

}  // namespace countervail
