// SPDX-License-Identifier: Apache-2.0
// Controls as they meet trade: which items of the catalogue a power licenses or forbids on their way to a place on a day, as codes of a
// cube, and third places between two powers with the law of each destination asked apart. docs/methods/dependence-third-countries.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "controls/regime.h"
#include "dependence/third_countries.h"
#include "materials/catalogue.h"
#include "trade/trade_cube.h"

namespace countervail {

struct ControlledItem {
    int item = 0;                 ///< of the catalogue
    Treatment treatment;          ///< licence or prohibited
};

/// Items made at and shipped from `power` that the law of `on` licenses or forbids towards `destination`, for an end use of that class
/// ("civil"), buyer unlisted; in the order of the catalogue. Tariffs are no controls here.
std::vector<ControlledItem> controlled_items(const Regime& regime, const Catalogue& catalogue, std::string_view power, std::string_view destination,
                                             std::string_view end_use, Date on);

/// The same as codes of a cube: ids of items where the cube has items; else the customs codes of the items, cut to the six digits that all
/// countries share and to the level of the cube, each with the share of the code that the items are. Shares of several items under
/// one code add up to 1 at most. A national code of eight digits is a part of its six: coverage is then an upper bound.
std::vector<ControlledCode> controlled_codes(const std::vector<ControlledItem>& items, const Catalogue& catalogue, const TradeProvenance& cube);

struct LawOfThirds {
    std::string a, b;             ///< ids of the two powers
    Date on;
    std::string end_use;          ///< class of end use that is asked about
    int year = 0;                 ///< of the trade
    double threshold = 0.5;
};

/// third_countries() with the codes that bind towards each place; places under the same law share one pass. In the answer the codes of the
/// question are those of all destinations together.
Result<ThirdCountries> third_countries_under_law(const TradeCube& cube, const Regime& regime, const Catalogue& catalogue, const LawOfThirds& question, int threads);

}  // namespace countervail
