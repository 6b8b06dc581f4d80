// SPDX-License-Identifier: Apache-2.0
#include "scoring/calibration_checks.h"

#include <algorithm>
#include <cmath>

#include "scoring/binomial.h"
#include "scoring/finite.h"

namespace countervail {
namespace {

constexpr double kChanceTail = 0.05;   // on either side of the band of chance

}  // namespace

double sorted_quantile(std::span<const double> ascending, double p) {
    if (ascending.empty() || !(p >= 0 && p <= 1)) return kUndefined;
    const double position = p * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const double part = position - static_cast<double>(below);
    if (part == 0) return ascending[below];
    return ascending[below] + part * (ascending[below + 1] - ascending[below]);
}

BandCoverage band_coverage(std::span<const BandCase> cases, double level) {
    BandCoverage coverage{.level = level, .cases = cases.size()};
    double width = 0;
    for (const BandCase& one : cases) {
        if (one.low <= one.observed && one.observed <= one.high) ++coverage.inside;
        width += one.high - one.low;
    }
    const auto count = static_cast<double>(cases.size());
    coverage.share = cases.empty() ? kUndefined : static_cast<double>(coverage.inside) / count;
    coverage.mean_width = cases.empty() ? kUndefined : width / count;
    coverage.chance_low = binomial_quantile(kChanceTail, cases.size(), level);
    coverage.chance_high = binomial_quantile(1 - kChanceTail, cases.size(), level);
    return coverage;
}

PitInterval pit_of(std::span<const double> members, double observed) {
    if (std::isnan(observed)) return {kUndefined, kUndefined};
    std::size_t below = 0, equal = 0;
    for (const double member : members) {
        if (member < observed) ++below;
        else if (member == observed) ++equal;
    }
    const double places = static_cast<double>(members.size()) + 1;
    return {static_cast<double>(below) / places, static_cast<double>(below + equal + 1) / places};
}

PitHistogram pit_histogram(std::span<const PitInterval> cases, std::size_t bins) {
    PitHistogram histogram{.share = std::vector<double>(bins, 0.0)};
    if (bins == 0) return histogram;
    const auto count = static_cast<double>(bins);
    for (const PitInterval& one : cases) {
        if (std::isnan(one.from) || std::isnan(one.to)) continue;
        ++histogram.cases;
        const double from = std::clamp(one.from, 0.0, 1.0) * count, to = std::clamp(one.to, 0.0, 1.0) * count;
        if (!(to > from)) {
            histogram.share[std::min(bins - 1, static_cast<std::size_t>(from))] += 1;
            continue;
        }
        for (auto bin = static_cast<std::size_t>(from); bin < bins && static_cast<double>(bin) < to; ++bin) {
            const double overlap = std::min(to, static_cast<double>(bin) + 1) - std::max(from, static_cast<double>(bin));
            histogram.share[bin] += overlap / (to - from);
        }
    }
    histogram.expected = 1 / count;
    if (histogram.cases == 0) return histogram;
    const auto all = static_cast<double>(histogram.cases);
    for (double& share : histogram.share) share /= all;
    histogram.chance_low = static_cast<double>(binomial_quantile(kChanceTail, histogram.cases, histogram.expected)) / all;
    histogram.chance_high = static_cast<double>(binomial_quantile(1 - kChanceTail, histogram.cases, histogram.expected)) / all;
    return histogram;
}

}  // namespace countervail
