// SPDX-License-Identifier: Apache-2.0
// Economic complexity: diversity of what places export against ubiquity of what products ask for. Context for dependence, never a measure of
// leverage. Hidalgo & Hausmann 2009; the eigenvector form, signs and units as cid-harvard/py-ecomplexity has them.
// docs/methods/dependence-complexity.md.
#pragma once

#include <optional>
#include <vector>

#include "base/error.h"
#include "dependence/cube_totals.h"

namespace countervail {

struct Complexity {
    double threshold = 1;                       ///< a place makes a product when its RCA is at or above it
    std::vector<int> diversity;                 ///< by place: products it makes
    std::vector<int> ubiquity;                  ///< by product: places that make it
    /// Mean 0 and standard deviation 1 over places with a value; empty for places that make nothing.
    std::vector<std::optional<double>> place_index;
    /// In the unit of place_index (its mean and standard deviation); empty for products that nobody makes.
    std::vector<std::optional<double>> product_index;
};

/// Fails when fewer than three places or three products are made, or when every place's index is the same.
Result<Complexity> complexity(const CubeTotals& totals, double threshold, int threads);

}  // namespace countervail
