// SPDX-License-Identifier: Apache-2.0
#include "world/balance.h"

#include <algorithm>
#include <cmath>

#include <Eigen/SparseCholesky>

#include "base/text.h"

namespace countervail {
namespace {

/// A circle of lanes with flow, as unknowns, found depth-first from `start`; empty when there is none.
std::vector<int> circle_from(int start, const std::vector<std::vector<std::pair<int, int>>>& next,
                             std::vector<int>& state, std::vector<std::pair<int, int>>& path) {
    state[start] = 1;
    for (const auto& [unknown, to] : next[start]) {
        if (state[to] == 2) continue;
        path.emplace_back(unknown, start);
        if (state[to] == 1) {
            std::vector<int> circle;
            for (auto it = path.rbegin(); it != path.rend(); ++it) {
                circle.push_back(it->first);
                if (it->second == to) break;
            }
            return circle;
        }
        if (auto circle = circle_from(to, next, state, path); !circle.empty()) return circle;
        path.pop_back();
    }
    state[start] = 2;
    return {};
}

std::vector<int> find_circle(const std::vector<double>& flows, const FlowNetwork& network) {
    std::vector<std::vector<std::pair<int, int>>> next(network.markets.size());
    for (std::size_t j = 0; j < network.unknowns.size(); ++j) {
        const Unknown& unknown = network.unknowns[j];
        if (unknown.kind != Unknown::Kind::lane || flows[j] <= 0) continue;
        const bool ordered = unknown.legs[0].second < 0;
        next[unknown.legs[ordered ? 0 : 1].first].emplace_back(static_cast<int>(j), unknown.legs[ordered ? 1 : 0].first);
    }
    std::vector<int> state(network.markets.size(), 0);
    for (std::size_t m = 0; m < network.markets.size(); ++m) {
        std::vector<std::pair<int, int>> path;
        if (state[m] != 0) continue;
        if (auto circle = circle_from(static_cast<int>(m), next, state, path); !circle.empty()) return circle;
    }
    return {};
}

struct Totals {
    std::vector<double> net, in;
};

Totals totals(const std::vector<double>& flows, const FlowNetwork& network) {
    Totals sum{std::vector<double>(network.markets.size(), 0.0), std::vector<double>(network.markets.size(), 0.0)};
    for (std::size_t j = 0; j < flows.size(); ++j) {
        for (const auto& [market, amount] : network.unknowns[j].legs) {
            sum.net[market] += amount * flows[j];
            if (amount > 0) sum.in[market] += amount * flows[j];
        }
    }
    return sum;
}

}  // namespace

void net_circles(std::vector<double>& flows, const FlowNetwork& network) {
    for (auto circle = find_circle(flows, network); !circle.empty(); circle = find_circle(flows, network)) {
        double least = flows[circle.front()];
        for (const int j : circle) least = std::min(least, flows[j]);
        for (const int j : circle) flows[j] = flows[j] > least ? flows[j] - least : 0.0;
    }
}

double imbalance(const std::vector<double>& flows, const FlowNetwork& network) {
    const Totals sum = totals(flows, network);
    double worst = 0;
    for (std::size_t m = 0; m < sum.net.size(); ++m) {
        if (sum.in[m] > 0 || sum.net[m] != 0) worst = std::max(worst, std::abs(sum.net[m]) / std::max(sum.in[m], 1e-300));
    }
    return worst;
}

Result<void> balance(std::vector<double>& flows, const FlowNetwork& network) {
    const int rows = static_cast<int>(network.markets.size());
    for (int round = 0; round < 60; ++round) {
        if (imbalance(flows, network) <= 2e-15) break;
        const Totals sum = totals(flows, network);
        std::vector<Eigen::Triplet<double>> entries;
        const auto scale = [&](int market) { return sum.in[market] > 0 ? 1 / sum.in[market] : 1.0; };
        for (std::size_t j = 0; j < flows.size(); ++j) {
            for (const auto& [m, a] : network.unknowns[j].legs) {
                for (const auto& [n, b] : network.unknowns[j].legs) {
                    if (m >= n) entries.emplace_back(m, n, a * b * flows[j] * flows[j] * scale(m) * scale(n));
                }
            }
        }
        for (int m = 0; m < rows; ++m) entries.emplace_back(m, m, 1e-13);
        Eigen::SparseMatrix<double> normal(rows, rows);
        normal.setFromTriplets(entries.begin(), entries.end());
        Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>, Eigen::Lower> factors(normal);
        Eigen::VectorXd right(rows);
        for (int m = 0; m < rows; ++m) right[m] = -sum.net[m] * scale(m);
        const Eigen::VectorXd price = factors.solve(right);
        if (factors.info() != Eigen::Success || !price.allFinite()) return fail({}, "the baseline cannot be balanced");
        for (std::size_t j = 0; j < flows.size(); ++j) {
            double change = 0;
            for (const auto& [m, a] : network.unknowns[j].legs) change += a * scale(m) * price[m];
            flows[j] *= std::max(0.2, 1 + flows[j] * change);
        }
    }
    const double left = imbalance(flows, network);
    if (left > 1e-12) {
        return fail({}, "the baseline does not balance: " + readable_number(left, 3) + " of a market's throughput is left",
                    "some market is fed or drained by flows that were pruned");
    }
    return {};
}

}  // namespace countervail
