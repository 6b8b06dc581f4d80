// SPDX-License-Identifier: Apache-2.0
#include "base/later_evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

using testing::HasSubstr;
using testing::Not;

namespace countervail {
namespace {

const Date kAsked(2010, 6, 30);

Error later(const std::string& id, Date public_on, int row) {
    return {{"plan.toml", row}, "\"" + id + "\" was published later", "ask later", LaterEvidence{id, public_on, {"rows.csv", row}}};
}

Error wrong(const std::string& what) { return {{"plan.toml", 9}, what, "mend it"}; }

TEST(LaterEvidence, ProblemsOfAnyOtherKindAreNoEarlyQuestion) {
    const auto never = [](Date) -> Errors { throw std::logic_error("asked"); };
    EXPECT_FALSE(early_question({}, kAsked, never));
    EXPECT_FALSE(early_question({wrong("a share above 1")}, kAsked, never));
}

TEST(LaterEvidence, CountsEachFigureOnceAndNamesTheFirstAndTheLast) {
    const Errors errors = {later("B", Date(2024, 7, 31), 5), later("A", Date(2021, 1, 2), 7), later("B", Date(2024, 7, 31), 5), later("C", Date(2023, 3, 4), 2)};
    const auto early = early_question(errors, kAsked, [](Date) { return Errors(); });
    ASSERT_TRUE(early);
    EXPECT_EQ(early->figures, 3U);
    EXPECT_EQ(early->first.id, "A");
    EXPECT_EQ(early->last.id, "B");
    EXPECT_EQ(early->from, Date(2024, 7, 31));
    EXPECT_EQ(later_figures(*early), "3 figures published after 2010-06-30");
    const Errors told = told_together(*early, {"plan.toml"}, "the plan rests on", "it can be made from", ", or bring one");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(to_text(told[0]),
              "plan.toml: the plan rests on 3 figures published after 2010-06-30: the first \"A\" (2021-01-02, rows.csv:7), the last \"B\" (2024-07-31, rows.csv:5); "
              "it can be made from 2024-07-31 on\n  mend: ask as of that day or later (--known 2024-07-31, or known_on of a scenario), or bring one");
}

TEST(LaterEvidence, WhatFailedOnlyForWantOfAFigureIsGoneAndWhatIsWrongStays) {
    const Error follower = wrong("the product is not positive"), defect = wrong("there is no statement");
    std::vector<Date> asked;
    const auto early = early_question({later("A", Date(2021, 1, 2), 7), follower, defect}, kAsked, [&](Date day) {
        asked.push_back(day);
        return Errors{defect};
    });
    ASSERT_TRUE(early);
    EXPECT_EQ(asked, std::vector<Date>{Date(2021, 1, 2)});
    const Errors told = told_together(*early, {"plan.toml"}, "the plan rests on", "it can be made from", "");
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].what, defect.what);
    EXPECT_EQ(told[0].where.line, 9);
    EXPECT_THAT(told[1].what, HasSubstr("1 figure published after 2010-06-30: \"A\""));
    EXPECT_THAT(told[1].what, Not(HasSubstr("the first")));
}

TEST(LaterEvidence, AsksAgainUntilNothingIsLater) {
    // Reading stops at the first storey that lacks something: the second shows only once the first is public.
    const auto early = early_question({later("A", Date(2021, 1, 2), 7)}, kAsked, [](Date day) {
        return day < Date(2022, 5, 6) ? Errors{later("B", Date(2022, 5, 6), 8), wrong("nothing to share out")} : Errors();
    });
    ASSERT_TRUE(early);
    EXPECT_EQ(early->figures, 2U);
    EXPECT_EQ(early->from, Date(2022, 5, 6));
    EXPECT_TRUE(early->others.empty());
}

TEST(LaterEvidence, EndsWhereALaterDayDoesNotHelp) {
    int times = 0;
    const Errors stubborn = {later("A", Date(2021, 1, 2), 7), wrong("always")};
    const auto early = early_question(stubborn, kAsked, [&](Date) {
        ++times;
        return stubborn;
    });
    ASSERT_TRUE(early);
    EXPECT_EQ(times, 1);
    EXPECT_EQ(early->from, Date(2021, 1, 2));
    ASSERT_EQ(early->others.size(), 1U);
    EXPECT_EQ(early->others[0].what, "always");
}

}  // namespace
}  // namespace countervail
