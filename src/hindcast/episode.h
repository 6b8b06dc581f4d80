// SPDX-License-Identifier: Apache-2.0
// A scenario that is over: its targets bound to the measures of a run, with what was observed and what could have been known of the same
// series before. The observed rows come from the ledger without regard to known_on; nothing else here does.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "hindcast/measure_values.h"
#include "hindcast/observation.h"
#include "hindcast/scatter.h"
#include "scoring/comparators.h"

namespace countervail {

/// Both sides of a quotient, each in its own measure's unit.
struct ObservedParts {
    double above = 0, below = 0;
};

/// One observation to forecast, and the question that the comparators are asked about it.
struct EpisodeRow {
    Interval days;
    std::string when;
    ObservedValue observed;                          ///< in the target's unit: divided and multiplied already
    std::optional<double> normal;                    ///< the same number in the world at rest
    ComparatorQuestion question;                     ///< about the numerator, in the measure's unit
    std::string no_question;                         ///< why comparators have nothing to go by; empty when they have
    double factor = 1;                               ///< turns a comparator's member into the target's unit
    Scatter scatter;                                 ///< of what is counted around what the model sends
    std::optional<ObservedParts> parts;              ///< where the target divides two measures, and both were observed
};

struct EpisodeTarget {
    Target target;
    BoundMeasure measure;
    std::optional<BoundMeasure> over;                ///< where divided by another measure
    std::string unit;                                ///< "ratio" where something is divided
    std::vector<EpisodeRow> rows;                    ///< at least one
};

struct Episode {
    std::string id;
    Date known_on, act_on;
    Interval run;                                    ///< days of the run
    double horizon = 0;                              ///< days from the act to the end of the run
    std::vector<EpisodeTarget> targets;
};

/// Binds every target of the ensemble's scenario. All problems at once, at the targets' own lines: an unknown measure (nearest named), days outside the
/// run, a statement, quantity or field that the ledger does not know, nothing observed, a unit that is not the measure's, no target at all.
Result<Episode> read_episode(const Ensemble& ensemble, const Ledger& ledger);
/// The same for targets of the caller's choosing, on the ensemble's days and measures.
Result<Episode> read_episode(const Ensemble& ensemble, const Ledger& ledger, const std::vector<Target>& targets);

/// The same with the eyes of a day: observations as if nothing had been published since, and targets of which nothing could be told by then left out.
Episode episode_as_of(const Ensemble& ensemble, const Ledger& ledger, Date public_by);

}  // namespace countervail
