// SPDX-License-Identifier: Apache-2.0
#include "hindcast/scatter.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "base/random.h"
#include "base/unit.h"
#include "hindcast/holiday_months.h"
#include "hindcast/observation.h"
#include "simulation/parameters.h"

namespace countervail {

namespace {

constexpr std::size_t kLeastFreedom = 3;   // degrees of freedom of a standard deviation that is worth having

using Count = SteppedValue;

/// The positive ones, by step.
std::vector<Count> in_order(const std::vector<SteppedValue>& history) {
    std::vector<Count> ordered;
    for (const SteppedValue& each : history) {
        if (each.value > 0) ordered.push_back(each);
    }
    std::sort(ordered.begin(), ordered.end(), [](const Count& a, const Count& b) { return a.step < b.step; });
    return ordered;
}

int year_of(int step) { return step / kMonthsOfYear; }
int month_of(int step) { return step % kMonthsOfYear + 1; }

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

/// Logarithms by year.
std::map<int, std::vector<double>> logs_by_year(const std::vector<Count>& counts) {
    std::map<int, std::vector<double>> years;
    for (const Count& each : counts) years[year_of(each.step)].push_back(std::log(each.value));
    return years;
}

/// Pooled within years: a year of one count says nothing.
std::optional<double> around_own_years(const std::vector<Count>& counts) {
    double squares = 0;
    std::size_t freedom = 0;
    for (const auto& [year, logs] : logs_by_year(counts)) {
        const double centre = mean(logs);
        for (const double each : logs) squares += (each - centre) * (each - centre);
        freedom += logs.size() - 1;
    }
    if (freedom < kLeastFreedom) return std::nullopt;
    return std::sqrt(squares / static_cast<double>(freedom));
}

/// Root mean square of holiday counts off the mean of their year's other months. That mean is known as well as its own counts allow; the error of it is left in.
std::optional<double> off_ordinary_months(const std::vector<Count>& holiday, const std::vector<Count>& ordinary) {
    const auto years = logs_by_year(ordinary);
    double squares = 0;
    std::size_t counts = 0;
    for (const Count& each : holiday) {
        const auto year = years.find(year_of(each.step));
        if (year == years.end()) continue;
        const double off = std::log(each.value) - mean(year->second);
        squares += off * off;
        ++counts;
    }
    if (counts < kLeastFreedom) return std::nullopt;
    return std::sqrt(squares / static_cast<double>(counts));
}

double standard_normal(std::uint64_t seed, std::uint32_t draw, std::uint32_t entity) {
    static const std::uint32_t kRadius = name_code("scatter, radius"), kAngle = name_code("scatter, angle");
    return std::sqrt(-2 * std::log(uniform(seed, draw, entity, kRadius))) * std::cos(2 * std::numbers::pi * uniform(seed, draw, entity, kAngle));
}

bool counted(const std::string& id) {
    return id.starts_with("exports/") || id.starts_with("departed/") || id.starts_with("export-revenue/");
}

bool quoted(const std::string& id) { return id.starts_with("price/"); }
bool level_of_price(const std::string& id) { return quoted(id) && !id.ends_with("/ratio"); }

Result<Scatter> assumed(const Ledger& ledger, const char* id, Date known_on, const Place& asked_at) {
    const auto row = ledger.known(id, known_on, asked_at);
    if (!row) return std::unexpected(row.error());
    return Scatter{(*row)->low, (*row)->value, (*row)->high, (*row)->id};
}

Result<Scatter> scatter_of_price(const Ledger& ledger, bool level, const Interval& days, Date known_on, const Place& asked_at) {
    auto quotes = assumed(ledger, kQuoteScatter, known_on, asked_at);
    if (!quotes || !level) return quotes;
    const auto drift = assumed(ledger, kPriceDrift, known_on, asked_at);
    if (!drift) return drift;
    constexpr double kHalfYear = 0.5;
    const double years = std::sqrt(kHalfYear + std::max(0, (days.from - known_on) + days.days() / 2) / kDaysInYear);
    quotes->low = std::hypot(quotes->low, years * drift->low);
    quotes->mode = std::hypot(quotes->mode, years * drift->mode);
    quotes->high = std::hypot(quotes->high, years * drift->high);
    quotes->source += " " + drift->source;
    return quotes;
}

}  // namespace

std::optional<double> scatter_of_years(const std::vector<SteppedValue>& history) {
    const std::vector<Count> counts = in_order(history);
    std::vector<double> changes;
    for (std::size_t i = 1; i < counts.size(); ++i) {
        if (counts[i].step == counts[i - 1].step + 1) changes.push_back(std::log(counts[i].value / counts[i - 1].value));
    }
    if (changes.size() < kLeastFreedom) return std::nullopt;
    const double centre = mean(changes);
    double squares = 0;
    for (const double each : changes) squares += (each - centre) * (each - centre);
    return std::sqrt(squares / static_cast<double>(changes.size() - 1));
}

std::optional<double> scatter_of_months(const std::vector<SteppedValue>& history, const std::vector<int>& holidays, const Interval& days) {
    std::vector<Count> ordinary, holiday;
    for (const Count& each : in_order(history)) (is_holiday_month(holidays, month_of(each.step)) ? holiday : ordinary).push_back(each);
    bool any_ordinary = false, any_holiday = false;
    for (int step = month_step(days.from); step <= month_step(days.until + -1); ++step) (is_holiday_month(holidays, month_of(step)) ? any_holiday : any_ordinary) = true;
    std::optional<double> found;
    if (!any_holiday) found = around_own_years(ordinary);
    else if (!any_ordinary) found = off_ordinary_months(holiday, ordinary);
    if (found) return found;
    ordinary.insert(ordinary.end(), holiday.begin(), holiday.end());
    return around_own_years(ordinary);
}

Result<Scatter> scatter_for(const Ledger& ledger, const Target& target, const BoundMeasure& measure, const std::optional<BoundMeasure>& over,
                            const ComparatorQuestion& question, const Interval& days, const std::string& place, Date known_on) {
    if (measure.form != BoundMeasure::Form::recorded) return Scatter{};
    if (quoted(measure.id)) return scatter_of_price(ledger, level_of_price(measure.id), days, known_on, target.where);
    if (!counted(measure.id) || (over && target.kind == TargetKind::share)) return Scatter{};   // a part and its whole are counted together
    const bool yearly = question.season == 1;
    Result<Scatter> scatter = Scatter{};
    if (const auto measured = yearly ? scatter_of_years(question.history) : scatter_of_months(question.history, holiday_months(ledger, place, known_on), days)) {
        scatter = Scatter{*measured, *measured, *measured, "history of " + std::to_string(question.history.size()) + " counts"};
    } else {
        scatter = assumed(ledger, kFlowScatter, known_on, target.where);
    }
    if (!scatter) return scatter;
    const double factor = over && counted(over->id) ? std::numbers::sqrt2 : 1;   // both parts of a quotient scatter
    scatter->low *= factor;
    scatter->mode *= factor;
    scatter->high *= factor;
    return scatter;
}

std::vector<double> scatter_widths(const Scatter& scatter, std::size_t draws, std::uint64_t seed) {
    static const std::uint32_t kWidth = name_code("scatter, width");
    if (scatter.none()) return std::vector<double>(draws, 0.0);
    const Range width{scatter.low, scatter.mode, scatter.high, scatter.source};
    std::vector<double> widths(draws);
    for (std::size_t d = 0; d < draws; ++d) widths[d] = sample(width, uniform(seed, static_cast<std::uint32_t>(d), name_code(scatter.source), kWidth));
    return widths;
}

void scatter_draws(std::vector<double>& values, const Scatter& scatter, const std::string& observation, std::uint64_t seed) {
    if (scatter.none()) return;
    const std::uint32_t entity = name_code(observation);
    const std::vector<double> widths = scatter_widths(scatter, values.size(), seed);
    for (std::size_t d = 0; d < values.size(); ++d) values[d] *= std::exp(widths[d] * standard_normal(seed, static_cast<std::uint32_t>(d), entity));
}

}  // namespace countervail
