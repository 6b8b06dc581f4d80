// SPDX-License-Identifier: Apache-2.0
#include "controls/contradiction.h"

#include <gtest/gtest.h>

#include "controls/sample_acts.h"

namespace countervail {
namespace {

std::vector<Act> pair() {
    std::vector<Act> acts = {sample::act("AAA/1", "2025-01-01", {sample::clause("1", "2025-01-01", {"x"})}),
                             sample::act("AAA/2", "2025-02-01", {sample::clause("9", "2025-02-01", {"x"})})};
    acts[1].clauses[0].requirement = Requirement::prohibited;
    return acts;
}

TEST(Contradiction, NamesBothPlaces) {
    const Errors errors = contradictions(pair());
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].where.file, "AAA/2.toml");
    EXPECT_NE(errors[0].what.find("AAA/1.toml:10"), std::string::npos);
    EXPECT_NE(errors[0].what.find("AAA/2.toml:10"), std::string::npos);
    EXPECT_NE(errors[0].what.find("2025-02-01"), std::string::npos);
    EXPECT_FALSE(errors[0].hint.empty());
}

TEST(Contradiction, NeedsTheSameFlowsDaysAndIssuer) {
    auto narrower = pair();
    narrower[1].clauses[0].end_use_classes = {"military"};
    EXPECT_TRUE(contradictions(narrower).empty());
    auto earlier = pair();
    earlier[0].clauses[0].until = sample::day("2025-02-01");
    EXPECT_TRUE(contradictions(earlier).empty());
    auto foreign = pair();
    foreign[1].issuer = "BBB";
    EXPECT_TRUE(contradictions(foreign).empty());
    auto agreeing = pair();
    agreeing[1].clauses[0].requirement = Requirement::licence;
    EXPECT_TRUE(contradictions(agreeing).empty());
    agreeing[1].clauses[0].policy = Policy::presumption_of_denial;
    EXPECT_EQ(contradictions(agreeing).size(), 1U);
}

TEST(Contradiction, ASuspensionResolvesIt) {
    auto acts = pair();
    acts.push_back(sample::suspension("AAA/3", "2025-02-01", std::nullopt, {"AAA/1"}));
    EXPECT_TRUE(contradictions(acts).empty());
    acts[2].suspensions[0].until = sample::day("2025-03-01");
    ASSERT_EQ(contradictions(acts).size(), 1U);
    EXPECT_NE(contradictions(acts)[0].what.find("2025-03-01"), std::string::npos);
}

}  // namespace
}  // namespace countervail
