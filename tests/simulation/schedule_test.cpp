// SPDX-License-Identifier: Apache-2.0
#include "simulation/schedule.h"

#include <gtest/gtest.h>

#include "simulation/small_world.h"

namespace countervail {
namespace {

constexpr const char* kAct = R"(id = "AAA/hot"
title = "Licence for hot magnets"
authority = "Ministry"
number = "1"
form = "licence"
announced = 2025-01-17
[[clause]]
ref = "1"
summary = "hot magnets"
in_force = 2025-01-17
items = ["magnet.hot"]
requirement = "licence"
policy = "case-by-case"
reach = { origins = ["AAA"], destinations_except = ["AAA"] }
[[source]]
key = "A"
kind = "text"
by = "Ministry"
address = "https://example.org"
)";

// A ban that comes later, on goods that were free until then.
constexpr const char* kLaterBan = R"(id = "AAA/plain"
title = "No plain magnets for B"
authority = "Ministry"
number = "2"
form = "licence"
announced = 2025-04-16
[[clause]]
ref = "1"
summary = "plain magnets"
in_force = 2025-04-16
items = ["magnet"]
requirement = "prohibited"
reach = { origins = ["AAA"], destinations = ["BBB"] }
[[source]]
key = "A"
kind = "text"
by = "Ministry"
address = "https://example.org"
)";

struct Laid {
    World world = test::small_world();
    Network network = lay_out(world);
    Schedule schedule;
    explicit Laid(const std::vector<std::string>& acts = {"AAA/hot"}) {
        const Library library(std::vector<LibraryFile>{{"rules/AAA/hot.toml", kAct}, {"rules/AAA/plain.toml", kLaterBan}});
        const auto regime = Regime::read(library, acts, Date(2026, 1, 1));
        EXPECT_TRUE(regime) << (regime ? "" : to_text(regime.error()));
        if (regime) schedule = make_schedule(network, *regime, make_calendar(Date(2025, 1, 1), Date(2025, 6, 30)));
    }
};

TEST(schedule, weeks_cover_the_period) {
    const Calendar calendar = make_calendar(Date(2025, 1, 1), Date(2025, 12, 31));
    EXPECT_EQ(calendar.weeks, 53);
    EXPECT_TRUE(calendar.week(52).contains(Date(2025, 12, 31)));
    EXPECT_EQ(make_calendar(Date(2025, 1, 1), Date(2025, 1, 1)).weeks, 1);
}

TEST(schedule, first_week_is_licensed_for_its_remaining_days_only) {
    const Laid laid;
    ASSERT_FALSE(laid.schedule.streams.empty());
    const Stream& stream = laid.schedule.streams.front();
    EXPECT_EQ(stream.licensed[1], 0.0F);
    EXPECT_NEAR(stream.licensed[2], 5.0 / 7.0, 1e-6);   // 15–21 January, in force from the 17th
    EXPECT_EQ(stream.licensed[3], 1.0F);
    EXPECT_EQ(stream.age[1], -1.0F);
    EXPECT_EQ(stream.age[2], 0.0F);
    EXPECT_EQ(stream.age[5], 3.0F);
}

TEST(schedule, streams_of_a_lane_share_its_flow_by_the_uses_at_its_end) {
    const Laid laid;
    double to_c = 0, military = 0;
    for (const Stream& stream : laid.schedule.streams) {
        if (stream.lane != 3) continue;
        to_c += stream.share;
        if (stream.licence_class == 1) military = stream.share;
    }
    EXPECT_NEAR(to_c, 1.0, 1e-12);
    EXPECT_NEAR(military, 0.5 / 10.5, 1e-12);
}

TEST(schedule, free_goods_under_the_same_code_are_held_and_others_are_not) {
    const Laid laid;
    EXPECT_GE(laid.schedule.hold_of_lane[4], 0);    // plain magnets share 8505.11 with hot ones
    EXPECT_GE(laid.schedule.hold_of_lane[5], 0);
    EXPECT_EQ(laid.schedule.hold_of_lane[0], -1);   // oxides do not
    EXPECT_EQ(laid.schedule.hold_of_lane[6], -1);   // magnets of another origin neither
}

TEST(schedule, goods_wait_for_proof_until_an_act_of_their_own_restricts_them) {
    const Laid alone, laid({"AAA/hot", "AAA/plain"});
    const int plain_to_b = 4, plain_to_c = 5;
    ASSERT_NE(laid.schedule.stream_begin[plain_to_b], laid.schedule.stream_begin[plain_to_b + 1]);
    ASSERT_GE(laid.schedule.hold_of_lane[plain_to_b], 0);
    const Hold& before = alone.schedule.holds[static_cast<std::size_t>(alone.schedule.hold_of_lane[plain_to_b])];
    const Hold& hold = laid.schedule.holds[static_cast<std::size_t>(laid.schedule.hold_of_lane[plain_to_b])];
    for (std::size_t week = 0; week < hold.held.size(); ++week) {
        EXPECT_EQ(hold.held[week], week < 15 ? before.held[week] : 0) << week;   // the sixteenth week is the first of the ban
    }
    EXPECT_EQ(hold.held[10], 1.0F);
    const Hold& other = laid.schedule.holds[static_cast<std::size_t>(laid.schedule.hold_of_lane[plain_to_c])];
    EXPECT_EQ(other.held.back(), 1.0F);
}

TEST(schedule, the_alarm_rings_where_licensed_goods_arrive) {
    const Laid laid;
    EXPECT_FALSE(laid.schedule.alarm[6].empty());   // hot magnets in BBB
    EXPECT_TRUE(laid.schedule.alarm[9].empty());    // plain magnets in BBB
    EXPECT_LT(laid.schedule.alarm[6][1], 0.0F);
    EXPECT_GT(laid.schedule.alarm[6][2], 0.0F);
}

}  // namespace
}  // namespace countervail
