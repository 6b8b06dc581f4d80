// SPDX-License-Identifier: Apache-2.0
// Scored episodes for the tests of their page. The figures are made up by a formula, on no evidence.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "hindcast/evaluate.h"
#include "hindcast/summarise.h"
#include "hindcast/verdict.h"
#include "scoring/crps.h"

namespace countervail::samples {

/// What a sample target is like.
struct SampleTarget {
    std::string id, title, unit;
    TargetKind kind = TargetKind::volume;
    double level = 100, spread = 0.2;
    std::size_t rivals = kComparatorCount;   ///< how many of the comparators have a forecast
    bool never = false;
};

inline std::vector<double> members_about(double centre, double spread, std::size_t count = 200) {
    std::vector<double> members(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
        members[i] = centre * std::exp(spread * std::log(u / (1 - u)) / 2);
    }
    return members;
}

inline TargetRow scored_row(const SampleTarget& target, const std::string& when, std::uint32_t number) {
    const double miss = uniform(4, number, name_code(target.id), 0) - 0.5;
    const std::vector<double> members = members_about(target.level * (1 + 0.2 * std::sin(number)), target.spread);
    TargetRow row;
    row.target = target.id;
    row.title = target.title;
    row.unit = target.unit;
    row.kind = target.kind;
    row.when = when;
    row.days = parse_period(when).value_or(Interval{});
    row.observed = target.level * std::exp(3 * target.spread * miss);
    row.observed_low = row.observed_high = row.observed;
    row.forecast = band_of(members);
    if (target.never) {
        row.observed_never = true;
        row.observed = row.horizon = 1.6 * row.forecast.high;
        row.never_share = 0.1;
    }
    row.inside_50 = row.forecast.lower_quartile <= row.observed && row.observed <= row.forecast.upper_quartile;
    row.inside_90 = row.forecast.low <= row.observed && row.observed <= row.forecast.high;
    row.statements = {"A-01.2024"};
    row.pit = pit_of(members, row.observed);
    row.crps = ensemble_crps(members, row.observed);
    row.fair_crps = fair_crps(members, row.observed);
    const std::vector<double> alone = members_about(target.level * (1 + 0.2 * std::sin(number)), target.spread / 2);
    row.alone = {band_of(alone), false, false, pit_of(alone, row.observed), ensemble_crps(alone, row.observed)};
    row.alone.inside_90 = row.alone.forecast.low <= row.observed && row.observed <= row.alone.forecast.high;
    row.scale = target.level;
    for (std::size_t k = 0; k < kComparatorCount; ++k) {
        ComparatorRow& rival = row.comparators[k];
        rival.comparator = kComparators[k];
        if (k >= target.rivals) {
            rival.note = "no history";
            continue;
        }
        const std::vector<double> said = members_about(target.level * (1.1 + 0.25 * static_cast<double>(k)), k == 1 ? 0 : 0.15 + 0.3 * static_cast<double>(k));
        rival.available = true;
        rival.note = "spread: its own 24 past errors as far ahead";
        rival.low = sorted_quantile(said, 0.05);
        rival.median = sorted_quantile(said, 0.5);
        rival.high = sorted_quantile(said, 0.95);
        rival.crps = ensemble_crps(said, row.observed);
    }
    return row;
}

inline void add_months(EpisodeScore& episode, const SampleTarget& target, int months) {
    Date on(2024, 9, 1);
    for (int i = 0; i < months; ++i, on = on.next_month()) episode.rows.push_back(scored_row(target, on.to_text().substr(0, 7), static_cast<std::uint32_t>(i)));
}

inline EpisodeScore finished(EpisodeScore episode) {
    const auto series = series_of_targets(episode);
    for (const RowSeries& rows : series) {
        episode.targets.push_back(summarise(rows.front()->target, {rows}, 1));
        episode.targets.back().title = rows.front()->title;
    }
    episode.kinds = summarise_kinds(series, 1);
    episode.overall = summarise("all", series, 1);
    episode.timing = summarise_timing(series);
    episode.verdict = verdict_of(episode.kinds, episode.overall);
    return episode;
}

inline EpisodeScore full_episode() {
    EpisodeScore episode{.id = "example-2024", .question = "What becomes of trade in the example?", .file = "example.toml", .known_on = Date(2024, 8, 31), .act_on = Date(2024, 9, 1), .draws = 200};
    add_months(episode, {"V-01", "exports of the example to the world", "t"}, 12);
    add_months(episode, {"V-02", "exports to one place", "t", TargetKind::volume, 3.5, 0.6}, 6);
    add_months(episode, {"P-01", "price of the example abroad", "USD/kg", TargetKind::price, 240, 0.5}, 6);
    episode.rows.push_back(scored_row({"S-01", "share of licences granted within the statutory time", "share", TargetKind::share, 0.25, 0.4, 0}, "2024-09..2024-12", 3));
    episode.rows.push_back(scored_row({"S-02", "fall of exports in the first full month", "ratio", TargetKind::share, 0.26, 0.2, 2}, "2024-10", 4));
    episode.rows.push_back(scored_row({"T-01", "days until the first line stands still", "days", TargetKind::time, 40, 0.3, 0}, "", 5));
    episode.rows.push_back(scored_row({"T-02", "days until exports are back", "days", TargetKind::time, 200, 0.3, 0, true}, "", 6));
    episode.errors = {{"flow", {"older-2010"}, 1, 4, {0.03, 0.08, 0.3, "assume:model-discrepancy-flow-lasting"}, {0.02, 0.05, 0.2, "assume:model-discrepancy-flow-passing"}},
                      {"price", {}, 0, 0, {0.05, 0.2, 0.8, "assume:model-discrepancy-price-lasting"}, {0.03, 0.1, 0.35, "assume:model-discrepancy-price-passing"}}};
    episode.ranks = {{"who was hit", {"V-01", "V-02"}, {2, 1}, {3, 2}, 1.0, 1.0, 0.8, 0.9}};
    return finished(std::move(episode));
}

/// Prices alone, with nothing for comparators to go by.
inline EpisodeScore bare_episode() {
    EpisodeScore episode{.id = "older-2010", .question = "How high does the price go?", .file = "older.toml", .known_on = Date(2010, 6, 30), .act_on = Date(2010, 7, 1), .draws = 200};
    add_months(episode, {"P-02", "price of the other example", "USD/kg", TargetKind::price, 1200, 0.8, 0}, 20);
    return finished(std::move(episode));
}

inline HindcastScore both_episodes() { return pool({full_episode(), bare_episode()}); }

}  // namespace countervail::samples
