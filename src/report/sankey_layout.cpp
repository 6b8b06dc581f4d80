// SPDX-License-Identifier: Apache-2.0
#include "report/sankey_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

namespace countervail {
namespace {

// Between these, sums and ratios of flows stay finite.
constexpr double kLargestFlow = 1e150;
constexpr double kSmallestFlow = 1e-150;

struct Graph {
    std::vector<double> in;
    std::vector<double> out;
    std::vector<SankeyFlow> flows;                   // only those that can be drawn
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    double value(std::size_t node) const { return std::max(in[node], out[node]); }
};

Graph graph_of(const Sankey& spec) {
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < spec.nodes.size(); ++i) {
        if (spec.nodes[i].stage < spec.stages.size()) index.emplace(spec.nodes[i].id, i);
    }
    Graph graph{std::vector<double>(spec.nodes.size(), 0), std::vector<double>(spec.nodes.size(), 0), {}, {}};
    for (const SankeyFlow& flow : spec.flows) {
        const auto from = index.find(flow.from);
        const auto to = index.find(flow.to);
        if (from == index.end() || to == index.end()) continue;
        if (!std::isfinite(flow.value) || flow.value < kSmallestFlow || flow.value > kLargestFlow) continue;
        if (spec.nodes[from->second].stage >= spec.nodes[to->second].stage) continue;
        graph.out[from->second] += flow.value;
        graph.in[to->second] += flow.value;
        graph.flows.push_back(flow);
        graph.ends.emplace_back(from->second, to->second);
    }
    return graph;
}

std::vector<double> stage_totals(const Sankey& spec, const Graph& graph) {
    std::vector<double> totals(spec.stages.size(), 0);
    for (std::size_t i = 0; i < spec.nodes.size(); ++i) {
        if (spec.nodes[i].stage < totals.size()) totals[spec.nodes[i].stage] += graph.value(i);
    }
    return totals;
}

/// Nodes that are drawn, and for each node of the spec the drawn one it belongs to.
struct Merged {
    std::vector<PlacedNode> nodes;
    std::vector<std::optional<std::size_t>> drawn_as;
};

Merged merge_small(const Sankey& spec, const Graph& graph) {
    const std::vector<double> totals = stage_totals(spec, graph);
    Merged merged;
    merged.drawn_as.resize(spec.nodes.size());
    std::vector<std::vector<std::size_t>> small(spec.stages.size());
    for (std::size_t i = 0; i < spec.nodes.size(); ++i) {
        const SankeyNode& node = spec.nodes[i];
        if (graph.value(i) <= 0) continue;
        if (!node.controller && graph.value(i) < spec.merge_below * totals[node.stage]) {
            small[node.stage].push_back(i);
            continue;
        }
        merged.drawn_as[i] = merged.nodes.size();
        merged.nodes.push_back({node.name, node.stage, node.controller, false, 0, 0, 0});
    }
    for (std::size_t stage = 0; stage < small.size(); ++stage) {
        if (small[stage].empty()) continue;
        const bool alone = small[stage].size() == 1;
        const std::string name =
            alone ? spec.nodes[small[stage][0]].name : std::to_string(small[stage].size()) + " others";
        for (const std::size_t i : small[stage]) merged.drawn_as[i] = merged.nodes.size();
        merged.nodes.push_back({name, stage, false, !alone, 0, 0, 0});
    }
    return merged;
}

std::vector<PlacedFlow> merged_flows(const Graph& graph, const Merged& merged) {
    std::map<std::pair<std::size_t, std::size_t>, double> sums;
    for (std::size_t i = 0; i < graph.flows.size(); ++i) {
        sums[{*merged.drawn_as[graph.ends[i].first], *merged.drawn_as[graph.ends[i].second]}] += graph.flows[i].value;
    }
    std::vector<PlacedFlow> flows;
    for (const auto& [ends, value] : sums) flows.push_back({ends.first, ends.second, value, 0, 0, 0});
    return flows;
}

using Order = std::vector<std::vector<std::size_t>>;   // per stage, node indices from the top

void sort_stage(std::vector<std::size_t>& stage, const std::vector<PlacedNode>& nodes,
                const std::vector<double>& key) {
    std::stable_sort(stage.begin(), stage.end(), [&](std::size_t a, std::size_t b) {
        if (nodes[a].controller != nodes[b].controller) return nodes[a].controller;
        if (nodes[a].others != nodes[b].others) return nodes[b].others;
        return key[a] < key[b];
    });
}

/// Middles of the nodes when stacked in this order without scale: the value above them.
std::vector<double> middles(const Order& order, const std::vector<PlacedNode>& nodes) {
    std::vector<double> middle(nodes.size(), 0);
    for (const auto& stage : order) {
        double above = 0;
        for (const std::size_t i : stage) {
            middle[i] = above + nodes[i].value / 2;
            above += nodes[i].value;
        }
    }
    return middle;
}

Order ordered(const std::vector<PlacedNode>& nodes, const std::vector<PlacedFlow>& flows, std::size_t stages) {
    Order order(stages);
    std::vector<double> size(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        order[nodes[i].stage].push_back(i);
        size[i] = -nodes[i].value;
    }
    for (auto& stage : order) sort_stage(stage, nodes, size);
    constexpr int kSweeps = 6;
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
        const bool forward = sweep % 2 == 0;
        const std::vector<double> middle = middles(order, nodes);
        std::vector<double> sum(nodes.size(), 0);
        std::vector<double> weight(nodes.size(), 0);
        for (const PlacedFlow& flow : flows) {
            const std::size_t moved = forward ? flow.to : flow.from;
            sum[moved] += flow.value * middle[forward ? flow.from : flow.to];
            weight[moved] += flow.value;
        }
        std::vector<double> key = middle;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (weight[i] > 0) key[i] = sum[i] / weight[i];
        }
        for (auto& stage : order) sort_stage(stage, nodes, key);
    }
    return order;
}

void place_nodes(std::vector<PlacedNode>& nodes, const Order& order, double high, double gap) {
    double scale = std::numeric_limits<double>::infinity();
    for (const auto& stage : order) {
        double total = 0;
        for (const std::size_t i : stage) total += nodes[i].value;
        if (total > 0) scale = std::min(scale, (high - gap * static_cast<double>(stage.size() - 1)) / total);
    }
    for (const auto& stage : order) {
        double used = stage.empty() ? 0 : gap * static_cast<double>(stage.size() - 1);
        for (const std::size_t i : stage) used += nodes[i].high = nodes[i].value * scale;
        double y = std::max(0.0, (high - used) / 2);
        for (const std::size_t i : stage) {
            nodes[i].top = y;
            y += nodes[i].high + gap;
        }
    }
}

void place_flows(std::vector<PlacedFlow>& flows, const std::vector<PlacedNode>& nodes) {
    std::vector<std::size_t> sequence(flows.size());
    std::iota(sequence.begin(), sequence.end(), 0);
    const auto stack = [&](auto end, auto other, auto top) {
        std::stable_sort(sequence.begin(), sequence.end(), [&](std::size_t a, std::size_t b) {
            return nodes[flows[a].*other].top < nodes[flows[b].*other].top;
        });
        std::vector<double> used(nodes.size(), 0);
        for (const std::size_t i : sequence) {
            const PlacedNode& node = nodes[flows[i].*end];
            flows[i].high = flows[i].value * (node.value > 0 ? node.high / node.value : 0);
            flows[i].*top = node.top + used[flows[i].*end];
            used[flows[i].*end] += flows[i].high;
        }
    };
    stack(&PlacedFlow::from, &PlacedFlow::to, &PlacedFlow::from_top);
    stack(&PlacedFlow::to, &PlacedFlow::from, &PlacedFlow::to_top);
}

}  // namespace

SankeyLayout lay_out(const Sankey& spec, double high, double gap) {
    const Graph graph = graph_of(spec);
    Merged merged = merge_small(spec, graph);
    SankeyLayout layout{std::move(merged.nodes), {}};
    layout.flows = merged_flows(graph, merged);
    std::vector<double> in(layout.nodes.size(), 0);
    std::vector<double> out(layout.nodes.size(), 0);
    for (const PlacedFlow& flow : layout.flows) {
        out[flow.from] += flow.value;
        in[flow.to] += flow.value;
    }
    for (std::size_t i = 0; i < layout.nodes.size(); ++i) layout.nodes[i].value = std::max(in[i], out[i]);
    place_nodes(layout.nodes, ordered(layout.nodes, layout.flows, spec.stages.size()), high, gap);
    place_flows(layout.flows, layout.nodes);
    return layout;
}

std::vector<StageConcentration> concentration(const Sankey& spec) {
    const Graph graph = graph_of(spec);
    const std::vector<double> totals = stage_totals(spec, graph);
    std::vector<StageConcentration> stages(spec.stages.size());
    for (std::size_t i = 0; i < spec.nodes.size(); ++i) {
        if (graph.value(i) <= 0) continue;
        const std::size_t stage = spec.nodes[i].stage;
        const double share = graph.value(i) / totals[stage];
        stages[stage].hhi += share * share;
        if (spec.nodes[i].controller) stages[stage].controller_share += share;
    }
    return stages;
}

}  // namespace countervail
