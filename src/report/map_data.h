// SPDX-License-Identifier: Apache-2.0
// What a map is drawn from: outlines of countries, and the countries behind places that are none.
#pragma once

#include <vector>

#include "base/library.h"
#include "report/outlines.h"
#include "world/place_groups.h"

namespace countervail {

struct MapData {
    std::vector<Outline> outlines;     ///< empty where the library has none
    PlaceGroups groups;
};

/// data/map of the library. Fails with what read_outlines and read_place_groups find.
Result<MapData> read_map(const Library& library);

}  // namespace countervail
