// SPDX-License-Identifier: Apache-2.0
// One nested CES function at work: unit cost, demands and their derivatives from logarithms of prices, in the calibrated share form. Of use
// to the solvers of this folder only.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "equilibrium/ces_economy.h"

namespace countervail {

struct CesSlopes;

class CesTree {
  public:
    explicit CesTree(const CesNest& nest);

    struct Leaf {
        int commodity = 0, node = 0;
        double quantity = 0, reference = 0;   // benchmark quantity, and value at the buyer's benchmark price
        double shift = 0;                     // ln((1 + tax) / price): buyer's price relative to the benchmark's
        double tax = 0;
        int tax_to = 0;
        double log_price = 0, share = 0;      // as of the last price(): relative buyer's price, share of its nest
        double per_unit = 0;                  // quantity at activity 1
    };

    /// Evaluates at these logarithms of market prices.
    void price(const Eigen::Ref<const Eigen::VectorXd>& log_price);
    /// ln of the price index; 0 at the benchmark.
    double log_index() const { return nodes_.front().log_price; }
    double benchmark_cost() const { return nodes_.front().reference; }
    const std::vector<Leaf>& leaves() const { return leaves_; }

    /// After price(): derivatives with respect to ln p. Work space is the caller's, so that many trees share it.
    void differentiate(Eigen::Index commodities, CesSlopes& slopes) const;
    double elasticity(int node) const { return nodes_[static_cast<std::size_t>(node)].elasticity; }

  private:
    struct Node {
        double elasticity = 1, reference = 0;
        int parent = -1, first_leaf = 0, last_leaf = 0;
        std::vector<int> children;
        double log_price = 0, share = 0, log_quantity = 0;   // quantity: of the nest's composite, relative, at activity 1
    };
    void add(const CesNest& nest, int parent);
    void price_node(Node& node);

    std::vector<Node> nodes_;   // parents before children
    std::vector<Leaf> leaves_;
};

/// By node, over all commodities: `shares` = ∂ ln price index / ∂ ln p (of the root: of cost), and ∂ ln(quantity of a leaf of
/// the node) / ∂ ln p = `base` − σ e_commodity.
struct CesSlopes {
    std::vector<Eigen::VectorXd> shares, base;
};

}  // namespace countervail
