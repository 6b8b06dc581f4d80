// SPDX-License-Identifier: Apache-2.0
#include "scoring/comparators.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/core.h>

#include "scoring/calibration_checks.h"

namespace countervail {
namespace {

constexpr std::size_t kFewestErrors = 3;
constexpr int kShortestDrift = 3;

/// The history in order, and how its values are compared.
class Past {
  public:
    Past(const ComparatorQuestion& question) : values_(question.history), season_(question.season) {
        std::sort(values_.begin(), values_.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
        logarithmic_ = std::all_of(values_.begin(), values_.end(), [](const auto& one) { return one.value > 0; }) &&
                       question.normal_level.value_or(1) > 0;
    }

    const std::vector<SteppedValue>& values() const { return values_; }
    int origin() const { return values_.back().step; }
    int span() const { return values_.back().step - values_.front().step; }
    bool logarithmic() const { return logarithmic_; }
    int season() const { return season_; }
    std::optional<double> at(int step) const {
        const auto found = std::lower_bound(values_.begin(), values_.end(), step, [](const auto& one, int s) { return one.step < s; });
        if (found == values_.end() || found->step != step) return std::nullopt;
        return found->value;
    }

    double difference(double value, double base) const { return logarithmic_ ? std::log(value / base) : value - base; }
    double moved(double base, double by) const { return logarithmic_ ? base * std::exp(by) : base + by; }

  private:
    std::vector<SteppedValue> values_;
    int season_;
    bool logarithmic_;
};

double taken(const std::vector<double>& values, StepsTaken take) {
    switch (take) {
    case StepsTaken::sum: return std::accumulate(values.begin(), values.end(), 0.0);
    case StepsTaken::mean: return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    case StepsTaken::max: return *std::max_element(values.begin(), values.end());
    case StepsTaken::min: return *std::min_element(values.begin(), values.end());
    case StepsTaken::last: break;
    }
    return values.back();
}

/// Mean of the season up to the origin, of which at least half must be there.
std::optional<double> season_mean(const Past& past, int origin) {
    double sum = 0;
    int count = 0;
    for (int step = origin - past.season() + 1; step <= origin; ++step) {
        if (const auto value = past.at(step)) {
            sum += *value;
            ++count;
        }
    }
    if (2 * count < past.season()) return std::nullopt;
    return sum / count;
}

std::optional<double> last_season(const Past& past, int origin, int step) {
    const int seasons_back = (step - origin + past.season() - 1) / past.season();
    return past.at(step - seasons_back * past.season());
}

std::optional<double> drifted(const Past& past, int origin, double last, int step) {
    const SteppedValue& first = past.values().front();
    const int span = origin - first.step;
    if (span < std::max(past.season(), kShortestDrift)) return std::nullopt;
    return past.moved(last, past.difference(last, first.value) * (step - origin) / span);
}

/// What the comparator says at an origin, which has a value, about one step.
std::optional<double> point(Comparator comparator, const Past& past, int origin, int step) {
    switch (comparator) {
    case Comparator::last_value: return past.at(origin);
    case Comparator::same_season_last_year: return last_season(past, origin, step);
    case Comparator::random_walk_with_drift: return drifted(past, origin, *past.at(origin), step);
    case Comparator::nothing_happens: return season_mean(past, origin);
    }
    return std::nullopt;
}

/// One forecast that could have been made at `origin` for the steps `ahead`, against what came. Empty when the history does not hold both.
std::optional<double> past_error(Comparator comparator, const Past& past, int origin, const std::vector<int>& ahead, StepsTaken take) {
    std::vector<double> said, seen;
    for (const int steps : ahead) {
        const auto value = past.at(origin + steps);
        if (!value) return std::nullopt;
        const auto forecast = point(comparator, past, origin, origin + steps);
        if (!forecast) return std::nullopt;
        seen.push_back(*value);
        said.push_back(*forecast);
    }
    return past.difference(taken(seen, take), taken(said, take));
}

std::vector<double> past_errors(Comparator comparator, const Past& past, const std::vector<int>& ahead, StepsTaken take) {
    std::vector<double> errors;
    for (const SteppedValue& origin : past.values()) {
        if (const auto error = past_error(comparator, past, origin.step, ahead, take)) errors.push_back(*error);
    }
    return errors;
}

/// Errors about their median, ascending, with where they come from.
struct Dressing {
    std::vector<double> errors;
    ErrorSource source = ErrorSource::none;
    int shift = 0;
    double scale = 1;
};

Dressing dressing(Comparator comparator, const Past& past, const std::vector<int>& ahead, StepsTaken take) {
    const bool walks = comparator == Comparator::last_value || comparator == Comparator::random_walk_with_drift;
    const int nearest = *std::min_element(ahead.begin(), ahead.end());
    const double mean_ahead = std::accumulate(ahead.begin(), ahead.end(), 0.0) / static_cast<double>(ahead.size());
    const auto with_shift = [&](int shift) {
        std::vector<int> shifted = ahead;
        for (int& steps : shifted) steps += shift;
        return past_errors(comparator, past, shifted, take);
    };
    const auto found = [&](std::vector<double> errors, int shift) {
        std::sort(errors.begin(), errors.end());
        const double middle = sorted_quantile(errors, 0.5);
        const double scale = walks ? std::sqrt(mean_ahead / (mean_ahead + shift)) : 1;
        for (double& error : errors) error = (error - middle) * scale;
        return Dressing{std::move(errors), shift == 0 ? ErrorSource::own : ErrorSource::shifted, shift, scale};
    };

    // Nearest shift first; down to one step ahead, up to the length of the history.
    for (int distance = 0; distance < std::max(nearest, past.span()); ++distance) {
        for (const int shift : {-distance, distance}) {
            if (nearest + shift < 1) continue;
            std::vector<double> errors = with_shift(shift);
            if (errors.size() >= kFewestErrors) return found(std::move(errors), shift);
        }
    }
    return {};
}

std::string spread_note(const Dressing& spread) {
    const std::size_t count = spread.errors.size();
    switch (spread.source) {
    case ErrorSource::own: return fmt::format("spread: its own {} past errors as far ahead", count);
    case ErrorSource::shifted:
        return fmt::format("spread: its own {} past errors {} {} {}, times {:.2f}", count, std::abs(spread.shift),
                           std::abs(spread.shift) == 1 ? "step" : "steps", spread.shift < 0 ? "nearer" : "farther", spread.scale);
    case ErrorSource::none: break;
    }
    return "a point: the history holds no three past errors to take a spread from";
}

std::string why_no_question(const ComparatorQuestion& question) {
    if (question.history.empty()) return "no history";
    if (question.steps.empty()) return "no step is asked for";
    if (question.season < 1) return "a season has at least one step";
    std::vector<int> steps;
    for (const SteppedValue& one : question.history) {
        if (!std::isfinite(one.value)) return fmt::format("the history's value at step {} is no number", one.step);
        steps.push_back(one.step);
    }
    std::sort(steps.begin(), steps.end());
    const auto twice = std::adjacent_find(steps.begin(), steps.end());
    if (twice != steps.end()) return fmt::format("the history has step {} twice", *twice);
    for (const int step : question.steps) {
        if (step <= steps.back()) return fmt::format("step {} is not after the history, which ends at step {}", step, steps.back());
    }
    return {};
}

std::string why_no_point(Comparator comparator, const Past& past) {
    switch (comparator) {
    case Comparator::same_season_last_year: return "the history has a gap where the same month of the last year should be";
    case Comparator::random_walk_with_drift:
        return fmt::format("a drift needs a history of {} steps; there are {}", std::max(past.season(), kShortestDrift), past.span());
    case Comparator::nothing_happens: return "no normal level is given, and less than half of the last year is known";
    case Comparator::last_value: break;
    }
    return "no last value";
}

}  // namespace

std::string_view comparator_words(Comparator comparator) {
    switch (comparator) {
    case Comparator::last_value: return "last value";
    case Comparator::same_season_last_year: return "same month last year";
    case Comparator::random_walk_with_drift: return "random walk with drift";
    case Comparator::nothing_happens: break;
    }
    return "nothing happens";
}

std::string_view comparator_key(Comparator comparator) {
    switch (comparator) {
    case Comparator::last_value: return "last-value";
    case Comparator::same_season_last_year: return "same-month-last-year";
    case Comparator::random_walk_with_drift: return "random-walk";
    case Comparator::nothing_happens: break;
    }
    return "nothing-happens";
}

ComparatorForecast comparator_forecast(Comparator comparator, const ComparatorQuestion& question) {
    ComparatorForecast forecast{.comparator = comparator};
    forecast.note = why_no_question(question);
    if (!forecast.note.empty()) return forecast;

    const Past past(question);
    std::vector<double> points;
    std::vector<int> ahead;
    for (const int step : question.steps) {
        const bool given = comparator == Comparator::nothing_happens && question.normal_level;
        const auto value = given ? question.normal_level : point(comparator, past, past.origin(), step);
        if (!value) {
            forecast.note = why_no_point(comparator, past);
            return forecast;
        }
        points.push_back(*value);
        ahead.push_back(step - past.origin());
    }
    const Dressing spread = dressing(comparator, past, ahead, question.take);
    const auto cut = [&](double value) { return std::clamp(value, question.least, question.most); };
    const double centre = taken(points, question.take);
    forecast.available = true;
    forecast.note = spread_note(spread);
    forecast.centre = cut(centre);
    forecast.errors = spread.source;
    forecast.past_errors = spread.errors.size();
    forecast.logarithmic = past.logarithmic();
    forecast.members.assign(question.members, forecast.centre);
    if (spread.errors.empty()) return forecast;
    for (std::size_t i = 0; i < question.members; ++i) {
        const std::size_t error = (2 * i + 1) * spread.errors.size() / (2 * question.members);
        forecast.members[i] = cut(past.moved(centre, spread.errors[error]));
    }
    return forecast;
}

std::vector<ComparatorForecast> comparator_forecasts(const ComparatorQuestion& question) {
    std::vector<ComparatorForecast> forecasts;
    for (const Comparator comparator : kComparators) forecasts.push_back(comparator_forecast(comparator, question));
    return forecasts;
}

}  // namespace countervail
