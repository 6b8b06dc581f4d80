// SPDX-License-Identifier: Apache-2.0
#include "cascade/loss_wave.h"

#include <algorithm>
#include <cmath>

namespace countervail {

namespace {

constexpr double kStill = 1e-14;      // a firm that moves by less tells nobody
constexpr double kWhole = 1 - 1e-12;   // a sum of weights that rounding may have kept from 1
constexpr int kLeapEvery = 8;         // pairs of rounds between extrapolations where few firms still move
constexpr std::size_t kCrowd = 4;     // where a quarter of all firms moves, all are looked at and nobody is told

}  // namespace

bool is_open(const LossGraph& graph) {
    std::vector<std::uint8_t> leads_out(graph.size(), 0);
    std::vector<std::uint32_t> ahead;
    const auto add = [&](std::size_t firm) {
        if (leads_out[firm]) return;
        leads_out[firm] = 1;
        ahead.push_back(static_cast<std::uint32_t>(firm));
    };
    for (std::size_t firm = 0; firm < graph.size(); ++firm) {
        double sum = 0;
        for (std::uint32_t link = graph.link_of[graph.group_of[firm]]; link < graph.link_of[graph.group_of[firm + 1]]; ++link) sum += graph.weight[link];
        if (sum < kWhole) add(firm);
    }
    for (std::size_t i = 0; i < ahead.size(); ++i) {
        for (std::uint32_t at = graph.heard_of[ahead[i]]; at < graph.heard_of[ahead[i] + 1]; ++at) add(graph.hearer[at]);
    }
    return ahead.size() == graph.size();
}

template <int lanes>
LossWave<lanes>::LossWave(const LossGraph& graph)
    : graph_(graph), loss_(graph.size(), Lanes{}), told_(graph.size(), Lanes{}), floor_(graph.size(), Lanes{}),
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
    from_.clear();
    worst_ = Lanes{};
    uneven_ = false;
    pairs_ = 0;
    forward_ = telling_ = true;
    crowded_ = false;
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
    const auto mine = static_cast<std::size_t>(lane);
    now[mine] = std::max(now[mine], lost);
    floor_[firm][mine] = now[mine];
    uneven_ = uneven_ || (worst_[mine] > 0 && worst_[mine] != now[mine]);
    worst_[mine] = std::max(worst_[mine], now[mine]);
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
    if (!telling_) return;
    for (std::uint32_t at = graph_.heard_of[firm]; at < graph_.heard_of[firm + 1]; ++at) due_[graph_.hearer[at]] = 1;
}

template <int lanes>
void LossWave<lanes>::move(std::size_t firm, const Lanes& now) {
    touch(firm);
    const int market = graph_.market.empty() ? -1 : graph_.market[firm];
    if (market >= 0) {
        Lanes& left = market_left_[static_cast<std::size_t>(market)];
        for (std::size_t lane = 0; lane < lanes; ++lane) left[lane] = std::max(0.0, left[lane] - graph_.output[firm] * (now[lane] - loss_[firm][lane]));
        market_moved_[static_cast<std::size_t>(market)] = 1;
    }
    loss_[firm] = now;
    pass_on(firm);
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
    const std::size_t firms = graph_.size();
    std::size_t moves = 0;
    for (std::size_t at = 0; at < firms; ++at) {
        const std::size_t firm = forward_ ? at : firms - 1 - at;
        if (!crowded_ && !due_[firm]) continue;
        due_[firm] = 0;
        Lanes now = heard(firm);
        double change = 0;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            // Losses only grow from nothing to the least fixed point, save where an extrapolation went too far.
            if (!graph_.affine) now[lane] = std::max(now[lane], loss_[firm][lane]);
            change = std::max(change, std::abs(now[lane] - loss_[firm][lane]));
        }
        if (change <= kStill) continue;
        move(firm, now);
        ++moves;
    }
    forward_ = !forward_;
    if (!graph_.market.empty()) weigh_markets_again();
    look_at_all_next(moves);
    // In a closed circle with shocks of two sizes a leap could pass the least of many fixed points.
    if (graph_.affine && (graph_.open || !uneven_) && forward_ && moves > 0) leap(moves);
    return moves > 0;
}

/// Telling hearers costs as much as hearing: in a crowd all are looked at untold. One more such round, in which firms are
/// told again, leads back to those who need a look.
template <int lanes>
void LossWave<lanes>::look_at_all_next(std::size_t moves) {
    const bool crowd = moves * kCrowd > graph_.size();
    crowded_ = crowd || !telling_;
    telling_ = !crowd;
}

/// Sums over a nearly closed network settle along few slow directions. A round forwards and one backwards are the map that
/// is accelerated, once those whom the losses reach are known. Where few still move, most pairs of rounds are left alone:
/// a leap moves everyone.
template <int lanes>
void LossWave<lanes>::leap(std::size_t moves) {
    ++pairs_;
    const bool known = touched_.size() == from_.size();
    if (!known) start_leaping();
    to_.resize(touched_.size());
    for (std::size_t i = 0; i < to_.size(); ++i) to_[i] = loss_[touched_[i]];
    if (known && (moves * kCrowd > touched_.size() || pairs_ % kLeapEvery == 0)) {
        leap_.accelerate(from_, to_);
        look_at_all_next(touched_.size());
        for (std::size_t i = 0; i < to_.size(); ++i) {
            const std::uint32_t firm = touched_[i];
            for (std::size_t lane = 0; lane < lanes; ++lane) to_[i][lane] = std::clamp(to_[i][lane], floor_[firm][lane], worst_[lane]);
            loss_[firm] = to_[i];
            due_[firm] = 1;
            pass_on(firm);
        }
    }
    from_.swap(to_);
}

/// Puts those touched in the order of memory.
template <int lanes>
void LossWave<lanes>::start_leaping() {
    touched_.clear();
    for (std::size_t firm = 0; firm < graph_.size(); ++firm) {
        if (is_touched_[firm]) touched_.push_back(static_cast<std::uint32_t>(firm));
    }
    leap_.restart(touched_.size());
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
