// SPDX-License-Identifier: Apache-2.0
// Score cards as the tables and charts of a page: figures with their ranges in one cell, and words for what is missing. The files beside the page
// (hindcast/score_tables.h) hold every number.
#pragma once

#include <string>
#include <vector>

#include "hindcast/score_card.h"
#include "report/hindcast_panels.h"
#include "report/hindcast_skills.h"
#include "report/page.h"

namespace countervail {

/// "last value", … in the order of kComparators.
std::vector<std::string> comparator_names();

/// "0.42 (0.2 to 0.6)"; "0.42" without interval; "–" without skill.
std::string skill_text(const std::optional<SkillScore>& skill);
/// "Apr 2025" of "2025-04", "6 May 2025" of "2025-05-06", "through" of a span; anything else as it stands.
std::string when_text(const std::string& when);
/// "gallium germanium 2023" of "gallium-germanium-2023", its first letter a capital.
std::string episode_heading(const std::string& id);

/// Episode by kind, then all of it: how many targets and observations lie inside, skill against each comparator, width against the best of them.
Table standing_table(const HindcastScore& score);
/// Every observation of an episode with its forecast, and which comparator came closer. Observed figures link to their statements.
PageTable observations_table(const EpisodeScore& episode);
/// Skill by target and kind, with the Diebold–Mariano test.
Table skills_table(const EpisodeScore& episode);
/// What each comparator had to go by: one line per target and comparator.
Table comparators_table(const EpisodeScore& episode);
/// Targets of one group by rank; no rows where none are ranked.
Table ranks_table(const EpisodeScore& episode);

/// What earlier episodes taught about the model's own error; no rows where it stands alone.
Table errors_table(const EpisodeScore& episode);

/// Targets of one kind as small multiples; prices on a logarithmic axis where no value is 0.
std::vector<HindcastPanel> panels_of(const EpisodeScore& episode, TargetKind kind);
/// The numbers of these panels, for the file beside the chart.
Table panel_numbers(const EpisodeScore& episode, TargetKind kind);
/// A line per episode and kind, with the number of observations in brackets.
std::vector<SkillLine> skill_lines_of(const HindcastScore& score);
/// Their numbers.
Table skill_numbers(const HindcastScore& score);

/// Observations outside their 90 % bands, in words: "exports of gallium, Aug 2023: 0 t against 1.2–4 t"; the first twelve by name.
CitedText misses_of(const EpisodeScore& episode);
/// How times came out, in words; empty without timed targets.
std::string timing_text(const std::optional<TimingScore>& timing);

}  // namespace countervail
