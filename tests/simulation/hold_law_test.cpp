// SPDX-License-Identifier: Apache-2.0
#include "simulation/hold_law.h"

#include <gtest/gtest.h>

#include "simulation/licensed_magnets.h"

namespace countervail {
namespace {

using test::Laid;

TEST(HoldLaw, FreeGoodsUnderTheSameCodeAreHeldAndOthersAreNot) {
    const Laid laid;
    EXPECT_GE(laid.schedule.hold_of_lane[4], 0);    // plain magnets share 8505.11 with hot ones
    EXPECT_GE(laid.schedule.hold_of_lane[5], 0);
    EXPECT_EQ(laid.schedule.hold_of_lane[0], -1);   // oxides do not
    EXPECT_EQ(laid.schedule.hold_of_lane[6], -1);   // magnets of another origin neither
}

TEST(HoldLaw, GoodsWaitForProofUntilAnActOfTheirOwnRestrictsThem) {
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

/// Yonium oxide above some purity, which no lane states: the clause does not bite, and the oxide waits.
constexpr const char* kPureOxide = R"(id = "AAA/pure"
title = "Licence for pure oxide"
authority = "Ministry"
number = "3"
form = "licence"
announced = 2025-01-20
[[clause]]
ref = "1"
summary = "pure oxide"
in_force = 2025-03-05
items = ["yonium.oxide"]
requirement = "licence"
reach = { origins = ["AAA"], destinations_except = ["AAA"] }
[[clause.condition]]
fact = "purity"
at_least = 99.9
[[source]]
key = "A"
kind = "text"
by = "Ministry"
address = "https://example.org"
)";

Schedule with_pure_oxide(const Network& network, const std::string& fact) {
    const Library library(std::vector<LibraryFile>{{"rules/AAA/pure.toml", kPureOxide}, {"rules/vocabulary/AAA.toml", fact}});
    const auto regime = Regime::read(library, {"AAA/pure"}, Date(2026, 1, 1));
    EXPECT_TRUE(regime) << (regime ? "" : to_text(regime.error()));
    return regime ? make_schedule(network, *regime, make_calendar(Date(2025, 1, 1), Date(2025, 6, 30))) : Schedule{};
}

TEST(HoldLaw, WhatAnActNamesAboveAMeasureThatNobodyStatesWaitsFromTheFirstDay) {
    const World world = test::small_world();
    const Network network = lay_out(world);
    const Schedule schedule = with_pure_oxide(network, "[[fact]]\nid = \"purity\"\nkind = \"number\"\nunit = \"%\"\nquestion = \"Purity?\"\n");
    EXPECT_TRUE(schedule.streams.empty());
    constexpr std::size_t kXeniumOxide = 0, kYoniumOxide = 1;
    EXPECT_EQ(schedule.hold_of_lane[kXeniumOxide], -1);   // under the same customs code, of which nothing is licensed
    ASSERT_GE(schedule.hold_of_lane[kYoniumOxide], 0);
    const Hold& hold = schedule.holds[static_cast<std::size_t>(schedule.hold_of_lane[kYoniumOxide])];
    EXPECT_EQ(hold.lane, static_cast<int>(kYoniumOxide));
    EXPECT_EQ(hold.held[8], 0.0F);
    EXPECT_EQ(hold.held[9], 1.0F);                        // the week from 5 March
    EXPECT_EQ(hold.age[8], -1.0F);
    EXPECT_EQ(hold.age[12], 3.0F);
    EXPECT_FLOAT_EQ(hold.notice, 44.0F / 7);              // from 20 January
}

TEST(HoldLaw, AStatementThatIsNoMeasureIsNotWaitedFor) {
    const World world = test::small_world();
    const Network network = lay_out(world);
    std::string act = kPureOxide;
    act.replace(act.find("at_least = 99.9"), 15, "is = true");
    const Library library(std::vector<LibraryFile>{{"rules/AAA/pure.toml", act}, {"rules/vocabulary/AAA.toml", "[[fact]]\nid = \"purity\"\nkind = \"statement\"\nquestion = \"Pure?\"\n"}});
    const auto regime = Regime::read(library, {"AAA/pure"}, Date(2026, 1, 1));
    ASSERT_TRUE(regime) << to_text(regime.error());
    const Schedule schedule = make_schedule(network, *regime, make_calendar(Date(2025, 1, 1), Date(2025, 6, 30)));
    EXPECT_TRUE(schedule.holds.empty());
    EXPECT_EQ(schedule.open_facts.size(), 1U);            // it is told all the same
}

TEST(HoldLaw, TheNoticeIsTheShortestOfThoseThatLicenseTheCode) {
    const Laid laid;
    for (const Hold& hold : laid.schedule.holds) EXPECT_EQ(hold.notice, 0.0F);
    EXPECT_EQ(laid.schedule.holds.size(), 2U);
}

}  // namespace
}  // namespace countervail
