// SPDX-License-Identifier: Apache-2.0
// Functions whose sensitivity indices are known in closed form.
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

namespace countervail {

struct KnownIndices {
    double variance = 0;
    std::vector<double> first, total;
};

/// T. Ishigami & T. Homma (1990): sin x1 + a sin² x2 + b x3⁴ sin x1 with x uniform on (−π, π); `u` in the unit cube.
struct Ishigami {
    double a = 7, b = 0.1;
    double operator()(const std::vector<double>& u) const {
        const auto x = [&](std::size_t j) { return std::numbers::pi * (2 * u[j] - 1); };
        return std::sin(x(0)) + a * std::sin(x(1)) * std::sin(x(1)) + b * std::pow(x(2), 4) * std::sin(x(0));
    }
    /// Partial variances by hand: V1 = (1 + b π⁴/5)²/2, V2 = a²/8, V13 = b² π⁸ (1/18 − 1/50).
    KnownIndices known() const {
        const double p4 = std::pow(std::numbers::pi, 4);
        const double v1 = (1 + b * p4 / 5) * (1 + b * p4 / 5) / 2, v2 = a * a / 8, v13 = b * b * p4 * p4 * (1.0 / 18 - 1.0 / 50);
        const double v = v1 + v2 + v13;
        return {v, {v1 / v, v2 / v, 0}, {(v1 + v13) / v, v2 / v, v13 / v}};
    }
};

/// Sobol's g-function: the product of (|4 u − 2| + a) / (1 + a).
struct SobolG {
    std::vector<double> a;
    double operator()(const std::vector<double>& u) const {
        double product = 1;
        for (std::size_t j = 0; j < a.size(); ++j) product *= (std::abs(4 * u[j] - 2) + a[j]) / (1 + a[j]);
        return product;
    }
    /// V_j = 1 / (3 (1 + a_j)²); the total variance is the product of (1 + V_j) less 1.
    KnownIndices known() const {
        KnownIndices found;
        double product = 1;
        for (const double each : a) product *= 1 + 1 / (3 * (1 + each) * (1 + each));
        found.variance = product - 1;
        for (const double each : a) {
            const double v = 1 / (3 * (1 + each) * (1 + each));
            found.first.push_back(v / found.variance);
            found.total.push_back(v * product / (1 + v) / found.variance);
        }
        return found;
    }
};

}  // namespace countervail
