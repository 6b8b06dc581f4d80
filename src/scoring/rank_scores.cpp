// SPDX-License-Identifier: Apache-2.0
#include "scoring/rank_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "scoring/binomial.h"
#include "scoring/finite.h"

namespace countervail {
namespace {

constexpr double kBeyond = std::numeric_limits<double>::infinity();

bool rankable(std::span<const double> one, std::span<const double> other) {
    const auto no_number = [](double value) { return std::isnan(value); };
    return one.size() == other.size() && one.size() >= 2 && std::none_of(one.begin(), one.end(), no_number) &&
           std::none_of(other.begin(), other.end(), no_number);
}

int order_of(double one, double other) { return (one > other) - (one < other); }

/// Middle of the values, ±∞ among them; empty when it is not finite.
std::optional<double> finite_median(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    std::sort(values.begin(), values.end());
    const double low = values[(values.size() - 1) / 2], high = values[values.size() / 2];
    if (!std::isfinite(low) || !std::isfinite(high)) return std::nullopt;
    return (low + high) / 2;
}

}  // namespace

std::vector<double> mid_ranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
        while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
        const double shared = (static_cast<double>(from + 1) + static_cast<double>(to)) / 2;
        for (std::size_t i = from; i < to; ++i) ranks[order[i]] = shared;
    }
    return ranks;
}

std::optional<double> spearman(std::span<const double> forecast, std::span<const double> observed) {
    if (!rankable(forecast, observed)) return std::nullopt;
    const std::vector<double> one = mid_ranks(forecast), other = mid_ranks(observed);
    const double mean = (static_cast<double>(one.size()) + 1) / 2;
    double together = 0, own = 0, others = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        together += (one[i] - mean) * (other[i] - mean);
        own += (one[i] - mean) * (one[i] - mean);
        others += (other[i] - mean) * (other[i] - mean);
    }
    if (own == 0 || others == 0) return std::nullopt;
    return together / std::sqrt(own * others);
}

std::optional<double> kendall_tau_b(std::span<const double> forecast, std::span<const double> observed) {
    if (!rankable(forecast, observed)) return std::nullopt;
    long long balance = 0, apart_forecast = 0, apart_observed = 0;
    for (std::size_t i = 0; i < forecast.size(); ++i) {
        for (std::size_t j = i + 1; j < forecast.size(); ++j) {
            const int said = order_of(forecast[i], forecast[j]), seen = order_of(observed[i], observed[j]);
            balance += said * seen;
            apart_forecast += said != 0;
            apart_observed += seen != 0;
        }
    }
    if (apart_forecast == 0 || apart_observed == 0) return std::nullopt;
    return static_cast<double>(balance) / std::sqrt(static_cast<double>(apart_forecast) * static_cast<double>(apart_observed));
}

SignScore sign_score(std::span<const double> forecast, std::span<const double> observed) {
    SignScore score;
    for (std::size_t i = 0; i < std::min(forecast.size(), observed.size()); ++i) {
        if (std::isnan(forecast[i]) || std::isnan(observed[i])) continue;
        ++score.cases;
        if (order_of(forecast[i], 0) == order_of(observed[i], 0)) ++score.right;
    }
    score.share = score.cases == 0 ? kUndefined : static_cast<double>(score.right) / static_cast<double>(score.cases);
    score.chance = score.right == 0 ? 1 : 1 - binomial_distribution(score.right - 1, score.cases, 0.5);
    return score;
}

TimingScore timing_score(std::span<const TimingCase> cases, double tolerance) {
    TimingScore score{.cases = cases.size()};
    std::vector<double> errors, absolute;
    std::size_t within = 0;
    for (const TimingCase& one : cases) {
        if (one.forecast && one.observed) {
            ++score.timed;
            errors.push_back(*one.forecast - *one.observed);
            if (std::abs(errors.back()) <= tolerance) ++within;
        } else if (one.forecast) {
            ++score.said_but_not_seen;
            errors.push_back(-kBeyond);
        } else if (one.observed) {
            ++score.seen_but_not_said;
            errors.push_back(kBeyond);
        } else {
            ++score.neither;
            ++within;
        }
    }
    for (const double error : errors) absolute.push_back(std::abs(error));
    score.median_error = finite_median(errors);
    score.median_absolute_error = finite_median(absolute);
    score.share_within = cases.empty() ? kUndefined : static_cast<double>(within) / static_cast<double>(cases.size());
    return score;
}

}  // namespace countervail
