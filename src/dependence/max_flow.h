// SPDX-License-Identifier: Apache-2.0
// The largest flow from a source to a sink of a network with capacities, and the smallest cut that proves it. Dinic 1970; Ford & Fulkerson
// 1956 for value = cut. Capacities may be infinite. The order in which arcs were added decides between cuts of equal size, nothing else does:
// the cut returned is the one nearest to the source.
#pragma once

#include <vector>

namespace countervail {

struct MaxFlow {
    double value = 0;                ///< infinite when a path of infinite capacity leads from source to sink; then the rest is empty
    double cut_value = 0;            ///< Σ capacity of `cut`: equals `value` to rounding, the certificate of both
    std::vector<double> flow;        ///< by arc, in [0, capacity]
    std::vector<int> cut;            ///< arcs from the source's side to the sink's, in order
    std::vector<bool> source_side;   ///< by node: reachable from the source when the flow has been sent
};

class FlowGraph {
  public:
    /// Returns the new node's index.
    int add_node();
    /// Returns the new arc's index; `capacity` ≥ 0, infinity allowed.
    int add_arc(int from, int to, double capacity);
    int nodes() const { return static_cast<int>(out_.size()); }
    int arcs() const { return static_cast<int>(capacity_.size()); }

    /// `source` ≠ `sink`. At most nodes² × arcs steps whatever the capacities.
    MaxFlow max_flow(int source, int sink) const;

  private:
    std::vector<std::vector<int>> out_;   // by node: half-arcs, 2 × arc forwards and 2 × arc + 1 backwards
    std::vector<int> target_;             // by half-arc
    std::vector<double> capacity_;        // by arc
};

}  // namespace countervail
