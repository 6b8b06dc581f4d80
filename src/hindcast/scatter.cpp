// SPDX-License-Identifier: Apache-2.0
#include "hindcast/scatter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/random.h"
#include "base/unit.h"
#include "simulation/parameters.h"

namespace countervail {

namespace {

constexpr std::size_t kFewestCounts = 4;

double standard_deviation(const std::vector<double>& values, double centre) {
    double sum = 0;
    for (const double value : values) sum += (value - centre) * (value - centre);
    return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
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

std::optional<double> scatter_of(const std::vector<SteppedValue>& history, bool yearly) {
    std::vector<SteppedValue> ordered;
    for (const SteppedValue& each : history) {
        if (each.value > 0) ordered.push_back(each);
    }
    if (ordered.size() < kFewestCounts) return std::nullopt;
    std::sort(ordered.begin(), ordered.end(), [](const SteppedValue& a, const SteppedValue& b) { return a.step < b.step; });
    std::vector<double> logs;
    for (const SteppedValue& each : ordered) logs.push_back(std::log(each.value));
    if (!yearly) return standard_deviation(logs, mean(logs));
    std::vector<double> changes;
    for (std::size_t i = 1; i < logs.size(); ++i) {
        if (ordered[i].step == ordered[i - 1].step + 1) changes.push_back(logs[i] - logs[i - 1]);
    }
    if (changes.size() + 1 < kFewestCounts) return std::nullopt;
    return standard_deviation(changes, mean(changes));
}

Result<Scatter> scatter_for(const Ledger& ledger, const Target& target, const BoundMeasure& measure, const std::optional<BoundMeasure>& over,
                            const ComparatorQuestion& question, const Interval& days, Date known_on) {
    if (measure.form != BoundMeasure::Form::recorded) return Scatter{};
    if (quoted(measure.id)) return scatter_of_price(ledger, level_of_price(measure.id), days, known_on, target.where);
    if (!counted(measure.id) || (over && target.kind == TargetKind::share)) return Scatter{};   // a part and its whole are counted together
    const bool yearly = question.season == 1;
    Result<Scatter> scatter = Scatter{};
    if (const auto measured = scatter_of(question.history, yearly)) {
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
