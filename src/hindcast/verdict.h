// SPDX-License-Identifier: Apache-2.0
// Scores in words.
#pragma once

#include <string>

#include "hindcast/score_card.h"

namespace countervail {

/// "beats every comparator on volume; on price it does not beat the random walk with drift": a comparator is beaten when the mean CRPS is smaller than its own, and
/// beaten beyond chance when the whole interval of the skill lies above 0. Comparators that had nothing to go by are not named. Then how many observations lie in the bands, and how wide these are.
std::string verdict_of(const std::vector<ScoreSummary>& kinds, const ScoreSummary& overall);

}  // namespace countervail
