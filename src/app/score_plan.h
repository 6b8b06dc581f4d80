// SPDX-License-Identifier: Apache-2.0
// Which episodes `score` runs, in which order: those asked for, and those that came before them, from which they learn how wrong the model is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/settings.h"

namespace countervail {

struct PlannedEpisode {
    std::string name;                     ///< as asked for, or its path in the library
    std::string id;                       ///< empty where its file cannot be read: running it says why
    Date known_on;
    std::optional<std::size_t> place;     ///< among those asked for; none: only learnt from
    std::vector<Date> teaches_on;         ///< the later days, among those asked for, as of which others learn from it
};

/// In the order of known_on. Where errors are learnt, every episode of the library or asked for counts that was known before one that is asked for: nothing that came after a
/// known_on was public on it, so no later one can teach. An episode asked for stands in for the library's of the same id.
std::vector<PlannedEpisode> plan_scores(const Settings& settings, const Library& library, const std::vector<std::string>& asked, bool learning);

}  // namespace countervail
