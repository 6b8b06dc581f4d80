// SPDX-License-Identifier: Apache-2.0
// What the world delivers week by week along the links of a company: one ensemble task watched once, kept as small rows.
#pragma once

#include <vector>

#include "company/supply_link.h"

namespace countervail {

/// Shares of baseline; 1 is as ordered, above 1 is catching up.
class SupplySeries {
  public:
    SupplySeries(std::size_t links, int weeks, int blocks) : links_(links), weeks_(weeks), data_(links * static_cast<std::size_t>(weeks) * static_cast<std::size_t>(blocks) * kBlock, 1.0F) {}
    int weeks() const { return weeks_; }
    /// kBlock numbers.
    float* at(int block, std::size_t link, int week) { return data_.data() + offset(block, link, week); }
    const float* at(int block, std::size_t link, int week) const { return data_.data() + offset(block, link, week); }

  private:
    std::size_t offset(int block, std::size_t link, int week) const {
        return ((static_cast<std::size_t>(block) * links_ + link) * static_cast<std::size_t>(weeks_) + static_cast<std::size_t>(week)) * kBlock;
    }
    std::size_t links_;
    int weeks_;
    std::vector<float> data_;
};

/// Only links that are linked(). Runs every block of the task on up to `threads` threads; the numbers do not depend on them.
SupplySeries watch_supply(const Ensemble& ensemble, int task, const std::vector<SupplyLink>& links, int threads, std::optional<Allocation> allocation = {});

}  // namespace countervail
