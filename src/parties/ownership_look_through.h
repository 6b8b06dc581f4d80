// SPDX-License-Identifier: Apache-2.0
// What part of every entity listed parties hold, directly and through others: integrated ownership with cross-holdings
// (Brioschi, Buzzacchi and Colombo, "Risk capital financing and the separation of ownership and control in business
// groups", Journal of Banking and Finance 13, 1989). For an unlisted entity i with direct shares w_ij of holders j,
//     y_i = sum over listed j of w_ij + sum over unlisted j of w_ij y_j;
// a listed party counts as 1, so nothing flows through it from behind. No rule of law asks for this number; it is what
// a minority tie is worth, and what the cascade of ownership.h is not.
#pragma once

#include <span>
#include <vector>

#include "base/error.h"
#include "parties/ownership.h"

namespace countervail {

struct LookThrough {
    /// By entity, 0 to 1; 1 for a listed party. Percentages that are not known enter with the least they can be, so that
    /// a share is then a lower bound.
    std::vector<double> share;
    /// Entities whose owners, followed up, are only each other: closed loops of 100 % cross-ownership and what hangs
    /// wholly below them. The equations leave their share open (any number solves them); nobody outside holds a part,
    /// so it is given as 0.
    std::vector<int> without_outside_owner;
    double error_bound = 0;      ///< no share is further than this from the solution, up to rounding
    int largest_loop = 0;        ///< entities in the largest group that hold each other, of those that listed parties reach
    int sweeps = 0;              ///< passes over the largest group; 0 when all were eliminated
};

/// Same bytes at any number of threads. Fails (an Error without a place) only when a large group of entities that hold
/// nearly all of each other resists both iteration and elimination.
Result<LookThrough> look_through(const OwnershipGraph& graph, std::span<const int> listed, int threads = 1);

}  // namespace countervail
