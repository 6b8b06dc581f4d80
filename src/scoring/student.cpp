// SPDX-License-Identifier: Apache-2.0
#include "scoring/student.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace countervail {
namespace {

/// Continued fraction of the incomplete beta function; converges fast for x < (a + 1)/(a + b + 2).
double beta_fraction(double x, double a, double b) {
    constexpr double tiny = 1e-300;
    const auto kept_from_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1, d = 1 / kept_from_zero(1 - (a + b) * x / (a + 1)), fraction = d;
    for (int m = 1; m < 10'000; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / kept_from_zero(1 + even * d);
        c = kept_from_zero(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / kept_from_zero(1 + odd * d);
        c = kept_from_zero(1 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1) < 4 * std::numeric_limits<double>::epsilon()) break;
    }
    return fraction;
}

}  // namespace

double incomplete_beta(double x, double a, double b) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front = std::exp(a * std::log(x) + b * std::log1p(-x) + std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b));
    return x < (a + 1) / (a + b + 2) ? front * beta_fraction(x, a, b) / a : 1 - front * beta_fraction(1 - x, b, a) / b;
}

double student_density(double t, double freedom) {
    return std::exp(std::lgamma((freedom + 1) / 2) - std::lgamma(freedom / 2) - (freedom + 1) / 2 * std::log1p(t * t / freedom)) /
           std::sqrt(freedom * std::numbers::pi);
}

double student_distribution(double t, double freedom) {
    const double tail = incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
    return t > 0 ? 1 - tail : tail;
}

}  // namespace countervail
