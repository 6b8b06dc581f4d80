// SPDX-License-Identifier: Apache-2.0
// From what a run says and what happened to scores: per observation, target, kind, episode and overall (docs/use/score.md says how to read them).
//
// A forecast is the ensemble of the base case under proportional allocation, dressed with the model's own error (hindcast/dressing.h) and with what counting adds. Times that do not come within the run are put at its end, for the forecast
// and for the observation alike (a censored score: it cannot tell "after the run" from "never"). Scores are taken against the stated value; an observed
// range is shown, not scored.
#pragma once

#include <vector>

#include "hindcast/episode.h"
#include "hindcast/lessons.h"
#include "hindcast/score_card.h"

namespace countervail {

/// `seed` drives the bootstrap intervals only. `errors`: what earlier episodes taught; without it the model stands alone.
EpisodeScore evaluate(const Ensemble& ensemble, const Outcome& outcome, const Episode& episode, std::uint64_t seed = 1, const LearntErrors* errors = nullptr);

/// Episodes pooled.
HindcastScore pool(std::vector<EpisodeScore> episodes, std::uint64_t seed = 1);

}  // namespace countervail
