// SPDX-License-Identifier: Apache-2.0
#include "simulation/schedule.h"

#include <gtest/gtest.h>

#include "simulation/licensed_magnets.h"

namespace countervail {
namespace {

using test::Laid;

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

TEST(schedule, the_alarm_rings_where_licensed_goods_arrive) {
    const Laid laid;
    EXPECT_FALSE(laid.schedule.alarm[6].empty());   // hot magnets in BBB
    EXPECT_TRUE(laid.schedule.alarm[9].empty());    // plain magnets in BBB
    EXPECT_LT(laid.schedule.alarm[6][1], 0.0F);
    EXPECT_GT(laid.schedule.alarm[6][2], 0.0F);
}

}  // namespace
}  // namespace countervail
