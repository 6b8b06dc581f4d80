// SPDX-License-Identifier: Apache-2.0
// One episode from its file to its score card: prepared, guarded, run (or taken from the store), compared with what happened; and what later episodes learn from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/settings.h"
#include "hindcast/lessons.h"
#include "hindcast/score_card.h"
#include "report/hindcast_page.h"

namespace countervail {

struct EpisodeOrder {
    std::string name;                                      ///< an id under scenarios/hindcast/ or scenarios/, or a path
    bool score = true;                                     ///< false: run for its lessons only
    bool model_alone = false;                              ///< scored without the model's own error
    const std::vector<EpisodeLessons>* learnt = nullptr;   ///< of earlier episodes, as of this one's known_on
    std::vector<Date> teaches_on;                          ///< days as of which its lessons are wanted
};

struct ScoredEpisode {
    std::optional<EpisodeScore> score;                     ///< where asked for
    EpisodeEvidence evidence;
    std::string key;                                       ///< of the run
    std::vector<EpisodeLessons> lessons;                   ///< as many as teaches_on
    bool complete = true;                                  ///< false: interrupted; what was computed is stored
};

/// Only the base case is run. Fails with every problem of the file, the run or its guard.
Result<ScoredEpisode> score_episode(const Settings& settings, const EpisodeOrder& order);

/// Paths of scenarios/hindcast/*.toml in the library, in order.
std::vector<std::string> library_episodes(const Library& library);

}  // namespace countervail
