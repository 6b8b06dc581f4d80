// SPDX-License-Identifier: Apache-2.0
// One episode from its file to its score card: prepared, guarded, run (or taken from the store), compared with what happened.
#pragma once

#include <string>
#include <vector>

#include "app/settings.h"
#include "hindcast/score_card.h"
#include "report/hindcast_page.h"

namespace countervail {

struct ScoredEpisode {
    EpisodeScore score;
    EpisodeEvidence evidence;
    std::string key;                 ///< of the run
    bool complete = true;            ///< false: interrupted; what was computed is stored
};

/// `name`: an id under scenarios/hindcast/ or scenarios/, or a path. Only the base case is run. Fails with every problem of the file, the run or its guard.
Result<ScoredEpisode> score_episode(const Settings& settings, const std::string& name);

/// Paths of scenarios/hindcast/*.toml in the library, in order.
std::vector<std::string> library_episodes(const Library& library);

}  // namespace countervail
