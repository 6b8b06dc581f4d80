// SPDX-License-Identifier: Apache-2.0
// Quotas, thrift and hoards on a small world.
// covers: hoarding
#include "simulation/quota.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "simulation/small_world.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

std::string act_with(const std::string& first, const std::string& second, const std::string& left = {}) {
    const auto clause = [](const char* ref, const char* from, const char* through, const std::string& quota, const std::string& further) {
        return "[[clause]]\nref = \"" + std::string(ref) + "\"\nsummary = \"quota\"\nannounced = " + from + "\nin_force = " + from + "\nthrough = " + through +
               "\nitems = [\"magnet.hot\"]\nreach = { exporters = [\"AAA\"] }\nrequirement = \"licence\"\nquota = \"" + quota + "\"\n" + further;
    };
    return "id = \"AAA/quota\"\ntitle = \"Quota\"\nauthority = \"Ministry\"\nnumber = \"1\"\nform = \"licence\"\nannounced = 2024-01-01\n" +
           clause("first", "2025-01-01", "2025-07-01", first, left.empty() ? "" : "quota_through = " + left + "\n") +
           clause("second", "2025-07-02", "2025-12-30", second, "") +
           "[[source]]\nkey = \"A\"\nkind = \"text\"\nby = \"Ministry\"\naddress = \"https://example.org\"\n";
}

constexpr int kWeeks = 52;

struct UnderQuota {
    World world = test::small_world();
    Network network = lay_out(world);
    Schedule schedule;
    DrawBlock draws;
    State state;

    UnderQuota(const std::string& first, const std::string& second, double leakage = 0.05, double conduct = 0, const std::string& left = {}) {
        const Library library(std::vector<LibraryFile>{{"rules/AAA/quota.toml", act_with(first, second, left)}});
        const auto regime = Regime::read(library, {"AAA/quota"}, Date(2026, 1, 1));
        EXPECT_TRUE(regime) << (regime ? "" : to_text(regime.error()));
        if (regime) schedule = make_schedule(network, *regime, {Date(2025, 1, 1), kWeeks});
        Ranges ranges = test::middle_ranges();
        ranges[static_cast<std::size_t>(Parameter::leakage_share)] = {leakage, leakage, leakage, "test"};
        ranges[static_cast<std::size_t>(Parameter::quota_conduct)] = {conduct, conduct, conduct, "test"};
        draws = make_draws(ranges, 1, 0);
        state = rest(network, schedule, draws);
    }
    void advance() { step(network, schedule, draws, {}, state); }
    /// Hot magnets that left AAA in the week just stepped, less what slipped through.
    double left_with_licence() const {
        double sum = 0;
        for (const QuotaLane& each : schedule.quotas.front().lanes) sum += state.departed[each.lane][0] - state.unlicensed[each.lane][0];
        return sum;
    }
};

TEST(quota, of_no_mass_is_refused_with_its_place) {
    for (const char* wrong : {"much", "5 USD", "5 t magnet"}) {
        const Library library(std::vector<LibraryFile>{{"rules/AAA/quota.toml", act_with("100 t REO", wrong)}});
        const auto regime = Regime::read(library, {"AAA/quota"}, Date(2026, 1, 1));
        ASSERT_FALSE(regime) << wrong;
        EXPECT_EQ(regime.error().front().where.file, "rules/AAA/quota.toml");
        EXPECT_GT(regime.error().front().where.line, 10);
        EXPECT_NE(regime.error().front().what.find(wrong), std::string::npos);
    }
}

TEST(quota, whose_rest_may_leave_until_a_day_before_its_own_last_is_refused) {
    const Library library(std::vector<LibraryFile>{{"rules/AAA/quota.toml", act_with("100 t REO", "100 t REO", "2025-03-31")}});
    const auto regime = Regime::read(library, {"AAA/quota"}, Date(2026, 1, 1));
    ASSERT_FALSE(regime);
    EXPECT_EQ(regime.error().front().where.file, "rules/AAA/quota.toml");
    EXPECT_GT(regime.error().front().where.line, 10);
    EXPECT_NE(regime.error().front().what.find("before the clause's last day"), std::string::npos);
}

TEST(quota, counts_on_its_basis) {
    const World world = test::small_world();
    const Catalogue& c = world.catalogue;
    const Item& magnet = c.items[static_cast<std::size_t>(c.item("magnet.hot"))];
    EXPECT_NEAR(tonnes_on_basis(c, magnet, "metal"), 0.3, 1e-12);
    EXPECT_NEAR(tonnes_on_basis(c, magnet, "REO"), 0.2 / 0.8 + 0.1 / 0.9, 1e-12);
    EXPECT_EQ(tonnes_on_basis(c, magnet, "gross"), 1);
    EXPECT_NEAR(tonnes_on_basis(c, c.items[static_cast<std::size_t>(c.item("xenium.oxide"))], "oxide"), 1, 1e-12);
}

TEST(quota, is_a_permit_of_its_own) {
    const UnderQuota u("100 t REO", "100 t REO");
    EXPECT_TRUE(u.schedule.streams.empty()) << "nobody applies for single shipments";
    EXPECT_TRUE(u.schedule.offices.empty());
    ASSERT_EQ(u.schedule.quotas.size(), 2U);
    const Quota& quota = u.schedule.quotas.front();
    EXPECT_EQ(quota.lanes.size(), 2U);
    EXPECT_NEAR(quota.lanes.front().content, 0.25 + 0.1 / 0.9, 1e-12);
    EXPECT_EQ(quota.lanes.front().share, 1);
    EXPECT_EQ(u.schedule.acts_used, std::vector<std::string>{"AAA/quota"});
}

TEST(quota, is_never_exceeded_and_used_up_when_it_is_scarce) {
    UnderQuota u("200 t gross", "100 t gross");   // 14.5 t a week want to leave
    double used[2] = {}, left = 0;
    for (int week = 0; week < kWeeks; ++week) {
        u.advance();
        for (int q = 0; q < 2; ++q) used[q] += u.state.quota_used[q][0];
        left += u.left_with_licence();
    }
    EXPECT_LE(used[0], 200 + 1e-9);
    EXPECT_LE(used[1], 100 + 1e-9);
    EXPECT_GT(used[1], 95);
    EXPECT_NEAR(left, used[0] + used[1], 1e-9) << "every tonne that left with a licence was counted once";
}

TEST(quota, holds_a_gap_open_that_is_the_price_of_its_licences) {
    UnderQuota u("200 t gross", "100 t gross");
    for (int week = 0; week < 40; ++week) u.advance();
    const int lane = u.schedule.quotas.front().lanes.front().lane;
    const int from = u.network.lane_from[static_cast<std::size_t>(lane)], to = u.network.lane_to[static_cast<std::size_t>(lane)];
    EXPECT_GT(u.state.quota_price[0][0], 0);
    EXPECT_GT(u.network.price[static_cast<std::size_t>(to)] * u.state.price[to][0], 1.2 * u.network.price[static_cast<std::size_t>(from)] * u.state.price[from][0]);
}

TEST(quota, that_nobody_needs_changes_nothing_and_stays_unused) {
    UnderQuota u("5000 t gross", "5000 t gross");
    State free = rest(u.network, test::lawless(u.network, kWeeks), u.draws);
    const Schedule lawless = test::lawless(u.network, kWeeks);
    double used = 0;
    for (int week = 0; week < kWeeks; ++week) {
        u.advance();
        step(u.network, lawless, u.draws, {}, free);
        for (int q = 0; q < 2; ++q) used += u.state.quota_used[q][0];
    }
    EXPECT_EQ(u.state.departed, free.departed);
    EXPECT_EQ(u.state.price, free.price);
    EXPECT_EQ(u.state.quota_price[0][0], 0);
    EXPECT_LT(used, 0.2 * 10000);
    EXPECT_GT(used, 0.05 * 10000);
}

TEST(quota, what_slips_through_is_not_counted_against_it) {
    UnderQuota tight("100 t gross", "50 t gross", 0), leaky("100 t gross", "50 t gross", 0.8);
    double slipped = 0;
    for (int week = 0; week < kWeeks; ++week) {
        tight.advance();
        leaky.advance();
        for (const QuotaLane& each : leaky.schedule.quotas.front().lanes) {
            EXPECT_EQ(tight.state.unlicensed[each.lane][0], 0);
            slipped += leaky.state.unlicensed[each.lane][0];
        }
    }
    EXPECT_GT(slipped, 10);
    const int market = leaky.network.lane_to[static_cast<std::size_t>(leaky.schedule.quotas.front().lanes.front().lane)];
    EXPECT_LT(leaky.state.price[market][0], tight.state.price[market][0]);
}

TEST(quota, smugglers_displace_licensed_exports_for_as_long_as_the_gap_stands) {
    // Licences are not scarce any more in the second half, but their holders keep them dear.
    UnderQuota tight("100 t gross", "400 t gross", 0, 0.15), leaky("100 t gross", "400 t gross", 0.5, 0.15);
    double used_tight = 0, used_leaky = 0, slipped = 0;
    for (int week = 0; week < kWeeks - 1; ++week) {
        tight.advance();
        leaky.advance();
        if (week < 39) continue;
        used_tight += tight.state.quota_used[1][0];
        used_leaky += leaky.state.quota_used[1][0];
        for (const QuotaLane& each : leaky.schedule.quotas[1].lanes) slipped += leaky.state.unlicensed[each.lane][0];
    }
    EXPECT_GT(slipped, 0);
    EXPECT_LT(used_leaky, used_tight);
    EXPECT_GT(leaky.state.quota_left[1][0], 0);
}

TEST(quota, a_cut_alarms_and_the_same_again_does_not) {
    const auto alarmed = [](const UnderQuota& u) {
        int markets = 0;
        for (const auto& weeks : u.schedule.alarm) markets += !weeks.empty() && weeks.back() >= 0 ? 1 : 0;
        return markets;
    };
    EXPECT_EQ(alarmed(UnderQuota("200 t gross", "195 t gross")), 0);
    const UnderQuota cut("200 t gross", "100 t gross");
    EXPECT_EQ(alarmed(cut), 2);
    const int market = cut.network.lane_to[static_cast<std::size_t>(cut.schedule.quotas.front().lanes.front().lane)];
    const auto& weeks = cut.schedule.alarm[static_cast<std::size_t>(market)];
    EXPECT_LT(weeks[25], 0);
    EXPECT_GE(weeks[26], 0);
}

TEST(quota, of_which_half_the_days_are_over_has_half_left) {
    UnderQuota u("200 t gross", "100 t gross");
    u.schedule.calendar.from = Date(2025, 4, 2);
    const State state = rest(u.network, u.schedule, u.draws);
    EXPECT_NEAR(state.quota_left[0][0], 100, 1);
    EXPECT_EQ(state.quota_left[1][0], 100);
}

TEST(quota, what_is_left_of_it_may_leave_under_the_next_where_the_act_says_so) {
    UnderQuota lapses("600 t gross", "50 t gross"), stays("600 t gross", "50 t gross", 0.05, 0, "2025-12-30");
    EXPECT_EQ(lapses.schedule.quotas[0].left_to, -1);
    EXPECT_EQ(stays.schedule.quotas[0].left_to, 1);
    EXPECT_EQ(stays.schedule.quotas[1].left_to, -1);
    double used[2] = {}, lapsing = 0;
    for (int week = 0; week < kWeeks; ++week) {
        lapses.advance();
        stays.advance();
        for (int q = 0; q < 2; ++q) used[q] += stays.state.quota_used[q][0];
        lapsing += lapses.state.quota_used[1][0];
        EXPECT_TRUE(week >= 26 || stays.state.quota_used[0][0] == lapses.state.quota_used[0][0]) << "holders share out each quota over its own days";
    }
    EXPECT_EQ(stays.state.quota_left[0][0], 0);
    EXPECT_NEAR(used[0] + used[1] + stays.state.quota_left[1][0], 650, 1e-9) << "nothing is lost or counted twice";
    EXPECT_LE(lapsing, 50 + 1e-9);
    EXPECT_GT(used[1], 100);
    EXPECT_LE(stays.state.quota_price[0][0], lapses.state.quota_price[0][0]);
}

TEST(quota, that_lapses_before_the_next_is_over_hands_nothing_on) {
    EXPECT_EQ(UnderQuota("600 t gross", "50 t gross", 0.05, 0, "2025-10-31").schedule.quotas[0].left_to, -1);
}

TEST(quota, holders_who_act_together_ask_a_rent_once_it_has_been_scarce) {
    // Scarce first, then more than anybody wants. Elasticity 0.15 + 0.05/ln 3; what they keep back slips through by a twentieth.
    const double conduct = 0.1, rent = conduct * (1 - 0.05) / (0.15 + 0.05 / std::log(3.0));
    UnderQuota alone("100 t gross", "1000 t gross"), together("100 t gross", "1000 t gross", 0.05, conduct);
    double used_alone = 0, used_together = 0;
    for (int week = 0; week < kWeeks - 2; ++week) {
        alone.advance();
        together.advance();
        used_alone += alone.state.quota_used[1][0];
        used_together += together.state.quota_used[1][0];
    }
    EXPECT_EQ(alone.state.quota_price[0][0], 0) << "who takes the price sells until the licence is worth nothing";
    double least = 1e300, most = 0;   // USD per tonne abroad
    for (const QuotaLane& each : together.schedule.quotas[1].lanes) {
        const auto to = static_cast<std::size_t>(together.network.lane_to[static_cast<std::size_t>(each.lane)]);
        const double worth = together.network.price[to] * together.state.price[static_cast<int>(to)][0] / each.content;
        least = std::min(least, worth);
        most = std::max(most, worth);
    }
    together.advance();
    EXPECT_GT(together.state.quota_price[0][0], (1 - 1e-9) * rent * least);
    EXPECT_LT(together.state.quota_price[0][0], (1 + 1e-9) * rent * most);
    EXPECT_LT(used_together, 0.97 * used_alone);
}

TEST(quota, that_was_never_scarce_gives_its_holders_no_power) {
    UnderQuota alone("5000 t gross", "5000 t gross"), together("5000 t gross", "5000 t gross", 0.05, 1);
    for (int week = 0; week < kWeeks; ++week) {
        alone.advance();
        together.advance();
    }
    EXPECT_EQ(together.state.quota_price[0][0], 0);
    EXPECT_EQ(together.state.departed, alone.state.departed);
}

TEST(thrift, goes_twice_as_fast_at_nine_times_the_price_as_at_three_times) {
    const World world = test::small_world();
    const Network network = lay_out(world);
    const DrawBlock draws = make_draws(test::middle_ranges(), 1, 0);
    State state = rest(network, test::lawless(network, 10), draws);
    for (int d = 0; d < kBlock; ++d) state.dearness[network.need_market[0]][d] = d == 0 ? std::log(3.0) : d == 1 ? std::log(9.0) : 0.0;
    adapt(network, draws, state);
    const double* intensity = state.intensity[0];
    EXPECT_NEAR(1 - intensity[0], 0.05 * 7 / 365.25, 1e-12) << "a lasting trebling removes thrift.per-year in a year";
    EXPECT_NEAR((1 - intensity[1]) / (1 - intensity[0]), 2, 1e-9);
    EXPECT_EQ(intensity[2], 1);
}

TEST(hoard, grows_while_a_price_stands_above_its_year_and_is_sold_when_it_does_not) {
    const World world = test::small_world();
    const Network network = lay_out(world);
    const Schedule schedule = test::lawless(network, 300);
    Ranges ranges = test::middle_ranges();
    ranges[static_cast<std::size_t>(Parameter::hoarding)] = {2, 2, 2, "test"};
    const DrawBlock draws = make_draws(ranges, 1, 0);
    State state = rest(network, schedule, draws);
    const double before = state.stock[0][0];
    state.log_price[0][0] = std::log(3.0);
    for (int week = 0; week < 8; ++week) hoard(network, draws, state);
    EXPECT_GT(state.hoard[0][0], 0.2 * before);
    EXPECT_NEAR(state.hoard[0][0] + state.stock[0][0], before, 1e-9 * before);
    EXPECT_EQ(state.hoard[0][1], 0) << "the other draws saw no rise";
    state.log_price[0][0] = 0;
    for (int week = 0; week < 200; ++week) hoard(network, draws, state);
    EXPECT_NEAR(state.hoard[0][0], 0, 1e-6 * before);
    EXPECT_NEAR(state.stock[0][0], before, 1e-6 * before);
}

TEST(hoard, leaves_a_world_at_rest_alone) {
    const World world = test::small_world();
    const Network network = lay_out(world);
    const Schedule schedule = test::lawless(network, 200);
    Ranges ranges = test::middle_ranges();
    ranges[static_cast<std::size_t>(Parameter::hoarding)] = {3, 3, 3, "test"};
    const DrawBlock draws = make_draws(ranges, 1, 0);
    State state = rest(network, schedule, draws);
    for (int week = 0; week < 200; ++week) step(network, schedule, draws, {}, state);
    for (int m = 0; m < network.markets; ++m) {
        EXPECT_EQ(state.hoard[m][0], 0);
        EXPECT_LT(std::abs(state.log_price[m][0]), 1e-6);
    }
}

}  // namespace
}  // namespace countervail
