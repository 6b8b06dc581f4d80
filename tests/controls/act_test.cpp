// SPDX-License-Identifier: Apache-2.0
#include "controls/act.h"

#include <gtest/gtest.h>

#include "controls/sample_acts.h"

namespace countervail {
namespace {

TEST(Act, WordsReadBackAsTheyAreWritten) {
    for (const Requirement r : {Requirement::free, Requirement::licence, Requirement::prohibited}) {
        EXPECT_EQ(parse_requirement(to_text(r)), r);
    }
    for (const Policy p : {Policy::none, Policy::presumption_of_approval, Policy::ordinary_review, Policy::case_by_case,
                           Policy::presumption_of_denial, Policy::denied}) {
        EXPECT_EQ(parse_policy(to_text(p)), p);
    }
    EXPECT_FALSE(parse_requirement("forbidden"));
    EXPECT_EQ(to_text(ClauseStatus::never_operated), "never operated");
}

TEST(Act, SeverityRisesInTheOrderOfTheLaw) {
    EXPECT_LT(Policy::ordinary_review, Policy::case_by_case);
    EXPECT_LT(Policy::case_by_case, Policy::presumption_of_denial);
    EXPECT_LT(Requirement::licence, Requirement::prohibited);
}

TEST(Act, ABranchReplacesTheEndOfTheSuspension) {
    Act act = sample::suspension("CHN/pause", "2025-11-07", sample::day("2026-11-11"), {"CHN/other"});
    act.branches.push_back({"longer", std::nullopt, sample::day("2027-01-11"), "assumption", {}});
    const auto longer = with_branch(act, "longer");
    ASSERT_TRUE(longer);
    EXPECT_EQ(longer->suspensions[0].until, sample::day("2027-01-11"));
    EXPECT_EQ(longer->branch, "longer");
    const auto wrong = with_branch(act, "longr");
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error()[0].hint.find("longer"), std::string::npos);
}

}  // namespace
}  // namespace countervail
