// SPDX-License-Identifier: Apache-2.0
#include "controls/compiled_regime.h"

#include <gtest/gtest.h>

#include <set>

#include "controls/sample_acts.h"

namespace countervail {
namespace {

TEST(CompiledRegime, PacksEveryPlaceToItsOwnNumber) {
    std::set<std::uint32_t> seen;
    std::string place = "AAA";
    for (place[0] = 'A'; place[0] <= 'Z'; ++place[0]) {
        for (place[1] = 'A'; place[1] <= 'Z'; ++place[1]) {
            for (place[2] = 'A'; place[2] <= 'Z'; ++place[2]) EXPECT_TRUE(seen.insert(pack_place(place)).second);
        }
    }
    EXPECT_EQ(pack_place("Germany"), 0U);
    EXPECT_FALSE(seen.contains(0));
}

TEST(CompiledRegime, PlaceRulesNameOrExcept) {
    const PlaceRule rule{{pack_place("USA"), pack_place("JPN")}, {pack_place("JPN")}};
    EXPECT_TRUE(rule.allows(pack_place("USA")));
    EXPECT_FALSE(rule.allows(pack_place("JPN")));
    EXPECT_FALSE(rule.allows(pack_place("DEU")));
    EXPECT_TRUE(PlaceRule{}.allows(pack_place("DEU")));
}

TEST(CompiledRegime, LeavesOutWhatWasNotKnown) {
    Act act = sample::act("AAA/1", "2025-01-01", {sample::clause("1", "2025-01-01", {"x"}), sample::clause("2", "2025-05-01", {"y"})});
    const auto early = Regime::Compiled::compile({act}, sample::day("2025-02-01"), {}, {});
    EXPECT_EQ(early->clauses.size(), 1U);
    EXPECT_EQ(Regime::Compiled::compile({act}, sample::day("2025-05-01"), {}, {})->clauses.size(), 2U);
    EXPECT_TRUE(Regime::Compiled::compile({act}, sample::day("2024-12-31"), {}, {})->acts.empty());
}

TEST(CompiledRegime, DependentClausesAreOrderedAndCirclesAreRefused) {
    Act act = sample::act("AAA/1", "2025-01-01", {sample::clause("1", "2025-01-01", {"x"}), sample::clause("2", "2025-01-01", {"x"}),
                                                   sample::clause("3", "2025-01-01", {"x"})});
    act.clauses[0].beside = {"#2"};
    act.clauses[1].beside = {"#3"};
    const auto compiled = Regime::Compiled::compile({act}, sample::day("2025-02-01"), {}, {});
    EXPECT_EQ(compiled->clauses[0].beside, std::vector<int>{1});
    EXPECT_EQ(compiled->clauses[0].stratum, 2);
    EXPECT_EQ(compiled->clauses[2].stratum, 0);
    EXPECT_EQ(compiled->by_item.at("x"), (std::vector<int>{2, 1, 0}));
    EXPECT_TRUE(circles(*compiled).empty());
    act.clauses[2].beside = {"#1"};
    const auto circle = Regime::of({act}, sample::day("2025-02-01"));
    ASSERT_FALSE(circle);
    EXPECT_EQ(circle.error().size(), 3U);
    EXPECT_EQ(circle.error()[0].where.line, 10);
}

TEST(CompiledRegime, AllGoodsUnderLicenceAreWhatOthersListByName) {
    Act act = sample::act("AAA/1", "2025-01-01", {sample::clause("1", "2025-01-01", {"x"}), sample::clause("everything", "2025-01-01", {"*"}),
                                                   sample::clause("3", "2025-01-01", {"*"})});
    act.clauses[2].listed_by = {"AAA/*"};
    const auto compiled = Regime::Compiled::compile({act}, sample::day("2025-02-01"), {}, {});
    EXPECT_EQ(compiled->clauses[2].listed_by, std::vector<int>{0});
}

}  // namespace
}  // namespace countervail
