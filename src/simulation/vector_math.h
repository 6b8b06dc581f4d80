// SPDX-License-Identifier: Apache-2.0
// exp and log without branches or library calls, so that loops over draws become vector instructions and give the
// same bits on every machine. Relative error below 3e-15 for |x| < 700 (exp) and normal positive x (log).
#pragma once

#include <bit>
#include <cstdint>

namespace countervail {

/// The smaller and the larger of two: single instructions where std::min on references is a branch.
inline double smaller(double a, double b) { return a < b ? a : b; }
inline double larger(double a, double b) { return a > b ? a : b; }

/// e^x: x = k ln2 + r, |r| ≤ ln2/2, Taylor to degree 13.
inline double fast_exp(double x) {
    x = x < -700.0 ? -700.0 : x;
    x = x > 700.0 ? 700.0 : x;
    constexpr double kShift = 6755399441055744.0;   // 1.5·2^52: adding it rounds to an integer in the low bits
    const double shifted = x * 1.4426950408889634074 + kShift;
    const double k = shifted - kShift;
    const double r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10;
    // Estrin's scheme: short chains of operations, so that several draws are under way at once.
    const double r2 = r * r;
    const double r4 = r2 * r2;
    const double low = (1.0 + r) + r2 * (0.5 + r * (1.0 / 6.0));
    const double middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0));
    const double high = (1.0 / 40320.0 + r * (1.0 / 362880.0)) + r2 * (1.0 / 3628800.0 + r * (1.0 / 39916800.0));
    const double top = 1.0 / 479001600.0 + r * (1.0 / 6227020800.0);
    const double p = (low + r4 * middle) + (r4 * r4) * (high + r4 * top);
    const std::uint64_t power = (std::bit_cast<std::uint64_t>(shifted) + 1023ULL) << 52;
    return p * std::bit_cast<double>(power);
}

/// ln x: x = 2^k m, m in [√½, √2), atanh series in s = (m−1)/(m+1).
inline double fast_log(double x) {
    constexpr std::uint64_t kRoot = 0x3fe6a09e667f3bcdULL;   // bits of √½
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t offset = bits - kRoot;
    const std::uint64_t exponent = (offset >> 52) << 52;                 // two's complement, multiple of 2^52
    const double m = std::bit_cast<double>(bits - exponent);
    // (exponent >> 52) as a signed small integer, through the 2^52 trick.
    constexpr double kBase = 4503599627370496.0;
    const double k = std::bit_cast<double>(((offset >> 52) & 0xfffULL) | std::bit_cast<std::uint64_t>(kBase)) - kBase;
    const double signed_k = k > 2047.0 ? k - 4096.0 : k;
    const double s = (m - 1.0) / (m + 1.0);
    const double z = s * s;
    double p = 1.0 / 21.0;
    p = p * z + 1.0 / 19.0;
    p = p * z + 1.0 / 17.0;
    p = p * z + 1.0 / 15.0;
    p = p * z + 1.0 / 13.0;
    p = p * z + 1.0 / 11.0;
    p = p * z + 1.0 / 9.0;
    p = p * z + 1.0 / 7.0;
    p = p * z + 1.0 / 5.0;
    p = p * z + 1.0 / 3.0;
    p = p * z + 1.0;
    return signed_k * 0.693147180559945309417 + 2.0 * s * p;
}

}  // namespace countervail
