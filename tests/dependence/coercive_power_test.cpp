// SPDX-License-Identifier: Apache-2.0
// covers: power_inputs
#include "dependence/coercive_power.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "base/random.h"
#include "base/text.h"
#include "dependence/power_inputs.h"
#include "economy/built_in_table.h"
#include "economy/random_table.h"

namespace countervail {
namespace {

using ::testing::HasSubstr;

// One sector: ln P = −ln(1 − ω)/(σ − 1), to the digits of the table in docs/methods/dependence-coercive-power.md.
TEST(CoercivePower, PriceRisesOfOneSector) {
    const std::vector<double> controls{0.1, 0.5, 0.8, 0.9, 0.95, 0.99};
    const std::vector<double> at_six{2.1, 13.9, 32.2, 46.1, 59.9, 92.1}, at_176{13.9, 91, 212, 303, 394, 606};
    for (std::size_t i = 0; i < controls.size(); ++i) {
        EXPECT_NEAR(100 * sector_price_rise(controls[i], 6), at_six[i], 0.05);
        EXPECT_NEAR(100 * sector_price_rise(controls[i], 1.76), at_176[i], i == 0 ? 0.05 : 0.5);
        for (const double rho : {0.0, 0.5, 1.0, 1.3}) {
            // Alone, a sector's price is the index, whatever the elasticity across sectors.
            EXPECT_NEAR(coercive_loss(std::vector<ControlledInput>{{1, controls[i], 6}}, rho), sector_price_rise(controls[i], 6), 1e-13);
        }
    }
}

// The example of the page: a tenth of spending in a sector with σ = 3 controlled by nine tenths, half of it with σ = 6 controlled by a fifth.
const std::vector<ControlledInput> kExample{{0.1, 0.9, 3}, {0.5, 0.2, 6}};

TEST(CoercivePower, TwoSectorsByHand) {
    const double first = std::sqrt(10.0), second = std::pow(0.8, -0.2);   // price indices
    EXPECT_NEAR(std::exp(sector_price_rise(0.9, 3)), first, 1e-13);
    EXPECT_NEAR(coercive_loss(kExample, 0.5), 2 * std::log(0.1 * std::sqrt(first) + 0.5 * std::sqrt(second) + 0.4), 1e-13);
    EXPECT_NEAR(coercive_loss(kExample, 0), std::log(0.1 * first + 0.5 * second + 0.4), 1e-13);
    EXPECT_NEAR(coercive_loss(kExample, 1), 0.1 * std::log(first) + 0.5 * std::log(second), 1e-14);
    EXPECT_NEAR(coercive_loss(kExample, 2), -std::log(0.1 / first + 0.5 / second + 0.4), 1e-13);
    EXPECT_NEAR(100 * coercive_loss(kExample, 0.5), 17.07, 0.005);
}

TEST(CoercivePower, ContinuousThroughCobbDouglas) {
    const double limit = coercive_loss(kExample, 1);
    for (double step = 1e-3; step > 1e-17; step /= 3) {
        for (const double rho : {1 - step, 1 + step}) {
            // ln of a mean of powers: m + (1 − ρ) variance / 2 + …; the variance here is 0.106.
            EXPECT_NEAR(coercive_loss(kExample, rho), limit, 0.06 * step + 1e-15) << step;
        }
    }
    EXPECT_GT(coercive_loss(kExample, 1 - 1e-9), limit);
    EXPECT_LT(coercive_loss(kExample, 1 + 1e-9), limit);
}

TEST(CoercivePower, WhatNothingReplacesHasNoBound) {
    EXPECT_TRUE(std::isinf(coercive_loss(std::vector<ControlledInput>{{0.1, 1, 6}}, 0.5)));
    EXPECT_TRUE(std::isinf(coercive_loss(std::vector<ControlledInput>{{0.1, 1, 6}}, 1)));
    EXPECT_TRUE(std::isinf(coercive_loss(std::vector<ControlledInput>{{0.1, 0.01, 1}}, 0.5)));
    EXPECT_NEAR(coercive_loss(std::vector<ControlledInput>{{0.1, 1, 6}}, 2), -std::log(0.9), 1e-15);   // other sectors replace it
    EXPECT_TRUE(std::isinf(coercive_loss(std::vector<ControlledInput>{{1, 1, 6}}, 2)));
    EXPECT_EQ(coercive_loss(std::vector<ControlledInput>{{0, 1, 6}, {0.5, 0, 0.9}}, 0.5), 0);
    // P = 1000^100000 leaves the range of numbers, its logarithm does not.
    const double huge = sector_price_rise(0.999, 1.00001);
    EXPECT_NEAR(coercive_loss(std::vector<ControlledInput>{{0.2, 0.999, 1.00001}}, 0.5), huge + std::log(0.2) / 0.5, 1e-6);
}

struct RandomInputs {
    std::vector<ControlledInput> inputs;
    double rho = 0;
};
RandomInputs random_inputs(std::uint32_t draw) {
    RandomInputs made;
    const auto u = [&](std::uint32_t i) { return uniform(11, draw, i, 0); };
    const auto sectors = 1 + static_cast<std::uint32_t>(5 * u(0));
    double least = 9, sum = 0.2 * u(1);
    for (std::uint32_t j = 0; j < sectors; ++j) {
        made.inputs.push_back({0.05 + u(10 + j), 0.98 * u(20 + j), 1.1 + 7 * u(30 + j)});
        sum += made.inputs.back().spending_share;
        least = std::min(least, made.inputs.back().sigma);
    }
    for (ControlledInput& input : made.inputs) input.spending_share /= sum;
    made.rho = least * u(2);
    return made;
}

TEST(CoercivePower, IsConvexInControlWhereSectorsSubstituteLessThanSuppliers) {
    for (std::uint32_t draw = 0; draw < 2000; ++draw) {
        const auto [inputs, rho] = random_inputs(draw);
        std::vector<ControlledInput> other = inputs, middle = inputs;
        const double part = uniform(12, draw, 0, 0);
        for (std::size_t j = 0; j < inputs.size(); ++j) {
            other[j].control = 0.98 * uniform(13, draw, static_cast<std::uint32_t>(j), 0);
            middle[j].control = part * inputs[j].control + (1 - part) * other[j].control;
        }
        const double chord = part * coercive_loss(inputs, rho) + (1 - part) * coercive_loss(other, rho);
        EXPECT_LE(coercive_loss(middle, rho), chord + 1e-12) << draw;
    }
}

TEST(CoercivePower, IsNotConvexWhereSectorsSubstituteMore) {
    // ρ = 9 above σ = 2: once the sector is nearly lost, others have taken its place and the last point is worth nothing.
    const auto loss = [](double control) { return coercive_loss(std::vector<ControlledInput>{{0.5, control, 2}}, 9); };
    EXPECT_GT(loss(0.9), (loss(0.8) + loss(1)) / 2);
}

TEST(CoercivePower, MarginalValueIsTheSlope) {
    for (std::uint32_t draw = 0; draw < 300; ++draw) {
        const auto [inputs, rho] = random_inputs(draw);
        const std::vector<double> slope = value_of_control(inputs, rho);
        for (std::size_t j = 0; j < inputs.size(); ++j) {
            std::vector<ControlledInput> more = inputs, less = inputs;
            const double step = 1e-6 * (1 - inputs[j].control);
            more[j].control += step;
            less[j].control -= step;
            EXPECT_NEAR(slope[j], (coercive_loss(more, rho) - coercive_loss(less, rho)) / (2 * step), 1e-5 * (1 + slope[j])) << draw;
        }
    }
    EXPECT_EQ(value_of_control(std::vector<ControlledInput>{{0.5, 1, 2}}, 9)[0], 0);
    EXPECT_NEAR(value_of_control(std::vector<ControlledInput>{{0.5, 1, 2}}, 2)[0], 0.5 / 0.5, 1e-13);   // T = 1 − 0.5
    EXPECT_TRUE(std::isinf(value_of_control(std::vector<ControlledInput>{{0.5, 1, 2}}, 0.5)[0]));
}

TEST(CoercivePower, TwoHalvesOfASectorWeighAsOne) {
    for (std::uint32_t draw = 0; draw < 200; ++draw) {
        const auto [inputs, rho] = random_inputs(draw);
        std::vector<ControlledInput> halves = inputs;
        halves[0].spending_share /= 2;
        halves.push_back(halves[0]);
        EXPECT_NEAR(coercive_loss(halves, rho), coercive_loss(inputs, rho), 1e-12);
        std::vector<ControlledInput> turned(inputs.rbegin(), inputs.rend());
        EXPECT_NEAR(coercive_loss(turned, rho), coercive_loss(inputs, rho), 1e-12);
    }
}

/// Three places, two sectors.
PowerInputs small_inputs() {
    return {{"AAA", "BBB", "CCC"}, {"ore", "tools"}, {3, 6}, {0.5, 0.4, 0.6}, {{0, 0, 0, 10}, {0, 1, 0, 60}, {0, 2, 0, 30}, {0, 0, 1, 80}, {0, 1, 1, 20}, {1, 2, 1, 50}, {1, 1, 1, 50}, {2, 1, 0, 5}}, {}, {}};
}

TEST(CoercivePower, AllPairsAgreeWithTheFormula) {
    const auto power = power_of_all(small_inputs(), 0.5, 2);
    ASSERT_TRUE(power);
    EXPECT_NEAR(power->of(0, 1, 3), coercive_loss(std::vector<ControlledInput>{{0.5, 0.6, 3}, {0.5, 0.2, 6}}, 0.5), 1e-15);
    EXPECT_NEAR(power->of(0, 2, 3), coercive_loss(std::vector<ControlledInput>{{0.5, 0.3, 3}}, 0.5), 1e-15);
    EXPECT_NEAR(power->of(1, 2, 3), std::log(2) / 5, 1e-15);
    EXPECT_TRUE(std::isinf(power->of(2, 1, 3)));
    EXPECT_EQ(power->of(0, 0, 3), 0);
    EXPECT_EQ(power->of(1, 0, 3), 0);
    EXPECT_EQ(power_of_all(small_inputs(), 0.5, 1)->loss, power_of_all(small_inputs(), 0.5, 7)->loss);
    const Table table = power_table(small_inputs(), *power, -1, -1, 2);
    EXPECT_EQ(std::get<std::string>(table.rows[0][4]), "nothing replaces it");
    EXPECT_EQ(std::get<double>(table.rows[0][3]), 100);
    EXPECT_NEAR(std::get<double>(table.rows[1][3]), 100 * (1 - std::exp(-0.5 * power->of(0, 1, 3))), 1e-12);
}

TEST(CoercivePower, ACoalitionIsWorthMoreThanItsMembers) {
    const auto power = coalition_power(small_inputs(), {1, 2}, 0.5);
    ASSERT_TRUE(power);
    ASSERT_EQ(power->size(), 1U);
    const CoalitionPower& both = power->front();
    EXPECT_NEAR(both.together, coercive_loss(std::vector<ControlledInput>{{0.5, 0.9, 3}, {0.5, 0.2, 6}}, 0.5), 1e-15);
    EXPECT_GT(both.together, both.alone[0] + both.alone[1]);
    EXPECT_NEAR(both.marginal[0], both.together - both.alone[1], 1e-15);
    EXPECT_NEAR(both.marginal[1], both.together - both.alone[0], 1e-15);
    const Table table = coalition_table(small_inputs(), *power, {1, 2});
    EXPECT_NEAR(std::get<double>(table.rows[0][3]), 100 * (both.together - both.alone[0] - both.alone[1]), 1e-12);
    EXPECT_EQ(table.columns.size(), 8U);
    const auto sectors = power_by_sector(small_inputs(), 0, {1, 2}, 0.5);
    ASSERT_TRUE(sectors);
    EXPECT_EQ(sectors->front().sector, 0);
    EXPECT_NEAR(sectors->front().input.control, 0.9, 1e-15);
    EXPECT_EQ(power_by_sector_table(small_inputs(), 0, {1, 2}, *sectors).rows.size(), 2U);
}

TEST(CoercivePower, SuperadditiveOnRandomTables) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const IoTable table = random_table(seed, 5, 4);
        const auto inputs = power_inputs(table, Eigen::VectorXd::Constant(4, 4));
        ASSERT_TRUE(inputs);
        const auto found = coalition_power(*inputs, {0, 2, 3}, 0.6);
        ASSERT_TRUE(found);
        for (const CoalitionPower& power : *found) {
            EXPECT_GE(power.together, power.alone[0] + power.alone[1] + power.alone[2] - 1e-12);
            for (std::size_t i = 0; i < 3; ++i) EXPECT_GE(power.marginal[i], power.alone[i] - 1e-12);
        }
    }
}

TEST(CoercivePower, OddInputsAreAllNamed) {
    PowerInputs odd = small_inputs();
    odd.sigma[1] = 0;
    odd.beta[2] = -1;
    odd.flows[0].value = -4;
    odd.flows.push_back({0, 9, 0, 1});
    const auto refused = power_of_all(odd, -1, 1);
    ASSERT_FALSE(refused);
    const std::string text = to_text(refused.error());
    for (const char* part : {"the elasticity of tools is 0", "the share of inputs of CCC is -1", "AAA sells AAA ore for -4", "a place or sector that is not there", "across sectors is -1"}) EXPECT_THAT(text, HasSubstr(part));
    PowerInputs twice = small_inputs();
    twice.flows.push_back(twice.flows[1]);
    EXPECT_THAT(to_text(check_power_inputs(twice)), HasSubstr("BBB sells AAA ore twice"));
    EXPECT_FALSE(power_of_all(twice, 0.5, 2));
    EXPECT_FALSE(coalition_power(small_inputs(), {1, 1}, 0.5));
    EXPECT_FALSE(coalition_power(small_inputs(), {4}, 0.5));
    EXPECT_FALSE(power_by_sector(small_inputs(), 3, {1}, 0.5));
    EXPECT_FALSE(power_inputs(random_table(1), Eigen::VectorXd::Constant(3, 4)));
}

TEST(CoercivePower, HomeSuppliesMakeTheTwoEnds) {
    const IoTable table = random_table(3, 3, 4);
    const Eigen::VectorXd sigma = Eigen::VectorXd::Constant(4, 5);
    const auto with = power_inputs(table, sigma), without = power_inputs(table, sigma, {false});
    ASSERT_TRUE(with && without);
    const auto a = power_of_all(*with, 0.6, 1), b = power_of_all(*without, 0.6, 1);
    for (int buyer = 0; buyer < 3; ++buyer) {
        EXPECT_GT(with->beta[static_cast<std::size_t>(buyer)], without->beta[static_cast<std::size_t>(buyer)]);
        for (int supplier = 0; supplier < 3; ++supplier) {
            if (buyer != supplier) { EXPECT_LT(a->of(buyer, supplier, 3), b->of(buyer, supplier, 3)); }
        }
    }
    double bought = 0;
    for (int row = 0; row < table.cells(); ++row) {
        for (FlowMatrix::InnerIterator flow(table.intermediate, row); flow; ++flow) bought += table.place_of(static_cast<int>(flow.col())) == 1 ? flow.value() : 0;
    }
    EXPECT_NEAR(with->beta[1], bought / table.output.segment(4, 4).sum(), 1e-14);
}

/// 1 + θ of Caliendo & Parro 2015 for the industries of the built-in table.
Eigen::VectorXd sigma_of_built_in(const IoTable& table) {
    Eigen::VectorXd sigma = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(table.industries.size()));
    std::istringstream lines(testing::shipped_text("data/economy/trade-elasticities.csv"));
    for (std::string line; std::getline(lines, line);) {
        const std::vector<std::string> cells = split(line, ',');
        const int industry = table.industry(cells[0]);
        if (industry < 0) continue;
        const std::vector<std::string> ids = split(cells[1], ' ');
        for (const std::string& id : ids) sigma[industry] += testing::shipped_ledger().find(id)->value / static_cast<double>(ids.size());
    }
    return sigma.array() + 1;
}

TEST(CoercivePower, RunsOnTheBuiltInTable) {
    const IoTable& table = testing::built_in_table();
    const Eigen::VectorXd sigma = sigma_of_built_in(table);
    ASSERT_GT(sigma.minCoeff(), 2);
    const auto inputs = power_inputs(table, sigma);
    ASSERT_TRUE(inputs) << to_text(inputs.error());
    EXPECT_THAT(to_text(inputs->notes), HasSubstr("the compact built-in table"));
    const auto power = power_of_all(*inputs, 0.6, 2);
    ASSERT_TRUE(power);
    const int places = static_cast<int>(table.places.size());
    for (int buyer = 0; buyer < places; ++buyer) {
        for (int supplier = 0; supplier < places; ++supplier) {
            EXPECT_GE(power->of(buyer, supplier, places), 0);
            EXPECT_LT(power->of(buyer, supplier, places), 1);
        }
    }
    std::cout << render(power_table(*inputs, *power, -1, table.place("CHN"), 6), TableFormat::text);
    EXPECT_FALSE(power_table(*inputs, *power, -1, -1, 3).sources.empty());
}

}  // namespace
}  // namespace countervail
