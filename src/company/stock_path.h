// SPDX-License-Identifier: Apache-2.0
// One stock, day by day, for a block of draws: use at full output until it is out, then what arrives (the full-speed rule).
// Refilled, by what arrives above use, up to where it began and no further.
//
// With days of stock s and a delivered share φ < 1 from the first day on, it is out after s / (1 − φ) days. Over any deliveries the
// stock that is never out is the deepest fall of Σ(φ − 1) from an earlier height (the maximum drawdown), whatever s was.
#pragma once

#include <array>

#include "simulation/ensemble.h"

namespace countervail {

struct StockOutcome {
    BlockValues out_after{};             ///< days until it is out; kNever when it is not
    BlockValues needed{};                ///< days of stock with which it would not have been out
    BlockValues missed{};                ///< days of use that could not be served
};

/// A shortfall that plants make up (docs/methods/company.md): from this share on, deliveries count as whole.
inline constexpr float kWhole = static_cast<float>(1 - kFirstStop);

/// `arriving`: days × kBlock shares of a day's use. Writes the share of use that is served, days × kBlock.
StockOutcome run_stock(const float* arriving, int days, const BlockValues& stock, float* served);

}  // namespace countervail
