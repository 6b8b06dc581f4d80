// SPDX-License-Identifier: Apache-2.0
#include "scoring/student.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace countervail {
namespace {

TEST(IncompleteBeta, ClosedForms) {
    for (const double x : {0.01, 0.3, 0.5, 0.9, 0.999}) {
        EXPECT_NEAR(incomplete_beta(x, 1, 1), x, 1e-14);
        EXPECT_NEAR(incomplete_beta(x, 3, 1), x * x * x, 1e-14);
        EXPECT_NEAR(incomplete_beta(x, 0.5, 0.5), 2 / std::numbers::pi * std::asin(std::sqrt(x)), 1e-13);
        EXPECT_NEAR(incomplete_beta(x, 2.5, 4) + incomplete_beta(1 - x, 4, 2.5), 1, 1e-14);
    }
    EXPECT_EQ(incomplete_beta(0, 2, 3), 0);
    EXPECT_EQ(incomplete_beta(1, 2, 3), 1);
    EXPECT_NEAR(incomplete_beta(0.5, 5000, 5000), 0.5, 1e-11);
}

// One degree of freedom: Cauchy; two: ½ + t/(2√(2 + t²)).
TEST(Student, ClosedForms) {
    for (const double t : {-30.0, -1.5, -0.2, 0.0, 0.7, 4.0}) {
        EXPECT_NEAR(student_distribution(t, 1), 0.5 + std::atan(t) / std::numbers::pi, 1e-14);
        EXPECT_NEAR(student_distribution(t, 2), 0.5 + t / (2 * std::sqrt(2 + t * t)), 1e-14);
        EXPECT_NEAR(student_density(t, 1), 1 / (std::numbers::pi * (1 + t * t)), 1e-14);
    }
}

// Two-sided 5 % points of printed tables.
TEST(Student, TabledPoints) {
    EXPECT_NEAR(student_distribution(2.228138852, 10), 0.975, 1e-9);
    EXPECT_NEAR(student_distribution(1.984216952, 99), 0.975, 1e-9);
}

TEST(Student, TheDensityIsTheSlope) {
    for (const double freedom : {0.7, 3.3, 25.0}) {
        for (const double t : {-2.0, 0.1, 1.3}) {
            const double slope = (student_distribution(t + 1e-5, freedom) - student_distribution(t - 1e-5, freedom)) / 2e-5;
            EXPECT_NEAR(slope, student_density(t, freedom), 1e-8);
        }
    }
}

}  // namespace
}  // namespace countervail
