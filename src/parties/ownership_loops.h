// SPDX-License-Identifier: Apache-2.0
// Solvers of y = b + W y for one group of entities that hold each other. Shares in an entity come to at most 1, so
// I - W is an M-matrix whose row sums are known without subtraction: `rest` is what is held by nobody counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <vector>

namespace countervail {

/// Row i: entity i of the group. Column: a holder in the group, never i itself.
struct OwnershipLoop {
    std::vector<std::size_t> begin{0};
    std::vector<std::int32_t> holder;
    std::vector<double> share;
    std::vector<double> inflow;   ///< b: what listed parties hold from outside the group
    std::vector<double> rest;     ///< 1 - b - sum of the row, computed from exact decimals
    std::size_t size() const { return inflow.size(); }
};

struct LoopSolution {
    std::vector<double> share;
    double error_bound = 0;
    int sweeps = 0;
};

/// Elimination without subtraction (Grassmann, Taksar and Heyman, Operations Research 33, 1985), the entity with the
/// fewest holders and holdings first: every digit is right however nearly closed the loop is. A loop that nothing flows
/// into gets 0. Unexpected: the entries it had come to when more than `most_entries` were needed.
std::expected<LoopSolution, std::size_t> eliminate_loop(const OwnershipLoop& loop, std::size_t most_entries);

/// Sweeps y <- b + W y from 0, and u <- W u from 1 beside it: y <= solution <= y + u, entity by entity.
/// Unexpected: the widest u after the last sweep, when it is above the tolerance.
std::expected<LoopSolution, double> sweep_loop(const OwnershipLoop& loop, int threads, int most_sweeps, double tolerance);

}  // namespace countervail
