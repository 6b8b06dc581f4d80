// SPDX-License-Identifier: Apache-2.0
// Affine maps g(x) = A x + b: the acceleration against their direct solutions, and lanes against one another.
#include "cascade/loss_leap.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>

#include "base/random.h"

namespace countervail {
namespace {

constexpr Eigen::Index kSize = 40;

/// Rows that sum to `whole`, so that one direction shrinks by that factor only.
Eigen::MatrixXd random_rows(std::uint64_t seed, double whole) {
    Eigen::MatrixXd map(kSize, kSize);
    for (Eigen::Index i = 0; i < kSize; ++i) {
        for (Eigen::Index j = 0; j < kSize; ++j) map(i, j) = uniform(seed, 0, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
        map.row(i) *= whole / map.row(i).sum();
    }
    return map;
}

template <int lanes>
std::vector<std::array<double, static_cast<std::size_t>(lanes)>> accelerated(const Eigen::MatrixXd& map, const Eigen::MatrixXd& right, int times) {
    std::vector<std::array<double, static_cast<std::size_t>(lanes)>> from(static_cast<std::size_t>(kSize)), to;
    LossLeap<lanes> leap;
    leap.restart(from.size());
    for (int time = 0; time < times; ++time) {
        to = from;
        for (Eigen::Index i = 0; i < kSize; ++i) {
            for (Eigen::Index lane = 0; lane < lanes; ++lane) {
                double sum = right(i, lane);
                for (Eigen::Index j = 0; j < kSize; ++j) sum += map(i, j) * from[static_cast<std::size_t>(j)][static_cast<std::size_t>(lane)];
                to[static_cast<std::size_t>(i)][static_cast<std::size_t>(lane)] = sum;
            }
        }
        leap.accelerate(from, to);
        from = to;
    }
    return from;
}

Eigen::MatrixXd random_right(std::uint64_t seed) {
    Eigen::MatrixXd right(kSize, 8);
    for (Eigen::Index i = 0; i < kSize; ++i) {
        for (Eigen::Index lane = 0; lane < 8; ++lane) right(i, lane) = uniform(seed, 1, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(lane));
    }
    return right;
}

// The plain iteration would shrink the error by 0.999 ^ 30 only.
TEST(LossLeap, SolvesSlowAffineMapsInFewSteps) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Eigen::MatrixXd map = random_rows(seed, 0.999), right = random_right(seed);
        const Eigen::MatrixXd exact = (Eigen::MatrixXd::Identity(kSize, kSize) - map).partialPivLu().solve(right);
        const auto found = accelerated<8>(map, right, 30);
        for (Eigen::Index i = 0; i < kSize; ++i) {
            for (Eigen::Index lane = 0; lane < 8; ++lane) EXPECT_NEAR(found[static_cast<std::size_t>(i)][static_cast<std::size_t>(lane)] / exact(i, lane), 1, 1e-9);
        }
    }
}

TEST(LossLeap, LanesDoNotSeeEachOther) {
    const Eigen::MatrixXd map = random_rows(3, 0.9), right = random_right(3);
    const auto together = accelerated<8>(map, right, 6);
    for (Eigen::Index lane = 0; lane < 8; ++lane) {
        const auto alone = accelerated<1>(map, right.col(lane), 6);
        for (std::size_t i = 0; i < static_cast<std::size_t>(kSize); ++i) EXPECT_EQ(together[i][static_cast<std::size_t>(lane)], alone[i][0]);
    }
}

// Called at the fixed point, where all differences vanish.
TEST(LossLeap, StaysWhereNothingMoves) {
    LossLeap<1> leap;
    const std::vector<std::array<double, 1>> rest{{0.25}, {0.5}, {1.0}};
    leap.restart(rest.size());
    for (int time = 0; time < 6; ++time) {
        auto to = rest;
        leap.accelerate(rest, to);
        EXPECT_EQ(to, rest);
    }
}

}  // namespace
}  // namespace countervail
