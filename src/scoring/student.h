// SPDX-License-Identifier: Apache-2.0
// The Student t distribution with any number ν > 0 of degrees of freedom, and what it rests on.
#pragma once

namespace countervail {

/// I_x(a, b), the regularised incomplete beta function, 0 ≤ x ≤ 1, a, b > 0: continued fraction by the modified Lentz method
/// (DLMF 8.17.22; Press et al., Numerical Recipes, §6.4). Relative error below 1e-13 for a, b ≤ 1e4.
double incomplete_beta(double x, double a, double b);

double student_density(double t, double freedom);
/// P(T ≤ t).
double student_distribution(double t, double freedom);

}  // namespace countervail
