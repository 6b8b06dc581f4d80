// SPDX-License-Identifier: Apache-2.0
#include "simulation/spatial_equilibrium.h"

#include <gtest/gtest.h>

#include <cmath>

#include "simulation/small_world.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

// Miranda & Fackler, three countries: supply a + b q, demand c − d q, freight between them.
struct ThreeCountries {
    double a[3] = {9, 3, 18}, b[3] = {1, 2, 1}, c[3] = {42, 54, 51}, d[3] = {3, 2, 1};
    double freight[3][3] = {{0, 3, 9}, {3, 0, 3}, {6, 3, 0}};

    std::vector<MarketActivity> activities(bool trade) const {
        std::vector<MarketActivity> all;
        for (int i = 0; i < 3; ++i) all.push_back(linear_supply(i, a[i], b[i]));
        for (int i = 0; i < 3; ++i) all.push_back(linear_demand(i, c[i], d[i]));
        for (int i = 0; trade && i < 3; ++i) {
            for (int j = 0; j < 3; ++j) {
                if (i != j) all.push_back(transport(i, j, freight[i][j]));
            }
        }
        return all;
    }
};

TEST(spatial_equilibrium, published_three_countries_in_autarky) {
    const auto solved = solve_markets(std::vector<MarketSize>(3), ThreeCountries().activities(false));
    ASSERT_TRUE(solved) << to_text(solved.error());
    const double quantity[] = {8.25, 12.75, 16.5}, price[] = {17.25, 28.5, 34.5};
    for (int i = 0; i < 3; ++i) {
        EXPECT_NEAR(solved->level[static_cast<std::size_t>(i)], quantity[i], 1e-6);
        EXPECT_NEAR(solved->price[static_cast<std::size_t>(i)], price[i], 1e-6);
    }
}

TEST(spatial_equilibrium, published_three_countries_with_trade) {
    const auto solved = solve_markets(std::vector<MarketSize>(3), ThreeCountries().activities(true));
    ASSERT_TRUE(solved) << to_text(solved.error());
    const double price[] = {24.3461538461538, 27.3461538461538, 30.3461538461538};
    const double exports[] = {9.4615384615385, -1.1538461538462, -8.3076923076923};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(solved->price[i], price[i], 1e-6);
        EXPECT_NEAR(solved->level[i] - solved->level[i + 3], exports[i], 1e-6);
    }
}

// The weekly model settles where the direct solver says, after one lane's cost has changed.
TEST(spatial_equilibrium, weekly_model_settles_on_the_direct_solution) {
    const World world = test::small_world();
    Network network = lay_out(world);
    const DrawBlock parameters = modal_draws(test::middle_ranges());
    for (const double factor : {0.2, 2.0, 20.0}) {
        Network changed = network;
        changed.lane_cost[3] *= factor;
        const auto direct = settled_state(changed, parameters, changed.lane_cost);
        ASSERT_TRUE(direct) << to_text(direct.error());
        const Schedule schedule = test::lawless(changed, 1);
        State state = rest(changed, schedule, parameters);
        for (int week = 0; week < 6000; ++week) {
            step(changed, schedule, parameters, {Allocation::proportional, false}, state);
        }
        for (int m = 0; m < network.markets; ++m) {
            const auto index = static_cast<std::size_t>(m);
            EXPECT_NEAR(network.price[index] * std::exp(state.log_price[m][0]) / direct->price[index], 1.0, 1e-4) << "market " << m;
        }
        for (int lane = 0; lane < network.lanes; ++lane) {
            const auto index = static_cast<std::size_t>(lane);
            EXPECT_NEAR(state.shipped[lane][0], direct->level[static_cast<std::size_t>(network.sites) + index], 1e-4 * network.lane_scale[index]);
        }
    }
}

}  // namespace
}  // namespace countervail
