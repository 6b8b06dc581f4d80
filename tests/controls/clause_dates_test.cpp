// SPDX-License-Identifier: Apache-2.0
#include "controls/clause_dates.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "controls/sample_acts.h"

namespace countervail {
namespace {

using sample::day;

ClauseStatus status(const std::vector<Act>& acts, std::size_t clause, const char* on) {
    return clause_dates(acts, acts[0], acts[0].clauses[clause]).standing(day(on)).status;
}

TEST(ClauseDates, FollowTheClausesOwnText) {
    Clause clause = sample::clause("1", "2025-04-04", {"x"});
    clause.until = day("2025-06-01");
    const std::vector<Act> acts = {sample::act("AAA/1", "2025-04-01", {clause})};
    EXPECT_EQ(status(acts, 0, "2025-04-03"), ClauseStatus::not_yet_in_force);
    EXPECT_EQ(status(acts, 0, "2025-04-04"), ClauseStatus::in_force);
    EXPECT_EQ(status(acts, 0, "2025-05-31"), ClauseStatus::in_force);
    EXPECT_EQ(status(acts, 0, "2025-06-01"), ClauseStatus::lapsed);
}

TEST(ClauseDates, ASuspensionBeforeTheStartMeansItNeverOperated) {
    const std::vector<Act> acts = {sample::act("AAA/1", "2025-10-09", {sample::clause("1", "2025-12-01", {"x"})}),
                                   sample::suspension("AAA/2", "2025-11-07", day("2026-11-11"), {"AAA/1"})};
    EXPECT_EQ(status(acts, 0, "2025-11-30"), ClauseStatus::not_yet_in_force);
    EXPECT_EQ(status(acts, 0, "2025-12-01"), ClauseStatus::never_operated);
    EXPECT_EQ(status(acts, 0, "2026-11-11"), ClauseStatus::in_force);
    const Standing standing = clause_dates(acts, acts[0], acts[0].clauses[0]).standing(day("2025-11-30"));
    EXPECT_EQ(standing.suspended_by, "AAA/2");
    EXPECT_EQ(standing.resumes_on, day("2026-11-11"));
}

TEST(ClauseDates, AnAmendmentReplacesTheEarlierClauseOfTheSameScope) {
    Clause first = sample::clause("1", "2025-04-10", {"x"}), second = first, third = first;
    first.announced_on = day("2025-04-04");
    second.ref = "2";
    second.announced_on = day("2025-04-09");
    third.ref = "3";
    third.in_force_on = third.announced_on = day("2025-04-12");
    const std::vector<Act> acts = {sample::act("AAA/1", "2025-04-04", {third, second, first})};
    EXPECT_EQ(status(acts, 2, "2025-04-10"), ClauseStatus::never_operated);
    EXPECT_EQ(status(acts, 1, "2025-04-11"), ClauseStatus::in_force);
    EXPECT_EQ(status(acts, 1, "2025-04-12"), ClauseStatus::lapsed);
    EXPECT_EQ(status(acts, 0, "2025-04-12"), ClauseStatus::in_force);
}

TEST(ClauseDates, ARepealEndsForGood) {
    Act repeal = sample::suspension("AAA/2", "2025-06-01", std::nullopt, {"AAA/1"});
    repeal.suspensions[0].repeals = true;
    const std::vector<Act> acts = {sample::act("AAA/1", "2025-04-04", {sample::clause("1", "2025-04-04", {"x"})}), repeal};
    EXPECT_EQ(status(acts, 0, "2025-05-31"), ClauseStatus::in_force);
    EXPECT_EQ(status(acts, 0, "2025-06-01"), ClauseStatus::lapsed);
}

/// In force exactly on the days that no suspension holds, whatever their order and overlap.
RC_GTEST_PROP(ClauseDates, AreTheDaysThatNothingTookAway, ()) {
    std::vector<Act> acts = {sample::act("AAA/1", "2025-01-01", {sample::clause("1", "2025-01-11", {"x"})})};
    acts[0].clauses[0].until = day("2025-01-11") + *rc::gen::inRange(1, 40);
    for (int i = 0; i < *rc::gen::inRange(0, 5); ++i) {
        const Date from = day("2025-01-01") + *rc::gen::inRange(0, 60);
        acts.push_back(sample::suspension("AAA/s" + std::to_string(i), from.to_text(), from + *rc::gen::inRange(1, 30), {"AAA/1"}));
    }
    const ClauseDates dates = clause_dates(acts, acts[0], acts[0].clauses[0]);
    for (Date on = day("2024-12-25"); on < day("2025-04-01"); on = on + 1) {
        bool expected = acts[0].clauses[0].in_force_on <= on && on < *acts[0].clauses[0].until;
        for (std::size_t i = 1; i < acts.size(); ++i) {
            const Suspension& pause = acts[i].suspensions[0];
            expected = expected && !(pause.from <= on && on < *pause.until);
        }
        RC_ASSERT((dates.standing(on).status == ClauseStatus::in_force) == expected);
    }
}

}  // namespace
}  // namespace countervail
