// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/morris.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "base/random.h"

namespace countervail {

namespace {

using Row = std::vector<double>;

double mean_of(const Row& values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

double deviation(const Row& values, double freedom) {
    const double mean = mean_of(values);
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return freedom > 0 ? std::sqrt(sum / freedom) : 0;
}

/// Random numbers of one trajectory, by purpose and input.
struct TrajectoryDice {
    std::uint64_t seed;
    std::uint32_t trajectory;
    std::size_t below(std::size_t count, std::uint32_t input, const char* purpose) const {
        const double u = uniform(seed, trajectory, input, name_code(purpose));
        return std::min(static_cast<std::size_t>(u * static_cast<double>(count)), count - 1);
    }
};

/// The order in which the inputs move (Fisher & Yates).
std::vector<std::size_t> order_of_moves(const TrajectoryDice& dice, std::size_t inputs) {
    std::vector<std::size_t> order(inputs);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = inputs - 1; i > 0; --i) std::swap(order[i], order[dice.below(i + 1, static_cast<std::uint32_t>(i), "order of moves")]);
    return order;
}

/// The input that moves between two points, if exactly one does.
std::size_t moved_input(const Row& from, const Row& to) {
    std::size_t moved = from.size(), count = 0;
    for (std::size_t j = 0; j < from.size(); ++j) {
        if (from[j] == to[j]) continue;
        moved = j;
        ++count;
    }
    return count == 1 ? moved : from.size();
}

struct Effects {
    std::vector<Row> plain, scaled;   ///< [input][trajectory]
};

Row inputs_within(const MorrisPoints& points, std::size_t first, std::size_t count, std::size_t input) {
    Row values;
    for (std::size_t i = first; i < first + count; ++i) values.push_back(points[i][input]);
    return values;
}

Result<Effects> effects_of(const MorrisPoints& points, const Row& answers, std::size_t inputs) {
    Effects made{std::vector<Row>(inputs), std::vector<Row>(inputs)};
    const std::size_t size = inputs + 1;
    for (std::size_t first = 0; first < points.size(); first += size) {
        const Row within(answers.begin() + static_cast<std::ptrdiff_t>(first), answers.begin() + static_cast<std::ptrdiff_t>(first + size));
        const double spread = deviation(within, static_cast<double>(size));
        for (std::size_t at = first; at + 1 < first + size; ++at) {
            const std::size_t j = moved_input(points[at], points[at + 1]);
            if (j == inputs || made.plain[j].size() > first / size) {
                return fail({}, "trajectory " + std::to_string(first / size + 1) + ", step " + std::to_string(at - first + 1) +
                                    ": not exactly one input moves, or one that has moved already");
            }
            const double effect = (answers[at + 1] - answers[at]) / (points[at + 1][j] - points[at][j]);
            made.plain[j].push_back(effect);
            made.scaled[j].push_back(spread > 0 ? effect * deviation(inputs_within(points, first, size, j), static_cast<double>(size)) / spread : 0);
        }
    }
    return made;
}

Row sizes(Row values) {
    for (double& value : values) value = std::abs(value);
    return values;
}

IndexEstimate mean_size(const Row& effects, const std::vector<Row>& resamples, double level) {
    const Row size = sizes(effects);
    Row replicates;
    for (const Row& counts : resamples) replicates.push_back(std::inner_product(size.begin(), size.end(), counts.begin(), 0.0) / static_cast<double>(size.size()));
    return estimate_of(mean_of(size), std::move(replicates), level);
}

}  // namespace

Result<MorrisPoints> morris_trajectories(int inputs, int trajectories, std::uint64_t seed, int levels) {
    Errors errors;
    if (inputs < 1) errors.push_back({{}, "trajectories without an input", {}});
    if (trajectories < 2 || trajectories > 1 << 20) {
        errors.push_back({{}, std::to_string(trajectories) + " trajectories", "take at least 2 and at most " + std::to_string(1 << 20) + "; 20 to 100 are usual"});
    }
    if (levels < 2 || levels > 64 || levels % 2 != 0) errors.push_back({{}, std::to_string(levels) + " levels", "take an even number from 2 to 64; 4 is usual"});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    const auto d = static_cast<std::size_t>(inputs), jump = static_cast<std::size_t>(levels) / 2;
    const auto level = [&](std::size_t which) { return static_cast<double>(which) / (levels - 1); };
    MorrisPoints points;
    for (int t = 0; t < trajectories; ++t) {
        const TrajectoryDice dice{seed, static_cast<std::uint32_t>(t)};
        Row from(d), to(d);
        for (std::size_t j = 0; j < d; ++j) {
            const std::size_t lower = dice.below(jump, static_cast<std::uint32_t>(j), "lower level");
            const bool down = dice.below(2, static_cast<std::uint32_t>(j), "direction") == 1;
            from[j] = level(down ? lower + jump : lower);
            to[j] = level(down ? lower : lower + jump);
        }
        points.push_back(from);
        for (const std::size_t j : order_of_moves(dice, d)) {
            from[j] = to[j];
            points.push_back(from);
        }
    }
    return points;
}

Result<std::vector<ElementaryEffect>> elementary_effects(const MorrisPoints& points, const std::vector<double>& answers, const ResamplePlan& plan) {
    const std::size_t inputs = points.empty() ? 0 : points.front().size();
    const bool rectangular = std::all_of(points.begin(), points.end(), [&](const Row& point) { return point.size() == inputs; });
    if (inputs == 0 || !rectangular || points.size() % (inputs + 1) != 0) {
        return fail({}, std::to_string(points.size()) + " points are not whole trajectories", "a trajectory has one point more than there are inputs");
    }
    if (answers.size() != points.size()) return fail({}, std::to_string(points.size()) + " points, but " + std::to_string(answers.size()) + " answers");
    for (std::size_t run = 0; run < answers.size(); ++run) {
        if (!std::isfinite(answers[run])) return fail({}, "the answer of run " + std::to_string(run) + " is not a finite number");
    }
    auto made = effects_of(points, answers, inputs);
    if (!made) return std::unexpected(std::move(made.error()));
    const std::size_t trajectories = points.size() / (inputs + 1);
    std::vector<Row> resamples;
    for (int r = 0; r < plan.resamples; ++r) resamples.push_back(resample_counts(plan, r, trajectories));
    std::vector<ElementaryEffect> found(inputs);
    const double freedom = static_cast<double>(trajectories) - 1;
    for (std::size_t j = 0; j < inputs; ++j) {
        found[j].mu = mean_of(made->plain[j]);
        found[j].sigma = deviation(made->plain[j], freedom);
        found[j].mu_star = mean_size(made->plain[j], resamples, plan.level);
        found[j].scaled_mu_star = mean_of(sizes(made->scaled[j]));
        found[j].scaled_sigma = deviation(made->scaled[j], freedom);
    }
    return found;
}

}  // namespace countervail
