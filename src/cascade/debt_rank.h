// SPDX-License-Identifier: Apache-2.0
// DebtRank on supply links: distress handed on once. Battiston, Puliga, Kaushik, Tasca, Caldarelli 2012 (Scientific
// Reports 2:541), eqs. 3–4, with goods in place of loans: the weight of a link is the part of the customer's inputs
// that the supplier provides. A firm that is reached hands its distress on in the next round and then never again, so
// circles end; what reaches it later is kept but not passed on.
#pragma once

#include <span>
#include <vector>

#include "cascade/supplier_network.h"

namespace countervail {

class DebtRank {
  public:
    /// By link: value over `inputs` of the customer; empty: over its purchases within the list.
    explicit DebtRank(const SupplierNetwork& network, const std::vector<double>& inputs = {});

    /// Distress of every firm, 0 … 1, when these firms are lost.
    std::vector<double> distress(std::span<const int> failed) const;
    /// Weighted distress that each of these firms alone brings on all firms, itself included. Same bytes at any number of threads.
    std::vector<double> of_each(std::span<const int> firms, const std::vector<double>& weights, int threads) const;

  private:
    struct Scratch;
    void spread(std::span<const int> failed, Scratch& scratch) const;

    std::vector<std::size_t> begin_;      // customers of supplier i
    std::vector<int> customer_;
    std::vector<double> weight_;
};

}  // namespace countervail
