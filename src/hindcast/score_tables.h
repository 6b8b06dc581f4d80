// SPDX-License-Identifier: Apache-2.0
// Score cards as tables, for the terminal, files and other programs.
#pragma once

#include <vector>

#include "base/table.h"
#include "hindcast/score_card.h"

namespace countervail {

/// The table of an episode as a person reads it, at most 120 columns wide: observation by observation, with CRPS skill of each row against each comparator.
Table episode_table(const EpisodeScore& episode);
/// Skill of an episode by target and kind against each comparator, with intervals.
Table skill_table(const EpisodeScore& episode);
/// One line per episode, and one overall.
Table summary_table(const HindcastScore& score);
/// Every number of every observation, of every summary: for files.
std::vector<Table> all_score_tables(const HindcastScore& score);

}  // namespace countervail
