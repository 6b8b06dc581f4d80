// SPDX-License-Identifier: Apache-2.0
// The standard normal distribution: a prior of any shape is fitted on the axis on which it is normal, u = Φ(z).
#pragma once

namespace countervail {

/// P(Z ≤ z).
double normal_distribution(double z);
/// The z with P(Z ≤ z) = u, 0 < u < 1: algorithm AS 241, PPND16 (Wichura 1988, Applied Statistics 37:477–484); relative error
/// about 1e-16.
double normal_quantile(double u);

}  // namespace countervail
