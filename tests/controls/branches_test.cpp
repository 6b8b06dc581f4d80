// SPDX-License-Identifier: Apache-2.0
// What hangs on a named branch, or on whether the end day of a suspension counts, is said beside the stated answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "controls/rules_book_samples.h"
#include "controls/rules_text.h"
#include "controls/rules_words.h"

namespace countervail {
namespace {

using sample::asked;
using sample::book;
using sample::cell;
using sample::day;
using sample::rows_of;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string others(const Table& table, const char* clause) {
    const auto rows = rows_of(table, clause);
    EXPECT_FALSE(rows.empty()) << clause;
    return rows.empty() ? "" : cell(table, rows.front(), "other branches");
}

RulesQuestion with(std::vector<std::string> branches, std::vector<std::string> readings = {}) {
    RulesQuestion question = asked({});
    question.choice.branches = std::move(branches);
    question.choice.readings = std::move(readings);
    return question;
}

TEST(Branches, TheNamedBranchesOfThe15thOfNovember2026) {
    const RulesBook all = book(asked({}));
    EXPECT_EQ(all.stated, (std::vector<std::string>{"CN-1", "US-1"}));
    const Table table = rules_on(all, day("2026-11-15"));
    EXPECT_EQ(cell(table, rows_of(table, "CHN/mofcom-2025-61#I(3)").front(), "status"), "in force");
    EXPECT_EQ(others(table, "CHN/mofcom-2025-61#I(3)"),
              "CN-2: suspended until 2027-01-10 by No. 70/2025; CN-3: suspended until 2027-11-10 by No. 70/2025");
    EXPECT_EQ(others(table, "CHN/mofcom-2025-61#I(1)"),
              "CN-2: never operated, suspended until 2027-01-10 by No. 70/2025; CN-3: never operated, suspended until 2027-11-10 by No. 70/2025");
    EXPECT_EQ(others(table, "USA/bis-2025-affiliates#entity-list"), "US-2: suspended until 2027-01-10 by 90 FR 50857");
    for (const std::size_t row : rows_of(table, "CHN/mofcom-gacc-2025-18#")) EXPECT_EQ(cell(table, row, "other branches"), "");
    EXPECT_EQ(others(table, "CHN/mofcom-2024-46#1"), "");    // paragraph 1 never depends on No. 72
    EXPECT_EQ(others(table, "CHN/mofcom-2024-46#2a"), "");   // suspended that day in every branch
    const std::string text = rules_on_text(all, day("2026-11-15"));
    EXPECT_THAT(text, AllOf(HasSubstr("CN-1 (default): "), HasSubstr("\nCN-2: "), HasSubstr("\nUS-2: "), Not(HasSubstr("CN-0"))));
}

TEST(Branches, NothingHangsOnThemBeforeTheEnd) {
    const Table table = rules_on(book(asked({}, "CHN")), day("2025-12-02"));
    for (std::size_t row = 0; row < table.rows.size(); ++row) EXPECT_EQ(cell(table, row, "other branches"), "");
}

TEST(Branches, TheEndDayItself) {
    const RulesBook all = book(asked({}));
    const Table table = rules_on(all, day("2026-11-10"));
    EXPECT_EQ(cell(table, rows_of(table, "CHN/mofcom-2025-61#I(3)").front(), "status"), "suspended");
    EXPECT_EQ(others(table, "CHN/mofcom-2025-61#I(3)"), "end-day=exclusive: in force");
    EXPECT_THAT(rules_on_text(all, day("2026-11-10")), HasSubstr("end-day=inclusive is taken unless another is asked for"));
    EXPECT_EQ(others(rules_on(all, day("2026-11-27")), "CHN/mofcom-2024-46#2a"), "end-day=exclusive: in force");
    EXPECT_EQ(others(rules_on(all, day("2026-11-09")), "CHN/mofcom-2025-61#I(3)"), "");
    const Table exclusive = rules_on(book(with({}, {"end-day=exclusive"})), day("2026-11-10"));
    EXPECT_EQ(cell(exclusive, rows_of(exclusive, "CHN/mofcom-2025-61#I(3)").front(), "status"), "in force");
    EXPECT_THAT(others(exclusive, "CHN/mofcom-2025-61#I(3)"), HasSubstr("end-day=inclusive: suspended until 2026-11-10"));
}

TEST(Branches, AnotherBranchMayBeTheStatedOne) {
    const RulesBook second = book(with({"CN-2"}));
    EXPECT_EQ(second.stated, (std::vector<std::string>{"CN-2", "US-1"}));
    const Table table = rules_on(second, day("2026-11-15"));
    EXPECT_EQ(cell(table, rows_of(table, "CHN/mofcom-2025-61#I(3)").front(), "status"), "suspended");
    EXPECT_EQ(others(table, "CHN/mofcom-2025-61#I(3)"), "CN-1: in force");   // suspended in CN-3 too
    EXPECT_EQ(others(rules_on(second, day("2027-02-01")), "CHN/mofcom-2025-61#I(3)"), "CN-3: suspended until 2027-11-10 by No. 70/2025");
}

TEST(Branches, TheCounterfactualComesOnlyWhenAskedFor) {
    for (const OtherLaw& other : book(asked({})).others) EXPECT_NE(other.name, "CN-0");
    const RulesBook zero = book(with({"CN-0"}));
    const Table table = rules_on(zero, day("2025-12-02"));
    EXPECT_EQ(cell(table, rows_of(table, "CHN/mofcom-2025-61#I(1)").front(), "standing"), "in force since 2025-12-01");
    EXPECT_EQ(others(table, "CHN/mofcom-2025-61#I(1)"), "CN-1: never operated, suspended until 2026-11-10 by No. 70/2025; "
                                                        "CN-2: never operated, suspended until 2027-01-10 by No. 70/2025; "
                                                        "CN-3: never operated, suspended until 2027-11-10 by No. 70/2025");
}

TEST(Branches, OnlyThoseThatSomebodyHadAnnounced) {
    const auto names = [](const char* known) {
        std::vector<std::string> found;
        for (const OtherLaw& other : book(asked({}, "", known)).others) found.push_back(other.name);
        return found;
    };
    EXPECT_THAT(names("2026-09-01"), testing::ElementsAre("end-day=exclusive"));
    EXPECT_THAT(names("2026-09-24"), testing::ElementsAre("US-2", "end-day=exclusive"));
    EXPECT_THAT(names("2026-09-28"), testing::ElementsAre("CN-2", "US-2", "end-day=exclusive"));
    EXPECT_THAT(book(asked({})).others, testing::SizeIs(4));   // and CN-3, which is an assumption
}

TEST(Branches, OfThePowerThatIssuedTheAct) {
    for (const OtherLaw& other : book(asked({}, "USA")).others) EXPECT_NE(other.power, "CHN");
}

TEST(Branches, ChangesThatHappenOnlyInSome) {
    const RulesBook all = book(asked({"CHN/mofcom-2025-61", "CHN/mofcom-gacc-2025-70"}));
    bool stated = false, second = false, day_before = false;
    for (const RuleChange& change : changes_of(all, day("2026-11-01"), day("2027-01-31"))) {
        if (change.rules.front().limb != "I(3)") continue;
        if (change.on == day("2026-11-11")) {
            stated = change.under.empty() && change.to == "in force" && change.others.size() == 2;
        } else if (change.on == day("2027-01-11")) {
            second = change.under == std::vector<std::string>{"CN-2"} && change.to == "in force";
        } else if (change.on == day("2026-11-10")) {
            day_before = change.under == std::vector<std::string>{"end-day=exclusive"};
        } else {
            ADD_FAILURE() << change.on.to_text();
        }
    }
    EXPECT_TRUE(stated);
    EXPECT_TRUE(second);
    EXPECT_TRUE(day_before);
}

TEST(Branches, WhatAnActOfTheListSuspendsForSomeGoodsIsSaid) {
    Act act = sample::act("AAA/1", "2025-01-01", {sample::clause("a", "2025-01-01", {"*.oxide"})});
    Act relief = sample::suspension("AAA/2", "2025-03-01", day("2025-06-01"), {"AAA/1"});
    relief.suspensions.front().items = {"x.oxide"};
    const Regime regime = Regime::of({act, relief}, day("2026-01-01")).value();
    RulesQuestion question = asked({"*"});
    const RulesBook small{question, regime, {}, {}};
    const Table table = rules_on(small, day("2025-04-01"));
    EXPECT_EQ(cell(table, rows_of(table, "AAA/1#a").front(), "standing"), "in force since 2025-01-01; for x.oxide suspended until 2025-05-31 by AAA/2");
    const Table after = rules_on(small, day("2025-06-01"));
    EXPECT_EQ(cell(after, rows_of(after, "AAA/1#a").front(), "standing"), "in force since 2025-01-01");
}

}  // namespace
}  // namespace countervail
