// SPDX-License-Identifier: Apache-2.0
// What a change of policy does to each place's real income: exactly, and as the first-order decomposition that Caliendo & Parro
// 2015 published (their eq. 16).
//
// The two are not the same. The published one evaluates first-order terms with the volumes after a large change, and where tariffs
// fall from high rates it counts as gain what prices have long taken back: 1.31% for the middle country of their experiment,
// where real income rises by 0.007%. Report the exact one; the other is here to compare with print.
#pragma once

#include "equilibrium/hat_algebra.h"

namespace countervail {

/// In per cent of the place's income before the change.
struct PlaceWelfare {
    double terms_of_trade = 0;     ///< first order: prices of what it sells against what it buys
    double volume_of_trade = 0;    ///< first order: tariff revenue on volumes that change
    double delivery_cost = 0;      ///< first order: goods that take more or less to deliver; 0 when only tariffs change
    double first_order = 0;        ///< their sum
    double real_wage = 0;          ///< exact: ŵ/P̂ − 1
    double real_income = 0;        ///< exact: Î/P̂ − 1
};

struct TradeEffects {
    TradeEquilibrium before, after;
    std::vector<PlaceWelfare> places;
};

/// Solves both policies (on two threads when `threads` > 1) and compares them.
Result<TradeEffects> trade_effects(const TradeModel& model, const TradePolicy& before, const TradePolicy& after, int threads = 1, const HatOptions& options = {});

}  // namespace countervail
