// SPDX-License-Identifier: Apache-2.0
// Turns the weekly states of one block into the measures of an outcome.
#pragma once

#include <string>
#include <vector>

#include "simulation/ensemble.h"

namespace countervail {

/// Which rows of the state feed which measure: worked out once per scenario.
struct WatchList {
    struct Exports {
        std::vector<int> lanes;
        int measure = 0;
        int by_week = -1;                   ///< the same by week; -1 where it is not kept
    };
    struct Price {
        std::vector<int> inside, outside;   ///< markets
        std::vector<std::pair<int, int>> bought;   ///< market and claim of every plant and use that takes the item, anywhere
        int measure_inside = 0, measure_outside = 0, measure_ratio = 0, measure_world = 0;
    };
    std::vector<Measure> measures;
    std::vector<Exports> exports;           ///< watched groups, then one per licensed item ("departed/…")
    std::vector<Price> prices;
    std::vector<int> places;                ///< whose accounts are kept
    int filed = 0, approved = 0, refused = 0, pending = 0;
    int stop = 0, half_stop = 0, lost = 0;  ///< first measure of each family, one per use
    int output_lost = 0, material_cost = 0, export_revenue = 0, duty = 0, licence_rent = 0;   ///< one per place of `places`
    int supply_lost = 0;                    ///< one per place of the world
    int quota_use = 0;                      ///< first of one per year of `quota_years`
    std::vector<int> quota_years;           ///< years of the run in which some quota stands; empty without quotas
    std::vector<double> quota_amounts;      ///< what may leave in them, t on the quotas' basis
    std::vector<std::uint8_t> controlled_item;   ///< by item: licensed by the controller somewhere in the base case
    std::string controller;                 ///< whose licensing office is watched
    int months = 0;
    int count_week = 0;                     ///< stops, losses and accounts are counted from this week on
    int size = 0;                           ///< numbers per draw in a block's results
};

/// `controlled`: by item, licensed on some lane of the base case. `quotas`: of the base case.
Result<WatchList> make_watch_list(const Network& network, const Scenario& scenario, const Calendar& calendar,
                                  const std::vector<std::uint8_t>& controlled, const std::vector<Quota>& quotas = {});

class Recorder {
  public:
    Recorder(const Network& network, const Schedule& schedule, const WatchList& list, bool series);
    /// After each step.
    void record(const State& state, const DrawBlock& draws);
    /// At the end: watch-list size × kBlock numbers, draw innermost.
    std::vector<float> finish();

  private:
    void add(int measure, int time, int draw, double value) {
        sums_[static_cast<std::size_t>(list_.measures[static_cast<std::size_t>(measure)].offset + time) * kBlock +
              static_cast<std::size_t>(draw)] += value;
    }
    void set(int measure, int time, int draw, double value);
    void record_uses(const State& state, int week);
    void record_exports(const State& state, int week);
    void record_prices(const State& state, int week);
    void record_licences(const State& state, const DrawBlock& draws, int week);
    void record_accounts(const State& state, int week);
    void record_quotas(const State& state, int week);
    double paid_per_unit(const std::vector<std::pair<int, int>>& bought, const State& state, int draw) const;
    void record_purchases(const State& state, int need, Field& cost);

    const Network& network_;
    const Schedule& schedule_;
    const WatchList& list_;
    bool series_;
    std::vector<double> sums_;
    std::vector<double> last_running_;      // by use and draw
    std::vector<double> deliveries_, baseline_deliveries_;   // of controlled items, by place (and draw)
    std::vector<std::vector<std::pair<int, double>>> months_of_week_;   // (month, share of the week's days)
};

}  // namespace countervail
