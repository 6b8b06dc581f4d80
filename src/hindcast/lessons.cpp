// SPDX-License-Identifier: Apache-2.0
#include "hindcast/lessons.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <tuple>

#include "base/text.h"
#include "hindcast/forecast.h"

namespace countervail {

namespace {

constexpr double kQuarter = std::numbers::pi / 2;
constexpr double kHalf = 0.5;   // of a flow's relative error on the scale of its root

class Teacher {
  public:
    Teacher(const Ensemble& ensemble, const Outcome& outcome, Date public_by) : ensemble_(ensemble), outcome_(outcome), public_by_(public_by) {}

    EpisodeLessons take(const Episode& episode) {
        lessons_.episode = episode.id;
        lessons_.act_on = episode.act_on;
        horizon_ = episode.horizon;
        for (const EpisodeTarget& target : episode.targets) {
            for (const EpisodeRow& row : target.rows) {
                if (over(target, row)) hear(target, row);
            }
        }
        return std::move(lessons_);
    }

  private:
    bool over(const EpisodeTarget& target, const EpisodeRow& row) const { return target.measure.axis == TimeAxis::once || row.days.until <= public_by_; }

    void hear(const EpisodeTarget& target, const EpisodeRow& row) {
        RowForecast forecast = forecast_row(ensemble_, outcome_, ensemble_.base_task(), target, row.days);
        const auto above = error_kind(target.measure), below = target.over ? error_kind(*target.over) : std::nullopt;
        if (is_part_of_whole(target)) {
            const ForecastPart share{forecast.values(), std::nullopt, row.days};
            told(ErrorKind::share, name_of_quotient(target), row, share, row.observed.value, 1, row.observed.statements, 1);
        } else if (!target.over) {
            for (double& value : forecast.above.values) value /= forecast.rest;
            const double normal = target.target.over ? 1 : forecast.above.normal.value_or(0);
            told(target.measure, row, forecast.above, row.observed.value, normal, row.observed.statements, 1);
        } else if (above == ErrorKind::price && below == ErrorKind::price) {
            told_as_quotient(target, row, forecast);
        } else if (above == ErrorKind::flow && below == ErrorKind::flow && row.parts) {
            told(target.measure, row, forecast.above, row.parts->above, forecast.above.normal.value_or(0), row.observed.statements, std::numbers::sqrt2);
            told(*target.over, row, *forecast.below, row.parts->below, forecast.below->normal.value_or(0), {target.target.observed.over}, std::numbers::sqrt2);
        } else {
            ++lessons_.left_out;
        }
    }

    bool first_time(const std::string& measure, const Interval& days, const std::vector<std::string>& statements) {
        return heard_.insert({measure, days.from, days.until, join(statements, " ")}).second;
    }

    /// `sides`: what the row's scatter is divided by for this part of it.
    void told(const BoundMeasure& measure, const EpisodeRow& row, const ForecastPart& part, double observed, double normal, const std::vector<std::string>& statements, double sides) {
        told(error_kind(measure), measure.id, row, part, observed, normal, statements, sides);
    }

    void told(std::optional<ErrorKind> kind, const std::string& series, const EpisodeRow& row, const ForecastPart& part, double observed, double normal, const std::vector<std::string>& statements, double sides) {
        if (!kind || (*kind == ErrorKind::flow && !(normal > 0)) || (*kind == ErrorKind::price && !(observed > 0))) {
            ++lessons_.left_out;
            return;
        }
        if (!first_time(series, part.days, statements)) return;
        ErrorObservation seen;
        seen.observed = to_error_scale(*kind, observed, normal);
        if (*kind == ErrorKind::time && observed >= horizon_) seen = {.observed = std::log(horizon_), .at = ErrorObservation::At::high, .forecast = {}, .counting = {}};
        else if (*kind != ErrorKind::price && observed <= 0) seen.at = ErrorObservation::At::low;
        else if (*kind == ErrorKind::share && seen.observed >= kQuarter) seen.at = ErrorObservation::At::high;
        seen.passing = part.passing;
        for (const double value : part.values) seen.forecast.push_back(to_error_scale(*kind, value, normal));
        add_counting(seen, *kind, row.scatter, sides);
        series_of(*kind, series).observations.push_back(std::move(seen));
    }

    void told_as_quotient(const EpisodeTarget& target, const EpisodeRow& row, const RowForecast& forecast) {
        if (!(row.observed.value > 0)) {
            ++lessons_.left_out;
            return;
        }
        const bool itself = target.measure.id == target.over->id;
        const std::string id = itself ? target.measure.id : target.measure.id + " over " + target.over->id;
        if (!first_time(id, row.days, row.observed.statements)) return;
        ErrorObservation seen;
        seen.observed = std::log(row.observed.value);
        seen.lasting = itself ? 0 : std::numbers::sqrt2;
        seen.passing = 2;
        for (const double value : forecast.values()) seen.forecast.push_back(to_error_scale(ErrorKind::price, value, 1));
        add_counting(seen, ErrorKind::price, row.scatter, 1);
        series_of(ErrorKind::price, id).observations.push_back(std::move(seen));
    }

    /// The variance of what counting adds, to first order: a relative error of σ moves the root by σ/2 of itself and the logarithm by σ.
    void add_counting(ErrorObservation& seen, ErrorKind kind, const Scatter& scatter, double sides) const {
        if (scatter.none() || kind == ErrorKind::time || kind == ErrorKind::share) return;
        for (const double width : scatter_widths(scatter, seen.forecast.size(), ensemble_.scenario().seed)) {
            const double size = kind == ErrorKind::flow ? kHalf * seen.forecast[seen.counting.size()] : 1;
            const double deviation = size * width / sides;
            seen.counting.push_back(deviation * deviation);
        }
    }

    ErrorSeries& series_of(ErrorKind kind, const std::string& id) {
        std::vector<ErrorSeries>& all = lessons_.series[static_cast<std::size_t>(kind)];
        const auto found = std::find_if(all.begin(), all.end(), [&](const ErrorSeries& each) { return each.id == id; });
        if (found != all.end()) return *found;
        all.push_back({id, {}});
        return all.back();
    }

    const Ensemble& ensemble_;
    const Outcome& outcome_;
    Date public_by_;
    double horizon_ = 0;
    EpisodeLessons lessons_;
    std::set<std::tuple<std::string, Date, Date, std::string>> heard_;
};

}  // namespace

EpisodeLessons lessons_of(const Ensemble& ensemble, const Outcome& outcome, const Ledger& ledger, Date public_by) {
    return Teacher(ensemble, outcome, public_by).take(episode_as_of(ensemble, ledger, public_by));
}

Result<LearntErrors> learn_errors(const Ledger& ledger, const Episode& episode, const std::vector<EpisodeLessons>& lessons, int threads) {
    LearntErrors learnt;
    Errors errors;
    for (const ErrorKind kind : kErrorKinds) {
        auto prior = error_prior(ledger, kind, episode.known_on, {"score"});
        if (!prior) {
            append(errors, std::move(prior.error()));
            continue;
        }
        LearntError known{kind, *prior, ErrorPosterior(*prior), {}, 0, 0};
        for (const EpisodeLessons& lesson : lessons) {
            const auto& series = lesson.series[static_cast<std::size_t>(kind)];
            if (series.empty() || lesson.act_on >= episode.act_on || lesson.episode == episode.id) continue;
            known.posterior.learn(series, threads);
            known.episodes.push_back(lesson.episode);
            known.series += series.size();
            for (const ErrorSeries& each : series) known.observations += each.observations.size();
        }
        learnt.kinds.push_back(std::move(known));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return learnt;
}

}  // namespace countervail
