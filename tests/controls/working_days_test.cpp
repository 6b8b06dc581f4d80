// SPDX-License-Identifier: Apache-2.0
#include "controls/working_days.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "controls/sample_acts.h"

namespace countervail {
namespace {

using sample::day;

WorkingDays china() { return WorkingDays::read(sample::rules(), "CHN").value(); }

TEST(WorkingDays, KnowsWeekendsHolidaysAndWorkedSundays) {
    const WorkingDays days = china();
    EXPECT_TRUE(days.is_working_day(day("2025-04-03")));
    EXPECT_FALSE(days.is_working_day(day("2025-04-04")));   // tomb-sweeping day, a Friday
    EXPECT_FALSE(days.is_working_day(day("2025-04-05")));
    EXPECT_TRUE(days.is_working_day(day("2025-04-27")));    // a Sunday, worked for the holiday of May
    EXPECT_FALSE(days.is_working_day(day("2025-05-05")));
    EXPECT_TRUE(days.covers(2025));
    EXPECT_FALSE(days.covers(2027));
}

TEST(WorkingDays, FortyFiveAfterTheAnnouncementOfApril2025) {
    // April from the 7th: 18 weekdays and Sunday the 27th make 19; May from the 6th: 19 weekdays, one more is none (31 May
    // is a Saturday); so 7 are left for June, whose 2nd is a holiday: the 3rd, 4th, 5th, 6th, 9th, 10th, 11th.
    EXPECT_EQ(china().after(day("2025-04-04"), 45), day("2025-06-11"));
    EXPECT_EQ(china().between(day("2025-04-04"), day("2025-06-11")), 45);
}

TEST(WorkingDays, EveryYearHasTheWorkingDaysItShould) {
    const WorkingDays days = china();
    // A year's weekdays, less holidays on weekdays, plus worked weekend days: 250 or so, and 2025 has one holiday more.
    for (const auto& [year, count] : {std::pair(2023, 249), {2024, 251}, {2025, 248}, {2026, 248}}) {
        EXPECT_EQ(days.between(Date(year - 1, 12, 31), Date(year, 12, 31)), count) << year;
    }
}

TEST(WorkingDays, WithoutAFileOnlyWeekendsAreKnown) {
    const WorkingDays days = WorkingDays::read(sample::rules(), "JPN").value();
    EXPECT_FALSE(days.covers(2025));
    EXPECT_EQ(days.between(day("2025-04-04"), day("2025-04-11")), 5);
}

TEST(WorkingDays, AWrongFileSaysWhatIsWrong) {
    const Library library(std::vector<LibraryFile>{{"rules/working-days/AAA.toml",
                                                    "place = \"BBB\"\n[[year]]\nyear = 2025\nsource = \"s\"\nholidays = [\"2024-05-01\", \"May\"]\nworked = [\"2025-04-07\"]\nwrong = 1\n"}});
    const auto days = WorkingDays::read(library, "AAA");
    ASSERT_FALSE(days);
    EXPECT_EQ(days.error().size(), 5U) << to_text(days.error());
}

RC_GTEST_PROP(WorkingDays, CountingAndSteppingAgree, ()) {
    static const WorkingDays days = china();
    const Date from = day("2023-01-01") + *rc::gen::inRange(0, 1200);
    const int count = *rc::gen::inRange(1, 120);
    const Date then = days.after(from, count);
    RC_ASSERT(days.between(from, then) == count);
    RC_ASSERT(days.is_working_day(then));
    const Date middle = from + *rc::gen::inRange(0, then - from + 1);
    RC_ASSERT(days.between(from, middle) + days.between(middle, then) == count);
}

}  // namespace
}  // namespace countervail
