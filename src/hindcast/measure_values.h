// SPDX-License-Identifier: Apache-2.0
// Measures of a run over spans of days, one number per draw; and the same in the world at rest. Beside the measures that a run records
// (simulation/outcome.h) there are derived ones:
//   licences/approved-share        approved / filed, both counted from the first day of the run; 0 while nothing is filed
//   first-approval                 days from the act to the end of the week in which one application in all has been granted
//   first-stop/<sector>            days from the act to the first stop among the uses of a sector outside the controller's place
//   restart/<watch>/<per cent>     days from the act to the first day of the first week (where the run records exports-by-week/<watch>, else month)
//                                  from the act on in which the flow exceeds that share of normal after having been at or below it; 0 if it never was
// Times that do not come within the run are kNever.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hindcast/observation.h"
#include "simulation/outcome.h"

namespace countervail {

/// A measure named by a target, found among those of a run.
struct BoundMeasure {
    enum class Form { recorded, approved_share, first_approval, first_stop, restart };
    Form form = Form::recorded;
    std::string id;
    MeasureUnit unit;
    TimeAxis axis = TimeAxis::once;
    int index = -1;                      ///< of the recorded measure, or of the one that it is derived from
    int divisor = -1;                    ///< approved_share: index of what was filed
    std::string sector;                  ///< first_stop
    std::string watch;                   ///< restart
    double share = 0;                    ///< restart: of normal
    bool is_time() const { return unit.unit == "days"; }
};

/// Fails with the nearest known measure.
Result<BoundMeasure> bind_measure(const Ensemble& ensemble, const std::string& id, const Place& asked_at);

/// Where an episode's days are counted from and to.
struct EpisodeDays {
    Date act_on;                         ///< first day on which the focus act binds
    Interval run;                        ///< whole weeks
};
EpisodeDays episode_days(const Ensemble& ensemble);

/// One number per draw over some days of the run. `each` means the sum of a flow and the mean of a level.
std::vector<double> measure_values(const Ensemble& ensemble, const Outcome& outcome, int task, const BoundMeasure& measure, const Interval& days, TargetTake take);

/// What the measure is over those days in the world at rest; empty where rest has no such number (a date, a share of no applications).
std::optional<double> value_at_rest(const Ensemble& ensemble, const BoundMeasure& measure, const Interval& days, TargetTake take);

}  // namespace countervail
