// SPDX-License-Identifier: Apache-2.0
// The page of the scored episodes: what was forecast with what was known the day before, what then came, and what four simple forecasts would have
// said. Overall first, then an episode after the other, misses with their reasons beside the hits. Equal inputs give equal bytes; no clock is read.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"
#include "evidence/ledger.h"
#include "hindcast/score_card.h"
#include "report/dependence_page.h"

namespace countervail {

/// What an episode's forecast was made from. An episode without a record says nothing of it.
struct EpisodeEvidence {
    std::string id;                        ///< EpisodeScore::id
    std::size_t statements = 0;            ///< rows of the ledger that the run rests on, assumptions aside
    std::size_t assumptions = 0;
    Date latest;                           ///< published last of them; on known_on or before
};

/// References must outlive the call only.
struct HindcastReportInputs {
    const HindcastScore& score;
    const Ledger& ledger;                  ///< for the sources of what was observed
    std::vector<EpisodeEvidence> evidence;
    std::vector<Table> tables;             ///< files beside the page: all_score_tables
    std::string misses_explained = "docs/methods/hindcasts.md";   ///< where each miss is explained; an http(s) address becomes a link
    std::vector<std::string> colophon;     ///< program version, seed
};

/// The same parts as the reports about dependence; dependence_files turns them into files.
DependenceReport hindcast_report(const HindcastReportInputs& inputs);

}  // namespace countervail
