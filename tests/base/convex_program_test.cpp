// SPDX-License-Identifier: Apache-2.0
#include "base/convex_program.h"

#include <cmath>

#include <gtest/gtest.h>

#include "base/random.h"

namespace countervail {
namespace {

using Vector = Eigen::VectorXd;
using Sparse = Eigen::SparseMatrix<double>;

Sparse sparse(int rows, int columns, const std::vector<Eigen::Triplet<double>>& entries) {
    Sparse matrix(rows, columns);
    matrix.setFromTriplets(entries.begin(), entries.end());
    return matrix;
}

TEST(ConvexProgram, ProjectsOntoASimplex) {
    // min ½|x − c|² with Σx = 1, x ≥ 0 and c = (0.9, 0.5, −1): x = (0.7, 0.3, 0), price of the sum −0.2.
    Vector c(3);
    c << 0.9, 0.5, -1;
    const auto solution = solve(quadratic_program(sparse(1, 3, {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}}), Vector::Ones(1),
                                                  Vector::Ones(3), -c, Vector::Zero(3),
                                                  Vector::Constant(3, unbounded)));
    ASSERT_TRUE(solution) << to_text(solution.error());
    EXPECT_NEAR(solution->x[0], 0.7, 1e-9);
    EXPECT_NEAR(solution->x[1], 0.3, 1e-9);
    EXPECT_NEAR(solution->x[2], 0.0, 1e-9);
    EXPECT_NEAR(solution->y[0], -0.2, 1e-9);
    EXPECT_LE(solution->primal_residual, 1e-10);
    EXPECT_LE(solution->dual_residual, 1e-10);
    EXPECT_LE(solution->gap, 1e-10);
}

/// Samuelson's net-welfare problem (AER 1952): the largest Σ∫demand − Σ∫supply − Σ cost × shipment.
/// Unknowns: supply (3), demand (3), shipments (9); one balance per country; its price is the market's.
TEST(ConvexProgram, SpatialPriceEquilibriumOfMirandaAndFackler) {
    const double supply_a[] = {9, 3, 18}, supply_b[] = {1, 2, 1};
    const double demand_a[] = {42, 54, 51}, demand_b[] = {3, 2, 1};
    const double cost[3][3] = {{0, 3, 9}, {3, 0, 3}, {6, 3, 0}};
    Vector curvature = Vector::Zero(15), slope = Vector::Zero(15);
    std::vector<Eigen::Triplet<double>> entries;
    for (int i = 0; i < 3; ++i) {
        curvature[i] = supply_b[i], slope[i] = supply_a[i];
        curvature[3 + i] = demand_b[i], slope[3 + i] = -demand_a[i];
        entries.emplace_back(i, i, 1.0);
        entries.emplace_back(i, 3 + i, -1.0);
        for (int j = 0; j < 3; ++j) {
            const int shipment = 6 + 3 * i + j;
            slope[shipment] = cost[i][j];
            if (i == j) continue;
            entries.emplace_back(i, shipment, -1.0);
            entries.emplace_back(j, shipment, 1.0);
        }
    }
    const auto solution = solve(quadratic_program(sparse(3, 15, entries), Vector::Zero(3), curvature, slope,
                                                  Vector::Zero(15), Vector::Constant(15, unbounded)));
    ASSERT_TRUE(solution) << to_text(solution.error());
    const double price[] = {24.3461538, 27.3461538, 30.3461538}, exported[] = {9.4615385, -1.1538462, -8.3076923};
    for (int i = 0; i < 3; ++i) {
        EXPECT_NEAR(solution->y[i], price[i], 1e-6);
        EXPECT_NEAR(solution->x[i] - solution->x[3 + i], exported[i], 1e-6);
    }
}

TEST(ConvexProgram, EntropyHasItsClosedForm) {
    // min Σ x ln(x/w) with Σx = 1: x = w/Σw.
    Vector w(4);
    w << 1, 2, 3, 4;
    ConvexProgram program{sparse(1, 4, {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}, {0, 3, 1}}), Vector::Ones(1),
                          Vector::Zero(4), Vector::Constant(4, unbounded), {}, false};
    program.term = [w](int j, double x) {
        return TermValue{x * std::log(x / w[j]), std::log(x / w[j]) + 1, 1 / x};
    };
    const auto solution = solve(program);
    ASSERT_TRUE(solution) << to_text(solution.error());
    for (int j = 0; j < 4; ++j) EXPECT_NEAR(solution->x[j], w[j] / 10, 1e-9);
}

TEST(ConvexProgram, FixedUnknownsAndBoxesAreKept) {
    Vector lower(3), upper(3), target(3);
    lower << 2, 0, -1;
    upper << 2, 1, 1;
    target << 9, 9, -9;
    const auto solution = solve(quadratic_program(sparse(0, 3, {}), Vector(0), Vector::Ones(3), -target, lower, upper));
    ASSERT_TRUE(solution) << to_text(solution.error());
    EXPECT_EQ(solution->x[0], 2);
    EXPECT_NEAR(solution->x[1], 1, 1e-8);
    EXPECT_NEAR(solution->x[2], -1, 1e-8);
}

TEST(ConvexProgram, DependentRowsDoNotStopIt) {
    const auto solution = solve(quadratic_program(
        sparse(3, 2, {{0, 0, 1}, {0, 1, 1}, {1, 0, 2}, {1, 1, 2}, {2, 0, -1}, {2, 1, -1}}),
        Vector(Eigen::Vector3d(3, 6, -3)), Vector::Ones(2), Vector::Zero(2), Vector::Zero(2),
        Vector::Constant(2, unbounded)));
    ASSERT_TRUE(solution) << to_text(solution.error());
    EXPECT_NEAR(solution->x[0], 1.5, 1e-8);
    EXPECT_NEAR(solution->x[1], 1.5, 1e-8);
}

TEST(ConvexProgram, SaysWhenNoPointFits) {
    const auto solution = solve(quadratic_program(sparse(1, 2, {{0, 0, 1}, {0, 1, 1}}), Vector::Constant(1, 5),
                                                  Vector::Ones(2), Vector::Zero(2), Vector::Zero(2), Vector::Ones(2)));
    ASSERT_FALSE(solution);
    EXPECT_NE(solution.error()[0].what.find("did not converge"), std::string::npos);
}

TEST(ConvexProgram, RefusesBoundsThatCross) {
    const auto solution = solve(quadratic_program(sparse(0, 1, {}), Vector(0), Vector::Ones(1), Vector::Zero(1),
                                                  Vector::Ones(1), Vector::Zero(1)));
    ASSERT_FALSE(solution);
    EXPECT_NE(solution.error()[0].what.find("lower bound above"), std::string::npos);
}

/// Random transport problems of many scales: the certificate must hold, and weak duality leaves no better point.
TEST(ConvexProgram, RandomTransportProblemsMeetTheirCertificate) {
    for (std::uint32_t draw = 0; draw < 40; ++draw) {
        const int sources = 3 + static_cast<int>(draw % 5), sinks = 4 + static_cast<int>(draw % 7);
        const int n = sources * sinks;
        std::vector<Eigen::Triplet<double>> entries;
        Vector target(n), curvature(n), right(sources + sinks);
        right.setZero();
        for (int k = 0; k < n; ++k) {
            const int i = k / sinks, j = k % sinks;
            target[k] = std::pow(10.0, 4 * uniform(7, draw, static_cast<std::uint32_t>(k), 0) - 2);
            curvature[k] = 1 / std::max(target[k], 0.01);
            entries.emplace_back(i, k, 1.0);
            entries.emplace_back(sources + j, k, 1.0);
            const double actual = target[k] * 2 * uniform(7, draw, static_cast<std::uint32_t>(k), 1);
            right[i] += actual;
            right[sources + j] += actual;
        }
        const auto solution =
            solve(quadratic_program(sparse(sources + sinks, n, entries), right, curvature,
                                    -curvature.cwiseProduct(target), Vector::Zero(n), Vector::Constant(n, unbounded)));
        ASSERT_TRUE(solution) << draw << ": " << to_text(solution.error());
        EXPECT_GE(solution->x.minCoeff(), 0);
        EXPECT_LE(solution->primal_residual, 1e-10);
        EXPECT_LE(solution->gap, 1e-10);
    }
}

}  // namespace
}  // namespace countervail
