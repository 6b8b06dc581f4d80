// SPDX-License-Identifier: Apache-2.0
#include "app/score_plan.h"

#include <algorithm>
#include <set>

#include "app/prepared_run.h"
#include "app/score_episode.h"

namespace countervail {

namespace {

PlannedEpisode planned(const Settings& settings, const Library& library, const std::string& name) {
    PlannedEpisode episode;
    episode.name = name;
    if (const auto day = scenario_day(settings, library, name)) {
        episode.id = day->id;
        episode.known_on = day->known_on;
    }
    return episode;
}

bool has_id(const std::vector<PlannedEpisode>& plan, const std::string& id) {
    return std::any_of(plan.begin(), plan.end(), [&](const PlannedEpisode& each) { return each.id == id; });
}

}  // namespace

std::vector<PlannedEpisode> plan_scores(const Settings& settings, const Library& library, const std::vector<std::string>& asked, bool learning) {
    std::vector<PlannedEpisode> plan;
    std::set<Date> days;
    for (const std::string& name : asked) {
        plan.push_back(planned(settings, library, name));
        plan.back().place = plan.size() - 1;
        if (!plan.back().id.empty()) days.insert(plan.back().known_on);
    }
    if (!learning) return plan;
    if (!days.empty()) {
        for (const std::string& path : library_episodes(library)) {
            PlannedEpisode earlier = planned(settings, library, path);
            const bool needed = earlier.id.empty() || earlier.known_on < *days.rbegin();
            if (needed && !has_id(plan, earlier.id)) plan.push_back(std::move(earlier));
        }
    }
    std::set<std::string> teachers;   // named twice, an episode teaches once
    for (PlannedEpisode& each : plan) {
        if (each.id.empty() || !teachers.insert(each.id).second) continue;
        for (const Date day : days) {
            if (each.known_on < day) each.teaches_on.push_back(day);
        }
    }
    std::stable_sort(plan.begin(), plan.end(), [](const PlannedEpisode& a, const PlannedEpisode& b) { return a.known_on < b.known_on; });
    return plan;
}

}  // namespace countervail
