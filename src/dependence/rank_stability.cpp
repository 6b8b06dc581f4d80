// SPDX-License-Identifier: Apache-2.0
#include "dependence/rank_stability.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/parallel.h"
#include "base/random.h"
#include "base/text.h"

namespace countervail {
namespace {

using Scores = std::vector<std::optional<double>>;

/// 1 = first; ties share the mean of their ranks, places without a value that of the last ones.
std::vector<double> ranks_of(const Scores& values, bool higher_first) {
    const double last = std::numeric_limits<double>::infinity();
    std::vector<double> key(values.size());
    for (std::size_t at = 0; at < key.size(); ++at) key[at] = !values[at] ? last : higher_first ? -*values[at] : *values[at];
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t place) { return key[place]; });
    std::vector<double> ranks(values.size());
    for (std::size_t from = 0; from < order.size();) {
        std::size_t to = from;
        while (to < order.size() && key[order[to]] == key[order[from]]) ++to;
        for (std::size_t at = from; at < to; ++at) ranks[order[at]] = (static_cast<double>(from) + static_cast<double>(to) + 1) / 2;
        from = to;
    }
    return ranks;
}

/// Draws are worked in blocks, so that each number of a measure is fetched once for all draws of a block.
constexpr std::size_t kBlock = 16;
using BlockSums = std::array<double, kBlock>;

/// By product: how often it comes in each draw of the block when as many products are drawn, with replacement, as there are.
std::vector<BlockSums> baskets(std::size_t products, const RankOptions& options, std::uint32_t first_draw) {
    static const std::uint32_t purpose = name_code("rank-stability.products");
    std::vector<BlockSums> times(products, BlockSums{});
    for (std::uint32_t draw = 0; draw < kBlock; ++draw) {
        for (std::size_t at = 0; at < products; ++at) {
            const double chosen = uniform(options.seed, first_draw + draw, static_cast<std::uint32_t>(at), purpose) * static_cast<double>(products);
            times[static_cast<std::size_t>(chosen)][draw] += 1;
        }
    }
    return times;
}

/// Flat on the simplex: exponential numbers over their sum (Devroye 1986, XI.4).
std::vector<double> weights_of(std::size_t measures, const RankOptions& options, std::uint32_t draw) {
    static const std::uint32_t purpose = name_code("rank-stability.weights");
    std::vector<double> weights(measures, 1.0 / static_cast<double>(measures));
    if (!options.weights) return weights;
    double sum = 0;
    for (std::size_t at = 0; at < measures; ++at) sum += weights[at] = -std::log(uniform(options.seed, draw, static_cast<std::uint32_t>(at), purpose));
    for (double& weight : weights) weight /= sum;
    return weights;
}

BlockSums summed(const double* parts, const std::vector<BlockSums>& times) {
    BlockSums sums{};
    for (std::size_t product = 0; product < times.size(); ++product) {
        for (std::size_t draw = 0; draw < kBlock; ++draw) sums[draw] += times[product][draw] * parts[product];
    }
    return sums;
}

/// By draw of the block.
std::vector<Scores> resampled(const ResampledMeasure& measure, std::size_t places, const std::vector<BlockSums>& times) {
    std::vector<Scores> values(kBlock, Scores(places));
    for (std::size_t place = 0; place < places; ++place) {
        const BlockSums top = summed(measure.numerator.data() + place * measure.products, times);
        BlockSums bottom;
        bottom.fill(1);
        if (!measure.denominator.empty()) bottom = summed(measure.denominator.data() + place * measure.products, times);
        for (std::size_t draw = 0; draw < kBlock; ++draw) {
            if (bottom[draw] > 0) values[draw][place] = top[draw] / bottom[draw];
        }
    }
    return values;
}

/// Ranks under each measure in each draw of the block: [measure][draw][place].
std::vector<std::vector<std::vector<double>>> ranks_of_block(const RankQuestion& question, const std::vector<std::vector<double>>& as_given,
                                                             const RankOptions& options, std::uint32_t first_draw) {
    std::vector<std::vector<std::vector<double>>> ranks;
    if (!options.products) {
        for (const auto& given : as_given) ranks.emplace_back(kBlock, given);
        return ranks;
    }
    const auto times = baskets(question.measures.front().resampled->products, options, first_draw);
    for (const RankedMeasure& measure : question.measures) {
        ranks.emplace_back();
        for (const Scores& values : resampled(*measure.resampled, question.places.size(), times)) ranks.back().push_back(ranks_of(values, measure.higher_first));
    }
    return ranks;
}

/// `draws` from `first_draw` on, a block at most: places ranked by the weighted mean of their ranks.
void rank_block(const RankQuestion& question, const std::vector<std::vector<double>>& as_given, const RankOptions& options, std::uint32_t first_draw,
                std::span<std::vector<double>> draws) {
    const auto ranks = ranks_of_block(question, as_given, options, first_draw);
    for (std::uint32_t draw = 0; draw < draws.size(); ++draw) {
        const auto weights = weights_of(question.measures.size(), options, first_draw + draw);
        Scores mean(question.places.size(), 0.0);
        for (std::size_t at = 0; at < ranks.size(); ++at) {
            for (std::size_t place = 0; place < mean.size(); ++place) *mean[place] += weights[at] * ranks[at][draw][place];
        }
        draws[draw] = ranks_of(mean, false);
    }
}

void check_values(const RankQuestion& question, const RankedMeasure& measure, Errors& errors) {
    if (measure.values.size() != question.places.size())
        errors.push_back({{},
                          "the measure \"" + measure.id + "\" has " + std::to_string(measure.values.size()) + " values for " +
                              std::to_string(question.places.size()) + " places",
                          "give one for each, empty where there is none"});
    if (std::ranges::any_of(measure.values, [](const auto& value) { return value && !std::isfinite(*value); }))
        errors.push_back({{}, "the measure \"" + measure.id + "\" has a value that is no number", "leave it empty"});
}

void check_products(const RankQuestion& question, const RankedMeasure& measure, Errors& errors) {
    if (!measure.resampled || measure.resampled->products == 0) {
        errors.push_back({{}, "the measure \"" + measure.id + "\" has no products to draw from", "give its parts by product, or leave the measure out of the bootstrap"});
        return;
    }
    const ResampledMeasure& parts = *measure.resampled;
    const std::size_t cells = parts.products * question.places.size();
    if (parts.numerator.size() != cells || (!parts.denominator.empty() && parts.denominator.size() != cells))
        errors.push_back({{}, "the parts of the measure \"" + measure.id + "\" are not places × products", "give one number for each place and product"});
    const auto& first = question.measures.front().resampled;
    if (first && first->products != parts.products)
        errors.push_back({{},
                          "the measures \"" + question.measures.front().id + "\" and \"" + measure.id + "\" have different products",
                          "give the same products, so that one basket serves both"});
}

Errors problems_of(const RankQuestion& question, const RankOptions& options) {
    Errors errors;
    if (question.places.empty()) errors.push_back({{}, "there are no places to rank", "give at least one"});
    if (question.measures.empty()) errors.push_back({{}, "there are no measures to rank by", "give at least one"});
    if (options.draws == 0) errors.push_back({{}, "no draws are asked for", "ask for at least one; 1000 give probabilities to about 1.5 points"});
    for (const RankedMeasure& measure : question.measures) {
        check_values(question, measure, errors);
        if (options.products) check_products(question, measure, errors);
    }
    return errors;
}

/// The order statistic at or above the part `of` of all draws.
double at_part(const std::vector<double>& sorted, double of) {
    const double at = std::ceil(of * static_cast<double>(sorted.size()) - 1e-9);
    return sorted[static_cast<std::size_t>(std::max(1.0, at)) - 1];
}

void summarise(RankStability& answer, const std::vector<std::vector<double>>& draws, std::vector<double>& means) {
    for (std::size_t place = 0; place < answer.places.size(); ++place) {
        std::vector<double> ranks;
        for (const auto& draw : draws) ranks.push_back(draw[place]);
        means.push_back(std::accumulate(ranks.begin(), ranks.end(), 0.0) / static_cast<double>(ranks.size()));
        const auto top = std::ranges::count_if(ranks, [&](double rank) { return rank <= static_cast<double>(answer.options.top); });
        std::ranges::sort(ranks);
        PlaceRanks& summary = answer.places[place];
        summary.median = at_part(ranks, 0.5);
        summary.low = at_part(ranks, 0.05);
        summary.high = at_part(ranks, 0.95);
        summary.in_top = static_cast<double>(top) / static_cast<double>(ranks.size());
    }
}

RankSwap swap_of(const std::vector<std::vector<double>>& draws, std::size_t first, std::size_t second) {
    double swapped = 0;
    for (const auto& draw : draws) swapped += draw[second] < draw[first] ? 1 : draw[second] == draw[first] ? 0.5 : 0;
    return {first, second, swapped / static_cast<double>(draws.size())};
}

std::vector<std::vector<std::optional<double>>> agreement(const RankQuestion& question) {
    const std::size_t measures = question.measures.size();
    std::vector<std::vector<std::optional<double>>> tau(measures, std::vector<std::optional<double>>(measures));
    for (std::size_t x = 0; x < measures; ++x) {
        for (std::size_t y = 0; y < measures; ++y) {
            tau[x][y] = kendall_tau(question.measures[x].values, question.measures[y].values);
            // Measures that point opposite ways agree when one falls as the other rises.
            if (tau[x][y] && question.measures[x].higher_first != question.measures[y].higher_first) *tau[x][y] *= -1;
        }
    }
    return tau;
}

}  // namespace

std::optional<double> kendall_tau(std::span<const std::optional<double>> x, std::span<const std::optional<double>> y) {
    double concordant = 0, tied_x = 0, tied_y = 0, pairs = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (!x[i] || !y[i] || !x[j] || !y[j]) continue;
            const double dx = *x[i] - *x[j], dy = *y[i] - *y[j];
            ++pairs;
            tied_x += dx == 0;
            tied_y += dy == 0;
            if (dx != 0 && dy != 0) concordant += (dx > 0) == (dy > 0) ? 1 : -1;
        }
    }
    const double scale = std::sqrt((pairs - tied_x) * (pairs - tied_y));
    return scale > 0 ? std::optional(concordant / scale) : std::nullopt;
}

Result<RankStability> rank_stability(const RankQuestion& question, const RankOptions& options) {
    if (Errors errors = problems_of(question, options); !errors.empty()) return std::unexpected(std::move(errors));
    RankStability answer;
    answer.options = options;
    answer.places.resize(question.places.size());
    std::vector<std::vector<double>> as_given;
    for (const RankedMeasure& measure : question.measures) {
        as_given.push_back(ranks_of(measure.values, measure.higher_first));
        for (std::size_t place = 0; place < answer.places.size(); ++place) answer.places[place].by_measure.push_back(as_given.back()[place]);
    }
    std::vector<std::vector<double>> draws(options.draws);
    parallel_for(options.threads, (draws.size() + kBlock - 1) / kBlock, [&](std::size_t block) {
        const std::size_t first = block * kBlock;
        rank_block(question, as_given, options, static_cast<std::uint32_t>(first), std::span(draws).subspan(first, std::min(kBlock, draws.size() - first)));
    });
    std::vector<double> means;
    summarise(answer, draws, means);
    answer.order.resize(answer.places.size());
    std::iota(answer.order.begin(), answer.order.end(), std::size_t{0});
    std::ranges::stable_sort(answer.order, {}, [&](std::size_t place) { return std::pair(answer.places[place].median, means[place]); });
    for (std::size_t at = 1; at < answer.order.size(); ++at) answer.neighbours.push_back(swap_of(draws, answer.order[at - 1], answer.order[at]));
    answer.kendall = agreement(question);
    return answer;
}

Table rank_stability_table(const RankQuestion& question, const RankStability& answer) {
    Table table{"rank-stability",
                "How firm the ranking is: " + std::to_string(answer.options.draws) + " draws, seed " + std::to_string(answer.options.seed),
                {{"place", "", "Place"},
                 {"median", "rank", "Median rank over draws, 1 = most dependent"},
                 {"low", "rank", "5 % of draws are at or before this rank"},
                 {"high", "rank", "95 % of draws are at or before this rank"},
                 {"in_top", "%", "Draws in which the place is among the first " + std::to_string(answer.options.top)}},
                {},
                {}};
    for (const RankedMeasure& measure : question.measures) table.columns.push_back({measure.id, "rank", "Rank under this measure alone"});
    for (const std::size_t place : answer.order) {
        const PlaceRanks& ranks = answer.places[place];
        std::vector<Cell> cells = {question.places[place], ranks.median, ranks.low, ranks.high, 100 * ranks.in_top};
        for (const double rank : ranks.by_measure) cells.emplace_back(rank);
        table.add(std::move(cells));
    }
    return table;
}

Table rank_agreement_table(const RankQuestion& question, const RankStability& answer) {
    Table table{"rank-agreement", "How far measures agree: Kendall's tau-b of their rankings", {{"measure", "", "Measure"}}, {}, {}};
    for (const RankedMeasure& measure : question.measures) table.columns.push_back({measure.id, "tau", "1: the same order, 0: unrelated, -1: the reverse"});
    for (std::size_t x = 0; x < question.measures.size(); ++x) {
        std::vector<Cell> cells = {question.measures[x].id};
        for (const auto& tau : answer.kendall[x]) cells.push_back(tau ? Cell(*tau) : Cell());
        table.add(std::move(cells));
    }
    return table;
}

Table rank_swaps_table(const RankQuestion& question, const RankStability& answer) {
    Table table{"rank-swaps",
                "Neighbours in the ranking and how often they change places",
                {{"first", "", "Place that stands before"},
                 {"second", "", "Place that stands next"},
                 {"swapped", "%", "Draws in which the second stands before the first; ties count half"}},
                {},
                {}};
    for (const RankSwap& swap : answer.neighbours) table.add({question.places[swap.first], question.places[swap.second], 100 * swap.swapped});
    return table;
}

}  // namespace countervail
