// SPDX-License-Identifier: Apache-2.0
// Four simple forecasts that anyone could have made, to be beaten: the last value; the same month a year before; a random walk with drift;
// "nothing happens". Each is an ensemble dressed with its own past errors, so that its bands are scored on equal terms with a model's.
//
// Steps are whole numbers on any even calendar: months (12 · year + month − 1) with a season of 12, years with a season of 1. The history may
// have gaps and holds only what was public at the origin: whoever calls sees to that. The origin is its last step; what is
// asked for lies after it.
//
// Errors are differences of logarithms when every value of the history and the normal level is above 0 (so that no member is ever negative), else plain
// differences; members are cut to [least, most]. A comparator's past error at origin o is what was observed less what it would have said
// at o, knowing the history up to o only, about the same steps ahead taken together in the same way; all origins count whose
// steps the history holds. Errors are taken about their median, so that the median says what the comparator's name says. The members are
// the centre plus n evenly spaced quantiles of the empirical errors: the ⌊(i + ½) m / n⌋-th smallest of m errors for member i.
//
// Fewer than three past errors at the wanted steps: those at the nearest shift of all steps (nearer to the origin first) that has three are
// taken, for the last value and the random walk times √(mean steps ahead wanted / mean steps ahead found), for the other two as they are.
// None at any shift: a point forecast, and the record says so.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace countervail {

/// A value at a step of the calendar.
struct SteppedValue {
    int step = 0;
    double value = 0;
};

enum class Comparator { last_value, same_season_last_year, random_walk_with_drift, nothing_happens };
inline constexpr Comparator kComparators[] = {Comparator::last_value, Comparator::same_season_last_year,
                                              Comparator::random_walk_with_drift, Comparator::nothing_happens};
/// "last value", "same month last year", "random walk with drift", "nothing happens".
std::string_view comparator_words(Comparator comparator);
/// "last-value", "same-month-last-year", "random-walk", "nothing-happens": for files and columns.
std::string_view comparator_key(Comparator comparator);

/// How the values at the wanted steps become one number.
enum class StepsTaken { sum, mean, max, min, last };

/// What is asked of a comparator.
struct ComparatorQuestion {
    std::vector<SteppedValue> history;      ///< any order; a step at most once
    std::vector<int> steps;                 ///< one or several, all after the history's last
    StepsTaken take = StepsTaken::last;     ///< of no weight for one step
    int season = 12;                        ///< steps in a year
    /// What "nothing happens" means, per step, in the unit of the history (the baseline of a world). Without it: the mean of the last
    /// `season` steps, of which at least half must be there. Its past errors are in both cases those of that mean.
    std::optional<double> normal_level;
    double least = 0;
    double most = std::numeric_limits<double>::infinity();
    std::size_t members = 1000;
};

enum class ErrorSource {
    own,       ///< its past errors at the same steps ahead
    shifted,   ///< its past errors at other steps ahead, scaled as said above
    none       ///< no errors to learn from: a point
};

struct ComparatorForecast {
    Comparator comparator = Comparator::last_value;
    bool available = false;
    std::string note;                  ///< why it is not available, or where its spread comes from, as a sentence
    double centre = 0;                 ///< the point forecast
    std::vector<double> members;       ///< ascending, equally likely; empty when not available
    ErrorSource errors = ErrorSource::none;
    std::size_t past_errors = 0;       ///< how many the spread rests on
    bool logarithmic = false;
};

/// Not available (with a note) when: the history is empty; a wanted step is missing, or not after the history; the history has a step twice or a
/// value that is no finite number; the same season last year is a gap; the history spans less than max(season, 3) steps (random walk: no drift to
/// be had from that); no normal level and too few values for its mean. One year's last season known counts for two years ahead.
ComparatorForecast comparator_forecast(Comparator comparator, const ComparatorQuestion& question);
/// All four, in the order of kComparators.
std::vector<ComparatorForecast> comparator_forecasts(const ComparatorQuestion& question);

}  // namespace countervail
