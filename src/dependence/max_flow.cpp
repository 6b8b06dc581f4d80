// SPDX-License-Identifier: Apache-2.0
#include "dependence/max_flow.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace countervail {

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// One run: what is left of every half-arc, and the layers of the current phase.
struct Search {
    const std::vector<std::vector<int>>& out;
    const std::vector<int>& target;
    std::vector<double> left;        // by half-arc
    std::vector<int> layer;          // by node, -1 when not reached
    std::vector<std::size_t> next;   // by node: the half-arc to try next

    /// Breadth first along half-arcs with more than `least` left; whether the sink is reached.
    bool reach(int source, int sink, double least) {
        layer.assign(out.size(), -1);
        layer[at(source)] = 0;
        std::vector<int> queue{source};
        for (std::size_t head = 0; head < queue.size(); ++head) {
            for (const int half : out[at(queue[head])]) {
                const int to = target[at(half)];
                if (left[at(half)] <= least || layer[at(to)] >= 0) continue;
                layer[at(to)] = layer[at(queue[head])] + 1;
                queue.push_back(to);
            }
        }
        return layer[at(sink)] >= 0;
    }

    /// Sends along one path of the layers what its narrowest half-arc takes; 0 when no path is left in this phase.
    double send_one_path(int source, int sink) {
        std::vector<int> path;
        for (int node = source; node != sink;) {
            bool advanced = false;
            for (; next[at(node)] < out[at(node)].size(); ++next[at(node)]) {
                const int half = out[at(node)][next[at(node)]], to = target[at(half)];
                if (left[at(half)] > 0 && layer[at(to)] == layer[at(node)] + 1) {
                    path.push_back(half);
                    node = to;
                    advanced = true;
                    break;
                }
            }
            if (advanced) continue;
            if (node == source) return 0;
            node = target[at(path.back() ^ 1)];   // a dead end: back, and past it
            path.pop_back();
            ++next[at(node)];
        }
        double amount = kInfinite;
        for (const int half : path) amount = std::min(amount, left[at(half)]);
        for (const int half : path) {
            left[at(half)] -= amount;
            left[at(half ^ 1)] += amount;
        }
        return amount;
    }
};

}  // namespace

int FlowGraph::add_node() {
    out_.emplace_back();
    return nodes() - 1;
}

int FlowGraph::add_arc(int from, int to, double capacity) {
    const int arc = arcs();
    capacity_.push_back(capacity);
    target_.push_back(to);
    target_.push_back(from);
    out_[at(from)].push_back(2 * arc);
    out_[at(to)].push_back(2 * arc + 1);
    return arc;
}

MaxFlow FlowGraph::max_flow(int source, int sink) const {
    double finite = 0;
    for (const double capacity : capacity_) finite += std::isinf(capacity) ? 0 : capacity;
    Search search{out_, target_, {}, {}, {}};
    for (const double capacity : capacity_) {
        search.left.push_back(capacity);
        search.left.push_back(0);
    }
    MaxFlow result;
    if (search.reach(source, sink, std::numeric_limits<double>::max())) {
        result.value = result.cut_value = kInfinite;
        return result;
    }
    // No cut of finite capacities costs more than all of them: an arc that may carry twice that is never part of the smallest.
    const double plenty = 2 * finite + 1;
    for (double& left : search.left) left = std::min(left, plenty);
    while (search.reach(source, sink, 0)) {
        search.next.assign(out_.size(), 0);
        while (true) {
            const double sent = search.send_one_path(source, sink);
            if (sent <= 0) break;
            result.value += sent;
        }
    }
    for (const int layer : search.layer) result.source_side.push_back(layer >= 0);
    for (int arc = 0; arc < arcs(); ++arc) {
        result.flow.push_back(std::min(search.left[at(2 * arc + 1)], capacity_[at(arc)]));
        if (result.source_side[at(target_[at(2 * arc + 1)])] && !result.source_side[at(target_[at(2 * arc)])]) {
            result.cut.push_back(arc);
            result.cut_value += capacity_[at(arc)];
        }
    }
    return result;
}

}  // namespace countervail
