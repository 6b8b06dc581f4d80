// SPDX-License-Identifier: Apache-2.0
// covers: goods
#include "simulation/lane_law.h"

#include <gtest/gtest.h>

#include "simulation/foreign_goods.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

using test::Abroad;
using test::kBetaToGamma;
using test::licensed_share;
using test::regime_of;

std::string content_clause(const std::string& threshold, const std::string& more = "requirement = \"licence\"\n") {
    return "items = [\"magnet.hot\"]\n" + more +
           "reach = { exporters_except = [\"AAA\"], foreign_made = true, content_origin = \"AAA\", content_items = [\"*.oxide\"], content_at_least = " + threshold + " }\n";
}

// 0.782 + 0.036 of a hot magnet made in BBB is oxide of AAA.
TEST(LaneLaw, GoodsMadeAbroadAboveTheThresholdAreLicensedInTheirShareOfTheLane) {
    const Abroad abroad;
    const auto caught = regime_of(content_clause("0.81")), missed = regime_of(content_clause("0.82"));
    ASSERT_TRUE(caught && missed);
    EXPECT_NEAR(licensed_share(abroad.schedule(*caught), kBetaToGamma), 0.4, 1e-9);
    EXPECT_EQ(licensed_share(abroad.schedule(*missed), kBetaToGamma), 0);
    EXPECT_TRUE(abroad.schedule(*missed).streams.empty());
    EXPECT_EQ(abroad.schedule(*caught).offices, std::vector<std::string>{"AAA"});
}

TEST(LaneLaw, GoodsOfForeignOriginThatAreShippedOnAreLicensedInTheirShare) {
    const Abroad abroad;
    const auto regime = regime_of("items = [\"magnet.hot\"]\nrequirement = \"licence\"\nreach = { origins = [\"AAA\"], exporters_except = [\"AAA\"] }\n");
    ASSERT_TRUE(regime);
    const Schedule schedule = abroad.schedule(*regime);
    EXPECT_NEAR(licensed_share(schedule, kBetaToGamma), 0.6, 1e-9);
    double whole = 0;
    for (const Stream& stream : schedule.streams) whole += stream.lane == kBetaToGamma ? stream.share : 0;
    EXPECT_NEAR(whole, 1, 1e-12);
}

TEST(LaneLaw, AReportIsNoLicence) {
    const Abroad abroad;
    const auto regime = regime_of(content_clause("0.001", "requirement = \"exempt-report\"\nreport = \"a letter\"\n"));
    ASSERT_TRUE(regime) << to_text(regime.error());
    EXPECT_TRUE(abroad.schedule(*regime).streams.empty());
}

TEST(LaneLaw, TechnologyBitesInTheShareOfPlantsThatUseIt) {
    Abroad abroad;
    abroad.use_technology(0.1, 0.3, 0.8);
    const auto regime = regime_of("items = [\"magnet.hot\"]\nrequirement = \"licence\"\nreach = { exporters_except = [\"AAA\"], foreign_made = true, technology_origin = \"AAA\" }\n");
    ASSERT_TRUE(regime);
    const Schedule schedule = abroad.schedule(*regime);
    EXPECT_NEAR(licensed_share(schedule, kBetaToGamma, 0), 0.4 * 0.1, 1e-9);
    EXPECT_NEAR(licensed_share(schedule, kBetaToGamma, 0.5), 0.4 * 0.3, 1e-9);
    EXPECT_NEAR(licensed_share(schedule, kBetaToGamma, 1), 0.4 * 0.8, 1e-9);
    for (const double level : {0.0, 0.3, 0.5, 0.9, 1.0}) {
        double whole = 0;
        for (const Stream& stream : schedule.streams) whole += stream.lane == kBetaToGamma ? stream.share + stream.technology.at(level) : 0;
        EXPECT_NEAR(whole, 1, 1e-12) << level;
    }
}

// Where nobody stated which technology a plant uses, the clause stays silent and the run says so.
TEST(LaneLaw, WhatIsNotKnownIsToldNotTakenForFree) {
    World world = test::small_world();
    world.lanes[kBetaToGamma].flow = 0.5;
    const Abroad abroad(std::move(world));
    const auto regime = regime_of("items = [\"magnet.hot\"]\nrequirement = \"licence\"\nreach = { exporters_except = [\"AAA\"], foreign_made = true, technology_origin = \"AAA\" }\n");
    ASSERT_TRUE(regime);
    const Schedule schedule = abroad.schedule(*regime);
    EXPECT_TRUE(schedule.streams.empty());
    ASSERT_EQ(schedule.open_facts.size(), 1U);
    EXPECT_NE(schedule.open_facts[0].question.find("technology"), std::string::npos);
    EXPECT_EQ(schedule.open_facts[0].lanes, 1);
    EXPECT_GT(schedule.open_facts[0].value, 0);
    EXPECT_EQ(schedule.open_facts[0].free_value, schedule.open_facts[0].value);
}

World with_project() {
    World world = test::small_world();
    world.projects.push_back({"more-in-beta", 3, Date(2025, 1, 1), 4.0, 26, "test"});
    return world;
}

double capacity_used(const Abroad& abroad, const Schedule& schedule, const Ranges& ranges, int weeks) {
    const DrawBlock draws = modal_draws(ranges);
    State state = rest(abroad.network, schedule, draws);
    for (int week = 0; week < weeks; ++week) plan_production(abroad.network, schedule, draws, state), ++state.week;
    return state.activity[3][0];
}

Ranges without_slip(double delay, double penalty) {
    Ranges ranges = test::middle_ranges();
    ranges[static_cast<std::size_t>(Parameter::project_slip_weeks)] = {0, 0, 0, "test"};
    ranges[static_cast<std::size_t>(Parameter::technology_delay)] = {delay, delay, delay, "test"};
    ranges[static_cast<std::size_t>(Parameter::know_how_penalty)] = {penalty, penalty, penalty, "test"};
    return ranges;
}

constexpr const char* kTechnologyClause = "items = [\"magnet-technology\"]\nrequirement = \"licence\"\nreach = { exporters = [\"AAA\"] }\n";

TEST(LaneLaw, ATechnologyThatIsWithheldSlowsTheRampWhileItIsWithheld) {
    Abroad abroad(with_project());
    abroad.use_technology(0.5, 0.5, 0.5);
    const auto regime = regime_of(kTechnologyClause), none = regime_of("items = [\"another\"]\nrequirement = \"licence\"\n");
    ASSERT_TRUE(regime && none);
    const Schedule withheld = abroad.schedule(*regime), free = abroad.schedule(*none);
    ASSERT_EQ(withheld.projects.size(), 1U);
    ASSERT_FALSE(withheld.projects[0].rules.empty());
    EXPECT_EQ(withheld.projects[0].restricted[0], 0);
    EXPECT_EQ(withheld.projects[0].restricted[20], 1);
    EXPECT_TRUE(free.projects[0].rules.empty());
    const auto difference = [&](double delay, double penalty, int weeks) {
        const Ranges ranges = without_slip(delay, penalty);
        return capacity_used(abroad, free, ranges, weeks) - capacity_used(abroad, withheld, ranges, weeks);
    };
    EXPECT_NEAR(difference(26, 0, 8), 0, 1e-12);    // in force from the tenth week
    EXPECT_GT(difference(26, 0, 24), 0.01);
    EXPECT_GT(difference(78, 0, 24), difference(26, 0, 24));
    EXPECT_GT(difference(26, 0.2, 24), difference(26, 0, 24));
    EXPECT_NEAR(difference(0, 0, 24), 0, 1e-12);
}

// What was withheld before the run began is part of the plans that the world knows.
TEST(LaneLaw, AnActFromBeforeTheRunSlowsNothing) {
    Abroad abroad(with_project());
    abroad.use_technology(0.5, 0.5, 0.5);
    const auto regime = regime_of(kTechnologyClause, "2024-06-01");
    ASSERT_TRUE(regime);
    EXPECT_TRUE(abroad.schedule(*regime).projects[0].rules.empty());
}

TEST(Goods, ProblemsOfATechnologyComeAllAtOnce) {
    const Library library = Library::embedded();
    const Ledger ledger = Ledger::read(library).value();
    const World world = test::small_world();
    const Network network = lay_out(world);
    const Place here{"x.toml", 7, 1};
    const std::vector<TechnologyChoice> choices{
        {"one", "AAB", {"make.hott"}, {"t"}, "assume:technology-levl", {}, here},
        {"two", "AAA", {"make*"}, {"t"}, "assume:technology-level", {{"CCD", "assume:restock-weeks"}}, here},
        {"three", "AAA", {"make.hot"}, {"t"}, "assume:technology-level", {}, here}};
    const auto facts = goods_facts(network, ledger, choices, Date(2026, 1, 1));
    ASSERT_FALSE(facts);
    const std::string text = to_text(facts.error());
    for (const char* part : {"did you mean \"AAA\"", "did you mean \"make.hot\"", "technology-level", "CCD", "restock-weeks", "another one has"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
    }
    EXPECT_TRUE(goods_facts(network, ledger, {choices[2]}, Date(2026, 1, 1)));
}

}  // namespace
}  // namespace countervail
