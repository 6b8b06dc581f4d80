// SPDX-License-Identifier: Apache-2.0
// A calibration as data: which parameters are learnt from which episodes, by which method, as of which day.
// The file is scenarios/calibration/<id>.toml (docs/formats/calibration.md); the method is docs/methods/calibration.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "calibration/pool.h"
#include "simulation/observed_rows.h"
#include "simulation/parameters.h"

namespace countervail {

/// One watched flow of an episode beside the rows of the ledger that say what left.
struct CalibrationSeries {
    std::string watch;                   ///< id of [[watch.exports]] in the scenario
    ObservedRows observed;               ///< absent: those that the scenario's watch names
    std::vector<std::string> rows;       ///< patterns of ids: of the observed rows only these, so that counts on different bases do not mix
    std::optional<Interval> normal;      ///< months whose observed mean counts as normal; absent: the world's baseline flow
    Place where;
};

/// A control that is over: its scenario, from the first whole month under it on.
struct CalibrationEpisode {
    std::string id;
    std::string scenario;                ///< path in the library
    Date begins;                         ///< first day of month 0
    int months = 6;
    bool together = false;               ///< one fit to all series, which then speak of one queue; otherwise each series has its own fit
    std::vector<CalibrationSeries> series;
    Place where;
};

/// A parameter to learn and the statement that its prior rests on; `range` in place of the statement's own.
struct LearntParameter {
    Parameter parameter = Parameter::count_;
    Override prior;
};

struct CalibrationMethod {
    int first_draws = 2048, later_draws = 1024, rounds = 4;   ///< abc.h
    double model_error = 0.1;            ///< standard deviation of the model's own error, on the root of the share of normal
    double model_error_memory = 0.5;     ///< its correlation from one month to the next
    double least_lumpiness = 0.1;        ///< … of chance in what leaves in a month; more where normal months vary more
    PoolRule pool = PoolRule::among_them;
    double novelty = 1;                  ///< the prior counts as so many episodes
    double learnt_from = 0.05;            ///< nats by which an episode's posterior of a parameter differs from its prior, on average, for it to be kept
    std::uint64_t seed = 1;
};

struct Calibration {
    std::string id, title;
    Date known_on;
    int draws = 512;                     ///< rows of the posterior
    std::vector<LearntParameter> parameters;
    std::vector<CalibrationEpisode> episodes;
    CalibrationMethod method;
    Place where;
};

/// All problems at once, with line and remedy.
Result<Calibration> read_calibration(std::string text, const std::string& name);

}  // namespace countervail
