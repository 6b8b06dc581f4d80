// SPDX-License-Identifier: Apache-2.0
#include "simulation/explain.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace countervail {

namespace {

constexpr double kRounding = 1e-24;

std::vector<std::size_t> order_of(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    return order;
}

double mean_of(const std::vector<double>& values, const std::vector<std::size_t>& order, std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += values[order[i]];
    return sum / static_cast<double>(end - begin);
}

// Narrow enough to follow a bend, wide enough that a bin's mean means something.
std::size_t bins_for(std::size_t draws) {
    return std::clamp<std::size_t>(static_cast<std::size_t>(0.75 * std::sqrt(static_cast<double>(draws))), 4, 50);
}

double share_in_order(const std::vector<std::size_t>& order, const std::vector<double>& answer) {
    const std::size_t n = answer.size();
    const double mean = mean_of(answer, order, 0, n);
    double total = 0, size = 0;
    for (const double value : answer) {
        total += (value - mean) * (value - mean);
        size += value * value;
    }
    if (!(total > kRounding * size)) return 0;   // a constant answer varies by rounding alone
    const std::size_t bins = bins_for(n);
    double between = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const std::size_t begin = bin * n / bins, end = (bin + 1) * n / bins;
        const double away = mean_of(answer, order, begin, end) - mean;
        between += static_cast<double>(end - begin) * away * away;
    }
    const double unexplained = 1 - between / total;
    const double corrected = 1 - unexplained * static_cast<double>(n - 1) / static_cast<double>(n - bins);
    return std::clamp(corrected, 0.0, 1.0);
}

bool constant(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
}

}  // namespace

double first_order_share(const std::vector<double>& input, const std::vector<double>& answer) {
    if (input.size() < kFewestDraws || input.size() != answer.size() || constant(input)) return 0;
    return share_in_order(order_of(input), answer);
}

std::vector<Influence> influences(const std::vector<std::vector<double>>& draws, const std::vector<double>& answer) {
    std::vector<Influence> found;
    const std::size_t n = answer.size();
    if (n < kFewestDraws || draws.size() != n) return found;
    std::vector<double> input(n);
    for (int parameter = 0; parameter < kParameters; ++parameter) {
        for (std::size_t draw = 0; draw < n; ++draw) input[draw] = draws[draw][static_cast<std::size_t>(parameter)];
        Influence each;
        each.parameter = static_cast<Parameter>(parameter);
        if (!constant(input)) {
            const std::vector<std::size_t> order = order_of(input);
            each.share = share_in_order(order, answer);
            each.at_low = mean_of(answer, order, 0, n / 3);
            each.at_high = mean_of(answer, order, n - n / 3, n);
        } else {
            std::vector<std::size_t> all(n);
            std::iota(all.begin(), all.end(), std::size_t{0});
            each.at_low = each.at_high = mean_of(answer, all, 0, n);
        }
        found.push_back(each);
    }
    std::stable_sort(found.begin(), found.end(), [](const Influence& a, const Influence& b) { return a.share > b.share; });
    return found;
}

}  // namespace countervail
