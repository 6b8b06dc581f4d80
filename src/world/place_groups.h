// SPDX-License-Identifier: Apache-2.0
// Countries behind the places of a world that are no country: data/map/groups.csv, "place,codes", codes separated by
// spaces; "*" stands for every country that no other place of the world covers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "world/world.h"

namespace countervail {

/// (place, codes), in the order of the file.
using PlaceGroups = std::vector<std::pair<std::string, std::vector<std::string>>>;

/// All problems at once, each with its line.
Result<PlaceGroups> read_place_groups(std::string_view csv, const std::string& file);
/// Those of the library; empty where it has none.
Result<PlaceGroups> read_place_groups(const Library& library);

/// The codes of a group; empty where there is no such group.
const std::vector<std::string>& codes_of(const PlaceGroups& groups, std::string_view place);

/// Index of the place of the world that a country belongs to: itself, the group that names it, or the group of all others;
/// -1 when there is none.
int place_of_country(const World& world, const PlaceGroups& groups, std::string_view iso3);

}  // namespace countervail
