// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/ces_tree.h"

#include <algorithm>
#include <cmath>

namespace countervail {

CesTree::CesTree(const CesNest& nest) { add(nest, -1); }

void CesTree::add(const CesNest& nest, int parent) {
    const int at = static_cast<int>(nodes_.size());
    nodes_.emplace_back();
    nodes_.back().elasticity = nest.elasticity;
    nodes_.back().parent = parent;
    nodes_.back().first_leaf = static_cast<int>(leaves_.size());
    double reference = 0;
    for (const CesInput& input : nest.inputs) {
        Leaf leaf;
        leaf.commodity = input.commodity;
        leaf.node = at;
        leaf.quantity = input.quantity;
        leaf.reference = input.quantity * input.price;
        leaf.shift = std::log((1 + input.tax) / input.price);
        leaf.tax = input.tax;
        leaf.tax_to = input.tax_to;
        reference += leaf.reference;
        leaves_.push_back(leaf);
    }
    nodes_[static_cast<std::size_t>(at)].last_leaf = static_cast<int>(leaves_.size());
    for (const CesNest& inner : nest.nests) {
        const int child = static_cast<int>(nodes_.size());
        add(inner, at);
        nodes_[static_cast<std::size_t>(at)].children.push_back(child);
        reference += nodes_[static_cast<std::size_t>(child)].reference;
    }
    nodes_[static_cast<std::size_t>(at)].reference = reference;
}

void CesTree::price_node(Node& node) {
    const double power = 1 - node.elasticity;
    double largest = 0, mean = 0, excess = 0;
    const auto each = [&](auto&& visit) {
        for (int i = node.first_leaf; i < node.last_leaf; ++i) visit(leaves_[static_cast<std::size_t>(i)]);
        for (const int child : node.children) visit(nodes_[static_cast<std::size_t>(child)]);
    };
    double top = -HUGE_VAL;
    each([&](const auto& part) {
        if (part.reference <= 0) return;
        largest = std::max(largest, std::abs(power * part.log_price));
        top = std::max(top, power * part.log_price);
    });
    if (node.reference <= 0) return;
    const bool cobb_douglas = std::abs(power) < 1e-9;
    each([&](const auto& part) {
        if (part.reference <= 0) return;
        const double weight = part.reference / node.reference;
        mean += weight * part.log_price;
        // Close to Cobb–Douglas the difference from 1 is what matters; far from it the largest term is.
        excess += weight * (largest < 0.5 ? std::expm1(power * part.log_price) : std::exp(power * part.log_price - top));
    });
    node.log_price = cobb_douglas ? mean : (largest < 0.5 ? std::log1p(excess) : std::log(excess) + top) / power;
    each([&](auto& part) { part.share = part.reference <= 0 ? 0 : part.reference / node.reference * std::exp(power * (part.log_price - node.log_price)); });
}

void CesTree::price(const Eigen::Ref<const Eigen::VectorXd>& log_price) {
    for (Leaf& leaf : leaves_) leaf.log_price = log_price[leaf.commodity] + leaf.shift;
    for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) price_node(*node);
    for (Node& node : nodes_) {
        const Node* parent = node.parent < 0 ? nullptr : &nodes_[static_cast<std::size_t>(node.parent)];
        node.log_quantity = parent ? parent->log_quantity + parent->elasticity * (parent->log_price - node.log_price) : 0;
        for (int i = node.first_leaf; i < node.last_leaf; ++i) {
            Leaf& leaf = leaves_[static_cast<std::size_t>(i)];
            leaf.per_unit = leaf.quantity * std::exp(node.log_quantity + node.elasticity * (node.log_price - leaf.log_price));
        }
    }
}

void CesTree::differentiate(Eigen::Index commodities, CesSlopes& slopes) const {
    if (slopes.shares.size() < nodes_.size()) slopes.shares.resize(nodes_.size()), slopes.base.resize(nodes_.size());
    for (std::size_t at = nodes_.size(); at-- > 0;) {
        const Node& node = nodes_[at];
        Eigen::VectorXd& shares = slopes.shares[at];
        shares.setZero(commodities);
        for (int i = node.first_leaf; i < node.last_leaf; ++i) {
            const Leaf& leaf = leaves_[static_cast<std::size_t>(i)];
            shares[leaf.commodity] += leaf.share;
        }
        for (const int child : node.children) shares += nodes_[static_cast<std::size_t>(child)].share * slopes.shares[static_cast<std::size_t>(child)];
    }
    for (std::size_t at = 0; at < nodes_.size(); ++at) {
        const Node& node = nodes_[at];
        // Along the path from the root: σ (share of the outer nest − share of the inner one), summed.
        slopes.base[at] = node.elasticity * slopes.shares[at];
        if (node.parent < 0) continue;
        const auto outer = static_cast<std::size_t>(node.parent);
        slopes.base[at] += slopes.base[outer] - nodes_[outer].elasticity * slopes.shares[at];
    }
}

}  // namespace countervail
