// SPDX-License-Identifier: Apache-2.0
#include "company/supply_series.h"

#include <algorithm>

#include "base/parallel.h"

namespace countervail {

namespace {

void share_of_lanes(const Network& network, const State& state, const std::vector<int>& lanes, float* shares) {
    double sums[kBlock] = {}, baseline = 0;
    for (const int lane : lanes) {
        const double* departed = state.departed[lane];
        COUNTERVAIL_EACH_DRAW(d) sums[d] += departed[d];
        baseline += network.flow[static_cast<std::size_t>(lane)];
    }
    COUNTERVAIL_EACH_DRAW(d) shares[d] = static_cast<float>(sums[d] / baseline);
}

/// What is granted of what is asked for: everyone who asks is dealt with alike.
void share_of_market(const Network& network, const State& state, int market, float* shares) {
    double wanted[kBlock] = {}, granted[kBlock] = {};
    for (int c = network.claim_begin[static_cast<std::size_t>(market)]; c < network.claim_begin[static_cast<std::size_t>(market) + 1]; ++c) {
        const int claim = network.claims_by_value[static_cast<std::size_t>(c)];
        const double* asked = state.wanted[claim];
        const double* given = state.granted[claim];
        COUNTERVAIL_EACH_DRAW(d) {
            wanted[d] += asked[d];
            granted[d] += given[d];
        }
    }
    COUNTERVAIL_EACH_DRAW(d) shares[d] = std::min(shares[d], wanted[d] > 0 ? static_cast<float>(granted[d] / wanted[d]) : 1.0F);
}

void share_of(const Network& network, const State& state, const SupplyLink& link, float* shares) {
    if (link.kind == FateKind::lane) return share_of_lanes(network, state, link.rows, shares);
    if (link.kind == FateKind::use) {
        const double* running = state.running[link.rows.front()];
        COUNTERVAIL_EACH_DRAW(d) shares[d] = static_cast<float>(running[d]);
        return;
    }
    std::fill(shares, shares + kBlock, 1.0F);
    for (const int market : link.rows) share_of_market(network, state, market, shares);
}

}  // namespace

SupplySeries watch_supply(const Ensemble& ensemble, int task, const std::vector<SupplyLink>& links, int threads, std::optional<Allocation> allocation) {
    SupplySeries series(links.size(), ensemble.calendar().weeks, ensemble.blocks());
    parallel_for(threads, static_cast<std::size_t>(ensemble.blocks()), [&](std::size_t block) {
        ensemble.watch_block(task, static_cast<int>(block), [&](int week, const State& state, const DrawBlock&) {
            for (std::size_t i = 0; i < links.size(); ++i) share_of(ensemble.network(), state, links[i], series.at(static_cast<int>(block), i, week));
        }, allocation);
    });
    return series;
}

}  // namespace countervail
