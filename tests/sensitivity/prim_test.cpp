// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/prim.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "base/random.h"

namespace countervail {
namespace {

PrimSearch search_of(std::vector<std::vector<double>> points, std::vector<std::uint8_t> interest, PrimSettings settings = {}) {
    auto made = PrimSearch::make(std::move(points), std::move(interest), settings);
    EXPECT_TRUE(made.has_value());
    return std::move(*made);
}

struct Cloud {
    std::vector<std::vector<double>> points;
    std::vector<std::uint8_t> interest;
};

template <class Rule>
Cloud cloud_of(std::uint32_t count, std::uint32_t inputs, const Rule& rule) {
    Cloud cloud;
    for (std::uint32_t i = 0; i < count; ++i) {
        std::vector<double> x;
        for (std::uint32_t j = 0; j < inputs; ++j) x.push_back(uniform(3, i, j, 8));
        cloud.interest.push_back(rule(x, i) ? 1 : 0);
        cloud.points.push_back(std::move(x));
    }
    return cloud;
}

// EMA workbench, test/test_analysis/test_prim.py: test_quantile.
TEST(Prim, QuantileRule) {
    std::vector<double> ten(10);
    std::iota(ten.begin(), ten.end(), 0.0);
    EXPECT_EQ(prim_quantile(ten, 0.9), 8.5);
    EXPECT_EQ(prim_quantile(ten, 0.95), 8.5);
    EXPECT_EQ(prim_quantile(ten, 0.1), 0.5);
    EXPECT_EQ(prim_quantile(ten, 0.05), 0.5);
    const std::vector<double> ends{1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9};
    EXPECT_EQ(prim_quantile(ends, 0.9), 8.5);
    EXPECT_EQ(prim_quantile(ends, 0.95), 8.5);
    EXPECT_EQ(prim_quantile(ends, 0.1), 1.5);
    EXPECT_EQ(prim_quantile(ends, 0.05), 1.5);
    for (const double q : {0.05, 0.1, 0.9, 0.95}) {
        EXPECT_EQ(prim_quantile({1}, q), 1);
        EXPECT_EQ(prim_quantile({1, 1, 1, 1, 1}, q), 1);
    }
    EXPECT_EQ(prim_quantile({3, 1, 2, 0, 9, 8, 7, 4, 6, 5}, 0.9), 8.5);   // in any order
}

// The same file, test_update: points (0,1,2), (2,5,6), (3,2,1), the first two of interest; a box that holds these two.
TEST(Prim, FiguresOfTheThreePointBox) {
    const PrimSearch search = search_of({{0, 1, 2}, {2, 5, 6}, {3, 2, 1}}, {1, 1, 0});
    EXPECT_EQ(search.everything(), (PrimBox{{0, 3}, {1, 5}, {1, 6}}));
    const PrimFigures figures = search.figures({{0, 2}, {1, 5}, {1, 6}});
    EXPECT_EQ(figures.coverage, 1);
    EXPECT_EQ(figures.density, 1);
    EXPECT_EQ(figures.mass, 2.0 / 3);
    EXPECT_EQ(figures.restricted, 1);
    const PrimFigures all = search.figures(search.everything());
    EXPECT_EQ(all.coverage, 1);
    EXPECT_EQ(all.density, 2.0 / 3);
    EXPECT_EQ(all.restricted, 0);
}

TEST(Prim, BinomialTail) {
    EXPECT_NEAR(binomial_at_least(2, 2, 2.0 / 3), 4.0 / 9, 1e-12);     // by hand
    EXPECT_NEAR(binomial_at_least(1, 3, 0.5), 7.0 / 8, 1e-12);
    EXPECT_NEAR(binomial_at_least(60, 100, 0.5), 0.02844396682, 1e-10);   // R: pbinom(59, 100, .5, lower = FALSE)
    EXPECT_EQ(binomial_at_least(0, 5, 0.3), 1);
    EXPECT_EQ(binomial_at_least(6, 5, 0.3), 0);
    EXPECT_EQ(binomial_at_least(1, 5, 0), 0);
    EXPECT_EQ(binomial_at_least(5, 5, 1), 1);
}

// Of the three points: without the limit, 2 of 3 are of interest, so chance puts 2 of 2 in the box in 4 of 9 cases.
TEST(Prim, QuasiPOfTheThreePointBox) {
    const PrimSearch search = search_of({{0, 1, 2}, {2, 5, 6}, {3, 2, 1}}, {1, 1, 0});
    const PrimBox box{{0, 2}, {1, 5}, {1, 6}};
    const std::vector<PrimRestriction> limits = search.restrictions(box);
    ASSERT_EQ(limits.size(), 1U);
    EXPECT_EQ(limits[0].input, 0);
    EXPECT_FALSE(limits[0].low.has_value());
    EXPECT_EQ(limits[0].high, 2);
    EXPECT_NEAR(*limits[0].high_p, 4.0 / 9, 1e-12);
    EXPECT_EQ(search.without_weak_limits(box, 0.05), search.everything());
    EXPECT_EQ(search.without_weak_limits(box, 0.5), box);
}

// x1 > 0.7 and x2 < 0.4 among six inputs, of which four do nothing.
TEST(Prim, FindsACornerAndLeavesIdleInputsAlone) {
    const Cloud cloud = cloud_of(2000, 6, [](const std::vector<double>& x, std::uint32_t) { return x[0] > 0.7 && x[1] < 0.4; });
    const PrimSearch search = search_of(cloud.points, cloud.interest);
    const std::vector<PrimBox> boxes = search.trajectory();
    const PrimBox box = search.without_weak_limits(boxes[search.balanced(boxes)], 0.05);
    const PrimFigures figures = search.figures(box);
    EXPECT_GT(figures.coverage, 0.9);
    EXPECT_GT(figures.density, 0.9);
    const std::vector<PrimRestriction> limits = search.restrictions(box);
    ASSERT_EQ(limits.size(), 2U);
    EXPECT_NEAR(*limits[0].low, 0.7, 0.03);
    EXPECT_FALSE(limits[0].high.has_value());
    EXPECT_NEAR(*limits[1].high, 0.4, 0.03);
    EXPECT_LT(*limits[0].low_p, 1e-10);
}

// Along a trajectory each peel shrinks the box, raises the density and keeps a twentieth of the points.
TEST(Prim, PeelsShrinkAndDensify) {
    const Cloud cloud = cloud_of(1000, 4, [](const std::vector<double>& x, std::uint32_t i) { return x[0] * x[1] > 0.5 || uniform(1, i, 9, 9) < 0.1; });
    const PrimSearch search = search_of(cloud.points, cloud.interest);
    const std::vector<PrimBox> boxes = search.trajectory();
    ASSERT_GT(boxes.size(), 5U);
    EXPECT_EQ(boxes.front(), search.everything());
    PrimFigures before = search.figures(boxes.front());
    for (std::size_t i = 1; i < boxes.size(); ++i) {
        const PrimFigures now = search.figures(boxes[i]);
        EXPECT_GT(now.density, before.density);
        EXPECT_GE(now.mass, 0.05);
        before = now;
    }
}

// A slab and a corner: the second search leaves out what the first box holds, and coverage still counts against all cases.
TEST(Prim, SecondBoxFindsWhatTheFirstLeft) {
    const Cloud cloud = cloud_of(3000, 4, [](const std::vector<double>& x, std::uint32_t) { return x[0] > 0.8 || (x[1] < 0.35 && x[2] < 0.35); });
    const PrimSearch search = search_of(cloud.points, cloud.interest);
    std::vector<PrimBox> found;
    double covered = 0, mass = 0;
    for (int i = 0; i < 2; ++i) {
        const std::vector<PrimBox> boxes = search.trajectory(found);
        const PrimBox box = search.without_weak_limits(boxes[search.balanced(boxes, found)], 0.05, found);
        const PrimFigures figures = search.figures(box, found);
        EXPECT_GT(figures.density, 0.9);
        covered += figures.coverage;
        mass += figures.mass;
        found.push_back(box);
    }
    EXPECT_GT(covered, 0.9);
    EXPECT_LE(covered, 1.0);
    EXPECT_NEAR(mass, 0.298, 0.05);   // 0.2 + 0.8 · 0.35²
    EXPECT_NEAR(found[0][0].low, 0.8, 0.03);
    EXPECT_NEAR(found[1][1].high, 0.35, 0.03);
    EXPECT_NEAR(found[1][2].high, 0.35, 0.03);
}

// Pasting takes back what peeling in steps of a fifth cut off too much of.
TEST(Prim, PastingMovesLimitsOutAgain) {
    const Cloud cloud = cloud_of(1500, 2, [](const std::vector<double>& x, std::uint32_t i) { return x[0] > 0.55 && uniform(2, i, 1, 1) < 0.5 + x[1] / 2; });
    const PrimSearch search = search_of(cloud.points, cloud.interest, {0.2, 0.02, 0.05});
    const std::vector<PrimBox> boxes = search.trajectory();
    for (std::size_t i = 1; i < boxes.size(); ++i) EXPECT_GT(search.figures(boxes[i]).density, search.figures(boxes[i - 1]).density);
}

TEST(Prim, ConstantInputsAndTiesAreNeverLimits) {
    Cloud cloud = cloud_of(400, 3, [](const std::vector<double>& x, std::uint32_t) { return x[0] > 0.5; });
    for (auto& point : cloud.points) point[1] = 7;
    for (auto& point : cloud.points) point[2] = point[2] < 0.5 ? 0 : 1;
    const PrimSearch search = search_of(cloud.points, cloud.interest);
    for (const PrimBox& box : search.trajectory()) {
        EXPECT_EQ(box[1], (PrimLimits{7, 7}));
        EXPECT_EQ(box[2], (PrimLimits{0, 1}));
    }
}

TEST(Prim, WhatCannotBeSearchedIsRefused) {
    EXPECT_FALSE(PrimSearch::make({}, {}).has_value());
    EXPECT_FALSE(PrimSearch::make({{1}, {2}}, {1}).has_value());
    EXPECT_FALSE(PrimSearch::make({{1}, {2, 3}}, {1, 0}).has_value());
    EXPECT_FALSE(PrimSearch::make({{1}, {std::nan("")}}, {1, 0}).has_value());
    EXPECT_NE(to_text(PrimSearch::make({{1}, {2}}, {0, 0}).error()).find("no point"), std::string::npos);
    EXPECT_NE(to_text(PrimSearch::make({{1}, {2}}, {1, 1}).error()).find("every point"), std::string::npos);
    EXPECT_EQ(PrimSearch::make({{1}, {2}}, {1, 0}, {0, 0.5, -1}).error().size(), 3U);
}

}  // namespace
}  // namespace countervail
