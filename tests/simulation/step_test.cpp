// SPDX-License-Identifier: Apache-2.0
// The weekly step on a world small enough to check by hand: steadiness, mass, the queue, the border, who goes short.
// covers: clearing, production, use, licensing, shipping, state, network, draws
#include "simulation/step.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "simulation/small_world.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

using test::lawless;
using test::licensed_from;
using test::middle_ranges;
using test::small_world;

double largest_drift(const Network& n, const State& s) {
    double drift = 0;
    for (int m = 0; m < n.markets; ++m) {
        for (int d = 0; d < kBlock; ++d) {
            drift = std::max({drift, std::abs(s.log_price[m][d]), std::abs(s.stock[m][d] / n.target[static_cast<std::size_t>(m)] - 1)});
        }
    }
    for (int lane = 0; lane < n.lanes; ++lane) {
        const double scale = n.lane_scale[static_cast<std::size_t>(lane)];
        for (int d = 0; d < kBlock; ++d) {
            drift = std::max(drift, std::abs(s.shipped[lane][d] - n.flow[static_cast<std::size_t>(lane)]) / scale);
        }
    }
    for (int site = 0; site < n.sites; ++site) {
        for (int d = 0; d < kBlock; ++d) drift = std::max(drift, std::abs(s.made[site][d] / n.activity[static_cast<std::size_t>(site)] - 1));
    }
    return drift;
}

double least_entry(const State& s) {
    double least = 0;
    for (const Field* field : {&s.stock, &s.activity, &s.flow, &s.orders, &s.pipeline, &s.held, &s.cover,
                               &s.preparing, &s.review, &s.file_luck, &s.permitted, &s.without, &s.made,
                               &s.shipped, &s.departed, &s.received, &s.used, &s.running}) {
        for (const double value : field->data()) least = std::min(least, value);
    }
    return least;
}

TEST(step, world_without_acts_rests_for_ten_years) {
    const World world = small_world();
    const Network network = lay_out(world);
    const Schedule schedule = lawless(network, 522);
    const DrawBlock draws = make_draws(middle_ranges(1.5), 7, 0);
    State state = rest(network, schedule, draws);
    for (int week = 0; week < 522; ++week) step(network, schedule, draws, {}, state);
    EXPECT_LT(largest_drift(network, state), 1e-6);
}

TEST(step, mass_of_each_element_balances_each_week_under_a_licence) {
    const World world = small_world();
    const Network network = lay_out(world);
    const Schedule schedule = licensed_from(network, 80, 5, {0, 2, 3}, {4, 5});
    const DrawBlock draws = make_draws(middle_ranges(2), 11, 0);
    for (const Allocation allocation : {Allocation::proportional, Allocation::best, Allocation::worst, Allocation::priority}) {
        State state = rest(network, schedule, draws);
        Field before = element_mass(network, schedule, state);
        for (int week = 0; week < 80; ++week) {
            step(network, schedule, draws, {allocation, true}, state);
            const Field after = element_mass(network, schedule, state);
            Field entered, left;
            element_flows(network, state, entered, left);
            for (int element = 0; element < 2; ++element) {
                for (int d = 0; d < kBlock; ++d) {
                    const double expected = before[element][d] + entered[element][d] - left[element][d];
                    ASSERT_NEAR(after[element][d] / expected, 1.0, 1e-9) << "week " << week;
                }
            }
            before = after;
            ASSERT_GE(least_entry(state), 0.0) << "week " << week;
        }
    }
}

struct Shock {
    World world = small_world();
    Network network = lay_out(world);
    Schedule schedule;
    DrawBlock draws;
    State state;

    explicit Shock(const std::vector<int>& licensed, const std::vector<int>& held = {}, Ranges ranges = middle_ranges())
        : schedule(licensed_from(network, 150, 4, licensed, held)), draws(modal_draws(ranges)),
          state(rest(network, schedule, draws)) {}
    void run(int weeks, Allocation allocation = Allocation::proportional) {
        for (int week = 0; week < weeks; ++week) step(network, schedule, draws, {allocation, true}, state);
    }
};

constexpr int kHotToB = 2, kHotToC = 3, kPlainToB = 4, kPlainToC = 5;

TEST(step, licence_stops_a_lane_and_the_queue_lets_it_recover) {
    Shock shock({kHotToB, kHotToC});
    shock.run(4);
    const double normal = shock.state.departed[kHotToC][0];
    shock.run(5);
    EXPECT_LT(shock.state.departed[kHotToC][0], 0.15 * normal);
    EXPECT_GT(shock.state.filed[0][0] + shock.state.preparing[1][0], 0.0);
    shock.run(40);
    EXPECT_GT(shock.state.departed[kHotToC][0], 0.85 * normal);
}

TEST(step, prices_split_while_the_licence_binds_and_uncontrolled_ones_do_not) {
    Shock shock({kHotToB, kHotToC});
    shock.run(12);
    const int hot_home = 5, hot_abroad = 7, plain_abroad = 10;
    EXPECT_GT(shock.state.log_price[hot_abroad][0] - shock.state.log_price[hot_home][0], 0.5);
    EXPECT_LT(shock.state.log_price[hot_home][0], 0.0);
    EXPECT_NEAR(shock.state.log_price[plain_abroad][0], 0.0, 0.2);
}

TEST(step, fewer_examiners_make_a_longer_queue) {
    Ranges few = middle_ranges();
    for (const auto& [parameter, value] : {std::pair(Parameter::examiner_files, 0.5), {Parameter::examiner_growth, 0.0}}) {
        few[static_cast<std::size_t>(parameter)] = {value, value, value, "test"};
    }
    Shock many({kHotToB, kHotToC}), short_of_staff({kHotToB, kHotToC}, {}, few);
    many.run(25);
    short_of_staff.run(25);
    EXPECT_LT(short_of_staff.state.departed[kHotToC][0], 0.8 * many.state.departed[kHotToC][0]);
}

/// What leaves in the long run is the granted share of what is ordered: those who were refused do not come back by filing again.
TEST(step, a_refusal_stands) {
    for (const double rate : {0.3, 0.6, 1.0}) {
        Ranges ranges = middle_ranges();
        ranges[static_cast<std::size_t>(Parameter::grant_rate_civil)] = {rate, rate, rate, "test"};
        ranges[static_cast<std::size_t>(Parameter::leakage_share)] = {0, 0, 0, "test"};
        ranges[static_cast<std::size_t>(Parameter::file_value)] = {1e4, 1e4, 1e4, "test"};
        Shock shock({kHotToB, kHotToC}, {}, ranges);
        shock.run(110);
        double left = 0, ordered = 0;
        for (int week = 0; week < 40; ++week) {
            ordered += shock.state.orders[kHotToC][0];
            shock.run(1);
            left += shock.state.departed[kHotToC][0];
        }
        EXPECT_NEAR(left / ordered, rate, 0.05);
    }
}

TEST(step, goods_under_a_shared_code_wait_and_are_released) {
    Shock shock({kHotToB, kHotToC}, {kPlainToB, kPlainToC});
    shock.run(4);
    const double normal = shock.state.departed[kPlainToC][0];
    double least = normal;
    for (int week = 0; week < 12; ++week) {
        shock.run(1);
        least = std::min(least, shock.state.departed[kPlainToC][0]);
    }
    EXPECT_LT(least, 0.8 * normal);
    shock.run(60);
    EXPECT_NEAR(shock.state.departed[kPlainToC][0] / normal, 1.0, 0.1);
}

TEST(step, the_bracket_holds_best_below_proportional_below_worst) {
    double lost[3] = {};
    const Allocation rules[] = {Allocation::best, Allocation::proportional, Allocation::worst};
    Ranges slow = middle_ranges();
    slow[static_cast<std::size_t>(Parameter::review_weeks)] = {40, 40, 40, "test"};
    for (int i = 0; i < 3; ++i) {
        Shock shock({kHotToB, kHotToC}, {}, slow);
        for (int week = 0; week < 40; ++week) {
            shock.run(1, rules[i]);
            for (int use = 0; use < shock.network.uses; ++use) {
                lost[i] += (1 - shock.state.running[use][0]) * shock.network.use_value[static_cast<std::size_t>(use)];
            }
        }
    }
    EXPECT_LT(lost[0], lost[1]);
    EXPECT_LT(lost[1], lost[2]);
}

TEST(step, military_users_go_first_where_they_have_priority) {
    Ranges slow = middle_ranges();
    slow[static_cast<std::size_t>(Parameter::review_weeks)] = {40, 40, 40, "test"};
    double military[2] = {}, civil[2] = {};
    for (const int priority : {0, 1}) {
        Shock shock({kHotToB, kHotToC}, {}, slow);
        for (int week = 0; week < 40; ++week) {
            shock.run(1, priority != 0 ? Allocation::priority : Allocation::proportional);
            for (int use = 0; use < shock.network.uses; ++use) {
                const Use& each = shock.world.uses[static_cast<std::size_t>(use)];
                (each.id == "missile@CCC" ? military : civil)[priority] += each.id.ends_with("@CCC") ? 1 - shock.state.running[use][0] : 0;
            }
        }
    }
    EXPECT_GT(military[0], 0.1);            // without priority missiles go short
    EXPECT_LT(military[1], 0.5 * military[0]);
    EXPECT_GE(civil[1], civil[0] * (1 - 1e-9));
}

// With one delivered share φ and pooled stock s, plants run at full speed until s / (1 − φ) (methods: halt time).
TEST(use, pooled_stock_lasts_stock_over_missing_share) {
    const World world = small_world();
    const Network network = lay_out(world);
    const Schedule schedule = lawless(network, 100);
    Ranges ranges = middle_ranges();
    for (const Parameter parameter : {Parameter::demand_elasticity, Parameter::thrift_per_year}) {
        ranges[static_cast<std::size_t>(parameter)] = {0, 0, 0, "test"};
    }
    const DrawBlock draws = modal_draws(ranges);
    for (const double delivered : {0.0, 0.25, 0.5}) {
        State state = rest(network, schedule, draws);
        int halt = -1;
        for (int week = 0; week < 40 && halt < 0; ++week) {
            for (int need = 0; need < network.needs; ++need) {
                for (int d = 0; d < kBlock; ++d) {
                    state.granted[network.need_claim[static_cast<std::size_t>(need)]][d] = delivered * network.need_rate[static_cast<std::size_t>(need)];
                }
            }
            plan_use(network, schedule, draws, {Allocation::best, true}, state);
            run_uses(network, draws, {Allocation::best, true}, state);
            if (state.running[0][0] < 0.999) halt = week;
        }
        const double stock = network.need_cover[0];
        EXPECT_NEAR(halt, stock / (1 - delivered), 1.0) << "delivered " << delivered;
    }
}

TEST(draws, do_not_depend_on_the_block_they_are_drawn_in) {
    const Ranges ranges = middle_ranges(3);
    const DrawBlock a = make_draws(ranges, 5, 0), b = make_draws(ranges, 5, 8);
    for (std::size_t p = 0; p < a.values.size(); ++p) EXPECT_EQ(a.values[p][8], b.values[p][0]);
    EXPECT_NE(a.values[0][0], make_draws(ranges, 6, 0).values[0][0]);
}

}  // namespace
}  // namespace countervail
