// SPDX-License-Identifier: Apache-2.0
// How firm a ranking is: places ranked under each measure, under random weights of the measures, and under random baskets of products.
// No score is offered; ranks are averaged, and what is reported is how far they move. docs/methods/dependence-rank-stability.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/table.h"

namespace countervail {

/// A measure of places that is a ratio of sums over products, so that it can be computed anew on a resampled basket of products.
struct ResampledMeasure {
    std::size_t products = 0;
    std::vector<double> numerator, denominator;      ///< place-major: [place × products + product]; an empty denominator stands for ones (a sum)
};

struct RankedMeasure {
    std::string id;
    bool higher_first = true;                        ///< the highest value has rank 1
    std::vector<std::optional<double>> values;       ///< by place; places without a value share the last rank
    std::optional<ResampledMeasure> resampled;       ///< needed for the bootstrap only
};

struct RankQuestion {
    std::vector<std::string> places;                 ///< names for the tables
    std::vector<RankedMeasure> measures;
};

struct RankOptions {
    std::uint64_t seed = 1;
    std::uint32_t draws = 1000;
    bool weights = true;                             ///< weights of measures from a flat Dirichlet; otherwise all equal
    bool products = false;                           ///< products drawn with replacement, the same basket for all measures and places
    std::size_t top = 10;
    int threads = 1;
};

struct PlaceRanks {
    std::vector<double> by_measure;                  ///< rank under each measure as given; ties share the mean of their ranks
    double median = 0, low = 0, high = 0;            ///< over draws; 5 % and 95 % (the order statistics at or above those parts)
    double in_top = 0;                               ///< part of draws with a rank of `top` or better
};

/// Neighbours in the order of median ranks, and how often the second stands before the first.
struct RankSwap {
    std::size_t first = 0, second = 0;               ///< places
    double swapped = 0;                              ///< part of draws; a tie counts half
};

struct RankStability {
    std::vector<PlaceRanks> places;                  ///< in the order of the question
    std::vector<std::size_t> order;                  ///< places by median rank, ties by mean rank, then by the order of the question
    std::vector<std::vector<std::optional<double>>> kendall;   ///< τ-b between measures over places with both values; empty where one does not vary
    std::vector<RankSwap> neighbours;
    RankOptions options;
};

/// In each draw places are ranked by the weighted mean of their ranks under the measures. Randomness is a function of seed and draw only:
/// the same bytes at any number of threads. Fails on lists of unequal length, no measures, no draws, values that are no numbers, a
/// bootstrap asked of a measure that has no products.
Result<RankStability> rank_stability(const RankQuestion& question, const RankOptions& options);

/// Kendall's τ-b (Kendall 1945) over places that have both values; empty with fewer than two or when one side does not vary.
std::optional<double> kendall_tau(std::span<const std::optional<double>> x, std::span<const std::optional<double>> y);

Table rank_stability_table(const RankQuestion& question, const RankStability& answer);
Table rank_agreement_table(const RankQuestion& question, const RankStability& answer);
Table rank_swaps_table(const RankQuestion& question, const RankStability& answer);

}  // namespace countervail
