// SPDX-License-Identifier: Apache-2.0
#include "hindcast/summarise.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "scoring/scores.h"

namespace countervail {

namespace {

constexpr double kDaysPerWeek = 7;
constexpr double kTimingTolerance = 2;   // weeks: what facts of this kind are dated to

constexpr double kBand = 0.9;

double width(const TargetRow& row) { return row.forecast.high - row.forecast.low; }

/// Scores beside a comparator's, on the rows that it could forecast.
struct Against {
    std::vector<PairedScores> series;
    double ours = 0, theirs = 0;             // widths, where the comparator has a band
    double our_interval = 0, their_interval = 0;   // scores of the bands, on those rows
    std::size_t cases = 0, banded = 0;
    double crps = 0, banded_crps = 0;        // sums of the comparator's
};

Against against(const std::vector<RowSeries>& all, std::size_t c, bool scaled) {
    Against found;
    for (const RowSeries& rows : all) {
        PairedScores pairs;
        for (const TargetRow* row : rows) {
            const ComparatorRow& theirs = row->comparators[c];
            if (!theirs.available || (scaled && row->repeated)) continue;
            const double scale = scaled ? row->scale : 1;
            pairs.scores.push_back(row->crps / scale);
            pairs.reference.push_back(theirs.crps / scale);
            found.crps += theirs.crps / scale;
            ++found.cases;
            if (theirs.high <= theirs.low) continue;
            found.ours += width(*row) / scale;
            found.theirs += (theirs.high - theirs.low) / scale;
            found.our_interval += interval_score(row->forecast.low, row->forecast.high, row->observed, kBand) / scale;
            found.their_interval += interval_score(theirs.low, theirs.high, row->observed, kBand) / scale;
            found.banded_crps += theirs.crps / scale;
            ++found.banded;
        }
        if (!pairs.scores.empty()) found.series.push_back(std::move(pairs));
    }
    return found;
}

SkillRow skill_row(std::size_t c, const Against& pairs, std::uint64_t seed) {
    SkillRow row;
    row.comparator = kComparators[c];
    row.cases = pairs.cases;
    if (pairs.theirs > 0) {
        row.width_ratio = pairs.ours / pairs.theirs;
        row.band_skill = 1 - pairs.our_interval / pairs.their_interval;
    }
    BlockBootstrap plan;
    plan.seed = seed;
    if (pairs.series.size() == 1) {
        const PairedScores& only = pairs.series.front();
        row.skill = skill_score(only.scores, only.reference, plan);
        const auto lag = static_cast<std::size_t>(std::ceil(std::cbrt(static_cast<double>(only.scores.size()))));
        row.test = diebold_mariano(only.scores, only.reference, lag);
    } else if (!pairs.series.empty()) {
        row.skill = pooled_skill(pairs.series, plan);
    }
    return row;
}

void count_signs(const std::vector<RowSeries>& series, ScoreSummary& into) {
    std::vector<double> right, all;
    for (const RowSeries& rows : series) {
        for (const TargetRow* row : rows) {
            if (!row->sign_right || (series.size() > 1 && row->repeated)) continue;
            right.push_back(*row->sign_right ? 1 : -1);
            all.push_back(1);
        }
    }
    const SignScore score = sign_score(right, all);
    into.sign_cases = score.cases;
    into.sign_right = score.right;
    into.sign_chance = score.chance;
}

/// Least mean score among those with the most rows: a mean over fewer, easier rows is no better forecast.
std::optional<std::size_t> least(const std::vector<Against>& all, std::size_t Against::*rows, double Against::*sum) {
    std::optional<std::size_t> best;
    for (std::size_t c = 0; c < all.size(); ++c) {
        if (all[c].*rows == 0) continue;
        const bool more = !best || all[c].*rows > all[*best].*rows;
        if (more || (all[c].*rows == all[*best].*rows && all[c].*sum < all[*best].*sum)) best = c;
    }
    return best;
}

void find_best(const std::vector<Against>& all, ScoreSummary& into) {
    if (const auto best = least(all, &Against::cases, &Against::crps)) into.best = kComparators[*best];
    if (const auto banded = least(all, &Against::banded, &Against::banded_crps)) {
        into.banded = kComparators[*banded];
        into.width_to_best = all[*banded].ours / all[*banded].theirs;
        into.band_skill = 1 - all[*banded].our_interval / all[*banded].their_interval;
    }
}

/// What one forecast of every row gathers: the dressed one or the model's own.
struct Gathered {
    std::vector<BandCase> ninety, fifty;
    std::vector<PitInterval> places;
    double crps = 0, interval = 0;
    std::size_t targets_inside = 0;

    void add(const Band& band, const PitInterval& place, double score, double observed, double scale) {
        ninety.push_back({band.low / scale, band.high / scale, observed / scale});
        fifty.push_back({band.lower_quartile / scale, band.upper_quartile / scale, observed / scale});
        places.push_back(place);
        crps += score / scale;
        interval += interval_score(band.low, band.high, observed, kBand) / scale;
    }
    double mean(double sum) const { return places.empty() ? 0 : sum / static_cast<double>(places.size()); }
};

bool all_inside(const RowSeries& rows, bool (*inside)(const TargetRow&)) {
    return std::all_of(rows.begin(), rows.end(), [&](const TargetRow* row) { return inside(*row); });
}

}  // namespace

ScoreSummary summarise(std::string label, const std::vector<RowSeries>& series, std::uint64_t seed) {
    ScoreSummary summary;
    summary.label = std::move(label);
    summary.targets = series.size();
    const bool scaled = series.size() > 1;
    Gathered dressed, alone;
    for (const RowSeries& rows : series) {
        for (const TargetRow* row : rows) {
            if (scaled && row->repeated) continue;
            const double scale = scaled ? row->scale : 1;
            dressed.add(row->forecast, row->pit, row->crps, row->observed, scale);
            alone.add(row->alone.forecast, row->alone.pit, row->alone.crps, row->observed, scale);
            ++summary.rows;
        }
        dressed.targets_inside += all_inside(rows, [](const TargetRow& row) { return row.inside_90; }) ? 1 : 0;
        alone.targets_inside += all_inside(rows, [](const TargetRow& row) { return row.alone.inside_90; }) ? 1 : 0;
    }
    summary.targets_inside = dressed.targets_inside;
    summary.mean_crps = dressed.mean(dressed.crps);
    summary.mean_interval_score = dressed.mean(dressed.interval);
    summary.fifty = band_coverage(dressed.fifty, 0.5);
    summary.ninety = band_coverage(dressed.ninety, kBand);
    summary.pit = pit_histogram(dressed.places);
    summary.alone = {alone.targets_inside, alone.mean(alone.crps), alone.mean(alone.interval), band_coverage(alone.fifty, 0.5), band_coverage(alone.ninety, kBand), pit_histogram(alone.places)};
    std::vector<Against> pairs;
    for (std::size_t c = 0; c < kComparatorCount; ++c) {
        pairs.push_back(against(series, c, scaled));
        summary.skills[c] = skill_row(c, pairs.back(), seed);
    }
    find_best(pairs, summary);
    count_signs(series, summary);
    return summary;
}

std::vector<RowSeries> series_of_targets(const EpisodeScore& episode) {
    std::vector<RowSeries> series;
    for (const TargetRow& row : episode.rows) {
        if (series.empty() || series.back().front()->target != row.target) series.emplace_back();
        series.back().push_back(&row);
    }
    return series;
}

std::vector<ScoreSummary> summarise_kinds(const std::vector<RowSeries>& series, std::uint64_t seed) {
    std::map<TargetKind, std::vector<RowSeries>> by_kind;
    for (const RowSeries& rows : series) by_kind[rows.front()->kind].push_back(rows);
    std::vector<ScoreSummary> kinds;
    for (const auto& [kind, of_kind] : by_kind) {
        kinds.push_back(summarise(to_text(kind), of_kind, seed));
        kinds.back().kind = kind;
        if (of_kind.size() == 1) kinds.back().unit = of_kind.front().front()->unit;
    }
    return kinds;
}

std::optional<TimingScore> summarise_timing(const std::vector<RowSeries>& series) {
    std::vector<TimingCase> cases;
    for (const RowSeries& rows : series) {
        for (const TargetRow* row : rows) {
            if (row->kind != TargetKind::time || row->repeated) continue;
            TimingCase each;
            each.window = row->horizon / kDaysPerWeek;
            if (row->forecast.median < row->horizon) each.forecast = row->forecast.median / kDaysPerWeek;
            if (!row->observed_never) each.observed = row->observed / kDaysPerWeek;
            cases.push_back(each);
        }
    }
    if (cases.empty()) return std::nullopt;
    return timing_score(cases, kTimingTolerance);
}

}  // namespace countervail
