// SPDX-License-Identifier: Apache-2.0
// A block of draws: parameter vectors side by side, draw the inner, contiguous dimension.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "simulation/parameters.h"

namespace countervail {

/// Draws that one step advances together. A block is the unit of work, of storage and of resuming.
inline constexpr int kBlock = 16;

/// `for` over the draws of a block. Rows of different fields never overlap, which the compiler cannot see: telling it
/// so turns the body into vector instructions.
#if defined(__GNUC__) && !defined(__clang__)
// NOLINTNEXTLINE(bugprone-macro-parentheses): d is declared here
#define COUNTERVAIL_EACH_DRAW(d) _Pragma("GCC ivdep") for (int d = 0; d < kBlock; ++d)
#else
// NOLINTNEXTLINE(bugprone-macro-parentheses): d is declared here
#define COUNTERVAIL_EACH_DRAW(d) for (int d = 0; d < kBlock; ++d)
#endif

using BlockValues = std::array<double, kBlock>;

struct DrawBlock {
    std::uint32_t first = 0;                       ///< number of the first draw
    std::array<BlockValues, kParameters> values{};
    std::array<std::uint32_t, kBlock> luck{};      ///< what chance decides within a draw (whose file is done first) follows from this number
    const double* operator[](Parameter parameter) const { return values[static_cast<std::size_t>(parameter)].data(); }
};

/// Draws first … first + kBlock − 1. A draw's numbers depend on seed, draw number and parameter key alone; the same
/// draw therefore meets the same parameters in every case (common random numbers). Parameters of a posterior come from
/// one of its rows, picked by seed, draw number and the posterior's id.
DrawBlock make_draws(const Ranges& ranges, std::uint64_t seed, std::uint32_t first);

/// Up to kBlock points of the unit cube, one coordinate per parameter in the order of parameter_records(), through the
/// ranges' quantile functions; a posterior's row is picked by the coordinate of its first parameter, those of its other
/// parameters do nothing. Missing points repeat the last. All of them meet the same luck, that of draw `first`.
DrawBlock draws_at(const Ranges& ranges, const std::vector<std::vector<double>>& points, std::uint32_t first = 0);

/// Every parameter at its mode: for settled states and tests.
DrawBlock modal_draws(const Ranges& ranges);

}  // namespace countervail
