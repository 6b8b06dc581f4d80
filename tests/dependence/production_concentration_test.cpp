// SPDX-License-Identifier: Apache-2.0
#include "dependence/production_concentration.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace countervail {
namespace {

ProductionByPlace made_by(const std::vector<PlaceQuantity>& places) {
    ProductionByPlace production;
    production.places = places;
    production.unit = "t";
    return production;
}

// Germanium 2022: OFR 2024-1057, table 1.14.
TEST(Concentration, GermaniumOfTheOracle) {
    const auto concentration = production_concentration(made_by({{"BEL", 4}, {"CAN", 20}, {"CHN", 180}, {"RUS", 6}}));
    ASSERT_TRUE(concentration);
    EXPECT_NEAR(concentration->hhi, 0.744943311, 1e-9);
    EXPECT_EQ(concentration->shares.front().place, "CHN");
    EXPECT_NEAR(concentration->effective_producers, 1 / 0.744943311, 1e-8);
    EXPECT_EQ(concentration->notes, std::vector<std::string>{"no world total is published: places that are not named count as none"});
}

// docs/methods/dependence-hhi.md, worked examples.
TEST(Concentration, WorkedExample) {
    ProductionByPlace production = made_by({{"AAA", 60}, {"BBB", 30}});
    production.world = 100;
    const auto concentration = production_concentration(production);
    ASSERT_TRUE(concentration);
    EXPECT_NEAR(concentration->hhi, 0.45, 1e-15);
    EXPECT_NEAR(concentration->high, 0.46, 1e-15);
    EXPECT_NEAR(concentration->rest_share, 0.1, 1e-15);
    const std::vector<WeightedShare> weighted{{"AAA", 0.6, governance_risk_of_ten(-0.5), 1}, {"BBB", 0.3, governance_risk_of_ten(1), 0.8}};
    EXPECT_NEAR(weighted_herfindahl(weighted), 0.36 * 6 + 0.09 * 3 * 0.8, 1e-15);
}

TEST(Concentration, WhatIsNotToldIsSaid) {
    ProductionByPlace production = made_by({{"AAA", 60}, {"BBB", 0}});
    production.rest = 20;
    production.unprinted = {"CCC"};
    production.from_ranges = {"AAA"};
    const auto concentration = production_concentration(production);
    ASSERT_TRUE(concentration);
    EXPECT_NEAR(concentration->rest_share, 0.25, 1e-15);
    EXPECT_EQ(concentration->shares.size(), 1U);
    EXPECT_EQ(concentration->notes.size(), 3U);
    ProductionByPlace beyond = made_by({{"AAA", 90}, {"BBB", 30}});
    beyond.world = 100;
    EXPECT_EQ(production_concentration(beyond)->rest_share, 0);
    EXPECT_NE(production_concentration(beyond)->notes.front().find("more than the published world total"), std::string::npos);
}

TEST(Concentration, NothingAndOnePlaceAloneAreRefused) {
    EXPECT_FALSE(production_concentration(made_by({})));
    EXPECT_FALSE(production_concentration(made_by({{"AAA", 0}, {"BBB", 0}})));
    const auto alone = production_concentration(made_by({{"AAA", 5}}));
    ASSERT_FALSE(alone);
    EXPECT_NE(alone.error()[0].what.find("only AAA"), std::string::npos);
    ProductionByPlace whole = made_by({{"AAA", 5}});
    whole.world = 5;
    EXPECT_EQ(production_concentration(whole)->hhi, 1);
    EXPECT_EQ(herfindahl({}), 0);
}

RC_GTEST_PROP(Concentration, OrderChangesNoBitSharesSumToOneAndHalvingOneTakesHalfItsSquare, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 40);
    std::vector<double> quantities;
    for (std::size_t i = 0; i < count; ++i) quantities.push_back(*rc::gen::inRange(1, 1'000'000) / 7.0);
    const double hhi = herfindahl(quantities), total = std::accumulate(quantities.begin(), quantities.end(), 0.0);
    RC_ASSERT(hhi <= 1 + 1e-12 && hhi >= 1.0 / static_cast<double>(count) - 1e-12);
    std::vector<double> turned(quantities.rbegin(), quantities.rend());
    RC_ASSERT(herfindahl(turned) == hhi);
    const auto at = *rc::gen::inRange<std::size_t>(0, count);
    std::vector<double> halved = quantities;
    const double share = quantities[at] / total;
    halved[at] /= 2;
    halved.push_back(halved[at]);
    RC_ASSERT(std::abs(hhi - herfindahl(halved) - share * share / 2) < 1e-12);
    std::vector<PlaceQuantity> places;
    for (std::size_t i = 0; i < count; ++i) places.push_back({std::to_string(i), quantities[i]});
    ProductionByPlace production = made_by(places);
    production.world = total * (1 + *rc::gen::inRange(0, 100) / 100.0);
    const auto concentration = production_concentration(production);
    RC_ASSERT(concentration.has_value());
    double sum = concentration->rest_share;
    for (const ProducerShare& one : concentration->shares) sum += one.share;
    RC_ASSERT(std::abs(sum - 1) < 1e-12);
    RC_ASSERT(concentration->high >= concentration->hhi);
}

RC_GTEST_PROP(Concentration, WeightedIndexRisesWithWorseGovernanceAndWithTradeBarriers, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 20);
    std::vector<WeightedShare> shares;
    for (std::size_t i = 0; i < count; ++i)
        shares.push_back({std::to_string(i), 1.0 / static_cast<double>(count), *rc::gen::inRange(0, 1000) / 100.0, *rc::gen::inRange(5, 20) / 10.0});
    const double index = weighted_herfindahl(shares);
    std::vector<WeightedShare> turned(shares.rbegin(), shares.rend());
    RC_ASSERT(weighted_herfindahl(turned) == index);
    const auto at = *rc::gen::inRange<std::size_t>(0, count);
    std::vector<WeightedShare> worse = shares;
    worse[at].governance += 1;
    RC_ASSERT(weighted_herfindahl(worse) > index);
    worse = shares;
    worse[at].trade_factor *= 1.1;
    RC_ASSERT(weighted_herfindahl(worse) >= index);
}

}  // namespace
}  // namespace countervail
