// SPDX-License-Identifier: Apache-2.0
#include "simulation/outcome.h"

#include <algorithm>
#include <cmath>

namespace countervail {

namespace {

// Linear interpolation between order statistics (Hyndman & Fan 1996, type 7).
double quantile(const std::vector<double>& sorted, double p) {
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    if (sorted[above] >= kNever) return position - static_cast<double>(below) > 0 ? kNever : sorted[below];
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

Band band_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    return {quantile(values, 0.05), quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75),
            quantile(values, 0.95)};
}

Outcome::Outcome(std::vector<Task> tasks, std::vector<Measure> measures, int draws)
    : tasks_(std::move(tasks)), measures_(std::move(measures)), draws_(draws) {
    const int size = measures_.empty() ? 0 : measures_.back().offset + measures_.back().times;
    data_.assign(tasks_.size(), std::vector<float>(static_cast<std::size_t>(size) * static_cast<std::size_t>(draws)));
}

int Outcome::measure(std::string_view id) const {
    for (std::size_t i = 0; i < measures_.size(); ++i) {
        if (measures_[i].id == id) return static_cast<int>(i);
    }
    return -1;
}

int Outcome::task(std::string_view case_id, Allocation allocation) const {
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        if (tasks_[i].case_id == case_id && tasks_[i].allocation == allocation) return static_cast<int>(i);
    }
    return -1;
}

void Outcome::put(int task, int block, const std::vector<float>& values) {
    auto& data = data_[static_cast<std::size_t>(task)];
    const std::size_t rows = values.size() / kBlock;
    const int first = block * kBlock;
    const int count = std::min(kBlock, draws_ - first);
    for (std::size_t row = 0; row < rows; ++row) {
        for (int d = 0; d < count; ++d) {
            data[row * static_cast<std::size_t>(draws_) + static_cast<std::size_t>(first + d)] =
                values[row * kBlock + static_cast<std::size_t>(d)];
        }
    }
}

std::vector<double> Outcome::values(int task, int measure, int time) const {
    const Measure& which = measures_[static_cast<std::size_t>(measure)];
    if (which.series && !tasks_[static_cast<std::size_t>(task)].series) return {};
    const auto begin = data_[static_cast<std::size_t>(task)].begin() + static_cast<std::ptrdiff_t>(which.offset + time) * draws_;
    return {begin, begin + draws_};
}

Band Outcome::band(int task, int measure, int time) const { return band_of(values(task, measure, time)); }

std::vector<double> Outcome::totals(int task, int measure) const {
    std::vector<double> sum(static_cast<std::size_t>(draws_));
    for (int time = 0; time < measures_[static_cast<std::size_t>(measure)].times; ++time) {
        const std::vector<double> each = values(task, measure, time);
        for (std::size_t d = 0; d < each.size(); ++d) sum[d] += each[d];
    }
    return sum;
}

}  // namespace countervail
