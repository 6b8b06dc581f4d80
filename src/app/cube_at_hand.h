// SPDX-License-Identifier: Apache-2.0
// The trade that a question is asked of: a cube that the user imported, or the critical items of the default world.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/world_at_hand.h"
#include "dependence/asymmetry.h"
#include "trade/trade_cube.h"

namespace countervail {

/// In place of a cube's name: the world's items, whatever was imported.
inline constexpr const char* kWorldItems = "items";

struct CubeAtHand {
    std::string name;              ///< as asked, or the cube's id
    TradeCube cube;
    bool items_only = false;       ///< the world's critical items: says nothing about all trade
};

/// By name or path; without one the trade imported last, else the world's items.
Result<CubeAtHand> open_cube(const Settings& settings, const WorldAtHand& world, const std::string& name);

/// "hs4" or "4" → 4; empty → 0, the cube's own.
Result<int> digits_of_level(const std::string& level);

/// The cube at that level.
Result<TradeCube> at_level(const TradeCube& cube, int digits);

/// The year, when the cube has it; its last one when none is asked for.
Result<int> year_of(const TradeCube& cube, std::optional<int> asked);

/// Index of a place by id or by its name; the nearest is named when there is none.
Result<PlaceIndex> place_of(const TradeCube& cube, const std::string& text);

/// "HKG=CHN" counts the first with the second, "DEU,FRA,ITA=EUU" several with one, which may be new. Ids are checked when applied.
Result<PlaceFold> read_fold(const std::string& text);
/// The cube with the folds applied; the choice is on its record.
Result<TradeCube> folded(const TradeCube& cube, const std::vector<PlaceFold>& folds);

}  // namespace countervail
