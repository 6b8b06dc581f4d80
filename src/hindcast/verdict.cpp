// SPDX-License-Identifier: Apache-2.0
#include "hindcast/verdict.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

namespace {

std::string listed(const std::vector<std::string>& words, const std::string& last_joint) {
    if (words.size() < 2) return words.empty() ? std::string() : words.front();
    return join({words.begin(), words.end() - 1}, ", ") + last_joint + words.back();
}

std::string name(Comparator comparator) {
    const std::string words(comparator_words(comparator));
    return comparator == Comparator::nothing_happens ? "\"" + words + "\"" : "the " + words;
}

std::string on_kind(const ScoreSummary& summary) {
    std::vector<std::string> beaten, unbeaten, by_chance;
    for (const SkillRow& each : summary.skills) {
        if (!each.skill) continue;
        if (each.skill->skill <= 0) {
            unbeaten.push_back(name(each.comparator));
            continue;
        }
        beaten.push_back(name(each.comparator));
        if (each.skill->low && *each.skill->low <= 0) by_chance.push_back(name(each.comparator));
    }
    const std::string where = "on " + summary.label + " ";
    if (beaten.empty() && unbeaten.empty()) return where + "there is none to compare with";
    const std::string doubt = by_chance.empty() ? "" : " (not beyond chance against " + listed(by_chance, " and ") + ")";
    if (unbeaten.empty()) return where + "it beats " + (beaten.size() == kComparatorCount ? "every comparator" : listed(beaten, " and ")) + doubt;
    return where + "it does not beat " + listed(unbeaten, " or ") + (beaten.empty() ? "" : ", it beats " + listed(beaten, " and ") + doubt);
}

}  // namespace

std::string verdict_of(const std::vector<ScoreSummary>& kinds, const ScoreSummary& overall) {
    std::vector<std::string> parts;
    for (const ScoreSummary& each : kinds) parts.push_back(on_kind(each));
    std::string text = join(parts, "; ");
    if (!text.empty()) text[0] = 'O';
    text += ". " + std::to_string(overall.ninety.inside) + " of " + std::to_string(overall.ninety.cases) + " observations lie inside their 90 % bands, " +
            std::to_string(overall.fifty.inside) + " inside their 50 % bands";
    if (overall.width_to_best && overall.banded) {
        text += "; the bands are " + readable_number(*overall.width_to_best, 2) + " times as wide as those of " + name(*overall.banded) + ", the best comparator that has one, and their interval score is " +
                readable_number(1 - overall.band_skill.value_or(0), 2) + " times its (below 1 is better)";
    }
    return text + ".";
}

std::string error_words(const EpisodeScore& episode) {
    if (episode.errors.empty()) return {};
    std::vector<std::string> teachers;
    std::size_t observations = 0;
    for (const ErrorRow& row : episode.errors) {
        observations += row.observations;
        for (const std::string& each : row.episodes) {
            if (std::find(teachers.begin(), teachers.end(), each) == teachers.end()) teachers.push_back(each);
        }
    }
    const std::string taught = teachers.empty() ? "as its assumptions have it, since no earlier episode could teach it"
                                                : "as earlier episodes taught it (" + listed(teachers, " and ") + ": " + std::to_string(observations) + (observations == 1 ? " observation)" : " observations)");
    const ModelAloneSummary& alone = episode.overall.alone;
    return "The bands carry the model's own error, " + taught + "; without it " + std::to_string(alone.ninety.inside) + " of " + std::to_string(alone.ninety.cases) + " observations lie inside the 90 % bands, " +
           std::to_string(alone.fifty.inside) + " inside the 50 % bands, and " + std::to_string(alone.targets_inside) + " of " + std::to_string(episode.overall.targets) + " targets with every observation.";
}

}  // namespace countervail
