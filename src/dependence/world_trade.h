// SPDX-License-Identifier: Apache-2.0
// The trade that the program knows without imported data: the lanes of a world's baseline as a cube of items.
//
// The cube holds the world's critical items and nothing else. Shares of an item's imports are as good as the world's reconciliation;
// shares of all trade cannot be read off it, and claims about all trade are not judged on it (AsymmetryCurve::items_only).
#pragma once

#include <string_view>

#include "base/library.h"
#include "trade/trade_cube.h"
#include "world/world.h"

namespace countervail {

/// The year that the baseline of worlds/<id>.toml describes. Fails when there is no such world or its year is none.
Result<int> baseline_year(const Library& library, std::string_view world_id);

/// One year, `year`, with nomenclature "items". A lane's flow counts for a year of 365.25 days at the exporter's price, in thousand USD, and
/// in tonnes where the item is counted in mass. What a place supplies to itself (throughput of its market less imports and less
/// exports, at least 0) is booked as domestic, so that dependence on imports can be set against own supply ("supply-share"); all other
/// measures leave it out, as they do for customs data.
TradeCube trade_of_world(const World& world, int year);

}  // namespace countervail
