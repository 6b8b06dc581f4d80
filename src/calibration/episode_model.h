// SPDX-License-Identifier: Apache-2.0
// An episode to learn from: its scenario ready to run with parameters of the caller's choosing, and beside it what customs
// counted, as far as it was public on the calibration's day. Flows are shares of a normal month: of the observed mean of months
// before the act, or where none are named of the world's baseline; what is simulated always of the baseline.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/library.h"
#include "calibration/calibration.h"
#include "calibration/root_error.h"
#include "simulation/ensemble.h"

namespace countervail {

/// One series of the ledger against the simulation's.
struct ObservedSeries {
    std::string id;                      ///< "<episode>/<watch>"
    std::string title;
    RootError error;
    double normal = 0;                   ///< t per week
    double chance = 0;                   ///< standard deviation of the root of normal months, at least the stated least
    std::vector<std::string> fitted;     ///< ids of the rows of the months
    std::vector<std::string> normal_rows;
};

class EpisodeModel {
  public:
    /// All problems at once: no such scenario, an unknown watch (nearest named), a month 0 outside its run, no row of the ledger for a
    /// series, rows in units of different kinds. `solved`, as for build_world: shared by whoever prepares several.
    static Result<EpisodeModel> prepare(const Library& library, const Ledger& ledger, const Calibration& calibration, const CalibrationEpisode& episode, SolvedPrograms* solved = nullptr);

    const std::string& id() const;
    const std::vector<ObservedSeries>& series() const;
    /// Priors of the learnt parameters, in their order.
    const std::vector<Range>& priors() const;
    /// The whole ranges: what is not learnt varies over them.
    const Ranges& ranges() const;
    /// Shares of normal: by draw, the observed months of every series one after the other. `points` hold one coordinate per learnt
    /// parameter; the others and chance follow from seed and the number of the draw.
    std::vector<std::vector<double>> shares(const std::vector<std::vector<double>>& points, std::uint32_t first, int threads) const;
    /// Where a series begins in such a vector.
    std::size_t offset(std::size_t series) const;

    struct Body;
    explicit EpisodeModel(std::shared_ptr<const Body> body) : body_(std::move(body)) {}

  private:
    std::shared_ptr<const Body> body_;
};

}  // namespace countervail
