// SPDX-License-Identifier: Apache-2.0
// Losses that pass along the links of a network, for several failures side by side (lanes): the inner loop of
// systemic_risk.h. Only firms next to one that moved are looked at; only firms that were touched are reset.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "cascade/loss_leap.h"

namespace countervail {

/// Who hears of whose loss, and how. A target has groups of links; its loss is the largest of its groups' sums.
struct LossGraph {
    std::vector<std::uint32_t> group_of;       ///< targets + 1: groups of target j
    std::vector<std::uint32_t> link_of;        ///< groups + 1: links of group g
    std::vector<std::uint32_t> source;         ///< by link
    std::vector<double> weight;                ///< by link: share of the group's worth that hangs on the source
    std::vector<std::uint32_t> heard_of;       ///< sources + 1
    std::vector<std::uint32_t> hearer;         ///< targets that have a link with the source
    std::vector<int> market;                   ///< by source, -1 none; empty: no markets
    std::vector<double> output;                ///< by source, what it weighs in its market
    std::vector<double> market_output;         ///< by market
    bool affine = false;                       ///< one group each and no markets: sums, never the larger of two
    bool open = false;                         ///< of an affine one: from every firm a way leads to one whose weights sum to less than 1

    std::size_t size() const { return group_of.size() - 1; }
};

/// Whether a graph of one group each is open in that sense: its losses then follow from the shocks alone.
bool is_open(const LossGraph& graph);

template <int lanes>
class LossWave {
  public:
    using Lanes = std::array<double, lanes>;

    explicit LossWave(const LossGraph& graph);
    /// Back to no loss anywhere.
    void reset();
    void shock(std::size_t firm, int lane, double lost);
    /// Every firm that could move, one after the other, each seeing those before it. Whether something moved by more than 1e-14.
    bool settle();
    /// Every firm that could move, all from what held before (the published round). The largest move of each lane.
    Lanes step();
    /// Losses of firms; those not in touched() are 0.
    const Lanes& loss(std::size_t firm) const { return loss_[firm]; }
    std::span<const std::uint32_t> touched() const { return touched_; }

  private:
    Lanes heard(std::size_t target) const;
    void pass_on(std::size_t firm);
    void touch(std::size_t firm);
    void move(std::size_t firm, const Lanes& now);
    void weigh_markets_again();
    void look_at_all_next(std::size_t moves);
    void leap(std::size_t moves);
    void start_leaping();

    const LossGraph& graph_;
    std::vector<Lanes> loss_, told_, floor_;   // told_: the loss times how little the firm can be replaced
    std::vector<Lanes> market_left_;
    std::vector<std::uint8_t> due_, is_touched_, market_moved_;
    std::vector<std::uint32_t> touched_;
    LossLeap<lanes> leap_;
    std::vector<Lanes> from_, to_;                      // losses of those touched, before and after a pair of rounds
    Lanes worst_{};                                     // the largest shock: with weights up to 1 no loss is larger
    bool uneven_ = false;                               // a lane has shocks of several sizes
    int pairs_ = 0;                                     // of a round forwards and one backwards
    bool forward_ = true;
    bool crowded_ = false, telling_ = true;             // all are looked at; those who move tell their hearers
};

extern template class LossWave<1>;
extern template class LossWave<8>;

}  // namespace countervail
