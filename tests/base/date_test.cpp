// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace countervail;

namespace {

/// Days between the years 1000 and 9999, where the text form has four digits.
Date any_date() { return Date() + *rc::gen::inRange(-354285, 2932897); }

}  // namespace

TEST(Date, KnowsTheCalendar) {
    EXPECT_EQ(Date().to_text(), "1970-01-01");
    EXPECT_EQ(Date(2025, 4, 4).serial(), 20182);
    EXPECT_EQ(Date(2024, 12, 31) - Date(2024, 1, 1), 365);  // a leap year
    EXPECT_EQ((Date(2024, 2, 28) + 1).to_text(), "2024-02-29");
    EXPECT_EQ((Date(2025, 2, 28) + 1).to_text(), "2025-03-01");
    EXPECT_EQ(Date(2025, 12, 9).next_month(), Date(2026, 1, 1));
    EXPECT_EQ(Date(2025, 12, 9).month_start(), Date(2025, 12, 1));
}

TEST(Date, RefusesWhatIsNoDay) {
    for (const char* text : {"", "2025", "2025-4-4", "2025-02-29", "2025-13-01", "2025-00-10", "2025-01-32",
                             "2025/01/02", "2025-01-02 ", "-025-01-02", "20250-1-02", "2025-01-0x"}) {
        EXPECT_FALSE(Date::parse(text)) << text;
    }
}

RC_GTEST_PROP(Date, TextReadsBackAsTheSameDay, ()) {
    const Date date = any_date();
    RC_ASSERT(Date::parse(date.to_text()) == std::optional(date));
}

RC_GTEST_PROP(Date, OrderOfTextIsOrderOfDays, ()) {
    const Date a = any_date();
    const Date b = any_date();
    RC_ASSERT((a < b) == (a.to_text() < b.to_text()));
}

RC_GTEST_PROP(Date, AddingAndSubtractingAreInverse, ()) {
    const Date date = any_date();
    const int days = *rc::gen::inRange(-5000, 5000);
    RC_ASSERT((date + days) - date == days);
    RC_ASSERT(date.month_start() <= date && date < date.next_month());
}

TEST(Period, HasFiveForms) {
    const auto is = [](const char* text, Date from, Date until) {
        const auto period = parse_period(text);
        ASSERT_TRUE(period) << text;
        EXPECT_EQ(*period, (Interval{from, until})) << text;
    };
    is("2024", Date(2024, 1, 1), Date(2025, 1, 1));
    is("2024-Q2", Date(2024, 4, 1), Date(2024, 7, 1));
    is("2024-Q4", Date(2024, 10, 1), Date(2025, 1, 1));
    is("2024-05", Date(2024, 5, 1), Date(2024, 6, 1));
    is("2024-05-17", Date(2024, 5, 17), Date(2024, 5, 18));
    is("2024-01..2024-07", Date(2024, 1, 1), Date(2024, 8, 1));
    is("2024-01-05..2024-07-31", Date(2024, 1, 5), Date(2024, 8, 1));
}

TEST(Period, RefusesTheRest) {
    for (const char* text : {"", "24", "2024-Q5", "2024-Q0", "2024-13", "..", "2024..", "..2024",
                             "2025..2024", "2024..2025..2026", "2024-05-32", "May 2024"}) {
        EXPECT_FALSE(parse_period(text)) << text;
    }
    EXPECT_FALSE(parse_period(std::string(1 << 20, '.')));
}

TEST(Interval, IsHalfOpen) {
    const Interval may{Date(2025, 5, 1), Date(2025, 6, 1)};
    EXPECT_TRUE(may.contains(Date(2025, 5, 1)));
    EXPECT_TRUE(may.contains(Date(2025, 5, 31)));
    EXPECT_FALSE(may.contains(Date(2025, 6, 1)));
    EXPECT_EQ(may.days(), 31);
}

RC_GTEST_PROP(Interval, OverlapCountsTheDaysInBoth, ()) {
    const auto interval = [] {
        const Date from = Date(2025, 1, 1) + *rc::gen::inRange(0, 60);
        return Interval{from, from + *rc::gen::inRange(0, 40)};
    };
    const Interval a = interval();
    const Interval b = interval();
    int shared = 0;
    for (Date day = Date(2025, 1, 1); day < Date(2025, 6, 1); day = day + 1)
        shared += a.contains(day) && b.contains(day);
    RC_ASSERT(a.overlap(b) == shared);
    RC_ASSERT(a.overlap(b) == b.overlap(a));
}
