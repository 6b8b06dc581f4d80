// SPDX-License-Identifier: Apache-2.0
#include "hindcast/evaluate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "hindcast/dressing.h"
#include "hindcast/forecast.h"
#include "hindcast/summarise.h"
#include "hindcast/verdict.h"
#include "scoring/crps.h"
#include "scoring/scores.h"

namespace countervail {

namespace {

ComparatorRow comparator_row(const ComparatorForecast& forecast, const EpisodeRow& row, double observed) {
    ComparatorRow scored;
    scored.comparator = forecast.comparator;
    scored.note = forecast.note;
    std::vector<double> members = forecast.members;
    if (!forecast.available && forecast.comparator == Comparator::nothing_happens && row.question.history.empty() && row.question.normal_level) {
        double level = *row.question.normal_level;
        if (row.question.take == StepsTaken::sum) level *= static_cast<double>(row.question.steps.size());
        members = {level};
        scored.note = "no history to take a spread from: a point";
    }
    if (members.empty()) return scored;
    for (double& member : members) member *= row.factor;
    std::sort(members.begin(), members.end());
    scored.available = true;
    scored.low = sorted_quantile(members, 0.05);
    scored.median = sorted_quantile(members, 0.5);
    scored.high = sorted_quantile(members, 0.95);
    scored.crps = ensemble_crps(members, observed);
    return scored;
}

void compare(const EpisodeRow& row, TargetRow& scored) {
    const std::vector<ComparatorForecast> forecasts = comparator_forecasts(row.question);
    for (std::size_t c = 0; c < kComparatorCount; ++c) {
        scored.comparators[c] = comparator_row(forecasts[c], row, scored.observed);
        if (!scored.comparators[c].available && !row.no_question.empty()) scored.comparators[c].note = row.no_question;
    }
}

void tell_sign(const Target& target, const EpisodeRow& row, const std::vector<double>& values, TargetRow& scored) {
    const std::optional<double> threshold = target.threshold ? target.threshold : target.kind == TargetKind::time ? std::nullopt : row.normal;
    if (!threshold) return;
    const auto side = [&](double value) { return value > *threshold ? 1 : value < *threshold ? -1 : 0; };
    const auto same = std::count_if(values.begin(), values.end(), [&](double value) { return side(value) == side(scored.observed); });
    scored.sign_probability = static_cast<double>(same) / static_cast<double>(values.size());
    scored.sign_right = side(scored.forecast.median) == side(scored.observed);
}

/// Times that do not come within the run are put at its end.
ModelAlone judged(const std::vector<double>& values, double observed) {
    ModelAlone found;
    found.forecast = band_of(values);
    found.inside_90 = found.forecast.low <= observed && observed <= found.forecast.high;
    found.inside_50 = found.forecast.lower_quartile <= observed && observed <= found.forecast.upper_quartile;
    found.pit = pit_of(values, observed);
    found.crps = ensemble_crps(values, observed);
    return found;
}

void set_forecast(TargetRow& scored, const ModelAlone& judged) {
    scored.forecast = judged.forecast;
    scored.inside_50 = judged.inside_50;
    scored.inside_90 = judged.inside_90;
    scored.pit = judged.pit;
    scored.crps = judged.crps;
}

/// `alone`: the model's draws before its own error.
TargetRow score_row(const EpisodeTarget& target, const EpisodeRow& row, double horizon, std::vector<double> values, std::vector<double> alone) {
    TargetRow scored;
    scored.target = target.target.id;
    scored.title = target.target.title;
    scored.unit = target.unit;
    scored.kind = target.target.kind;
    scored.measure = target.measure.id;
    scored.when = row.when;
    scored.days = row.days;
    scored.observed = row.observed.value;
    scored.observed_low = row.observed.low;
    scored.observed_high = row.observed.high;
    scored.statements = row.observed.statements;
    scored.observed_note = row.observed.note;
    if (target.measure.is_time()) {
        scored.horizon = horizon;
        const auto never = std::count_if(values.begin(), values.end(), [](double day) { return day >= kNever; });
        scored.never_share = static_cast<double>(never) / static_cast<double>(values.size());
        for (std::vector<double>* days : {&values, &alone}) {
            for (double& day : *days) day = std::min(day, horizon);
        }
        scored.observed_never = scored.observed >= horizon;
        scored.observed = std::min(scored.observed, horizon);
    }
    scored.alone = judged(alone, scored.observed);
    set_forecast(scored, judged(values, scored.observed));
    scored.fair_crps = fair_crps(values, scored.observed);
    if (values.size() < 2) scored.fair_crps = scored.crps;
    scored.log_score = kernel_log_score(values, scored.observed);
    if (scored.log_score && !std::isfinite(*scored.log_score)) scored.log_score.reset();
    compare(row, scored);
    tell_sign(target.target, row, values, scored);
    return scored;
}

/// Scores of several targets are pooled in units of what is normal for each, or of what was observed where that is more.
void set_scale(const EpisodeTarget& target, std::vector<TargetRow>& rows, std::size_t first) {
    double normal = 0, observed = 0;
    for (std::size_t i = first; i < rows.size(); ++i) observed += std::abs(rows[i].observed);
    for (const EpisodeRow& row : target.rows) normal += std::abs(row.normal.value_or(0));
    const double scale = std::max(normal, observed) / static_cast<double>(target.rows.size());
    for (std::size_t i = first; i < rows.size(); ++i) rows[i].scale = scale > 0 ? scale : 1;
}

struct Ranked {
    std::string target;
    double observed = 0, median = 0;
    const std::vector<double>* draws = nullptr;
};

RankRow rank_row(std::string group, std::vector<Ranked> members) {
    std::stable_sort(members.begin(), members.end(), [](const Ranked& a, const Ranked& b) { return a.observed > b.observed; });
    RankRow row;
    row.group = std::move(group);
    for (const Ranked& each : members) {
        row.targets.push_back(each.target);
        row.observed.push_back(each.observed);
        row.median.push_back(each.median);
    }
    row.kendall = kendall_tau_b(row.median, row.observed);
    row.spearman = spearman(row.median, row.observed);
    const std::size_t draws = members.front().draws->size();
    double sum = 0, count = 0, top = 0;
    std::vector<double> of_draw(members.size());
    for (std::size_t d = 0; d < draws; ++d) {
        for (std::size_t i = 0; i < members.size(); ++i) of_draw[i] = (*members[i].draws)[d];
        top += std::max_element(of_draw.begin(), of_draw.end()) == of_draw.begin() ? 1 : 0;
        if (const auto tau = kendall_tau_b(of_draw, row.observed)) {
            sum += *tau;
            ++count;
        }
    }
    if (count > 0) row.mean_kendall = sum / count;
    row.top_probability = top / static_cast<double>(draws);
    return row;
}

/// Groups whose targets have one row each are ranked once; others once per month (or day) that at least two of them share.
std::vector<RankRow> rank(const Episode& episode, const std::vector<TargetRow>& rows, const std::vector<std::vector<double>>& forecasts) {
    std::map<std::string, std::map<std::string, std::vector<Ranked>>> groups;
    std::size_t at = 0;
    std::set<std::string> with_several;
    for (const EpisodeTarget& target : episode.targets) {
        if (target.rows.size() > 1) with_several.insert(target.target.group);
    }
    for (const EpisodeTarget& target : episode.targets) {
        for (std::size_t i = 0; i < target.rows.size(); ++i, ++at) {
            if (target.target.group.empty()) continue;
            const std::string when = with_several.contains(target.target.group) ? rows[at].when : std::string();
            groups[target.target.group][when].push_back({target.target.id, rows[at].observed, rows[at].forecast.median, &forecasts[at]});
        }
    }
    std::vector<RankRow> ranks;
    for (auto& [group, by_time] : groups) {
        for (auto& [when, members] : by_time) {
            if (members.size() > 1) ranks.push_back(rank_row(when.empty() ? group : group + " " + when, std::move(members)));
        }
    }
    return ranks;
}

std::vector<ScoreSummary> summarise_targets(const Episode& episode, const std::vector<RowSeries>& series, std::uint64_t seed) {
    std::vector<ScoreSummary> summaries;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const Target& target = episode.targets[i].target;
        ScoreSummary summary = summarise(target.id, {series[i]}, seed);
        summary.title = target.title;
        summary.unit = episode.targets[i].unit;
        summary.kind = target.kind;
        summary.tolerance = target.tolerance;
        summary.note = target.note;
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

ErrorSize size_of(const ErrorSpread& found, const ErrorSpread& prior) { return {found.low, found.median, found.high, prior.source}; }

std::vector<ErrorRow> error_rows(const LearntErrors& errors) {
    std::vector<ErrorRow> rows;
    for (const LearntError& each : errors.kinds) {
        rows.push_back({to_text(each.kind), each.episodes, each.series, each.observations, size_of(each.posterior.lasting(), each.prior.lasting), size_of(each.posterior.passing(), each.prior.passing)});
    }
    return rows;
}

}  // namespace

EpisodeScore evaluate(const Ensemble& ensemble, const Outcome& outcome, const Episode& episode, std::uint64_t seed, const LearntErrors* errors) {
    EpisodeScore score;
    const Scenario& scenario = ensemble.scenario();
    score.id = episode.id;
    score.question = scenario.question;
    score.file = scenario.where.file;
    score.known_on = episode.known_on;
    score.act_on = episode.act_on;
    score.draws = outcome.draws();
    if (errors != nullptr) score.errors = error_rows(*errors);
    const int task = ensemble.base_task();
    std::vector<std::vector<double>> forecasts;
    std::set<std::string> statements;
    std::set<std::tuple<std::string, std::string, Date, Date, std::string>> asked;
    for (const EpisodeTarget& target : episode.targets) {
        const std::size_t first = score.rows.size();
        for (const EpisodeRow& row : target.rows) {
            RowForecast forecast = forecast_row(ensemble, outcome, task, target, row.days);
            std::vector<double> alone = forecast.values();
            if (errors != nullptr) Dressing(*errors, scenario.seed).dress(forecast, target);
            forecasts.push_back(forecast.values());
            for (std::vector<double>* values : {&alone, &forecasts.back()}) scatter_draws(*values, row.scatter, target.measure.id + " " + row.when, scenario.seed);
            score.rows.push_back(score_row(target, row, episode.horizon, forecasts.back(), std::move(alone)));
            TargetRow& scored = score.rows.back();
            scored.repeated = !asked.insert({scored.measure, scored.unit, scored.days.from, scored.days.until, join(scored.statements, " ")}).second;
            statements.insert(row.observed.statements.begin(), row.observed.statements.end());
        }
        set_scale(target, score.rows, first);
    }
    const std::vector<RowSeries> series = series_of_targets(score);
    score.targets = summarise_targets(episode, series, seed);
    score.kinds = summarise_kinds(series, seed);
    score.overall = summarise(score.id, series, seed);
    score.ranks = rank(episode, score.rows, forecasts);
    score.timing = summarise_timing(series);
    score.verdict = verdict_of(score.kinds, score.overall);
    score.statements.assign(statements.begin(), statements.end());
    return score;
}

HindcastScore pool(std::vector<EpisodeScore> episodes, std::uint64_t seed) {
    HindcastScore score;
    score.episodes = std::move(episodes);
    std::vector<RowSeries> series;
    for (const EpisodeScore& episode : score.episodes) {
        for (RowSeries& rows : series_of_targets(episode)) series.push_back(std::move(rows));
    }
    score.kinds = summarise_kinds(series, seed);
    score.overall = summarise("all", series, seed);
    score.timing = summarise_timing(series);
    score.verdict = series.empty() ? std::string() : verdict_of(score.kinds, score.overall);
    return score;
}

}  // namespace countervail
