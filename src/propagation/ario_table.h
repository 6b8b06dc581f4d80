// SPDX-License-Identifier: Apache-2.0
// What every step of ARIO reads and none changes: the table cut into buyers' columns, per step, with the targets that
// follow from the options. Money is USD million per step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "propagation/propagation.h"

namespace countervail {

struct ArioTable {
    int cells = 0, products = 0, places = 0;
    double year_in_steps = 365;               ///< steps a year
    bool orders_follow_output = true;
    double alpha_base = 1, alpha_max = 1.25, alpha_rate = 1.0 / 365;
    int first_overproduction = 2;             ///< BoARIO: from the first step after day 1

    std::vector<double> output;               ///< x0, by cell
    std::vector<double> final_demand;         ///< summed over users, by cell
    std::vector<double> capital;              ///< USD million, by cell

    // By buyer × product: buyer × products + product.
    std::vector<double> need;                 ///< a: input per unit of output
    std::vector<double> target;               ///< s a: stock per unit of output; 0 where the stock never runs out
    std::vector<double> allows;               ///< output per unit of stock at ψ; 0 where the input does not bind
    std::vector<double> free;                 ///< infinity where the input does not bind, else 0
    std::vector<double> restock;              ///< by product: share of a gap that is ordered in a step
    std::vector<double> kept;                 ///< by product: 0 where the stock never runs out, so that none is kept, else 1
    double psi = 0.8;
    bool never_at_goal = false;               ///< an endless stock of something unused: BoARIO then orders every gap
    bool endless = false;                     ///< some product never runs out

    // Flows at rest by buyer. Dense: cells × cells, buyer-major. Else lists: those of buyer × product start at begin.
    bool dense = false;
    std::vector<double> flow;
    std::vector<std::uint32_t> begin;
    std::vector<std::int32_t> supplier;

    /// Buyers chunk[c] … chunk[c + 1] are summed together; fixed by the table, so that threads change no sum.
    std::vector<int> chunk;
};

/// What is wrong with the options or the table for ARIO; empty: nothing.
Errors ario_problems(const IoTable& table, const PropagationOptions& options);
ArioTable make_ario_table(const IoTable& table, const PropagationOptions& options);

}  // namespace countervail
