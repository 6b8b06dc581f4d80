// SPDX-License-Identifier: Apache-2.0
// Points that fill the unit cube evenly: the Sobol sequence with the direction numbers of Joe & Kuo (2008), in the
// order of the Gray code (Antonov & Saleev, USSR Computational Mathematics and Mathematical Physics 19 (1979) 252–256),
// 32 binary digits a coordinate.
//
// With a seed the points are scrambled by nested uniform scrambling (A. B. Owen, "Randomly permuted (t,m,s)-nets and
// (t,s)-sequences", in Monte Carlo and Quasi-Monte Carlo Methods in Scientific Computing, Springer 1995, 299–317):
// digit k is flipped or not by a fair coin that belongs to the k − 1 digits before it. The coins are the counter-based
// numbers of base/random.h, so a point is a pure function of seed, index and dimension. Every scrambled point is uniform
// on the cube, and the first 2^k still have exactly one point in each of 2^k equal slices of every axis.
//
// Any point can be had without those before it, and a dimension does not depend on how many others there are.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/error.h"
#include "sensitivity/sobol_directions.h"

namespace countervail {

class SobolSequence {
  public:
    /// Fails when there are fewer than one or more than kSobolDimensions dimensions.
    static Result<SobolSequence> make(int dimensions, std::optional<std::uint64_t> scrambled_by = {});

    int dimensions() const { return static_cast<int>(directions_.size()); }
    /// Point `index` = 0, 1, …, 2^32 − 1. Without scrambling in [0, 1), beginning with the origin; scrambled in (0, 1).
    std::vector<double> point(std::uint32_t index) const;
    double coordinate(std::uint32_t index, int dimension) const;

  private:
    std::vector<std::array<std::uint32_t, 32>> directions_;   // by dimension and digit of the Gray code
    std::optional<std::uint64_t> seed_;
};

}  // namespace countervail
