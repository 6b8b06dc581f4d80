// SPDX-License-Identifier: Apache-2.0
#include "report/scale.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/figure_text.h"

namespace countervail {
namespace {

// Beyond these, differences and logarithms of doubles lose their meaning on a chart.
constexpr double kLargest = 1e290;
constexpr double kSmallest = 1e-280;

double nice_step(double span, int ticks) {
    const double rough = span / std::max(1, ticks);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double fraction = rough / power;
    const double nice = fraction <= 1.0001 ? 1 : fraction <= 2.0001 ? 2 : fraction <= 5.0001 ? 5 : 10;
    return nice * power;
}

std::vector<double> linear_steps(double& from, double& to, int ticks) {
    if (std::abs(from) < kSmallest) from = 0;
    if (std::abs(to) < kSmallest) to = 0;
    // An interval too narrow for doubles, or a single value, is widened around it.
    const double least = std::max(std::abs(from), std::abs(to)) * 1e-6;
    if (to - from <= least) {
        const double reach = from == 0 && to == 0 ? 0.5 : std::max(std::abs(from), std::abs(to)) * 0.5;
        from -= from >= 0 ? std::min(from, reach) : reach;
        to += to <= 0 && from < 0 ? std::min(-to, reach) : reach;
        if (to <= from) to = from + reach;
    }
    const double step = nice_step(to - from, ticks);
    const double first = std::floor(from / step + 1e-9);
    const double last = std::ceil(to / step - 1e-9);
    std::vector<double> steps;
    for (double at = first; at <= last + 0.5 && steps.size() < 50; ++at) steps.push_back(at * step);
    from = steps.front();
    to = steps.back();
    return steps;
}

std::vector<double> logarithmic_steps(double& from, double& to, int ticks) {
    if (to / from < 1.02) {
        from /= 2;
        to *= 2;
    }
    const double decades = std::log10(to / from);
    const bool inside_decades = decades < ticks * 0.45;
    const int every = std::max(1, static_cast<int>(std::ceil(decades / std::max(1, ticks))));
    const std::vector<double> factors = decades < 0.6    ? std::vector<double>{1, 1.5, 2, 3, 4, 5, 6, 8}
                                        : inside_decades ? std::vector<double>{1, 2, 5}
                                                         : std::vector<double>{1};
    std::vector<double> all;
    const int low = static_cast<int>(std::floor(std::log10(from))) - every;
    const int high = static_cast<int>(std::ceil(std::log10(to))) + every;
    for (int power = low - (low % every); power <= high + every; power += every) {
        for (const double factor : factors) all.push_back(factor * std::pow(10.0, power));
    }
    auto first = std::upper_bound(all.begin(), all.end(), from * 1.0001);
    if (first != all.begin()) --first;
    const auto last = std::lower_bound(first, all.end(), to * 0.9999);
    std::vector<double> steps(first, last == all.end() ? last : last + 1);
    from = steps.front();
    to = steps.back();
    return steps;
}

}  // namespace

bool Extent::drawable(double value) const {
    if (!std::isfinite(value) || std::abs(value) > kLargest) return false;
    return spacing_ == Spacing::linear || value > kSmallest;
}

void Extent::add(double value) {
    if (!drawable(value)) return;
    low_ = empty_ ? value : std::min(low_, value);
    high_ = empty_ ? value : std::max(high_, value);
    empty_ = false;
}

NumberScale::NumberScale(const Extent& extent, double coordinate_from, double coordinate_to, int ticks)
    : spacing_(extent.spacing()), coordinate_from_(coordinate_from), coordinate_to_(coordinate_to) {
    const bool logarithmic = spacing_ == Spacing::logarithmic;
    from_ = extent.empty() ? (logarithmic ? 1 : 0) : extent.low();
    to_ = extent.empty() ? (logarithmic ? 10 : 1) : extent.high();
    steps_ = logarithmic ? logarithmic_steps(from_, to_, ticks) : linear_steps(from_, to_, ticks);
}

double NumberScale::place(double value) const {
    if (spacing_ == Spacing::linear) return (value - from_) / (to_ - from_);
    return value <= 0 ? 0 : (std::log10(value) - std::log10(from_)) / (std::log10(to_) - std::log10(from_));
}

double NumberScale::operator()(double value) const {
    const double share = std::clamp(place(value), 0.0, 1.0);
    return coordinate_from_ + share * (coordinate_to_ - coordinate_from_);
}

std::vector<Tick> NumberScale::ticks() const {
    const std::vector<std::string> even = tick_labels(steps_);
    std::vector<Tick> ticks;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        ticks.push_back({(*this)(steps_[i]), spacing_ == Spacing::linear ? even[i] : short_number(steps_[i], 2)});
    }
    return ticks;
}

DateScale::DateScale(Date from, Date through, double coordinate_from, double coordinate_to)
    : from_(from), through_(through), coordinate_from_(coordinate_from), coordinate_to_(coordinate_to) {
    if (through_ - from_ < 1) {
        from_ = from_ + -3;
        through_ = through_ + 3;
    }
}

double DateScale::operator()(Date date) const {
    const double share = std::clamp(static_cast<double>(date - from_) / (through_ - from_), 0.0, 1.0);
    return coordinate_from_ + share * (coordinate_to_ - coordinate_from_);
}

std::vector<Tick> DateScale::ticks(double label_room) const {
    const double per_day = std::abs(coordinate_to_ - coordinate_from_) / (through_ - from_);
    for (const int weeks : {1, 2}) {
        if (through_ - from_ <= 70 && weeks * 7 * per_day >= label_room * 1.5) return week_ticks(weeks);
    }
    for (const int months : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600}) {
        if (months * 30.4 * per_day >= label_room) return month_ticks(months);
    }
    return month_ticks(1200);
}

std::vector<Tick> DateScale::month_ticks(int months) const {
    std::vector<Tick> ticks;
    Date at = from_.day() == 1 ? from_ : from_.next_month();
    const auto number = [](Date date) { return date.year() * 12 + static_cast<int>(date.month()) - 1; };
    while (((number(at) % months) + months) % months != 0) at = at.next_month();
    while (at <= through_ && ticks.size() < 200) {
        std::string label = month_name(at.month());
        if (ticks.empty() || at.month() == 1) label += "\n" + std::to_string(at.year());
        if (months >= 12) label = std::to_string(at.year());
        ticks.push_back({(*this)(at), label});
        for (int i = 0; i < months; ++i) at = at.next_month();
    }
    if (ticks.empty()) ticks.push_back({(*this)(from_), day_text(from_)});
    return ticks;
}

std::vector<Tick> DateScale::week_ticks(int weeks) const {
    std::vector<Tick> ticks;
    for (Date at = from_; at <= through_; at = at + 7 * weeks) {
        std::string label = std::to_string(at.day()) + " " + month_name(at.month());
        if (ticks.empty()) label += "\n" + std::to_string(at.year());
        ticks.push_back({(*this)(at), label});
    }
    return ticks;
}

std::string month_name(unsigned month) {
    static constexpr std::array kNames = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return kNames[(month + 11) % 12];
}

std::string day_text(Date date) { return std::to_string(date.day()) + " " + month_text(date); }

std::string month_text(Date date) { return month_name(date.month()) + " " + std::to_string(date.year()); }

}  // namespace countervail
