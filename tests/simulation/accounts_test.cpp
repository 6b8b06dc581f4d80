// SPDX-License-Identifier: Apache-2.0
#include "simulation/accounts.h"

#include <gtest/gtest.h>

#include <cmath>

#include "simulation/small_world.h"
#include "simulation/step.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

struct Week {
    World world = test::small_world();
    Network network = lay_out(world);
    Schedule schedule = test::licensed_from(network, 60, 4, {2, 3}, {4, 5});
    DrawBlock draws = make_draws(test::middle_ranges(2), 3, 0);
    State state = rest(network, schedule, draws);
};

TEST(accounts, money_in_equals_money_out) {
    Week w;
    for (int week = 0; week < 60; ++week) {
        step(w.network, w.schedule, w.draws, {}, w.state);
        const Accounts accounts = settle_accounts(w.network, w.schedule, w.state, week);
        for (int d = 0; d < kBlock; ++d) {
            double sum = 0, scale = 0;
            for (int party = 0; party < kParties; ++party) {
                sum += accounts.of(static_cast<Party>(party), d);
                scale += accounts.turnover[static_cast<std::size_t>(party)][static_cast<std::size_t>(d)];
            }
            ASSERT_LT(std::abs(sum), 1e-12 * scale) << "week " << week;
        }
    }
}

// Traders only hold stock: what they receive less what they pay is the value of the stock they gave up. The books
// know nothing of stocks, so this finds any flow of goods that was not paid for.
TEST(accounts, traders_gain_what_their_stock_loses) {
    Week w;
    for (int week = 0; week < 60; ++week) {
        const Field before = w.state.stock;
        step(w.network, w.schedule, w.draws, {}, w.state);
        const Accounts accounts = settle_accounts(w.network, w.schedule, w.state, week);
        for (int d = 0; d < kBlock; ++d) {
            double given_up = 0;
            for (int m = 0; m < w.network.markets; ++m) {
                given_up += (before[m][d] - w.state.stock[m][d]) * w.network.price[static_cast<std::size_t>(m)] * w.state.traded_price[m][d];
            }
            const double scale = accounts.turnover[static_cast<std::size_t>(Party::traders)][static_cast<std::size_t>(d)];
            ASSERT_NEAR(accounts.of(Party::traders, d), given_up, 1e-9 * scale) << "week " << week;
        }
    }
}

TEST(accounts, rent_is_nothing_at_rest_and_something_while_the_licence_binds) {
    Week w;
    double rent[kBlock];
    step(w.network, w.schedule, w.draws, {}, w.state);
    licence_rent(w.network, w.schedule, w.state, 0, 3, rent);
    for (const double each : rent) EXPECT_NEAR(each, 0.0, 1.0);
    for (int week = 1; week < 20; ++week) step(w.network, w.schedule, w.draws, {}, w.state);
    licence_rent(w.network, w.schedule, w.state, 19, 3, rent);
    for (const double each : rent) EXPECT_GT(each, 1000.0);
}

}  // namespace
}  // namespace countervail
