// SPDX-License-Identifier: Apache-2.0
// Score cards as tables, for the terminal, files and other programs.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"
#include "hindcast/score_card.h"

namespace countervail {

/// An episode observation by observation, as a person reads it: observed, median, 90 % band, inside or not, CRPS and, against each comparator, 1 − CRPS/CRPS.
Table episode_table(const EpisodeScore& episode);
/// Mean CRPS of an episode by target, kind and in all, and skill against each comparator with its 90 % interval.
Table skill_table(const EpisodeScore& episode);
/// What no column holds: the model's own error, times, signs, ranks. Lines without a line end.
std::vector<std::string> score_remarks(const EpisodeScore& episode);
/// One line per episode, then kinds over all episodes, then all.
Table summary_table(const HindcastScore& score);
/// Per episode and kind of quantity the model's own error: what it was learnt from, and its size. No rows where the model stands alone.
Table discrepancy_table(const HindcastScore& score);
/// Every number: observations, skills, ranks, PIT histograms, summary_table and discrepancy_table.
std::vector<Table> all_score_tables(const HindcastScore& score);

}  // namespace countervail
