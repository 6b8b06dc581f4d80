// SPDX-License-Identifier: Apache-2.0
// Rows of a score card taken together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hindcast/score_card.h"

namespace countervail {

/// Rows of one target of one episode, in order of time.
using RowSeries = std::vector<const TargetRow*>;

/// One series: scores in its own unit, skill by the block bootstrap, Diebold–Mariano with the lag of the blocks. Several: each series' scores divided by its
/// scale, skill by the two-stage bootstrap.
ScoreSummary summarise(std::string label, const std::vector<RowSeries>& series, std::uint64_t seed);

/// Rows of an episode by target, and by kind in the order of TargetKind.
std::vector<RowSeries> series_of_targets(const EpisodeScore& episode);
std::vector<ScoreSummary> summarise_kinds(const std::vector<RowSeries>& series, std::uint64_t seed);

/// Times against a tolerance of two weeks; empty when nothing is timed.
std::optional<TimingScore> summarise_timing(const std::vector<RowSeries>& series);

}  // namespace countervail
