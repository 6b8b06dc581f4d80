// SPDX-License-Identifier: Apache-2.0
// covers: hat_algebra, trade_welfare, trade_model, anderson
#include "equilibrium/hat_algebra.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "equilibrium/published_trade.h"
#include "equilibrium/trade_welfare.h"

namespace countervail {
namespace {

using testing::HasSubstr;

TradeEffects effects_of(const TradeModel& model, const TradePolicy& before, const TradePolicy& after) {
    auto effects = trade_effects(model, before, after, 2);
    if (!effects) throw std::runtime_error(to_text(effects.error()));
    EXPECT_LE(effects->before.residual, 1e-11);
    EXPECT_LE(effects->after.residual, 1e-11);
    return std::move(*effects);
}

const PlaceWelfare& at(const TradeModel& model, const TradeEffects& effects, const char* place) {
    return effects.places.at(static_cast<std::size_t>(model.place(place)));
}

void expect_published(const PlaceWelfare& place, double terms, double volume, double sum, double wage, double tolerance) {
    EXPECT_NEAR(place.terms_of_trade, terms, tolerance);
    EXPECT_NEAR(place.volume_of_trade, volume, tolerance);
    EXPECT_NEAR(place.first_order, sum, tolerance);
    EXPECT_NEAR(place.real_wage, wage, tolerance);
}

// Published figures: the program of github.com/paulofelipe/cp2015 (README and tests), which the data come from.
TEST(HatAlgebra, GivesThePublishedWelfareWithoutDeficits) {
    if (!published_trade()) GTEST_SKIP() << "the data of Caliendo & Parro 2015 are not beside the tree";
    const TradeModel& model = published_trade()->model;
    TradePolicy before{*published_trade()->tariff_before, {}, Eigen::VectorXd::Zero(model.deficit.size())}, after = before;
    after.tariff = *published_trade()->tariff_after;
    const TradeEffects effects = effects_of(model, before, after);
    expect_published(at(model, effects, "Canada"), -0.1081, 0.0443, -0.0638, 0.3228, 1e-4);
    expect_published(at(model, effects, "Mexico"), -0.4118, 1.7239, 1.3121, 1.7153, 1e-4);
    expect_published(at(model, effects, "USA"), 0.0435, 0.0412, 0.0848, 0.1124, 1e-4);
    // Exact real income, found by an independent program and by a path integral of 200 small steps.
    EXPECT_NEAR(at(model, effects, "Canada").real_income, -0.1101, 1e-4);
    EXPECT_NEAR(at(model, effects, "Mexico").real_income, 0.0073, 1e-4);
    EXPECT_NEAR(at(model, effects, "USA").real_income, 0.0741, 1e-4);
}

TEST(HatAlgebra, GivesThePublishedWelfareWithDeficitsHeld) {
    if (!published_trade()) GTEST_SKIP() << "the data of Caliendo & Parro 2015 are not beside the tree";
    const TradeModel& model = published_trade()->model;
    TradePolicy before{*published_trade()->tariff_before, {}, model.deficit}, after = before;
    after.tariff = *published_trade()->tariff_after;
    const TradeEffects effects = effects_of(model, before, after);
    expect_published(at(model, effects, "Canada"), -0.08, 0.04, -0.04, 0.33, 0.005);
    expect_published(at(model, effects, "Mexico"), -0.41, 1.59, 1.17, 1.64, 0.005);
    expect_published(at(model, effects, "USA"), 0.05, 0.04, 0.08, 0.12, 0.0051);   // 0.0850, printed as 0.08
    EXPECT_NEAR(at(model, effects, "Mexico").first_order, 1.1743, 1e-4);
    EXPECT_NEAR(at(model, effects, "USA").first_order, 0.0850, 1e-4);
    EXPECT_NEAR(at(model, effects, "Canada").first_order, -0.0405, 1e-4);
}

TEST(HatAlgebra, AnEmbargoOfOnePlaceStaysFinite) {
    if (!published_trade()) GTEST_SKIP() << "the data of Caliendo & Parro 2015 are not beside the tree";
    const TradeModel& model = published_trade()->model;
    TradePolicy before{model.tariff, {}, Eigen::VectorXd::Zero(model.deficit.size())}, after = before;
    after.cost.assign(model.industries.size(), Eigen::MatrixXd::Ones(model.deficit.size(), model.deficit.size()));
    const int cut = model.place("Mexico"), from = model.place("USA");
    for (Eigen::MatrixXd& each : after.cost) each(cut, from) = kEmbargoCost;
    const TradeEffects effects = effects_of(model, before, after);
    EXPECT_LT(effects.places[static_cast<std::size_t>(cut)].real_income, -1);
    for (std::size_t j = 0; j < model.industries.size(); ++j) {
        EXPECT_LT(effects.after.share[j](cut, from), 1e-2);
        EXPECT_TRUE(effects.after.share[j].allFinite());
    }
}

TEST(HatAlgebra, OneIndustryHasTheGainOfItsHomeShare) {   // Arkolakis, Costinot & Rodríguez-Clare 2012: Ŵ = π̂_home^(−1/θ)
    for (const double theta : {1.5, 4.0, 8.0, 64.85}) {
        for (const double home : {0.4, 0.7, 0.95}) {
            const TradeModel model = one_industry_world(3, home, theta);
            TradePolicy policy = observed_policy(model), closed = policy;
            Eigen::MatrixXd cost = Eigen::MatrixXd::Constant(3, 3, 1e6);
            cost.diagonal().setOnes();
            closed.cost = {cost};
            const TradeEffects autarky = effects_of(model, policy, closed);
            for (std::size_t n = 0; n < 3; ++n) {
                const auto here = static_cast<Eigen::Index>(n);
                const double change = std::pow(autarky.after.share[0](here, here) / autarky.before.share[0](here, here), -1 / theta);
                EXPECT_NEAR(1 + autarky.places[n].real_income / 100, change, 1e-9);
                if (theta > 3) {   // all but closed
                    EXPECT_NEAR(change, std::pow(home, 1 / theta), 1e-9);
                }
                EXPECT_LT(autarky.places[n].real_income, 0);
            }
        }
    }
}

TEST(HatAlgebra, ArmingtonIsTheSameWithSigmaLessOne) {
    // Two equal places, one good each, CES with σ; b puts an iceberg cost d on what a sells it. Solved by hand on the wage of b.
    const double sigma = 5, home = 0.8, cost = 1.3;
    const TradeModel model = one_industry_world(2, home, sigma - 1);
    TradePolicy policy = observed_policy(model), dearer = policy;
    Eigen::MatrixXd factor = Eigen::MatrixXd::Ones(2, 2);
    factor(1, 0) = cost;
    dearer.cost = {factor};
    const TradeEffects effects = effects_of(model, policy, dearer);
    const double a = effects.after.wage[0], b = effects.after.wage[1];
    const double price_b = (1 - home) * std::pow(cost * a, 1 - sigma) + home * std::pow(b, 1 - sigma);
    const double price_a = home * std::pow(a, 1 - sigma) + (1 - home) * std::pow(b, 1 - sigma);
    const double imports_of_b = b * (1 - home) * std::pow(cost * a, 1 - sigma) / price_b, imports_of_a = a * (1 - home) * std::pow(b, 1 - sigma) / price_a;
    EXPECT_NEAR(imports_of_a, imports_of_b, 1e-10);   // balanced trade
    EXPECT_NEAR(effects.after.price_index[1], std::pow(price_b, 1 / (1 - sigma)), 1e-10);
}

TEST(HatAlgebra, SmallChangesAgreeWithTheFirstOrderTerms) {
    const TradeModel model = made_up_trade(3, 2, 0.1, 4);
    const TradePolicy before{model.tariff, {}, Eigen::VectorXd::Zero(3)};
    for (const bool tariff : {true, false}) {
        TradePolicy after = before;
        if (tariff) after.tariff[0](0, 1) += 1e-5;
        else after.cost.assign(2, Eigen::MatrixXd::Ones(3, 3)), after.cost[0](0, 1) = 1 + 1e-5;
        for (const PlaceWelfare& each : effects_of(model, before, after).places) EXPECT_NEAR(each.first_order, each.real_income, 2e-7);
    }
}

RC_GTEST_PROP(HatAlgebraProperty, WithoutAChangeEverythingStays, ()) {
    const TradeModel model = made_up_trade(*rc::gen::inRange(2, 6), *rc::gen::inRange(1, 5), *rc::gen::inRange(0, 5) / 10.0, *rc::gen::inRange(1, 20));
    const auto same = solve_trade(model, observed_policy(model));
    RC_ASSERT(same.has_value());
    RC_ASSERT((same->wage.array() - 1).abs().maxCoeff() < 1e-10);
    RC_ASSERT((same->price.array() - 1).abs().maxCoeff() < 1e-10);
    const auto effects = trade_effects(model, observed_policy(model), observed_policy(model), 2);
    RC_ASSERT(effects.has_value());
    for (const PlaceWelfare& each : effects->places) RC_ASSERT(each.real_income == 0 && each.first_order == 0 && each.real_wage == 0);
}

RC_GTEST_PROP(HatAlgebraProperty, TheOrderOfPlacesAndIndustriesDoesNotMatter, ()) {
    const int places = *rc::gen::inRange(2, 6), industries = *rc::gen::inRange(1, 5);
    const TradeModel model = made_up_trade(places, industries, 0.05, 4);
    TradePolicy policy = observed_policy(model);
    policy.tariff[0](0, 1) = 0.6;
    const TradeModel turned = [&] {
        TradeModel other = model;
        const Eigen::PermutationMatrix<Eigen::Dynamic> flip_places(Eigen::VectorXi::LinSpaced(places, places - 1, 0)), flip_industries(Eigen::VectorXi::LinSpaced(industries, industries - 1, 0));
        std::reverse(other.trade.begin(), other.trade.end());
        std::reverse(other.tariff.begin(), other.tariff.end());
        std::reverse(other.inputs.begin(), other.inputs.end());
        for (auto& each : other.trade) each = flip_places * each * flip_places;
        for (auto& each : other.tariff) each = flip_places * each * flip_places;
        for (auto& each : other.inputs) each = flip_industries * each * flip_industries;
        other.value_added = flip_places * model.value_added * flip_industries;
        other.final_use = flip_places * model.final_use * flip_industries;
        other.theta = flip_industries * model.theta;
        other.deficit = flip_places * model.deficit;
        return other;
    }();
    TradePolicy turned_policy = observed_policy(turned);
    turned_policy.tariff.back()(places - 1, places - 2) = 0.6;
    const auto one = trade_effects(model, observed_policy(model), policy), other = trade_effects(turned, observed_policy(turned), turned_policy);
    RC_ASSERT(one.has_value() && other.has_value());
    for (std::size_t n = 0; n < one->places.size(); ++n) {
        RC_ASSERT(std::abs(one->places[n].real_income - other->places[one->places.size() - 1 - n].real_income) < 1e-7);
        RC_ASSERT(std::abs(one->places[n].first_order - other->places[one->places.size() - 1 - n].first_order) < 1e-7);
    }
}

RC_GTEST_PROP(HatAlgebraProperty, EqualPlacesFareEqually, ()) {
    const double theta = *rc::gen::inRange(1, 30), rate = *rc::gen::inRange(1, 100) / 100.0;
    const TradeModel model = one_industry_world(*rc::gen::inRange(2, 5), 0.7, theta);
    TradePolicy policy = observed_policy(model);
    policy.tariff[0].setConstant(rate);
    policy.tariff[0].diagonal().setZero();
    const auto effects = trade_effects(model, observed_policy(model), policy);
    RC_ASSERT(effects.has_value());
    for (const PlaceWelfare& each : effects->places) {
        RC_ASSERT(std::abs(each.real_income - effects->places[0].real_income) < 1e-8);
        RC_ASSERT(each.real_income < 0);
    }
}

TEST(HatAlgebra, GivesTheSameBytesAtAnyThreadCount) {
    const TradeModel model = made_up_trade(4, 3, 0.1, 5);
    TradePolicy after = observed_policy(model);
    after.tariff[1](2, 0) = 0.9;
    const auto one = trade_effects(model, observed_policy(model), after, 1), four = trade_effects(model, observed_policy(model), after, 4);
    ASSERT_TRUE(one && four);
    for (std::size_t n = 0; n < one->places.size(); ++n) {
        EXPECT_EQ(one->places[n].real_income, four->places[n].real_income);
        EXPECT_EQ(one->places[n].first_order, four->places[n].first_order);
    }
}

TEST(HatAlgebra, ALostCustomerOfEverythingIsGuardedAgainstUnderflow) {
    const TradeModel model = one_industry_world(3, 0.3, 64.85);
    TradePolicy after = observed_policy(model);
    Eigen::MatrixXd cost = Eigen::MatrixXd::Constant(3, 3, 1e8);
    after.cost = {cost};   // even home goods: everything is 1e8 times as dear, and real income 1e-8 of what it was
    const auto effects = trade_effects(model, observed_policy(model), after);
    ASSERT_TRUE(effects) << to_text(effects.error());
    EXPECT_NEAR(1 + effects->places[0].real_income / 100, 1e-8, 1e-14);
}

TEST(HatAlgebra, SaysAllThatIsWrong) {
    TradeModel model = made_up_trade(3, 2, 0.1, 4);
    model.theta[0] = 0;
    model.trade[1](0, 2) = -4;
    model.deficit[0] = NAN;
    const auto found = solve_trade(model, observed_policy(model));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().size(), 3U);
    const TradeModel good = made_up_trade(3, 2, 0.1, 4);
    TradePolicy policy = observed_policy(good);
    policy.tariff[0](0, 1) = -1;
    policy.deficit[1] += 500;
    const auto other = solve_trade(good, policy);
    ASSERT_FALSE(other);
    EXPECT_THAT(to_text(other.error()), HasSubstr("not above −100%"));
    EXPECT_THAT(to_text(other.error()), HasSubstr("do not sum to 0"));
}

TEST(HatAlgebra, SaysThatItDidNotConverge) {
    const TradeModel model = made_up_trade(3, 2, 0.1, 4);
    TradePolicy policy = observed_policy(model);
    policy.tariff[0](0, 1) = 3;
    HatOptions options;
    options.iterations = 2;
    const auto found = solve_trade(model, policy, options);
    ASSERT_FALSE(found);
    EXPECT_THAT(to_text(found.error()), HasSubstr("did not converge"));
    EXPECT_THAT(to_text(found.error()), HasSubstr("residual"));
}

}  // namespace
}  // namespace countervail
