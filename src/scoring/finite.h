// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace countervail {

/// What scores return where they are not defined.
inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

inline bool all_finite(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

}  // namespace countervail
