// SPDX-License-Identifier: Apache-2.0
// Runs a calibration: a fit per observed series, the pool, what was learnt, and what leaving one episode out says of it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "calibration/abc.h"
#include "calibration/episode_model.h"
#include "calibration/pool.h"

namespace countervail {

/// Quantiles 5, 25, 50, 75, 95 % of a share of normal.
struct ShareBand {
    double low = 0, lower_quartile = 0, median = 0, upper_quartile = 0, high = 0;
};

struct FittedMonth {
    int month = 0;                       ///< from month 0 of the episode
    Date on;                             ///< its first day
    double observed = 0;                 ///< share of normal
    ShareBand prior, posterior;          ///< of the simulated share
    double implausibility = 0;           ///< of the posterior's median, in standard deviations of the stated error
};

struct SeriesFit {
    std::string id, title;               ///< id: "<episode>/<watch>"
    std::size_t episode = 0;             ///< index into Calibration::episodes
    AbcFit fit;
    std::vector<FittedMonth> months;
    std::vector<Range> marginals;        ///< by learnt parameter, 5, 50 and 95 % in its own unit
    double normal = 0, chance = 0;       ///< t per week; standard deviation of the root
    std::vector<std::string> rows;       ///< of the ledger: fitted months, then normal months
};

struct LearntResult {
    Parameter parameter = Parameter::count_;
    Range prior;
    double prior_low = 0, prior_median = 0, prior_high = 0;   ///< 5, 50, 95 % of the prior
    Range posterior;                     ///< 5, 50, 95 % of the stored draws, novelty included; statement: the row of the ledger
    Learning learning;                   ///< of all episodes pooled
    double episode_nats = 0;             ///< divergence of an episode's own posterior from the prior, mean over episodes
    bool kept = false;                   ///< when the latter reaches the method's threshold
};

/// One series of an episode that the others, and novelty, have to foretell.
struct LeftOut {
    std::string id;
    int months = 0;
    int inside_half = 0, inside_ninety = 0, prior_inside_half = 0, prior_inside_ninety = 0;
    double crps = 0, prior_crps = 0;     ///< mean over months, in shares of normal
    double width_ninety = 0, prior_width_ninety = 0;   ///< mean width of the 90 % bands
};

struct CalibrationResult {
    std::vector<LearntResult> parameters;
    std::vector<SeriesFit> series;
    std::vector<LeftOut> left_out;       ///< empty with one episode
    std::vector<std::vector<double>> rows;   ///< the posterior: by draw, the kept parameters in their order; six significant digits
    long long runs = 0;                  ///< draws simulated
};

/// Called from time to time with words about what is under way.
using CalibrationProgress = std::function<void(const std::string&)>;

/// All problems of all episodes at once. The same numbers at any number of threads.
Result<CalibrationResult> run_calibration(const Library& library, const Ledger& ledger, const Calibration& calibration, int threads,
                                          const CalibrationProgress& progress = {});

}  // namespace countervail
