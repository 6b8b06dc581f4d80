// SPDX-License-Identifier: Apache-2.0
#include "dependence/product_measures.h"

#include <cmath>

#include "dependence/small_trade.h"

namespace countervail {
namespace {

using testing::Sale;
using testing::SlowTrade;
using testing::cube_of_sales;
using testing::example_cube;
using testing::random_trade;

TEST(core_dependency, of_a_single_place_is_the_example_of_the_page) {
    const TradeCube cube = example_cube();
    const CubeTotals totals = cube_totals(cube, 2024, 1);
    const CoreDependency magnets = core_dependency(totals, 0, 0), parts = core_dependency(totals, 1, 0);
    EXPECT_DOUBLE_EQ(*magnets.concentration, 0.52);
    EXPECT_EQ(*magnets.extra_share, 1);
    EXPECT_FALSE(magnets.substitution.has_value());
    EXPECT_TRUE(magnets.dependent());
    EXPECT_DOUBLE_EQ(*parts.concentration, 0.42);
    EXPECT_DOUBLE_EQ(*parts.substitution, 200.0 / 300);
    EXPECT_FALSE(parts.dependent());
}

// Members AAA and BBB: BBB sells AAA 60 of the magnets (inner); CCC sells AAA 40 and DDD nothing: M_extra = 40, all from CCC.
TEST(core_dependency, of_a_group_counts_only_what_comes_from_outside) {
    const TradeCube cube = example_cube();
    const std::vector<PlaceIndex> members = {0, 1};
    const auto core = core_dependency(cube, 2024, members, 2);
    EXPECT_EQ(core[0].extra_imports, 40);
    EXPECT_EQ(core[0].inner_imports, 60);
    EXPECT_EQ(*core[0].concentration, 1);
    EXPECT_DOUBLE_EQ(*core[0].extra_share, 0.4);
    EXPECT_DOUBLE_EQ(*core[0].substitution, 40.0 / 110);
    EXPECT_EQ(core[0].largest_supplier, 2);
    EXPECT_FALSE(core[0].dependent());
    EXPECT_TRUE(core[0].dependent({.concentration = 0.9, .extra_share = 0.3, .substitution = 0.3}));
    EXPECT_EQ(core[1].extra_imports, 180);
    EXPECT_DOUBLE_EQ(*core[1].concentration, (80.0 * 80 + 100.0 * 100) / (180.0 * 180));
    EXPECT_DOUBLE_EQ(*core[1].substitution, 180.0 / 320);
    const auto outside = core_dependency(cube, 2024, members, 2, CoreExports::outside);
    EXPECT_DOUBLE_EQ(*outside[0].substitution, 40.0 / 50);
    EXPECT_DOUBLE_EQ(*outside[1].substitution, 180.0 / 300);
}

TEST(core_dependency, of_one_member_is_that_of_the_place) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const TradeCube cube = random_trade(seed, {.domestic = seed % 2 == 0});
        const CubeTotals totals = cube_totals(cube, 2022, 1);
        for (PlaceIndex place = 0; place < totals.places; ++place) {
            const auto group = core_dependency(cube, 2022, std::vector<PlaceIndex>{place}, 1);
            for (std::size_t product = 0; product < totals.products; ++product) {
                const CoreDependency alone = core_dependency(totals, product, place);
                EXPECT_NEAR(group[product].extra_imports, alone.extra_imports, 1e-9);
                EXPECT_EQ(group[product].inner_imports, 0);
                EXPECT_EQ(group[product].concentration.has_value(), alone.concentration.has_value());
                if (alone.concentration) {
                    EXPECT_NEAR(*group[product].concentration, *alone.concentration, 1e-12);
                }
                EXPECT_EQ(group[product].largest_supplier, alone.largest_supplier);
                EXPECT_EQ(group[product].dependent(), alone.dependent());
            }
        }
    }
}

TEST(geodep, ratio_follows_the_publishers_convention) {
    const CubeTotals totals = cube_totals(example_cube(), 2024, 1);
    EXPECT_EQ(geodep_ratio(totals, 0, 0), 9999);
    EXPECT_DOUBLE_EQ(geodep_ratio(totals, 1, 0), 200.0 / 300);
    EXPECT_EQ(geodep_ratio(totals, 0, 1), 0);
}

TEST(geodep, criteria_of_the_example) {
    const CubeTotals totals = cube_totals(example_cube(), 2024, 1);
    EXPECT_EQ(geodep_criteria(totals, 0, 0), 7);
    EXPECT_EQ(geodep_criteria(totals, 1, 0), 3);
    EXPECT_EQ(geodep_criteria(totals, 1, 0, {.import_hhi = 0.42, .export_hhi = 0.4, .substitution = 0.5}), 6);
    EXPECT_EQ(geodep_criteria(totals, 0, 3), 7);
    EXPECT_EQ(geodep_criteria(totals, 0, 1), 2);
}

/// Year by year AAA buys from one seller, from four equal ones, from one: dependent in years one and three.
std::vector<Sale> three_years() {
    std::vector<Sale> sales;
    for (const int year : {2022, 2024}) sales.push_back({"BBB", "AAA", "850511", 10, year});
    for (const char* seller : {"BBB", "CCC", "DDD", "EEE"}) sales.push_back({seller, "AAA", "850511", 10, 2023});
    return sales;
}

TEST(geodep, needs_two_of_three_years) {
    const TradeCube cube = cube_of_sales(three_years());
    std::vector<CubeTotals> totals;
    for (const int year : geodep_window(cube, 2024)) totals.push_back(cube_totals(cube, year, 1));
    const std::vector<const CubeTotals*> all = {&totals[0], &totals[1], &totals[2]}, last_two = {&totals[1], &totals[2]}, last = {&totals[2]};
    const GeoDep full = geodep(all, {}, 1), two = geodep(last_two, {}, 1), one = geodep(last, {}, 2);
    EXPECT_EQ(full.years_held.at(0, 0), 2);
    EXPECT_TRUE(full.full_window());
    EXPECT_TRUE(full.dependent(0, 0));
    EXPECT_FALSE(two.dependent(0, 0));
    EXPECT_TRUE(one.dependent(0, 0));
    EXPECT_FALSE(full.dependent(0, 1));
    EXPECT_EQ(full.window_in_words(), "2 of the years 2022 to 2024");
    EXPECT_EQ(two.window_in_words(), "only 2023 and 2024 are there; the publisher's rule asks for two of three years");
    EXPECT_EQ(one.window_in_words(), "only 2024 is there; the publisher's rule asks for two of three years");
}

TEST(geodep, window_is_what_the_cube_has_of_the_last_three_years) {
    const TradeCube cube = cube_of_sales({{"BBB", "AAA", "850511", 1, 2019}, {"BBB", "AAA", "850511", 1, 2021}, {"BBB", "AAA", "850511", 1, 2022}});
    EXPECT_EQ(geodep_window(cube, 2022), (std::vector<int>{2021, 2022}));
    EXPECT_EQ(geodep_window(cube, 2021), (std::vector<int>{2019, 2021}));
}

TEST(henry_jackson, asks_for_all_three_conditions) {
    const CubeTotals totals = cube_totals(example_cube(), 2024, 1);
    EXPECT_TRUE(henry_jackson(totals, 0, 0, 1, 0.6));
    EXPECT_FALSE(henry_jackson(totals, 0, 0, 1, 0.5));                                                       // not more than half
    EXPECT_FALSE(henry_jackson(totals, 0, 0, 2, 0.6));                                                       // 40 of 150 of world exports
    EXPECT_TRUE(henry_jackson(totals, 0, 0, 2, 0.6, {.import_share = 0.5, .world_share = 0.2}));
    EXPECT_FALSE(henry_jackson(totals, 1, 0, 0, 0.9));                                                       // net exporter
}

TEST(revealed_comparative_dependence, of_the_example) {
    const CubeTotals totals = cube_totals(example_cube(), 2024, 1);
    EXPECT_NEAR(*revealed_comparative_dependence(totals, 0, 1, 0.6), 9.0 / 11, 1e-15);
    EXPECT_NEAR(*revealed_comparative_dependence(totals, 0, 2, 0.4), 1.5, 1e-15);
    EXPECT_FALSE(revealed_comparative_dependence(totals, 0, 3, 0).has_value());
}

// The mean of RCD over buyers, weighted by what they import, is 1: the world's share is the mean of its parts.
TEST(revealed_comparative_dependence, averages_to_one_over_buyers) {
    const TradeCube cube = random_trade(5);
    const CubeTotals totals = cube_totals(cube, 2022, 1);
    const SlowTrade slow(cube, 2022);
    for (std::size_t product = 0; product < totals.products; ++product) {
        for (PlaceIndex seller = 0; seller < totals.places; ++seller) {
            double mean = 0;
            for (std::size_t buyer = 0; buyer < totals.places; ++buyer) {
                if (buyer == seller || totals.imports.at(product, buyer) <= 0) continue;
                const auto rcd = revealed_comparative_dependence(totals, product, seller, slow.sold(product, seller, buyer) / totals.imports.at(product, buyer));
                mean += rcd.value_or(0) * totals.imports.at(product, buyer) / totals.world_trade[product];
            }
            if (totals.exports.at(product, seller) > 0) {
                EXPECT_NEAR(mean, 1, 1e-12);
            }
        }
    }
}

// RCA of BBB in the magnets: (110/130) / (150/650) = 11/3.
TEST(revealed_comparative_advantage, of_the_example_and_its_mean) {
    const CubeTotals totals = cube_totals(example_cube(), 2024, 1);
    EXPECT_NEAR(*revealed_comparative_advantage(totals, 0, 1), 11.0 / 3, 1e-14);
    EXPECT_EQ(*revealed_comparative_advantage(totals, 0, 3), 0);
    const CubeTotals random = cube_totals(random_trade(9), 2022, 1);
    for (PlaceIndex place = 0; place < random.places; ++place) {
        double mean = 0;
        for (std::size_t product = 0; product < random.products; ++product) mean += revealed_comparative_advantage(random, product, place).value_or(0) * random.world_trade[product] / random.all_trade;
        if (random.place_exports[place] > 0) {
            EXPECT_NEAR(mean, 1, 1e-12);
        }
    }
}

}  // namespace
}  // namespace countervail
