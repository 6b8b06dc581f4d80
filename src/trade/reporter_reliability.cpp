// SPDX-License-Identifier: Apache-2.0
#include "trade/reporter_reliability.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace countervail {
namespace {

constexpr int kRounds = 100'000, kReweightings = 50;
constexpr double kSettled = 1e-10, kLeastShare = 0.01;

/// All flows between two offices, whichever sold.
struct PairSum {
    int a, b;
    double squares = 0, flows = 0, weight = 1;
};

/// Sums by pair of offices, each in ascending order of what is added, so that the order of ratios does not matter.
std::vector<PairSum> sums_by_pair(std::span<const MirrorRatio> ratios, double largest) {
    struct Term {
        int a, b;
        double square;
    };
    std::vector<Term> terms;
    terms.reserve(ratios.size());
    for (const MirrorRatio& ratio : ratios) {
        const double size = std::min(std::abs(ratio.log_ratio), largest);
        terms.push_back({std::min(ratio.importer, ratio.exporter), std::max(ratio.importer, ratio.exporter), size * size});
    }
    std::ranges::sort(terms, [](const Term& x, const Term& y) { return std::tie(x.a, x.b, x.square) < std::tie(y.a, y.b, y.square); });
    std::vector<PairSum> sums;
    for (const Term& term : terms) {
        if (sums.empty() || sums.back().a != term.a || sums.back().b != term.b) sums.push_back({term.a, term.b});
        sums.back().squares += term.square;
        sums.back().flows += 1;
    }
    return sums;
}

/// Weighted least squares over variances of 0 or more: convex, so each step minimises over one office with the others held. False when it
/// goes on too long.
bool settle(const std::vector<PairSum>& pairs, const std::vector<std::vector<std::size_t>>& of_office, double scale,
            std::vector<ReporterReliability>& found) {
    for (int round = 0; round < kRounds; ++round) {
        double change = 0;
        for (std::size_t office = 0; office < found.size(); ++office) {
            if (of_office[office].empty()) continue;
            double sum = 0, count = 0;
            for (const std::size_t at : of_office[office]) {
                const PairSum& pair = pairs[at];
                const double other = found[static_cast<std::size_t>(pair.a == static_cast<int>(office) ? pair.b : pair.a)].variance;
                sum += pair.weight * (pair.squares - pair.flows * other);
                count += pair.weight * pair.flows;
            }
            const double next = std::max(0.0, sum / count);
            change = std::max(change, std::abs(next - found[office].variance) / scale);
            found[office].variance = next;
        }
        if (change <= kSettled) return true;
    }
    return false;
}

}  // namespace

Result<std::vector<ReporterReliability>> reporter_reliability(std::span<const MirrorRatio> ratios, std::size_t offices, double largest) {
    std::vector<PairSum> pairs = sums_by_pair(ratios, largest);
    std::vector<ReporterReliability> found(offices);
    std::vector<std::vector<std::size_t>> of_office(offices);
    double squares = 0, flows = 0;
    for (std::size_t at = 0; at < pairs.size(); ++at) {
        for (const int office : {pairs[at].a, pairs[at].b}) {
            found[static_cast<std::size_t>(office)].flows += static_cast<std::size_t>(pairs[at].flows);
            of_office[static_cast<std::size_t>(office)].push_back(at);
        }
        squares += pairs[at].squares;
        flows += pairs[at].flows;
    }
    const double mean = flows > 0 ? squares / flows / 2 : 1;
    const double scale = mean > 0 ? mean : 1;  // offices that agree to the last digit are as good as each other
    for (ReporterReliability& office : found) office.variance = scale;
    const double least = kLeastShare * scale;
    double moved = mean > 0 && flows > 0 ? 1 : 0;
    for (int reweighting = 0; reweighting < kReweightings && moved > kSettled; ++reweighting) {
        for (PairSum& pair : pairs) {
            const double expected = std::max(least, found[static_cast<std::size_t>(pair.a)].variance) +
                                    std::max(least, found[static_cast<std::size_t>(pair.b)].variance);
            pair.weight = scale * scale / (expected * expected);
        }
        const std::vector<ReporterReliability> before = found;
        if (!settle(pairs, of_office, scale, found))
            return fail({}, "the reliability of reporters did not settle", "use another choice of whose reports count");
        moved = 0;
        for (std::size_t office = 0; office < offices; ++office)
            moved = std::max(moved, std::abs(found[office].variance - before[office].variance) / scale);
    }
    for (ReporterReliability& office : found) office.variance = std::max(office.variance, least);
    return found;
}

}  // namespace countervail
