// SPDX-License-Identifier: Apache-2.0
// Everything that changes from week to week, for one block of draws.
#pragma once

#include <cstddef>
#include <vector>

#include "simulation/draws.h"
#include "simulation/network.h"
#include "simulation/schedule.h"

namespace countervail {

/// Stages of the wait at the border: with four its spread is half its mean, as of a test with a queue before it.
inline constexpr int kHoldStages = 4;

/// Rows kept for the stages of a review: the most that `licence.review-stages` may say.
inline constexpr int kReviewStages = 12;

/// count × kBlock numbers; row i belongs to entity i, its entries to the draws.
class Field {
  public:
    Field() = default;
    explicit Field(int count, double value = 0) : data_(static_cast<std::size_t>(count) * kBlock, value) {}
    double* operator[](int row) { return data_.data() + static_cast<std::size_t>(row) * kBlock; }
    const double* operator[](int row) const { return data_.data() + static_cast<std::size_t>(row) * kBlock; }
    void fill(double value) { data_.assign(data_.size(), value); }
    const std::vector<double>& data() const { return data_; }
    bool operator==(const Field&) const = default;

  private:
    std::vector<double> data_;
};

struct State {
    int week = 0;

    // markets
    Field stock;           ///< item units at hand
    Field log_price;       ///< ln(price / baseline price)
    Field price;           ///< e^log_price, kept beside it because every lane and plant asks for it
    Field dearness;        ///< log_price, or that of what the goods hold where it is higher (contents.h): what users save for
    Field response;        ///< e^(−elasticity·dearness): what price leaves of consumption
    Field usual_log_price; ///< what buyers hold it against: its mean over about a year
    Field hoard;           ///< item units bought ahead of need
    // sites
    Field activity;        ///< wanted rate
    // lanes
    Field flow;            ///< settled habit: what moves slowly with the price gap
    Field orders;          ///< wanted this week: habit plus the prompt response to the gap
    Field pipeline;        ///< under way, by lane and week of arrival (ring)
    Field held;            ///< by hold and stage (kHoldStages rows each): waiting at the border
    // needs
    Field cover;           ///< users' stock, item units
    Field intensity;       ///< what thrift and substitution have left of the baseline intensity, ≤ 1
    // streams of applications, in item units
    Field preparing;
    Field review;          ///< by stream and stage (kReviewStages rows each)
    Field decided;         ///< finished, not yet a whole file; down to minus a file where chance let one go early
    Field permitted;
    Field without;         ///< what those who were refused do without until they file again
    Field file_luck;       ///< by stream, 0…1: how near to done the first file is taken to be
    // quotas
    Field quota_left;      ///< by quota, t on its basis
    Field quota_price;     ///< by market of licences: USD per t on the basis
    Field quota_cost;      ///< by lane: USD per unit that a licence costs; no rows without quotas
    // the licensing office
    Field examiners;       ///< by office: files per week
    // flows of the week just stepped (results, not memory)
    Field made;            ///< realised activity by site
    Field shipped;         ///< by lane: left the origin's market
    Field departed;        ///< by lane: crossed the border
    Field unlicensed;      ///< by lane: the part of it that slipped through without a licence, which no customs office counts
    Field received;        ///< by need
    Field used;            ///< by need: consumed
    Field needed;          ///< by need: consumption at full output and today's price
    Field allowed;         ///< by need: share of baseline output that it alone would let run
    Field running;         ///< by use: share of baseline output
    Field wanted;          ///< by claim
    Field pressing;        ///< by claim: the part that cannot wait, where need is dealt out first (best allocation)
    Field granted;         ///< by claim
    Field traded_price;    ///< by market: price/baseline at which the week's trades were made
    Field arrived;         ///< by market: shipments that came in
    Field supplied;        ///< by market: production and shipments sent its way this week: what traders can see coming
    Field demanded;        ///< by market: what was asked of it
    Field filed, approved, refused;  ///< by office: files of the week
    Field quota_draw;      ///< by lane of each quota: wanted under it, item units
    Field quota_used;      ///< by quota, t on its basis
    // orders ahead of a known day, by rush, item units
    Field ahead_held;      ///< at hand at the importers
    Field ahead_left;      ///< laid in and not yet used up, under way included
    Field ahead_due;       ///< by week of arrival (ring): comes into that stock; below 0: goes out of it to the market
    Field ahead_skipped;   ///< what those who live on that stock do not order this week
};

/// Applications of a stream not yet decided into permits, item units by draw.
void pending_applications(const State& state, int stream, double* pending);

/// The baseline at rest. Cover and stock of users follow the block's inventory scale.
State rest(const Network& network, const Schedule& schedule, const DrawBlock& draws);

/// Mass of each element in stocks, shipments, holds and users' cover: by element and draw, t.
Field element_mass(const Network& network, const Schedule& schedule, const State& state);

/// Mass that entered (mines), and that left (used, lost in processes) in the week just stepped: t.
void element_flows(const Network& network, const State& state, Field& entered, Field& left);

}  // namespace countervail
