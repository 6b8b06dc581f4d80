// SPDX-License-Identifier: Apache-2.0
#include "base/solved_programs.h"

#include <gtest/gtest.h>

#include "base/convex_program.h"

namespace countervail {
namespace {

/// ½ (curvature x² + y²) − x − 2 y under x + y = total, 0 ≤ x, y ≤ 10.
ConvexProgram program(double total, double curvature = 1) {
    Eigen::SparseMatrix<double> equations(1, 2);
    equations.insert(0, 0) = 1;
    equations.insert(0, 1) = 1;
    return quadratic_program(equations, Eigen::VectorXd::Constant(1, total), Eigen::Vector2d(curvature, 1),
                             Eigen::Vector2d(-1, -2), Eigen::VectorXd::Zero(2), Eigen::VectorXd::Constant(2, 10));
}

void expect_same(const Result<ConvexSolution>& a, const Result<ConvexSolution>& b) {
    ASSERT_TRUE(a && b);
    EXPECT_EQ(a->x, b->x);
    EXPECT_EQ(a->y, b->y);
    EXPECT_EQ(a->objective, b->objective);
    EXPECT_EQ(a->iterations, b->iterations);
}

TEST(solved_programs, the_same_program_gets_the_same_bytes_and_is_kept_once) {
    SolvedPrograms solved;
    const auto first = solved.solve(program(4), {});
    expect_same(first, solve(program(4)));
    expect_same(first, solved.solve(program(4), {}));
    EXPECT_EQ(solved.count(), 1U);
}

TEST(solved_programs, any_number_that_differs_makes_another_program) {
    SolvedPrograms solved;
    const auto told = [&](const ConvexProgram& asked, const ConvexOptions& options = {}) {
        expect_same(solved.solve(asked, options), solve(asked, options));
    };
    told(program(4));
    told(program(4, 2));
    told(program(5));
    told(program(4), {1e-6, 200});
    told(program(4), {1e-10, 199});
    ConvexProgram changed = program(4);
    changed.upper[1] = 2;
    told(changed);
    changed = program(4);
    changed.lower[0] = 1.75;
    told(changed);
    changed = program(4);
    changed.equations.coeffRef(0, 1) = 2;
    told(changed);
    EXPECT_EQ(solved.count(), 8U);
}

TEST(solved_programs, a_program_without_solution_fails_again_in_the_same_words) {
    SolvedPrograms solved;
    const auto first = solved.solve(program(30), {}), again = solved.solve(program(30), {});
    ASSERT_FALSE(first || again);
    EXPECT_EQ(to_text(first.error()), to_text(again.error()));
    EXPECT_EQ(solved.count(), 1U);
}

TEST(solved_programs, one_that_is_not_quadratic_is_solved_each_time) {
    SolvedPrograms solved;
    ConvexProgram bent = program(4);
    bent.quadratic = false;
    expect_same(solved.solve(bent, {}), solve(bent));
    EXPECT_EQ(solved.count(), 0U);
}

TEST(solved_programs, one_whose_parts_do_not_fit_is_refused) {
    SolvedPrograms solved;
    ConvexProgram torn = program(4);
    torn.right_side = Eigen::VectorXd::Zero(3);
    EXPECT_FALSE(solved.solve(torn, {}));
}

}  // namespace
}  // namespace countervail
