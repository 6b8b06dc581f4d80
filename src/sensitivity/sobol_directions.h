// SPDX-License-Identifier: Apache-2.0
// Primitive polynomials and initial direction numbers of the Sobol sequence: the set new-joe-kuo-6.21201 of
// S. Joe & F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM Journal on Scientific
// Computing 30 (2008) 2635–2654, which optimises the two-dimensional projections (criterion D(6)). All 160 primitive
// polynomials over GF(2) of degree 1 to 10, in the set's own order: the second to the 161st dimension. The first
// dimension is the van der Corput sequence and needs none.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace countervail {

inline constexpr int kSobolDimensions = 161;

struct SobolDirection {
    std::uint16_t degree;                      ///< s
    std::uint16_t polynomial;                  ///< a: the inner coefficients of x^s + a_1 x^(s-1) + … + a_(s-1) x + 1 as bits, a_1 the highest
    std::array<std::uint16_t, 10> initial;     ///< m_1 … m_s, each odd and below 2^i; zero beyond
};

/// Entry i belongs to dimension i + 2 of the literature's count.
std::span<const SobolDirection> sobol_directions();

}  // namespace countervail
