// SPDX-License-Identifier: Apache-2.0
// What is left to rebuild after one destruction, who is asked for it each step, and what arrives. Hallegatte 2008,
// section 2.4; proportions as in BoARIO: each industry's and household's own suppliers of the rebuilding products at rest.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "propagation/ario_table.h"

namespace countervail {

class ArioRebuild {
  public:
    /// Keeps no reference to `shock`.
    ArioRebuild(const IoTable& table, const ArioTable& per_step, const RebuildShock& shock, double days_per_step);

    /// Destroyed industries with what each has lost: cell and capital not yet rebuilt, USD million; before first_step none.
    std::span<const std::pair<int, double>> lost(int step) const;
    /// Adds this step's orders to `orders` (by cell, USD million per step).
    void ask(int step, std::span<double> orders) const;
    /// `served`: share of its orders that each cell delivers this step.
    void receive(int step, std::span<const double> served);

  private:
    struct Job {                       ///< one product for one destroyed industry or household
        int industry = -1;             ///< index into lost_, or -1 for households
        double left = 0;               ///< orders not yet delivered, USD million
        std::vector<std::pair<int, double>> suppliers;   ///< cell, share of the orders
    };
    int first_step_ = 0, rebuild_step_ = 0;
    double rate_ = 0, factor_ = 1;
    std::vector<Job> jobs_;
    std::vector<std::pair<int, double>> lost_;
};

}  // namespace countervail
