// SPDX-License-Identifier: Apache-2.0
// What a later forecast may learn from an earlier episode about the model's own error: forecast and observation of everything that was public and over by then, and nothing else.
// No picking: every observation counts that can be held against a forecast on a scale of its kind (hindcast/discrepancy.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "hindcast/discrepancy.h"
#include "hindcast/episode.h"

namespace countervail {

/// One episode as of one day.
struct EpisodeLessons {
    std::string episode;
    Date act_on;
    std::array<std::vector<ErrorSeries>, kErrorKinds.size()> series;   ///< in the order of kErrorKinds; a measure is a series, whichever target tells it
    std::size_t left_out = 0;                                          ///< observations without a scale, or of a quotient told only as such
};

/// Observations whose rows, with all that they cite, were public by `public_by` and whose days had ended (times need only have been published). What two targets tell counts once. A quotient of
/// two flows teaches of each where both were observed; a quotient of prices as a difference of logarithms, from which the lasting error falls out where it is a price over itself.
EpisodeLessons lessons_of(const Ensemble& ensemble, const Outcome& outcome, const Ledger& ledger, Date public_by);

/// What is known of one kind of error.
struct LearntError {
    ErrorKind kind = ErrorKind::flow;
    ErrorPrior prior;
    ErrorPosterior posterior;
    std::vector<std::string> episodes;        ///< that taught something
    std::size_t series = 0, observations = 0;
};
struct LearntErrors {
    std::vector<LearntError> kinds;           ///< in the order of kErrorKinds
    const LearntError& of(ErrorKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
};

/// Prior and every lesson of an act before this episode's, in the order of `lessons`. The lessons must be as of the episode's known_on. Fails when an assumption is missing or was not public.
Result<LearntErrors> learn_errors(const Ledger& ledger, const Episode& episode, const std::vector<EpisodeLessons>& lessons, int threads);

}  // namespace countervail
