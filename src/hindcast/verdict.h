// SPDX-License-Identifier: Apache-2.0
// Scores in words.
#pragma once

#include <string>

#include "hindcast/score_card.h"

namespace countervail {

/// "beats every comparator on volume; on price it does not beat the random walk with drift": a comparator is beaten when the mean CRPS is smaller than its own, and
/// beaten beyond chance when the whole interval of the skill lies above 0. Comparators that had nothing to go by are not named. Then how many observations lie in the bands, and how wide these are.
std::string verdict_of(const std::vector<ScoreSummary>& kinds, const ScoreSummary& overall);

/// "The bands carry the model's own error as three earlier episodes taught it (a, b, c: 12 observations); without it 18 of 25 observations lie inside the 90 % bands, and 8 of 15 targets with every
/// observation." Empty where the model stands alone.
std::string error_words(const EpisodeScore& episode);

}  // namespace countervail
