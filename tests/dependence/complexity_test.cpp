// SPDX-License-Identifier: Apache-2.0
#include "dependence/complexity.h"

#include <cmath>

#include "dependence/product_measures.h"
#include "dependence/small_trade.h"

namespace countervail {
namespace {

using testing::cube_of_sales;
using testing::random_trade;

/// AAA makes products 1, 2 and 5, BBB 2 and 3, CCC 3 and 4; DDD buys it all and makes nothing.
CubeTotals three_makers() {
    return cube_totals(cube_of_sales({{"AAA", "DDD", "100001", 10}, {"AAA", "DDD", "100002", 10}, {"AAA", "DDD", "100005", 10}, {"BBB", "DDD", "100002", 10},
                                      {"BBB", "DDD", "100003", 10}, {"CCC", "DDD", "100003", 10}, {"CCC", "DDD", "100004", 10}}), 2024, 1);
}

TEST(complexity, of_three_makers_is_that_worked_by_hand) {
    const auto result = complexity(three_makers(), 1, 2);
    ASSERT_TRUE(result.has_value()) << to_text(result.error());
    EXPECT_EQ(result->diversity, (std::vector<int>{3, 2, 2, 0}));
    EXPECT_EQ(result->ubiquity, (std::vector<int>{1, 2, 2, 1, 1}));
    // M̃ = [[5/6, 1/6, 0], [1/4, 1/2, 1/4], [0, 1/4, 3/4]]: second eigenvalue (13 + √37)/24.
    const double eigenvalue = (13 + std::sqrt(37.0)) / 24, second = 6 * eigenvalue - 5, third = second / (4 * eigenvalue - 3);
    const double u[] = {1, second, third}, mean = eigenvalue * (u[0] + u[1] + u[2]) / 3;
    double squares = 0;
    for (const double at : u) squares += (eigenvalue * at - mean) * (eigenvalue * at - mean) / 3;
    for (std::size_t place = 0; place < 3; ++place) EXPECT_NEAR(*result->place_index[place], (eigenvalue * u[place] - mean) / std::sqrt(squares), 1e-12);
    EXPECT_NEAR(*result->place_index[0], 1.2571, 5e-5);
    EXPECT_NEAR(*result->place_index[2], -1.1896, 5e-5);
    EXPECT_FALSE(result->place_index[3].has_value());
    EXPECT_NEAR(*result->product_index[0], (u[0] - mean) / std::sqrt(squares), 1e-12);                    // made by AAA alone
    EXPECT_NEAR(*result->product_index[1], ((u[0] + u[1]) / 2 - mean) / std::sqrt(squares), 1e-12);       // by AAA and BBB
}

TEST(complexity, has_mean_zero_deviation_one_and_agrees_with_its_definition) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const CubeTotals totals = cube_totals(random_trade(seed, {.places = 12, .products = 40, .filled = 0.15}), 2022, 1);
        const auto result = complexity(totals, 1, 1);
        ASSERT_TRUE(result.has_value()) << to_text(result.error());
        double mean = 0, squares = 0, alike = 0, diversity = 0;
        int places = 0;
        for (std::size_t place = 0; place < totals.places; ++place) {
            if (!result->place_index[place]) continue;
            ++places;
            mean += *result->place_index[place];
            squares += *result->place_index[place] * *result->place_index[place];
            diversity += result->diversity[place];
        }
        EXPECT_NEAR(mean, 0, 1e-9);
        EXPECT_NEAR(squares / places, 1, 1e-9);
        for (std::size_t place = 0; place < totals.places; ++place) {
            if (!result->place_index[place]) continue;
            alike += *result->place_index[place] * (result->diversity[place] - diversity / places);
            // A place's index is the mean index of what it makes.
            double sum = 0;
            for (std::size_t product = 0; product < totals.products; ++product) {
                if (revealed_comparative_advantage(totals, product, static_cast<PlaceIndex>(place)).value_or(0) >= 1) sum += *result->product_index[product];
            }
            EXPECT_NEAR(sum / result->diversity[place], *result->place_index[place], 1e-9);
        }
        EXPECT_GE(alike, -1e-9);
    }
}

TEST(complexity, is_the_same_on_any_number_of_threads) {
    const CubeTotals totals = cube_totals(random_trade(4, {.places = 40, .products = 80, .filled = 0.1}), 2022, 1);
    const auto one = complexity(totals, 1, 1), eight = complexity(totals, 1, 8);
    EXPECT_EQ(one->place_index, eight->place_index);
    EXPECT_EQ(one->product_index, eight->product_index);
}

TEST(complexity, refuses_too_little_trade) {
    EXPECT_FALSE(complexity(cube_totals(cube_of_sales({{"AAA", "BBB", "100001", 1}, {"BBB", "AAA", "100002", 1}}), 2024, 1), 1, 1).has_value());
}

}  // namespace
}  // namespace countervail
