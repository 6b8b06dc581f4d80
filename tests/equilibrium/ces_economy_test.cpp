// SPDX-License-Identifier: Apache-2.0
// covers: ces_tree, ces_check, newton
#include "equilibrium/ces_economy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "base/text.h"

namespace countervail {
namespace {

using testing::HasSubstr;

// Commodities of the two-by-two economy of the tests of MPSGE.jl (test_twobytwo_*.jl; reference values by GAMS/MPSGE).
enum { kLabour, kCapital, kX, kY };

CesEconomy two_by_two(double sigma_x, double sigma_y, double labour) {
    CesEconomy economy;
    economy.commodities = {"labour", "capital", "X", "Y"};
    economy.activities = {{"X", kX, 100, 0, 0, {sigma_x, {{kLabour, 50}, {kCapital, 50}}, {}}}, {"Y", kY, 50, 0, 0, {sigma_y, {{kLabour, 20}, {kCapital, 30}}, {}}}};
    economy.households = {{"all", {labour, 80, 0, 0}, 0, {1, {{kX, 100}, {kY, 50}}, {}}}};
    economy.numeraire = kLabour;
    return economy;
}

CesEquilibrium solved(const CesEconomy& economy) {
    const auto found = solve_ces_economy(economy);
    EXPECT_TRUE(found) << to_text(found.error());
    EXPECT_LT(found->residual, 1e-11);
    EXPECT_LT(found->walras, 1e-10);
    return *found;
}

/// Published with ten digits, by a solver that stops at 1e-8.
void expect_published(double found, double published) { EXPECT_NEAR(found, published, 1e-8 * std::max(1.0, published)); }

TEST(CesEconomy, SitsOnItsBenchmark) {
    const CesEquilibrium found = solved(two_by_two(0.5, 0.6, 70));
    for (const double price : found.price) EXPECT_NEAR(price, 1, 1e-12);
    for (const double level : found.activity) EXPECT_NEAR(level, 1, 1e-12);
    EXPECT_NEAR(found.utility[0], 1, 1e-12);
}

TEST(CesEconomy, GivesThePublishedFiguresWithTenPercentMoreLabour) {
    const CesEquilibrium found = solved(two_by_two(0.5, 0.6, 77));
    expect_published(found.price[kCapital], 1.194505582);
    expect_published(found.price[kX], 1.095093591);
    expect_published(found.price[kY], 1.114212876);
    expect_published(found.price_index[0], 1.101429952);
    expect_published(found.activity[0], 1.05050654);
    expect_published(found.activity[1], 1.03248042);
    expect_published(found.utility[0], 1.04446313);
    expect_published(found.income[0], 172.5604466);
    expect_published(found.inputs[0][0] / found.activity[0], 52.32335975);
    expect_published(found.inputs[1][0] / found.activity[1], 21.34080999);
}

TEST(CesEconomy, GivesThePublishedFiguresWhenAllIsCobbDouglas) {
    const CesEquilibrium found = solved(two_by_two(1, 1, 77));
    expect_published(found.price[kCapital], 1.1);
    expect_published(found.price[kX], 1.048808848);
    expect_published(found.price[kY], 1.058852853);
    expect_published(found.price_index[0], 1.052146219);
    expect_published(found.activity[0], 1.04880885);
    expect_published(found.activity[1], 1.03886012);
    expect_published(found.utility[0], 1.04548206);
}

TEST(CesEconomy, GivesThePublishedFiguresWithATaxOnOutput) {
    CesEconomy economy = two_by_two(1, 1, 77);
    economy.activities[0].output_tax = 0.1;
    const CesEquilibrium found = solved(economy);
    expect_published(found.activity[0], 1.0116855688658395);
    expect_published(found.activity[1], 1.1123672179049628);
    expect_published(found.utility[0], 1.0441905629409307);
    expect_published(found.income[0], 177.69230689285564);
    expect_published(found.price[kCapital], 1.1105769136174084);
    expect_published(found.price[kX], 1.170932369505204);
}

TEST(CesEconomy, NestsInsideOneFunctionAreTheActivitiesTheyStandFor) {
    CesEconomy economy;
    economy.commodities = {"labour", "capital", "U"};
    const CesNest x{0.5, {{0, 50}, {1, 50}}, {}}, y{0.6, {{0, 20}, {1, 30}}, {}};
    economy.activities = {{"U", 2, 150, 0, 0, {1, {}, {x, y}}}};
    economy.households = {{"all", {77, 80, 0}, 0, {1, {{2, 150}}, {}}}};
    const CesEquilibrium found = solved(economy);
    EXPECT_NEAR(found.price[1], 1.194505582, 1e-8);
    EXPECT_NEAR(found.activity[0], 1.04446313, 1e-8);
    EXPECT_NEAR(found.price[2], 1.101429952, 1e-8);
}

// One critical input of value share a, the remaining fraction e of it, elasticity s: Y = [a e^((s−1)/s) + 1 − a]^(s/(s−1)).
TEST(CesEconomy, OneCriticalInputHasTheClosedForm) {
    for (const double share : {1e-2, 1e-3, 1e-4, 1e-5}) {
        for (const double elasticity : {0.02, 0.05, 0.1, 0.2, 0.5, 0.9999, 1.0, 3.0}) {
            for (const double left : {0.9, 0.7, 0.5, 0.25, 0.1}) {
                CesEconomy economy;
                economy.commodities = {"ordinary", "critical"};
                economy.households = {{"all", {1 - share, share * left}, 0, {elasticity, {{0, 1 - share}, {1, share}}, {}}}};
                const double power = (elasticity - 1) / elasticity;
                const double exact = std::abs(power) < 1e-6 ? std::pow(left, share) : std::pow(share * std::pow(left, power) + 1 - share, 1 / power);
                EXPECT_NEAR(solved(economy).utility[0], exact, 1e-9) << share << " " << elasticity << " " << left;
            }
        }
    }
}

TEST(CesEconomy, LeontiefHouseholdsTakeTheirFixedProportions) {
    CesEconomy economy;   // two households trade bread for wine; each wants them one for one
    economy.commodities = {"bread", "wine"};
    economy.households = {{"baker", {3, 1}, 0, {0, {{0, 1}, {1, 1}}, {}}}, {"vintner", {1, 3}, 0, {0.5, {{0, 1}, {1, 1}}, {}}}};
    const CesEquilibrium found = solved(economy);   // 4 of each: the price is 1 and each has income 4
    EXPECT_NEAR(found.price[1], 1, 1e-9);
    EXPECT_NEAR(found.bought[0][0], 2, 1e-9);
    EXPECT_NEAR(found.bought[0][1], 2, 1e-9);
}

TEST(CesEconomy, AnInputTaxGoesToItsHouseholdAndTransfersMoveIncome) {
    CesEconomy economy = two_by_two(0.5, 0.6, 70);
    economy.households.push_back({"state", {}, 0, {1, {{kX, 1}, {kY, 1}}, {}}});
    economy.activities[0].inputs.inputs[0].tax = 0.3;
    economy.activities[0].inputs.inputs[0].tax_to = 1;
    const CesEquilibrium found = solved(economy);
    EXPECT_NEAR(found.income[1], 0.3 * found.price[kLabour] * found.inputs[0][0], 1e-9);
    economy.households[0].transfer = -0.1;
    economy.households[1].transfer = 0.1;
    const CesEquilibrium moved = solved(economy);
    const double world = moved.income.sum();
    EXPECT_NEAR(moved.income[1], 0.3 * moved.price[kLabour] * moved.inputs[0][0] + 0.1 * world, 1e-9);
}

RC_GTEST_PROP(CesEconomyProperty, MoneyIsAVeilAndQuantitiesScale, ()) {
    const double sigma_x = *rc::gen::inRange(1, 30) / 10.0, sigma_y = *rc::gen::inRange(1, 30) / 10.0, labour = *rc::gen::inRange(10, 300);
    CesEconomy economy = two_by_two(sigma_x, sigma_y, labour);
    const auto first = solve_ces_economy(economy);
    RC_ASSERT(first.has_value());
    RC_ASSERT(first->walras < 1e-9);
    economy.numeraire = *rc::gen::inRange(0, 4);
    const auto second = solve_ces_economy(economy);
    RC_ASSERT(second.has_value());
    RC_ASSERT((first->price / first->price[economy.numeraire] - second->price).cwiseAbs().maxCoeff() < 1e-8 * second->price.maxCoeff());
    RC_ASSERT((first->activity - second->activity).cwiseAbs().maxCoeff() < 1e-8);
    for (double& held : economy.households[0].endowment) held *= 3;   // constant returns: everything three times
    const auto third = solve_ces_economy(economy);
    RC_ASSERT(third.has_value());
    RC_ASSERT((third->activity / 3 - second->activity).cwiseAbs().maxCoeff() < 1e-8);
    RC_ASSERT(std::abs(third->utility[0] / 3 - second->utility[0]) < 1e-8);
}

RC_GTEST_PROP(CesEconomyProperty, TangentIsTheSlopeOfTheSolution, ()) {
    CesEconomy economy = two_by_two(*rc::gen::inRange(1, 30) / 10.0, *rc::gen::inRange(1, 30) / 10.0, *rc::gen::inRange(40, 120));
    const auto here = solve_ces_economy(economy);
    RC_ASSERT(here.has_value());
    Eigen::MatrixXd direction = Eigen::MatrixXd::Zero(1, 4);
    direction(0, kLabour) = 1;
    const auto slope = price_tangent(economy, *here, direction);
    RC_ASSERT(slope.has_value());
    constexpr double kStep = 1e-4;
    economy.households[0].endowment[kLabour] *= std::exp(kStep);
    const auto up = solve_ces_economy(economy);
    economy.households[0].endowment[kLabour] *= std::exp(-2 * kStep);
    const auto down = solve_ces_economy(economy);
    RC_ASSERT(up.has_value() && down.has_value());
    const Eigen::VectorXd measured = (up->price.array().log() - down->price.array().log()) / (2 * kStep);
    RC_ASSERT((measured - *slope).cwiseAbs().maxCoeff() < 1e-6);
}

TEST(CesEconomy, SaysAllThatIsWrong) {
    CesEconomy economy = two_by_two(-1, 0.6, 70);
    economy.activities[1].inputs.inputs[0].commodity = 17;
    economy.activities[1].quantity = 0;
    economy.households[0].endowment[kCapital] = NAN;
    economy.households[0].transfer = 0.2;
    const auto found = solve_ces_economy(economy);
    ASSERT_FALSE(found);
    const std::string text = to_text(found.error());
    EXPECT_GE(found.error().size(), 5U);
    EXPECT_THAT(text, HasSubstr("elasticity of -1"));
    EXPECT_THAT(text, HasSubstr("unknown commodity"));
    EXPECT_THAT(text, HasSubstr("makes 0"));
    EXPECT_THAT(text, HasSubstr("transfers sum to 0.2"));
    EXPECT_THAT(text, HasSubstr("capital"));
}

TEST(CesEconomy, SaysThatItDidNotConverge) {
    CesOptions options;
    options.iterations = 1;
    const auto found = solve_ces_economy(two_by_two(0.05, 0.05, 700), options);
    ASSERT_FALSE(found);
    EXPECT_THAT(to_text(found.error()), HasSubstr("did not converge"));
    EXPECT_THAT(to_text(found.error()), HasSubstr("residual"));
}

TEST(CesEconomy, WithoutSubstitutionAScarceFactorLeavesNoPriceForTheOther) {
    CesEconomy economy;   // strictly Leontief with an idle input: no equality equilibrium exists, and it is said
    economy.commodities = {"a", "b"};
    economy.households = {{"all", {1, 0.5}, 0, {0, {{0, 1}, {1, 1}}, {}}}};
    const auto found = solve_ces_economy(economy);
    ASSERT_FALSE(found);
    EXPECT_THAT(to_text(found.error()), HasSubstr("did not converge"));
}

}  // namespace
}  // namespace countervail
