// SPDX-License-Identifier: Apache-2.0
// The week's money, in double entry: every payment has a payer and a payee, so balances of all parties sum to zero.
//
// Goods are bought from and sold to the traders of a market at the price of the week. Plants and users buy; plants
// sell; shippers buy where goods leave, pay freight and duty, and sell where goods arrive. What a shipper of licensed
// goods is left with, beyond freight and duty, is the licence rent: it goes to whoever holds the licences.
#pragma once

#include <array>

#include "simulation/state.h"

namespace countervail {

enum class Party : int { users, plants, traders, shippers, carriers, treasuries, count_ };
inline constexpr int kParties = static_cast<int>(Party::count_);

/// Net receipts (+) or payments (−) of the week, USD, by party and draw.
struct Accounts {
    std::array<BlockValues, kParties> balance{};
    std::array<BlockValues, kParties> turnover{};   ///< sum of absolute payments: the scale that errors are seen on
    double of(Party party, int draw) const { return balance[static_cast<std::size_t>(party)][static_cast<std::size_t>(draw)]; }
};

/// Books the week that `state` has just stepped through (`week` is its index).
Accounts settle_accounts(const Network& network, const Schedule& schedule, const State& state, int week);

/// Licence rent of one lane in the week: departed × (price there − price here − freight − duty), where positive.
/// USD by draw.
void licence_rent(const Network& network, const Schedule& schedule, const State& state, int week, int lane, double* rent);

}  // namespace countervail
