// SPDX-License-Identifier: Apache-2.0
#include "dependence/rank_stability.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "base/random.h"

namespace countervail {
namespace {

using Values = std::vector<std::optional<double>>;

RankedMeasure measure(std::string id, Values values, bool higher_first = true) { return {std::move(id), higher_first, std::move(values), std::nullopt}; }

RankStability stable(const RankQuestion& question, const RankOptions& options) {
    auto answer = rank_stability(question, options);
    if (!answer) ADD_FAILURE() << to_text(answer.error());
    return std::move(answer).value();
}

TEST(rank_stability, places_that_lead_everywhere_lead_in_every_draw) {
    const RankQuestion question{{"a", "b", "c"}, {measure("x", {3, 2, 1}), measure("y", {30, 20, 10})}};
    const RankStability answer = stable(question, {.draws = 200, .top = 1});
    EXPECT_EQ(answer.order, (std::vector<std::size_t>{0, 1, 2}));
    for (std::size_t place = 0; place < 3; ++place) {
        EXPECT_EQ(answer.places[place].median, static_cast<double>(place + 1));
        EXPECT_EQ(answer.places[place].low, answer.places[place].high);
    }
    EXPECT_EQ(answer.places[0].in_top, 1);
    EXPECT_EQ(answer.places[1].in_top, 0);
    EXPECT_EQ(answer.neighbours[0].swapped, 0);
    EXPECT_EQ(*answer.kendall[0][1], 1);
}

// a is first by x and b by y: a leads when the weight of x is above one half, which a flat Dirichlet makes as likely as not.
TEST(rank_stability, two_measures_that_disagree_swap_in_half_of_the_draws) {
    const RankQuestion question{{"a", "b", "c"}, {measure("x", {3, 2, 1}), measure("y", {2, 3, 1})}};
    const RankStability answer = stable(question, {.seed = 5, .draws = 20000, .top = 1, .threads = 4});
    EXPECT_NEAR(answer.places[0].in_top, 0.5, 0.015);      // four standard errors of 20,000 coin tosses
    EXPECT_NEAR(answer.neighbours[0].swapped, 0.5, 0.015);
    EXPECT_EQ(answer.places[2].median, 3);
    EXPECT_NEAR(*answer.kendall[0][1], 1.0 / 3, 1e-15);
}

// a has ranks 1, 3, 3 and b 3, 1, 1 under three measures: a leads when w1 > 1/2, which has probability (1/2)² in a flat Dirichlet of three.
TEST(rank_stability, weights_are_flat_on_the_simplex) {
    const RankQuestion question{{"a", "b"}, {measure("x", {2, 1}), measure("y", {1, 2}), measure("z", {1, 2})}};
    const RankStability answer = stable(question, {.seed = 8, .draws = 20000, .top = 1, .threads = 4});
    EXPECT_NEAR(answer.places[0].in_top, 0.25, 0.0125);
    const RankStability equal = stable(question, {.draws = 5, .weights = false, .top = 1});
    EXPECT_EQ(equal.places[0].in_top, 0);
}

TEST(rank_stability, ties_share_and_missing_values_come_last) {
    const RankQuestion question{{"a", "b", "c", "d", "e"}, {measure("x", {5, {}, 5, 7, {}}), measure("low", {1, 2, 3, 4, 5}, false)}};
    const RankStability answer = stable(question, {.draws = 3});
    const std::vector<double> expected = {2.5, 4.5, 2.5, 1, 4.5};
    for (std::size_t place = 0; place < expected.size(); ++place) {
        EXPECT_EQ(answer.places[place].by_measure[0], expected[place]);
        EXPECT_EQ(answer.places[place].by_measure[1], static_cast<double>(place + 1));
    }
}

/// Two places, products drawn anew: a leads in all of the baskets in which its one product is drawn at all.
TEST(rank_stability, bootstrap_draws_products_with_replacement) {
    const std::size_t products = 10;
    RankedMeasure share = measure("share", {1, 0.5});
    share.resampled = ResampledMeasure{products, std::vector<double>(2 * products, 0), {}};
    share.resampled->numerator[0] = 1;                                                       // a: product 0 alone
    for (std::size_t product = 1; product < products; ++product) share.resampled->numerator[products + product] = 1e-6;
    const RankStability answer = stable({{"a", "b"}, {share}}, {.seed = 3, .draws = 20000, .weights = false, .products = true, .top = 1, .threads = 4});
    const double drawn = 1 - std::pow(0.9, 10);                                              // product 0 is in the basket
    EXPECT_NEAR(answer.places[0].in_top, drawn, 0.015);
    EXPECT_NEAR(answer.neighbours[0].swapped, 1 - drawn, 0.015);
}

TEST(rank_stability, bootstrap_of_ratios_leaves_a_constant_ratio_alone) {
    const std::size_t products = 6;
    RankedMeasure share = measure("share", {0.2, 0.4, 0.1});
    share.resampled = ResampledMeasure{products, {}, {}};
    for (const double ratio : {0.2, 0.4, 0.1}) {
        for (std::size_t product = 0; product < products; ++product) {
            share.resampled->numerator.push_back(ratio * static_cast<double>(product + 1));
            share.resampled->denominator.push_back(static_cast<double>(product + 1));
        }
    }
    const RankStability answer = stable({{"a", "b", "c"}, {share}}, {.draws = 300, .products = true});
    EXPECT_EQ(answer.order, (std::vector<std::size_t>{1, 0, 2}));
    for (const PlaceRanks& ranks : answer.places) EXPECT_EQ(ranks.low, ranks.high);
}

RankQuestion random_question(std::size_t places, std::size_t products) {
    std::uint32_t draw = 0;
    const auto next = [&] { return uniform(77, draw++, 0, name_code("rank-test")); };
    RankQuestion question;
    for (std::size_t place = 0; place < places; ++place) question.places.push_back("p" + std::to_string(place));
    for (const char* id : {"x", "y", "z"}) {
        RankedMeasure random = measure(id, Values(places));
        random.resampled = ResampledMeasure{products, {}, {}};
        for (std::size_t place = 0; place < places; ++place) {
            double top = 0, bottom = 0;
            for (std::size_t product = 0; product < products; ++product) {
                random.resampled->numerator.push_back(next());
                random.resampled->denominator.push_back(1 + next());
                top += random.resampled->numerator.back();
                bottom += random.resampled->denominator.back();
            }
            random.values[place] = top / bottom;
        }
        question.measures.push_back(std::move(random));
    }
    return question;
}

TEST(rank_stability, is_the_same_on_any_number_of_threads_and_sums_up) {
    const RankQuestion question = random_question(30, 40);
    const RankOptions options{.seed = 4, .draws = 400, .products = true, .top = 7};
    RankOptions many = options;
    many.threads = 8;
    const RankStability one = stable(question, options), eight = stable(question, many);
    double in_top = 0;
    for (std::size_t place = 0; place < question.places.size(); ++place) {
        EXPECT_EQ(one.places[place].median, eight.places[place].median);
        EXPECT_EQ(one.places[place].in_top, eight.places[place].in_top);
        EXPECT_LE(one.places[place].low, one.places[place].median);
        EXPECT_LE(one.places[place].median, one.places[place].high);
        in_top += one.places[place].in_top;
    }
    EXPECT_NEAR(in_top, 7, 1e-9);            // continuous values: no ties, seven places in every draw
    EXPECT_EQ(one.order, eight.order);
}

TEST(rank_stability, does_not_ask_in_which_order_places_came) {
    const RankQuestion question = random_question(12, 1);
    RankQuestion reversed = question;
    std::ranges::reverse(reversed.places);
    for (RankedMeasure& at : reversed.measures) std::ranges::reverse(at.values);
    const RankStability here = stable(question, {.draws = 200}), there = stable(reversed, {.draws = 200});
    for (std::size_t place = 0; place < 12; ++place) EXPECT_EQ(here.places[place].in_top, there.places[11 - place].in_top);
}

// x = (1, 2, 3, 4), y = (1, 3, 2, 4): five concordant and one discordant pair of six.
TEST(kendall_tau, of_small_lists) {
    EXPECT_NEAR(*kendall_tau(Values{1, 2, 3, 4}, Values{1, 3, 2, 4}), 4.0 / 6, 1e-15);
    EXPECT_EQ(*kendall_tau(Values{1, 2, 3}, Values{3, 2, 1}), -1);
    EXPECT_EQ(*kendall_tau(Values{1, 2, {}, 3}, Values{5, 6, 1, 7}), 1);
    // One tie in x of three pairs: 2 / √(2 · 3).
    EXPECT_NEAR(*kendall_tau(Values{1, 1, 2}, Values{1, 2, 3}), 2 / std::sqrt(6.0), 1e-15);
    EXPECT_FALSE(kendall_tau(Values{1, 1}, Values{1, 2}).has_value());
    EXPECT_FALSE(kendall_tau(Values{1}, Values{1}).has_value());
}

TEST(rank_stability, refuses_what_it_cannot_rank) {
    const auto what = [](const RankQuestion& question, const RankOptions& options) { return rank_stability(question, options).error(); };
    EXPECT_EQ(what({}, {.draws = 0}).size(), 3U);
    EXPECT_EQ(what({{"a"}, {measure("x", {1, 2})}}, {}).size(), 1U);
    EXPECT_EQ(what({{"a"}, {measure("x", {std::nan("")})}}, {}).size(), 1U);
    EXPECT_EQ(what({{"a"}, {measure("x", {1})}}, {.products = true}).size(), 1U);
    RankedMeasure uneven = measure("y", {1});
    uneven.resampled = ResampledMeasure{3, {1, 2}, {}};
    EXPECT_EQ(what({{"a"}, {uneven}}, {.products = true}).size(), 1U);
}

TEST(rank_tables, have_a_row_per_place_measure_and_pair_of_neighbours) {
    const RankQuestion question = random_question(5, 2);
    const RankStability answer = stable(question, {.draws = 50});
    EXPECT_EQ(rank_stability_table(question, answer).rows.size(), 5U);
    EXPECT_EQ(rank_stability_table(question, answer).columns.size(), 8U);
    EXPECT_EQ(rank_agreement_table(question, answer).rows.size(), 3U);
    EXPECT_EQ(rank_swaps_table(question, answer).rows.size(), 4U);
}

}  // namespace
}  // namespace countervail
