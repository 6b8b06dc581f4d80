// SPDX-License-Identifier: Apache-2.0
#include "losses/industry_step.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/convex_program.h"
#include "base/random.h"
#include "losses/small_block.h"

namespace countervail {
namespace {

double total(const IndustryBlock& block, const IndustryAnswer& answer, const Eigen::VectorXd& ratio) {
    return ((block.output - answer.output).cwiseQuotient(block.output).cwiseProduct(ratio)).sum();
}

TEST(industry_step, no_cut_moves_nothing) {
    const IndustryStep step(small_block(6, 1));
    const auto answer = step.answer(Eigen::VectorXd::Ones(6));
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->output, step.block().output);
    EXPECT_EQ(answer->objective, 0);
}

TEST(industry_step, without_critical_inputs_only_the_short_industry_falls_and_all_its_customers_alike) {
    IndustryBlock block = small_block(5, 2);
    block.critical.setZero();
    const IndustryStep step(block);
    EXPECT_EQ(step.pairs(), 0);
    Eigen::VectorXd left = Eigen::VectorXd::Ones(5);
    left[2] = 0.7;
    const auto answer = step.answer(left);
    ASSERT_TRUE(answer.has_value());
    for (int i = 0; i < 5; ++i) {
        EXPECT_NEAR(answer->output[i] / block.output[i], left[i], 1e-5);
        EXPECT_NEAR(answer->other_sales[i], left[i], 1e-5);
    }
    EXPECT_NEAR(answer->objective, block.output[2] * 0.09, 1e-6 * block.output[2]);
}

// Industry 0 sells 40 of 100 to industry 1, which stops without it and buys none abroad; industry 1 sells only to final
// users. At a cut of 10 let the critical flow fall by the share d and other sales by e: 40 d + 60 e = 10. Industry 1
// (output 200) falls by d as well, so 40 d² + 60 e² + 200 d² is to be least.
TEST(industry_step, one_critical_pair_in_closed_form) {
    IndustryBlock block;
    block.output = Eigen::Vector2d(100, 200);
    block.value_added = Eigen::Vector2d(50, 80);
    block.domestic = Eigen::MatrixXd::Zero(2, 2);
    block.domestic(0, 1) = 40;
    block.imported = Eigen::MatrixXd::Zero(2, 2);
    block.critical = Eigen::MatrixXd::Zero(2, 2);
    block.critical(0, 1) = 1;
    const IndustryStep step(block);
    ASSERT_EQ(step.pairs(), 1);
    const auto answer = step.answer(Eigen::Vector2d(0.9, 1));
    ASSERT_TRUE(answer.has_value());
    // Stationarity: 240 d = 40 λ, 60 e = 60 λ; so e = 6 d and 40 d + 360 d = 10.
    const double d = 10.0 / 400;
    EXPECT_NEAR(answer->output[1], 200 * (1 - d), 1e-6);
    EXPECT_NEAR(answer->other_sales[0], 1 - 6 * d, 1e-8);
    EXPECT_NEAR(answer->objective, 240 * d * d + 60 * 36 * d * d, 1e-6);
}

// The same with an import as large as the domestic flow: domestic falls count half for the buyer.
TEST(industry_step, an_import_that_goes_on_halves_what_passes) {
    IndustryBlock block;
    block.output = Eigen::Vector2d(100, 200);
    block.value_added = Eigen::Vector2d(50, 80);
    block.domestic = Eigen::MatrixXd::Zero(2, 2);
    block.domestic(0, 1) = 40;
    block.imported = block.domestic;
    block.critical = Eigen::MatrixXd::Zero(2, 2);
    block.critical(0, 1) = 1;
    const auto answer = IndustryStep(block).answer(Eigen::Vector2d(0.9, 1));
    ASSERT_TRUE(answer.has_value());
    // Buyer falls by z/2 where z is the domestic fall: 40 z² + 200 (z/2)² = 90 z², 60 e²; 90 z = 40 λ, e = λ.
    const double z = 10.0 / (40 + 60 * 90.0 / 40);
    EXPECT_NEAR(answer->output[1], 200 * (1 - z / 2), 1e-6);
    EXPECT_NEAR(answer->other_sales[0], 1 - z * 90 / 40, 1e-8);
}

TEST(industry_step, optimum_is_certified_and_keeps_to_every_bound) {
    for (std::uint32_t trial = 0; trial < 60; ++trial) {
        const int n = 3 + static_cast<int>(trial % 9);
        const IndustryStep step(small_block(n, trial));
        Eigen::VectorXd left(n);
        for (int i = 0; i < n; ++i) left[i] = i % 3 == 0 ? uniform(3, trial, static_cast<std::uint32_t>(i), 4) : 1;
        const auto answer = step.answer(left);
        ASSERT_TRUE(answer.has_value()) << to_text(answer.error());
        EXPECT_LT(answer->primal_residual, 1e-8);
        EXPECT_LT(answer->dual_residual, 1e-8);
        EXPECT_LT(answer->gap, 1e-8);
        for (int i = 0; i < n; ++i) {
            EXPECT_LE(answer->output[i], step.block().output[i] * (left[i] + 1e-7));
            EXPECT_GE(answer->output[i], -1e-6 * step.block().output[i]);
            EXPECT_GE(answer->other_sales[i], -1e-6);
        }
    }
}

// A millionth and a half of the same cut are the same problem while no flow is exhausted.
TEST(industry_step, small_cuts_are_solved_as_exactly_as_large_ones) {
    const IndustryStep step(small_block(8, 5));
    Eigen::VectorXd cut = Eigen::VectorXd::Zero(8);
    cut[1] = 0.02;
    cut[4] = 0.01;
    const auto large = step.answer(Eigen::VectorXd::Ones(8) - cut);
    const auto small = step.answer(Eigen::VectorXd::Ones(8) - 1e-6 * cut);
    ASSERT_TRUE(large.has_value() && small.has_value());
    for (int i = 0; i < 8; ++i) {
        const double whole = 1 - large->output[i] / step.block().output[i];
        const double millionth = 1 - small->output[i] / step.block().output[i];
        EXPECT_NEAR(millionth * 1e6, whole, 1e-6);
    }
}

TEST(industry_step, a_deeper_cut_costs_more) {
    const IndustryStep step(small_block(7, 9));
    double last = -1;
    for (int tenth = 0; tenth <= 10; ++tenth) {
        Eigen::VectorXd left = Eigen::VectorXd::Ones(7);
        left[3] = 1 - tenth / 10.0;
        const auto answer = step.answer(left);
        ASSERT_TRUE(answer.has_value());
        const double lost = total(step.block(), *answer, step.block().value_added);
        EXPECT_GE(lost, last - 1e-6);
        last = lost;
    }
}

TEST(industry_step, order_of_industries_changes_nothing) {
    const int n = 7;
    const IndustryBlock block = small_block(n, 11);
    Eigen::PermutationMatrix<Eigen::Dynamic> turn(n);
    turn.indices() << 3, 0, 6, 1, 5, 2, 4;
    const auto p = Eigen::MatrixXd(turn.toDenseMatrix().cast<double>());
    const IndustryBlock turned{p * block.output, p * block.value_added, p * block.domestic * p.transpose(),
                               p * block.imported * p.transpose(), p * block.critical * p.transpose()};
    Eigen::VectorXd left = Eigen::VectorXd::Ones(n);
    left[2] = 0.6;
    left[5] = 0.9;
    const auto one = IndustryStep(block).answer(left);
    const auto other = IndustryStep(turned).answer(p * left);
    ASSERT_TRUE(one.has_value() && other.has_value());
    EXPECT_LT((p * one->output - other->output).cwiseQuotient(p * block.output).cwiseAbs().maxCoeff(), 1e-7);
    EXPECT_NEAR(one->objective, other->objective, 1e-6 * one->objective);
}

/// The program as it is written in the header, every flow an unknown of its own, in falls as shares.
Eigen::VectorXd output_of_full_program(const IndustryBlock& block, const Eigen::VectorXd& left) {
    const int n = static_cast<int>(block.output.size());
    std::vector<Eigen::Triplet<double>> entries;
    std::vector<double> weight, lower, upper;
    const auto unknown = [&](double flow, double least) {
        weight.push_back(2 * flow / 1000);
        lower.push_back(least);
        upper.push_back(1);
        return static_cast<int>(weight.size()) - 1;
    };
    for (int i = 0; i < n; ++i) unknown(0, 1 - left[i]);
    int rows = n;
    for (int i = 0; i < n; ++i) {
        entries.emplace_back(i, i, block.output[i] / 1000);
        const double rest = block.output[i] - block.domestic.row(i).sum();
        entries.emplace_back(i, unknown(rest, -unbounded), -rest / 1000);
        for (int j = 0; j < n; ++j) {
            const double flow = block.domestic(i, j), abroad = block.imported(i, j);
            const int fall = unknown(flow, -unbounded);
            entries.emplace_back(i, fall, -flow / 1000);
            if (block.critical(i, j) < 1 || i == j) continue;
            entries.emplace_back(rows, fall, flow / 1000);
            if (abroad > 0) entries.emplace_back(rows, unknown(abroad, 0), abroad / 1000);
            entries.emplace_back(rows++, j, -(flow + abroad) / 1000);
        }
    }
    const auto vector = [](const std::vector<double>& values) { return Eigen::VectorXd(Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()))); };
    Eigen::SparseMatrix<double> equations(rows, static_cast<Eigen::Index>(weight.size()));
    equations.setFromTriplets(entries.begin(), entries.end());
    const auto solved = solve(quadratic_program(equations, Eigen::VectorXd::Zero(rows), vector(weight), Eigen::VectorXd::Zero(equations.cols()), vector(lower), vector(upper)), {1e-11, 200});
    if (!solved) return {};
    return block.output.cwiseProduct(Eigen::VectorXd::Ones(n) - solved->x.head(n));
}

TEST(industry_step, one_unknown_for_all_that_can_wait_gives_what_every_flow_for_itself_gives) {
    for (std::uint32_t trial = 0; trial < 20; ++trial) {
        const IndustryBlock block = small_block(6, trial);
        Eigen::VectorXd left = Eigen::VectorXd::Ones(6);
        left[trial % 6] = 0.8;
        left[(trial + 2) % 6] = 0.95;
        const auto answer = IndustryStep(block).answer(left);
        const Eigen::VectorXd full = output_of_full_program(block, left);
        ASSERT_TRUE(answer.has_value());
        ASSERT_EQ(full.size(), 6);
        for (int i = 0; i < 6; ++i) EXPECT_NEAR(answer->output[i] / block.output[i], full[i] / block.output[i], 1e-5) << trial << " " << i;
    }
}

TEST(industry_step, block_reads_one_place_of_a_table) {
    const IoTable table = small_table();
    const Eigen::MatrixXd rated = Eigen::MatrixXd::Constant(3, 3, 0.5);
    const IndustryBlock block = block_of(table, 1, rated);
    EXPECT_EQ(block.critical.sum(), 0);
    EXPECT_EQ(block.output, table.output.segment(3, 3));
    for (int j = 0; j < 3; ++j) {
        const double bought = block.domestic.col(j).sum() + block.imported.col(j).sum();
        EXPECT_NEAR(block.value_added[j], block.output[j] - bought, 1e-9);
    }
}

}  // namespace
}  // namespace countervail
