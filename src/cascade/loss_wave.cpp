// SPDX-License-Identifier: Apache-2.0
#include "cascade/loss_wave.h"

#include <algorithm>
#include <cmath>

namespace countervail {

namespace {

constexpr double kStill = 1e-14;      // a firm that moves by less tells nobody
constexpr int kLeapEvery = 16;        // rounds between extrapolations of sums that settle slowly

}  // namespace

template <int lanes>
LossWave<lanes>::LossWave(const LossGraph& graph)
    : graph_(graph), loss_(graph.size(), Lanes{}), told_(graph.size(), Lanes{}), floor_(graph.size(), Lanes{}), before_(graph.affine ? graph.size() : 0, Lanes{}),
      market_left_(graph.market_output.size()), due_(graph.size(), 0), is_touched_(graph.size(), 0), market_moved_(graph.market_output.size(), 0) {
    reset();
}

template <int lanes>
void LossWave<lanes>::reset() {
    for (const std::uint32_t firm : touched_) {
        loss_[firm] = told_[firm] = floor_[firm] = Lanes{};
        due_[firm] = is_touched_[firm] = 0;
        for (std::uint32_t at = graph_.heard_of[firm]; at < graph_.heard_of[firm + 1]; ++at) due_[graph_.hearer[at]] = 0;
    }
    touched_.clear();
    for (std::size_t market = 0; market < market_left_.size(); ++market) market_left_[market].fill(graph_.market_output[market]);
    std::fill(market_moved_.begin(), market_moved_.end(), std::uint8_t{0});
    last_move_ = Lanes{};
    forward_ = true;
    rounds_ = 0;
}

template <int lanes>
void LossWave<lanes>::touch(std::size_t firm) {
    if (is_touched_[firm]) return;
    is_touched_[firm] = 1;
    touched_.push_back(static_cast<std::uint32_t>(firm));
}

template <int lanes>
void LossWave<lanes>::shock(std::size_t firm, int lane, double lost) {
    Lanes now = loss_[firm];
    now[static_cast<std::size_t>(lane)] = std::max(now[static_cast<std::size_t>(lane)], lost);
    floor_[firm][static_cast<std::size_t>(lane)] = now[static_cast<std::size_t>(lane)];
    move(firm, now);
    weigh_markets_again();
}

/// The loss a firm tells its hearers: σ_i · loss_i, with σ_i from what is left of its market.
template <int lanes>
void LossWave<lanes>::pass_on(std::size_t firm) {
    const int market = graph_.market.empty() ? -1 : graph_.market[firm];
    if (market < 0) {
        told_[firm] = loss_[firm];
    } else {
        const Lanes& left = market_left_[static_cast<std::size_t>(market)];
        const double output = graph_.output[firm];
        for (std::size_t lane = 0; lane < lanes; ++lane) told_[firm][lane] = loss_[firm][lane] * (left[lane] > output ? output / left[lane] : 1.0);
    }
    for (std::uint32_t at = graph_.heard_of[firm]; at < graph_.heard_of[firm + 1]; ++at) due_[graph_.hearer[at]] = 1;
}

template <int lanes>
bool LossWave<lanes>::move(std::size_t firm, const Lanes& now) {
    touch(firm);
    const int market = graph_.market.empty() ? -1 : graph_.market[firm];
    if (market >= 0) {
        Lanes& left = market_left_[static_cast<std::size_t>(market)];
        for (std::size_t lane = 0; lane < lanes; ++lane) left[lane] = std::max(0.0, left[lane] - graph_.output[firm] * (now[lane] - loss_[firm][lane]));
        market_moved_[static_cast<std::size_t>(market)] = 1;
    }
    loss_[firm] = now;
    pass_on(firm);
    return true;
}

/// Where a market has shrunk, those in it are harder to replace.
template <int lanes>
void LossWave<lanes>::weigh_markets_again() {
    if (std::find(market_moved_.begin(), market_moved_.end(), 1) == market_moved_.end()) return;
    for (const std::uint32_t firm : touched_) {
        const int market = graph_.market[firm];
        if (market < 0 || !market_moved_[static_cast<std::size_t>(market)]) continue;
        const Lanes& left = market_left_[static_cast<std::size_t>(market)];
        const double output = graph_.output[firm];
        double change = 0;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            change = std::max(change, std::abs(loss_[firm][lane] * (left[lane] > output ? output / left[lane] : 1.0) - told_[firm][lane]));
        }
        if (change > 0) pass_on(firm);
    }
    std::fill(market_moved_.begin(), market_moved_.end(), std::uint8_t{0});
}

template <int lanes>
typename LossWave<lanes>::Lanes LossWave<lanes>::heard(std::size_t target) const {
    Lanes largest = floor_[target];
    for (std::uint32_t group = graph_.group_of[target]; group < graph_.group_of[target + 1]; ++group) {
        Lanes sum{};
        for (std::uint32_t link = graph_.link_of[group]; link < graph_.link_of[group + 1]; ++link) {
            const double weight = graph_.weight[link];
            const Lanes& told = told_[graph_.source[link]];
            for (std::size_t lane = 0; lane < lanes; ++lane) sum[lane] += weight * told[lane];
        }
        for (std::size_t lane = 0; lane < lanes; ++lane) largest[lane] = std::max(largest[lane], std::min(sum[lane], 1.0));
    }
    return largest;
}

template <int lanes>
bool LossWave<lanes>::settle() {
    if (graph_.affine && (rounds_ % kLeapEvery == kLeapEvery - 4 || rounds_ % kLeapEvery == kLeapEvery - 2)) {
        for (const std::uint32_t firm : touched_) before_[firm] = loss_[firm];
    }
    const std::size_t firms = graph_.size();
    bool moved = false;
    for (std::size_t at = 0; at < firms; ++at) {
        const std::size_t firm = forward_ ? at : firms - 1 - at;
        if (!due_[firm]) continue;
        due_[firm] = 0;
        Lanes now = heard(firm);
        double change = 0;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            // Losses only grow from nothing to the least fixed point, save where an extrapolation went too far.
            if (!graph_.affine) now[lane] = std::max(now[lane], loss_[firm][lane]);
            change = std::max(change, std::abs(now[lane] - loss_[firm][lane]));
        }
        if (change > kStill) moved = move(firm, now);
    }
    forward_ = !forward_;
    if (!graph_.market.empty()) weigh_markets_again();
    ++rounds_;
    if (graph_.affine) leap();
    return moved;
}

/// Sums over a nearly closed network settle along one slow direction: the last two pairs of rounds tell how far it leads.
/// (Pairs, because rounds run forwards and backwards in turn.)
template <int lanes>
void LossWave<lanes>::leap() {
    const int phase = rounds_ % kLeapEvery;
    if (phase != kLeapEvery - 2 && phase != 0) return;
    Lanes moved{};
    for (const std::uint32_t firm : touched_) {
        for (std::size_t lane = 0; lane < lanes; ++lane) moved[lane] += std::abs(loss_[firm][lane] - before_[firm][lane]);
    }
    const Lanes earlier = last_move_;
    last_move_ = moved;
    if (phase != 0) return;
    Lanes reach{};
    bool far = false;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const double rate = earlier[lane] > 0 ? moved[lane] / earlier[lane] : 0.0;
        if (rate > 0.5 && rate < 1) reach[lane] = rate / (1 - rate);
        far = far || reach[lane] > 0;
    }
    if (!far) return;
    for (const std::uint32_t firm : touched_) {
        Lanes now = loss_[firm];
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            now[lane] = std::clamp(now[lane] + reach[lane] * (now[lane] - before_[firm][lane]), floor_[firm][lane], 1.0);
        }
        loss_[firm] = now;
        due_[firm] = 1;
        pass_on(firm);
    }
}

template <int lanes>
typename LossWave<lanes>::Lanes LossWave<lanes>::step() {
    std::vector<std::uint32_t> due;
    std::vector<Lanes> fresh;
    for (std::size_t firm = 0; firm < graph_.size(); ++firm) {
        if (!due_[firm]) continue;
        due_[firm] = 0;
        due.push_back(static_cast<std::uint32_t>(firm));
        fresh.push_back(heard(firm));
    }
    Lanes largest{};
    for (std::size_t i = 0; i < due.size(); ++i) {
        bool moved = false;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double change = std::abs(fresh[i][lane] - loss_[due[i]][lane]);
            largest[lane] = std::max(largest[lane], change);
            moved = moved || change > 0;
        }
        if (moved) move(due[i], fresh[i]);
    }
    if (!graph_.market.empty()) weigh_markets_again();
    return largest;
}

template class LossWave<1>;
template class LossWave<8>;

}  // namespace countervail
