// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/morris.h"

#include <gtest/gtest.h>

#include <set>

#include "sensitivity/test_functions.h"

namespace countervail {
namespace {

// Saltelli et al., Global Sensitivity Analysis: The Primer (2008), exercise 4, p. 138; numbers as in SALib,
// tests/test_analyze_morris.py. Six trajectories of two inputs on four levels.
struct Exercise {
    MorrisPoints points;
    std::vector<double> answers{.97, .71, 2.39, .97, 2.30, 2.39, 1.87, 2.40, .87, 2.15, 1.71, 1.54, 2.15, 2.17, 1.54, 2.20, 1.87, 1.0};
    Exercise() {
        const double l[] = {0, 1.0 / 3, 2.0 / 3, 1};
        for (const auto& [a, b] : {std::pair{0, 1}, {0, 3}, {2, 3}, {0, 1}, {2, 1}, {2, 3}, {2, 0}, {2, 2}, {0, 2},
                                   {1, 3}, {3, 3}, {3, 1}, {1, 3}, {1, 1}, {3, 1}, {1, 2}, {1, 0}, {3, 0}}) {
            points.push_back({l[a], l[b]});
        }
    }
};

TEST(Morris, SaltelliExerciseFour) {
    const Exercise exercise;
    const auto found = elementary_effects(exercise.points, exercise.answers);
    ASSERT_TRUE(found.has_value());
    const std::vector<ElementaryEffect>& e = *found;
    EXPECT_NEAR(e[0].mu, .66, 1e-2 + 1e-9);   // the exercise rounds .65 up
    EXPECT_NEAR(e[1].mu, .21, 1e-2);
    EXPECT_NEAR(e[0].mu_star.value, 1.62, 1e-2);
    EXPECT_NEAR(e[1].mu_star.value, .35, 1e-2);
    EXPECT_NEAR(e[0].sigma, 1.79, 1e-2);
    EXPECT_NEAR(e[1].sigma, .41, 1e-2);
    EXPECT_NEAR(e[0].scaled_mu_star, .968042, 1e-3);
    EXPECT_NEAR(e[1].scaled_mu_star, .212761, 1e-3);
    EXPECT_NEAR(e[0].scaled_sigma, 1.064536844, 1e-3);
    EXPECT_NEAR(e[1].scaled_sigma, .223856942, 1e-3);
    // The single effects of the exercise are 2.52 2.01 2.30 −.66 −.93 −1.30 (first input).
    EXPECT_LE(e[0].mu_star.low, 1.62);
    EXPECT_GE(e[0].mu_star.high, 1.62);
    EXPECT_GE(e[0].mu_star.low, .66);
    EXPECT_LE(e[0].mu_star.high, 2.52);
}

TEST(Morris, TrajectoriesMoveEachInputOnceByDelta) {
    for (const int levels : {2, 4, 8}) {
        const int inputs = 9, trajectories = 60;
        const auto points = morris_trajectories(inputs, trajectories, 11, levels);
        ASSERT_TRUE(points.has_value());
        ASSERT_EQ(points->size(), 600U);
        const double delta = levels / (2.0 * (levels - 1));
        std::set<std::size_t> first_moves;
        for (std::size_t t = 0; t < 60; ++t) {
            std::set<std::size_t> moved;
            for (std::size_t s = 0; s < 9; ++s) {
                const auto &from = (*points)[10 * t + s], &to = (*points)[10 * t + s + 1];
                for (std::size_t j = 0; j < 9; ++j) {
                    EXPECT_GE(from[j], 0);
                    EXPECT_LE(from[j], 1);
                    if (from[j] == to[j]) continue;
                    EXPECT_NEAR(std::abs(from[j] - to[j]), delta, 1e-12);
                    EXPECT_TRUE(moved.insert(j).second);
                    if (s == 0) first_moves.insert(j);
                }
            }
            EXPECT_EQ(moved.size(), 9U);
        }
        EXPECT_GE(first_moves.size(), 8U);   // the order is random: 60 walks begin with nearly every input
    }
    EXPECT_EQ(*morris_trajectories(3, 5, 1), *morris_trajectories(3, 5, 1));
    EXPECT_NE(*morris_trajectories(3, 5, 1), *morris_trajectories(3, 5, 2));
}

// 5 x1 − 2 x2 + 0 x3 + 3 x4 x5: linear ones have mu = the coefficient and no sigma, one that does nothing has no effect, and
// of a product the effect is 3 times the other, 0 … 3 with mean 1.5.
TEST(Morris, LinearIdleAndJointInputs) {
    const auto points = morris_trajectories(5, 400, 2);
    std::vector<double> answers;
    for (const auto& x : *points) answers.push_back(5 * x[0] - 2 * x[1] + 3 * x[3] * x[4]);
    const auto found = elementary_effects(*points, answers);
    ASSERT_TRUE(found.has_value());
    EXPECT_NEAR((*found)[0].mu, 5, 1e-9);
    EXPECT_NEAR((*found)[0].sigma, 0, 1e-9);
    EXPECT_NEAR((*found)[1].mu, -2, 1e-9);
    EXPECT_NEAR((*found)[1].mu_star.value, 2, 1e-9);
    EXPECT_EQ((*found)[2].mu_star.value, 0);
    EXPECT_EQ((*found)[2].scaled_mu_star, 0);
    for (const std::size_t j : {3U, 4U}) {
        EXPECT_NEAR((*found)[j].mu_star.value, 1.5, 0.2);
        EXPECT_GT((*found)[j].sigma, 0.8);
    }
}

TEST(Morris, RanksIshigamiByWhatMatters) {
    const auto points = morris_trajectories(3, 200, 4, 8);
    std::vector<double> answers;
    for (const auto& x : *points) answers.push_back(Ishigami{}(x));
    const auto found = elementary_effects(*points, answers);
    for (std::size_t j = 0; j < 3; ++j) EXPECT_GT((*found)[j].mu_star.value, 1) << j;
    EXPECT_GT((*found)[2].sigma, (*found)[2].mu_star.value);   // x3 acts through x1 alone: its effects change sign
    EXPECT_LT(std::abs((*found)[2].mu), (*found)[2].mu_star.value / 3);
}

TEST(Morris, WhatIsNoTrajectoryIsRefusedWithThePlace) {
    Exercise exercise;
    exercise.points[4] = exercise.points[3];   // second trajectory, first step: nothing moves
    const auto still = elementary_effects(exercise.points, exercise.answers);
    ASSERT_FALSE(still.has_value());
    EXPECT_NE(still.error()[0].what.find("trajectory 2, step 1"), std::string::npos) << still.error()[0].what;
    exercise = {};
    exercise.points[2] = {1.0 / 3, 1.0 / 3};   // both move
    EXPECT_FALSE(elementary_effects(exercise.points, exercise.answers).has_value());
    exercise = {};
    exercise.points[2] = {0, 1.0 / 3};         // the second moves again
    EXPECT_FALSE(elementary_effects(exercise.points, exercise.answers).has_value());
    exercise = {};
    exercise.answers[3] = 1 / 0.0;
    EXPECT_FALSE(elementary_effects(exercise.points, exercise.answers).has_value());
    exercise.answers.pop_back();
    EXPECT_FALSE(elementary_effects(exercise.points, exercise.answers).has_value());
    exercise.points.pop_back();
    EXPECT_FALSE(elementary_effects(exercise.points, exercise.answers).has_value());
    EXPECT_FALSE(elementary_effects({}, {}).has_value());
    EXPECT_EQ(morris_trajectories(0, 1, 1, 3).error().size(), 3U);
}

}  // namespace
}  // namespace countervail
