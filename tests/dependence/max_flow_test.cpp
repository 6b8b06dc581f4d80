// SPDX-License-Identifier: Apache-2.0
#include "dependence/max_flow.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/random.h"

namespace countervail {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

struct Arc {
    int from, to;
    double capacity;
};

FlowGraph graph_of(int nodes, const std::vector<Arc>& arcs) {
    FlowGraph graph;
    for (int i = 0; i < nodes; ++i) graph.add_node();
    for (const Arc& arc : arcs) graph.add_arc(arc.from, arc.to, arc.capacity);
    return graph;
}

/// The smallest of all cuts, by trying every set that holds node 0 and not the last.
double smallest_cut(int nodes, const std::vector<Arc>& arcs) {
    double least = kInfinite;
    for (unsigned set = 0; set < (1U << (nodes - 2)); ++set) {
        const auto inside = [&](int node) { return node == 0 || (node < nodes - 1 && (set >> (node - 1) & 1U) != 0); };
        double cut = 0;
        for (const Arc& arc : arcs) cut += inside(arc.from) && !inside(arc.to) ? arc.capacity : 0;
        least = std::min(least, cut);
    }
    return least;
}

// The network of Ford & Fulkerson's textbook figure (Cormen et al., 26.1): 23.
TEST(MaxFlow, TextbookNetwork) {
    const std::vector<Arc> arcs{{0, 1, 16}, {0, 2, 13}, {1, 3, 12}, {2, 1, 4}, {2, 4, 14}, {3, 2, 9}, {3, 5, 20}, {4, 3, 7}, {4, 5, 4}};
    const MaxFlow found = graph_of(6, arcs).max_flow(0, 5);
    EXPECT_EQ(found.value, 23);
    EXPECT_EQ(found.cut_value, 23);
    EXPECT_EQ(found.cut, (std::vector<int>{2, 7, 8}));   // 12 + 7 + 4
}

TEST(MaxFlow, AgreesWithEveryCutOnSmallGraphs) {
    for (std::uint32_t draw = 0; draw < 1000; ++draw) {
        const auto u = [&](std::uint32_t i) { return uniform(21, draw, i, 0); };
        const int nodes = 3 + static_cast<int>(6 * u(0));
        const bool whole = u(1) < 0.5;
        std::vector<Arc> arcs;
        const auto many = static_cast<std::uint32_t>(3 * nodes * u(2));
        for (std::uint32_t i = 0; i < many; ++i) {
            const int from = static_cast<int>(nodes * u(100 + 4 * i)), to = static_cast<int>(nodes * u(101 + 4 * i));
            double capacity = 10 * u(102 + 4 * i);
            if (whole) capacity = std::floor(capacity);
            if (u(103 + 4 * i) < 0.1) capacity = kInfinite;
            arcs.push_back({from, to, capacity});
        }
        const double want = smallest_cut(nodes, arcs);
        const MaxFlow found = graph_of(nodes, arcs).max_flow(0, nodes - 1);
        if (std::isinf(want)) {
            EXPECT_TRUE(std::isinf(found.value)) << draw;
            continue;
        }
        EXPECT_NEAR(found.value, want, 1e-12 * (1 + want)) << draw;
        EXPECT_NEAR(found.cut_value, found.value, 1e-12 * (1 + want)) << draw;
        // What goes in comes out, within capacity; arcs of the cut are full.
        std::vector<double> net(static_cast<std::size_t>(nodes), 0.0);
        for (std::size_t i = 0; i < arcs.size(); ++i) {
            EXPECT_GE(found.flow[i], 0);
            EXPECT_LE(found.flow[i], arcs[i].capacity);
            net[static_cast<std::size_t>(arcs[i].from)] -= found.flow[i];
            net[static_cast<std::size_t>(arcs[i].to)] += found.flow[i];
        }
        for (std::size_t i = 1; i + 1 < net.size(); ++i) EXPECT_NEAR(net[i], 0, 1e-12) << draw;
        EXPECT_NEAR(net.back(), found.value, 1e-12 * (1 + want));
        for (const int arc : found.cut) EXPECT_NEAR(found.flow[static_cast<std::size_t>(arc)], arcs[static_cast<std::size_t>(arc)].capacity, 1e-12);
    }
}

TEST(MaxFlow, NothingWithoutAPathAndNoEndWithoutALimit) {
    EXPECT_EQ(graph_of(3, {{0, 1, 5}}).max_flow(0, 2).value, 0);
    EXPECT_TRUE(graph_of(3, {{0, 1, 5}}).max_flow(0, 2).cut.empty());
    EXPECT_TRUE(std::isinf(graph_of(3, {{0, 1, kInfinite}, {1, 2, kInfinite}}).max_flow(0, 2).value));
    EXPECT_EQ(graph_of(3, {{0, 1, kInfinite}, {1, 2, 7}, {1, 2, 1e-9}}).max_flow(0, 2).value, 7 + 1e-9);
}

TEST(MaxFlow, LargeGraphsEnd) {
    FlowGraph graph;
    for (int i = 0; i < 4000; ++i) graph.add_node();
    std::uint32_t index = 0;
    for (int i = 0; i < 4000; ++i) {
        for (int k = 0; k < 6; ++k, ++index) graph.add_arc(i, static_cast<int>(4000 * uniform(4, index, 0, 0)), uniform(5, index, 0, 0));
    }
    const MaxFlow found = graph.max_flow(0, 3999);
    EXPECT_NEAR(found.value, found.cut_value, 1e-12);
    EXPECT_GT(found.value, 0);
}

}  // namespace
}  // namespace countervail
