// SPDX-License-Identifier: Apache-2.0
#include "cascade/systemic_risk.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <numeric>

#include "base/parallel.h"
#include "cascade/loss_wave.h"

namespace countervail {

struct SystemicRisk::Prepared {
    SystemicRiskOptions options;
    LossGraph down, up;
    double total_weight = 0;
    int without_outside_sales = 0;
};

namespace {

constexpr int kTogether = 8;          // failures that one pass over the links serves

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::vector<double> at_least(std::vector<double> stated, const std::vector<double>& within) {
    if (stated.empty()) return within;
    for (std::size_t i = 0; i < within.size(); ++i) stated[i] = std::max(stated[i], within[i]);
    return stated;
}

InputClass class_of(const SystemicRiskOptions& options, int input, int user, std::size_t sectors) {
    if (options.classes.empty() || input < 0 || user < 0) return options.otherwise;
    return options.classes[at(input) * sectors + at(user)];
}

void set_hearers(LossGraph& graph, const SupplierNetwork& network, bool downwards) {
    graph.heard_of.assign(1, 0);
    for (std::size_t firm = 0; firm < network.firms.size(); ++firm) {
        const auto& begin = downwards ? network.sales_of : network.inputs_of;
        for (std::size_t i = begin[firm]; i < begin[firm + 1]; ++i) {
            const auto hearer = static_cast<std::uint32_t>(downwards ? network.links[network.sale_links[i]].customer : network.links[i].supplier);
            if (graph.hearer.size() == graph.heard_of.back() || graph.hearer.back() != hearer) graph.hearer.push_back(hearer);
        }
        graph.heard_of.push_back(static_cast<std::uint32_t>(graph.hearer.size()));
    }
}

/// The inputs of one customer: a group for each sector that is essential to it, and one for all that can be replaced.
void add_customer(LossGraph& graph, const SupplierNetwork& network, const SystemicRiskOptions& options, std::size_t customer, double inputs) {
    const std::size_t begin = network.inputs_of[customer], end = network.inputs_of[customer + 1];
    const int user = network.firms[customer].industry;
    const auto add = [&](const SupplierLink& link, double whole) {
        graph.source.push_back(static_cast<std::uint32_t>(link.supplier));
        graph.weight.push_back(link.value / whole);
    };
    const auto close = [&] {
        if (graph.source.size() > graph.link_of.back()) graph.link_of.push_back(static_cast<std::uint32_t>(graph.source.size()));
    };
    for (std::size_t i = begin; i < end;) {
        std::size_t after = i;
        double whole = 0;
        while (after < end && network.links[after].sector == network.links[i].sector) whole += network.links[after++].value;
        if (class_of(options, network.links[i].sector, user, network.sectors.size()) == InputClass::essential) {
            for (std::size_t link = i; link < after; ++link) add(network.links[link], whole);
            close();
        }
        i = after;
    }
    for (std::size_t i = begin; i < end; ++i) {
        if (class_of(options, network.links[i].sector, user, network.sectors.size()) == InputClass::replaceable) add(network.links[i], inputs);
    }
    close();
    graph.group_of.push_back(static_cast<std::uint32_t>(graph.link_of.size() - 1));
}

LossGraph downwards(const SupplierNetwork& network, const SystemicRiskOptions& options) {
    LossGraph graph;
    graph.group_of.assign(1, 0);
    graph.link_of.assign(1, 0);
    for (std::size_t customer = 0; customer < network.firms.size(); ++customer) add_customer(graph, network, options, customer, options.inputs[customer]);
    set_hearers(graph, network, true);
    const bool industries = std::any_of(network.firms.begin(), network.firms.end(), [](const SupplierFirm& firm) { return firm.industry >= 0; });
    if (options.markets && industries) {
        graph.output = options.output;
        graph.market_output.assign(network.sectors.size(), 0.0);
        for (std::size_t firm = 0; firm < network.firms.size(); ++firm) {
            const int market = network.firms[firm].industry;
            graph.market.push_back(market);
            if (market >= 0) graph.market_output[at(market)] += options.output[firm];
        }
    }
    graph.affine = graph.market.empty();
    for (std::size_t firm = 0; firm < graph.size(); ++firm) graph.affine = graph.affine && graph.group_of[firm + 1] - graph.group_of[firm] <= 1;
    graph.open = graph.affine && is_open(graph);
    return graph;
}

LossGraph upwards(const SupplierNetwork& network, const SystemicRiskOptions& options) {
    LossGraph graph;
    graph.group_of.assign(1, 0);
    graph.link_of.assign(1, 0);
    for (std::size_t supplier = 0; supplier < network.firms.size(); ++supplier) {
        for (std::size_t i = network.sales_of[supplier]; i < network.sales_of[supplier + 1]; ++i) {
            const SupplierLink& link = network.links[network.sale_links[i]];
            graph.source.push_back(static_cast<std::uint32_t>(link.customer));
            graph.weight.push_back(link.value / options.output[supplier]);
        }
        if (graph.source.size() > graph.link_of.back()) graph.link_of.push_back(static_cast<std::uint32_t>(graph.source.size()));
        graph.group_of.push_back(static_cast<std::uint32_t>(graph.link_of.size() - 1));
    }
    set_hearers(graph, network, false);
    graph.affine = true;
    graph.open = is_open(graph);
    return graph;
}

/// What one worker needs; kept from one block of failures to the next.
template <int lanes>
struct Waves {
    LossWave<lanes> down, up;
    std::array<SystemicRiskIndex, static_cast<std::size_t>(lanes)> index{};

    Waves(const LossGraph& downwards_graph, const LossGraph& upwards_graph) : down(downwards_graph), up(upwards_graph) {}
};

/// The index of one lane as the waves stand. Firms are added up in their order, so that no company in the block matters.
template <int lanes>
void weigh(Waves<lanes>& waves, std::size_t lane, const std::vector<double>& weights, double total) {
    SystemicRiskIndex& index = waves.index[lane];
    index.both = index.down = index.up = 0;
    if (total <= 0) return;
    for (std::size_t firm = 0; firm < weights.size(); ++firm) {
        const double down = waves.down.loss(firm)[lane], up = waves.up.loss(firm)[lane];
        index.down += weights[firm] * down;
        index.up += weights[firm] * up;
        index.both += weights[firm] * std::max(down, up);
    }
    index.both /= total;
    index.down /= total;
    index.up /= total;
}

/// The fixed point: each wave until it rests.
template <int lanes>
void settle_waves(Waves<lanes>& waves, int most_rounds, int threads) {
    std::array<int, 2> rounds{};
    parallel_for(threads, 2, [&](std::size_t which) {
        LossWave<lanes>& wave = which == 0 ? waves.down : waves.up;
        while (rounds[which] < most_rounds && wave.settle()) ++rounds[which];
    });
    for (SystemicRiskIndex& index : waves.index) {
        index.rounds = std::max(rounds[0], rounds[1]);
        index.converged = index.rounds < most_rounds;
    }
}

/// The published rule: rounds of all firms at once, until neither wave moved anyone by `stop_at`; each lane on its own.
template <int lanes, class Stop>
void step_waves(Waves<lanes>& waves, double stop_at, int most_rounds, Stop stopped) {
    std::array<bool, static_cast<std::size_t>(lanes)> done{};
    int left = lanes;
    for (int round = 1; left > 0; ++round) {
        const auto down = waves.down.step(), up = waves.up.step();
        for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes); ++lane) {
            const bool rests = std::max(down[lane], up[lane]) < stop_at;
            if (done[lane] || (!rests && round < most_rounds)) continue;
            done[lane] = true;
            --left;
            waves.index[lane].rounds = round;
            waves.index[lane].converged = rests;
            stopped(lane);
        }
    }
}

template <int lanes>
void run(Waves<lanes>& waves, const SystemicRiskOptions& options, double total, int threads) {
    const auto stopped = [&](std::size_t lane) { weigh(waves, lane, options.weights, total); };
    if (options.stop_at > 0) {
        step_waves(waves, options.stop_at, options.most_rounds, stopped);
        return;
    }
    settle_waves(waves, options.most_rounds, threads);
    for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes); ++lane) stopped(lane);
}

}  // namespace

SystemicRisk::SystemicRisk(const SupplierNetwork& network, SystemicRiskOptions options) {
    auto prepared = std::make_unique<Prepared>();
    const std::vector<double> sales = network.sales();
    options.output = at_least(std::move(options.output), sales);
    options.inputs = at_least(std::move(options.inputs), network.purchases());
    if (options.weights.empty()) options.weights = options.output;
    assert(options.weights.size() == network.firms.size() && options.output.size() == network.firms.size());
    assert(options.classes.empty() || options.classes.size() == network.sectors.size() * network.sectors.size());
    prepared->down = downwards(network, options);
    prepared->up = upwards(network, options);
    prepared->total_weight = std::accumulate(options.weights.begin(), options.weights.end(), 0.0);
    for (std::size_t firm = 0; firm < sales.size(); ++firm) prepared->without_outside_sales += sales[firm] > 0 && sales[firm] >= options.output[firm] ? 1 : 0;
    prepared->options = std::move(options);
    prepared_ = std::move(prepared);
}

SystemicRisk::~SystemicRisk() = default;

std::span<const double> SystemicRisk::weights() const { return prepared_->options.weights; }
int SystemicRisk::without_outside_sales() const { return prepared_->without_outside_sales; }

FailureSpread SystemicRisk::spread(std::span<const FirmShock> shocks) const {
    Waves<1> waves(prepared_->down, prepared_->up);
    for (const FirmShock& shock : shocks) {
        waves.down.shock(at(shock.firm), 0, shock.lost);
        waves.up.shock(at(shock.firm), 0, shock.lost);
    }
    run(waves, prepared_->options, prepared_->total_weight, 2);
    FailureSpread spread{waves.index[0], std::vector<double>(prepared_->down.size()), std::vector<double>(prepared_->down.size())};
    for (std::size_t firm = 0; firm < spread.down.size(); ++firm) {
        spread.down[firm] = waves.down.loss(firm)[0];
        spread.up[firm] = waves.up.loss(firm)[0];
    }
    return spread;
}

std::vector<SystemicRiskIndex> SystemicRisk::of_each(std::span<const int> firms, int threads) const {
    std::vector<SystemicRiskIndex> all(firms.size());
    const std::size_t blocks = (firms.size() + kTogether - 1) / kTogether;
    const std::size_t workers = std::min<std::size_t>(blocks, at(std::max(threads, 1)));
    std::vector<std::unique_ptr<Waves<kTogether>>> waves(workers);
    for (auto& each : waves) each = std::make_unique<Waves<kTogether>>(prepared_->down, prepared_->up);
    std::atomic<std::size_t> next{0};
    parallel_for(static_cast<int>(workers), workers, [&](std::size_t worker) {
        Waves<kTogether>& mine = *waves[worker];
        for (std::size_t block = next++; block < blocks; block = next++) {
            mine.down.reset();
            mine.up.reset();
            const std::size_t begin = block * kTogether, end = std::min(begin + kTogether, firms.size());
            for (std::size_t i = begin; i < end; ++i) {
                mine.down.shock(at(firms[i]), static_cast<int>(i - begin), 1);
                mine.up.shock(at(firms[i]), static_cast<int>(i - begin), 1);
            }
            run(mine, prepared_->options, prepared_->total_weight, 1);
            for (std::size_t i = begin; i < end; ++i) all[i] = mine.index[i - begin];
        }
    });
    return all;
}

}  // namespace countervail
