// SPDX-License-Identifier: Apache-2.0
// covers: network_economy
#include "equilibrium/network_equilibrium.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace countervail {
namespace {

using testing::HasSubstr;

/// One place. "minerals" sells 1 a year of something critical to "machines", whose output is 100 and whose only buyers are final users.
IoTable one_place() {
    IoTable table;
    table.id = "made up";
    table.places = {"here"};
    table.industries = {"minerals", "machines"};
    table.industry_names = table.industries;
    table.final_uses = {"consumption"};
    table.intermediate.resize(2, 2);
    table.intermediate.insert(0, 1) = 2;
    table.final_demand.resize(2, 1);
    table.final_demand << 0, 100;
    table.output.resize(2);
    table.output << 2, 100;
    table.value_added.resize(2);
    table.value_added << 2, 98;
    return table;
}

/// Places and industries that all trade with each other; balanced.
IoTable made_up_table(int places, int industries) {
    IoTable table;
    table.id = "made up";
    for (int r = 0; r < places; ++r) table.places.push_back("place" + std::to_string(r));
    for (int j = 0; j < industries; ++j) table.industries.push_back("industry" + std::to_string(j));
    table.industry_names = table.industries;
    table.final_uses = {"consumption"};
    const int cells = places * industries;
    std::vector<Eigen::Triplet<double>> flows;
    for (int i = 0; i < cells; ++i) {
        for (int j = 0; j < cells; ++j) flows.emplace_back(i, j, 1 + (7 * i + 3 * j) % 5 + (table.place_of(i) == table.place_of(j) ? 10 : 0));
    }
    table.intermediate.resize(cells, cells);
    table.intermediate.setFromTriplets(flows.begin(), flows.end());
    table.final_demand.resize(cells, places);
    for (int i = 0; i < cells; ++i) {
        for (int r = 0; r < places; ++r) table.final_demand(i, r) = 4 + (5 * i + r) % 7 + (table.place_of(i) == r ? 60 : 0);
    }
    table.output = table.intermediate * Eigen::VectorXd::Ones(cells) + table.final_demand.rowwise().sum();
    table.value_added = table.output - table.intermediate.transpose() * Eigen::VectorXd::Ones(cells);
    return table;
}

constexpr NestElasticities kShort{0.1, 0.3, 0.2, 0.8, 0.9};

NetworkEquilibrium solved(const IoTable& table, const NetworkShock& shock, const NestElasticities& elasticities, FactorMobility mobility = FactorMobility::fixed) {
    const auto found = solve_network(table, shock, elasticities, mobility);
    if (!found) throw std::runtime_error(to_text(found.error()));
    EXPECT_LT(found->residual, 1e-10);
    EXPECT_LT(found->walras, 1e-9);
    return *found;
}

// Table of docs/methods/equilibrium.md: output lost in per cent, a closed form.
TEST(OneInput, HasTheTableOfItsClosedForm) {
    const double left[] = {0.9, 0.7, 0.5, 0.25, 0.1};
    const struct { double share, elasticity, loss[5]; } rows[] = {
        {1e-2, 0.05, {0.326, 11.30, 36.29, 68.14, 87.26}}, {1e-2, 0.2, {0.131, 0.776, 3.434, 27.15, 68.46}}, {1e-3, 0.05, {0.034, 3.258, 28.09, 64.04, 85.62}},
        {1e-3, 0.2, {0.013, 0.079, 0.372, 5.520, 45.09}},  {1e-4, 0.02, {0.035, 15.53, 39.66, 69.83, 87.93}}, {1e-4, 0.05, {0.003, 0.441, 18.89, 59.41, 83.76}},
        {1e-4, 0.1, {0.002, 0.026, 0.552, 30.73, 72.17}},  {1e-4, 0.2, {0.001, 0.008, 0.037, 0.628, 15.91}}, {1e-4, 0.5, {0.001, 0.004, 0.010, 0.030, 0.090}},
        {1e-5, 0.1, {0.000, 0.003, 0.057, 13.32, 64.06}}};
    for (const auto& row : rows) {
        for (int i = 0; i < 5; ++i) {
            EXPECT_NEAR(100 * (1 - one_input_output(row.share, row.elasticity, left[i])), row.loss[i], row.loss[i] > 10 ? 0.006 : 0.00051) << row.share << " " << row.elasticity << " " << left[i];
        }
    }
    EXPECT_NEAR(100 * (1 - one_input_output(0.04, 0.04, 0.9)), 1.57, 0.005);   // Bachmann et al. 2022: energy
    EXPECT_NEAR(100 * (1 - one_input_output(0.04, 1, 0.9)), 0.42, 0.005);
    EXPECT_NEAR(100 * (1 - one_input_output(0.04, 0, 0.9)), 10, 1e-9);
    EXPECT_NEAR(100 * (1 - one_input_output(0.012, 0.1, 0.7)), 2.75, 0.005);   // gas
}

TEST(Network, ASplitOutInputOfOneProcessHasTheClosedForm) {
    for (const double share : {1e-2, 1e-3, 1e-4}) {
        for (const double elasticity : {0.05, 0.1, 0.2, 0.5, 2.0}) {
            for (const double left : {0.9, 0.5, 0.25}) {
                const IoTable table = one_place();
                NetworkShock shock;
                shock.inputs = {{"element", 0, Eigen::Vector2d(0, 100 * share), left}};
                const NetworkEquilibrium found = solved(table, shock, {elasticity, 0.5, 0.5, 0.5, 0.5});
                const double exact = one_input_output(share, elasticity, left);
                EXPECT_NEAR(found.output[1], exact, 1e-9) << share << " " << elasticity << " " << left;
                EXPECT_NEAR(found.real_spending[0], exact - 1, 1e-9);
                EXPECT_NEAR(found.world, exact - 1, 1e-9);
                EXPECT_TRUE(found.notes.empty());
            }
        }
    }
}

TEST(Network, TheFormulasOfFirstAndSecondOrderSayThatNothingHappens) {
    const IoTable table = one_place();
    NetworkShock shock;
    shock.inputs = {{"element", 0, Eigen::Vector2d(0, 0.01), 0.5}};
    const NetworkEquilibrium found = solved(table, shock, {0.05, 0.5, 0.5, 0.5, 0.5});
    EXPECT_NEAR(found.world, -0.1889, 5e-5);
    const double a = 1e-4, s = 0.05, d = std::log(0.5);
    EXPECT_NEAR(std::log1p(found.first_order), a * d, 1e-12);
    EXPECT_NEAR(std::log1p(found.second_order), a * d + 0.5 * a * (1 - a) * (1 - 1 / s) * d * d, 1e-9);
    EXPECT_NEAR(found.second_order, -0.00053, 5e-6);   // 0.053% where 18.9% is lost
}

TEST(Network, SmallCutsAgreeWithBothFormulas) {
    const IoTable table = made_up_table(3, 3);
    NetworkShock shock;
    shock.capacity = {{4, 0.99}, {7, 0.98}};
    for (const auto mobility : {FactorMobility::fixed, FactorMobility::within_place}) {
        const NetworkEquilibrium found = solved(table, shock, kShort, mobility);
        EXPECT_NEAR(found.first_order, found.world, 5e-5);
        EXPECT_LT(found.world, 0);
    }
}

TEST(Network, ForOneHouseholdTheSecondOrderTermIsTheCurvature) {
    const IoTable table = made_up_table(1, 4);   // what one household can buy is the Divisia index that the formulas are about
    for (const double left : {0.999, 0.99}) {
        NetworkShock shock;
        shock.capacity = {{1, left}};
        shock.inputs = {{"element", 2, Eigen::Vector4d(0, 3, 3, 0), left}};
        const NetworkEquilibrium found = solved(table, shock, kShort);
        const double first = std::abs(found.first_order - found.real_spending[0]), second = std::abs(found.second_order - found.real_spending[0]);
        EXPECT_LT(second, (left > 0.995 ? 0.01 : 0.1) * first);
    }
}

TEST(Network, WithoutACutNothingMoves) {
    const IoTable table = made_up_table(3, 4);
    const NetworkEquilibrium found = solved(table, {}, kShort);
    EXPECT_LT((found.output.array() - 1).abs().maxCoeff(), 1e-10);
    EXPECT_LT(found.real_gdp.cwiseAbs().maxCoeff(), 1e-10);
    EXPECT_EQ(found.first_order, 0);
}

TEST(Network, LosesMoreWithLessSubstitutionAndAddsUp) {
    const IoTable table = made_up_table(3, 3);
    NetworkShock shock;
    shock.inputs = {{"element", 0, Eigen::VectorXd::Constant(9, 0.05), 0.3}};
    double before = -1;
    for (const double elasticity : {0.05, 0.1, 0.3, 0.9, 3.0}) {
        NestElasticities all = kShort;
        all.critical = elasticity;
        const NetworkEquilibrium found = solved(table, shock, all);
        EXPECT_GT(found.world, before);
        before = found.world;
        const double world = table.value_added.sum();
        double places = 0;
        for (int r = 0; r < 3; ++r) places += found.real_gdp[r] * table.value_added.segment(3 * r, 3).sum();
        EXPECT_NEAR(places / world, found.world, 1e-6);   // the host's rent is counted at its place
    }
}

TEST(Network, AStockThatIsHandedOutAndASubsidyAreTakenAsTheyAre) {
    IoTable table = made_up_table(2, 2);
    table.final_demand(1, 0) = -3;
    table.intermediate.coeffRef(0, 3) += 500;   // cell 3 now buys more than it sells
    table.output = table.intermediate * Eigen::VectorXd::Ones(4) + table.final_demand.rowwise().sum();
    table.value_added = table.output - table.intermediate.transpose() * Eigen::VectorXd::Ones(4);
    ASSERT_LT(table.value_added[3], 0);
    const NetworkEquilibrium still = solved(table, {}, kShort);
    EXPECT_LT((still.output.array() - 1).abs().maxCoeff(), 1e-9);
    NetworkShock shock;
    shock.capacity = {{3, 0.5}};
    EXPECT_THAT(to_text(solved(table, shock, kShort).notes), HasSubstr("no value added"));
}

TEST(Network, SaysWhatIsWrongWithAShock) {
    const IoTable table = made_up_table(2, 2);
    NetworkShock shock;
    shock.capacity = {{9, 0.5}, {1, 0}, {2, 0.5}, {2, 0.5}};
    shock.inputs = {{"element", 7, Eigen::VectorXd::Zero(4), -1}};
    const auto found = solve_network(table, shock, kShort);
    ASSERT_FALSE(found);
    const std::string text = to_text(found.error());
    for (const char* part : {"no cell of the table", "share of 0", "cut twice", "no host industry", "used by nobody", "share of -1"}) EXPECT_THAT(text, HasSubstr(part));
}

RC_GTEST_PROP(NetworkProperty, ACutNeverGains, ()) {
    const IoTable table = made_up_table(*rc::gen::inRange(1, 4), *rc::gen::inRange(1, 4));
    NetworkShock shock;
    shock.capacity = {{*rc::gen::inRange(0, table.cells()), *rc::gen::inRange(20, 100) / 100.0}};
    const auto found = solve_network(table, shock, kShort, *rc::gen::element(FactorMobility::fixed, FactorMobility::within_place));
    RC_ASSERT(found.has_value());
    RC_ASSERT(found->world <= 1e-12);
    RC_ASSERT(found->residual < 1e-10);
}

}  // namespace
}  // namespace countervail
