// SPDX-License-Identifier: Apache-2.0
#include "calibration/pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "calibration/normal_distribution.h"

namespace countervail {
namespace {

/// Equal draws of one coordinate, evenly from `low` to `high`.
AbcFit even_fit(double low, double high, int draws = 1000) {
    AbcFit fit;
    for (int i = 0; i < draws; ++i) {
        fit.points.push_back({low + (high - low) * (i + 0.5) / draws});
        fit.weights.push_back(1.0 / draws);
    }
    fit.effective = draws;
    return fit;
}

std::size_t between(const std::vector<std::vector<double>>& points, double low, double high) {
    return static_cast<std::size_t>(std::count_if(points.begin(), points.end(), [&](const auto& p) { return low <= p[0] && p[0] < high; }));
}

TEST(pool, each_episode_has_its_share_and_novelty_the_rest) {
    const AbcFit low = even_fit(0, 0.2), middle = even_fit(0.4, 0.6), high = even_fit(0.8, 1);
    // Two series of one episode share its weight: of 400 rows 100 are new, 150 and 150 belong to the two episodes.
    const auto points = pooled_points(PoolRule::like_one_of_them, {{&low, 0.5}, {&middle, 0.5}, {&high, 1}}, 2.0 / 3, 400, 1, 7);
    ASSERT_EQ(points.size(), 400U);
    EXPECT_NEAR(static_cast<double>(between(points, 0, 0.2)), 75 + 20, 2);
    EXPECT_NEAR(static_cast<double>(between(points, 0.4, 0.6)), 75 + 20, 2);
    EXPECT_NEAR(static_cast<double>(between(points, 0.8, 1)), 150 + 20, 2);
    EXPECT_NEAR(static_cast<double>(between(points, 0.2, 0.4)), 20, 2);
    EXPECT_EQ(between(pooled_points(PoolRule::like_one_of_them, {{&low, 1}}, 0, 64, 1, 7), 0, 0.2), 64U);
}

/// All weight on one point of the normal axis.
AbcFit point_fit(double z) {
    AbcFit fit;
    fit.points = {{normal_distribution(z)}};
    fit.weights = {1};
    fit.effective = 1;
    return fit;
}

// By hand: episodes at z = 1 and 2 without width, novelty 1: n = 3, m = 1, W = 1/3, B = (1 + 0 + 1)/3; N(1, 1/3 + 2/3 · 4/2 = 5/3).
TEST(pool, among_them_is_the_normal_of_a_population) {
    const AbcFit one = point_fit(1), two = point_fit(2);
    const auto points = pooled_points(PoolRule::among_them, {{&one, 1}, {&two, 1}}, 1, 4096, 1, 3);
    double mean = 0, squares = 0;
    for (const auto& point : points) {
        const double z = normal_quantile(point[0]);
        mean += z / 4096, squares += z * z / 4096;
    }
    EXPECT_NEAR(mean, 1, 0.01);
    EXPECT_NEAR(squares - mean * mean, 5.0 / 3, 0.02);
    // Without any episode it is the prior.
    EXPECT_NEAR(static_cast<double>(between(pooled_points(PoolRule::among_them, {}, 1, 1000, 1, 3), 0, 0.25)), 250, 2);
}

TEST(pool, a_fit_that_failed_has_no_say) {
    AbcFit failed = even_fit(0, 0.2);
    failed.effective = 0;
    std::fill(failed.weights.begin(), failed.weights.end(), 0.0);
    const AbcFit high = even_fit(0.8, 1);
    EXPECT_EQ(between(pooled_points(PoolRule::like_one_of_them, {{&failed, 1}, {&high, 1}}, 0, 50, 1, 1), 0.8, 1), 50U);
    EXPECT_EQ(pooled_points(PoolRule::like_one_of_them, {{&failed, 1}}, 0, 50, 1, 1).size(), 50U);   // then the prior is all there is
}

TEST(pool, learning_is_measured_against_the_prior) {
    const AbcFit prior = even_fit(0, 1), tenth = even_fit(0.3, 0.4), half = even_fit(0, 0.5);
    EXPECT_NEAR(learning_of({{&prior, 1}}, 0).nats, 0, 0.01);
    EXPECT_NEAR(learning_of({{&prior, 1}}, 0).spread, 1, 0.01);
    EXPECT_NEAR(learning_of({{&tenth, 1}}, 0).nats, std::log(10), 0.01);   // one bin of ten
    EXPECT_NEAR(learning_of({{&half, 1}}, 0).nats, std::log(2), 0.01);
    EXPECT_NEAR(learning_of({{&half, 1}}, 0).median, 0.25, 0.01);
    EXPECT_LT(learning_of({{&tenth, 1}}, 0).spread, 0.2);
    // Episodes that differ as widely as the prior allows teach nothing about the next.
    const AbcFit other = even_fit(0.5, 1);
    EXPECT_NEAR(learning_of({{&half, 1}, {&other, 1}}, 0).nats, 0, 0.01);
    // Few draws look informative by chance alone; the expectation of that is taken off.
    EXPECT_NEAR(learning_of({{&prior, 1}}, 0).nats + 9 / 2000.0, 0, 1e-3);
}

}  // namespace
}  // namespace countervail
