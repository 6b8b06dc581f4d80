// SPDX-License-Identifier: Apache-2.0
// covers: cube_storage
#include "trade/trade_cube.h"

#include <gtest/gtest.h>

#include <array>

namespace countervail {
namespace {

TradeProvenance hs6() {
    TradeProvenance provenance;
    provenance.id = "test";
    provenance.nomenclature = "HS2022";
    return provenance;
}

const std::vector<TradePlace> kPlaces = {{"AAA", "A"}, {"BBB", "B"}, {"CCC", "C"}};
const std::vector<TradeProduct> kProducts = {{"850511", "magnets"}, {"280530", "metals"}, {"850519", "other magnets"}};

Result<TradeCube> small_cube() {
    return make_trade_cube(hs6(), kPlaces, kProducts,
                           {{0, 1, 0, 2021, 10, 2.0}, {2, 1, 0, 2021, 30, {}}, {0, 2, 1, 2021, 5, 1.0}, {0, 1, 2, 2021, 7, 0.5}, {0, 1, 0, 2020, 9, 1.0}});
}

TEST(trade_cube, sorts_by_year_product_importer_and_exporter) {
    const auto cube = small_cube();
    ASSERT_TRUE(cube.has_value()) << to_text(cube.error());
    EXPECT_EQ(cube->years(), (std::vector<int>{2020, 2021}));
    EXPECT_EQ(cube->flows(), 5U);
    EXPECT_EQ(cube->products()[0].code, "280530");
    const TradeYear year = cube->year(2021);
    EXPECT_EQ(year.flows(), 4U);
    const int magnets = cube->product("850511");
    ASSERT_EQ(magnets, 1);
    EXPECT_EQ(year.product_begin[1], 1U);
    EXPECT_EQ(year.product_begin[2], 3U);
    EXPECT_EQ(year.exporters[1], 0);
    EXPECT_EQ(year.values[2], 30);
    EXPECT_EQ(year.weight(1), 2.0);
    EXPECT_FALSE(year.weight(2).has_value());
    EXPECT_EQ(cube->place("CCC"), 2);
    EXPECT_EQ(cube->place("DDD"), -1);
    EXPECT_FALSE(cube->has_year(1999));
}

TEST(trade_cube, refuses_what_is_no_flow_all_at_once) {
    const auto cube = make_trade_cube(hs6(), kPlaces, kProducts, {{0, 0, 0, 2021, 1, {}}, {0, 9, 0, 2021, 1, {}}, {0, 1, 0, 2021, -1, {}}, {0, 1, 1, 2021, 1, -2.0}});
    ASSERT_FALSE(cube.has_value());
    EXPECT_EQ(cube.error().size(), 4U);
    const auto twice = make_trade_cube(hs6(), kPlaces, kProducts, {{0, 1, 0, 2021, 1, {}}, {0, 1, 0, 2021, 2, {}}});
    ASSERT_FALSE(twice.has_value());
    EXPECT_NE(twice.error()[0].what.find("AAA to BBB, product 850511, 2021"), std::string::npos);
    EXPECT_FALSE(make_trade_cube(hs6(), {{"AAA", ""}, {"AAA", ""}}, kProducts, {}).has_value());
    EXPECT_FALSE(make_trade_cube(hs6(), kPlaces, {{"1", ""}, {"1", ""}}, {}).has_value());
}

TEST(trade_cube, coarser_codes_add_up) {
    const auto four = coarser(*small_cube(), 4);
    ASSERT_TRUE(four.has_value());
    EXPECT_EQ(four->products().size(), 2U);
    EXPECT_EQ(four->provenance().digits, 4);
    const TradeYear year = four->year(2021);
    const auto first = year.product_begin[static_cast<std::size_t>(four->product("8505"))];
    EXPECT_EQ(year.values[first], 17);
    EXPECT_EQ(year.weight(first), 2.5);
    EXPECT_FALSE(coarser(*four, 6).has_value());
    EXPECT_FALSE(coarser(*small_cube(), 0).has_value());
}

TEST(trade_cube, places_can_be_grouped) {
    const std::array<PlaceIndex, 3> into = {0, 1, 0};
    const auto grouped = regrouped(*small_cube(), {{"AC", "A and C"}, {"BBB", "B"}}, into, "C counted with A");
    ASSERT_TRUE(grouped.has_value()) << to_text(grouped.error());
    EXPECT_EQ(grouped->provenance().choices, std::vector<std::string>{"C counted with A"});
    const TradeYear year = grouped->year(2021);
    EXPECT_EQ(year.flows(), 2U);   // trade inside the group is gone
    EXPECT_EQ(year.values[0], 40);
    EXPECT_FALSE(year.weight(0).has_value());
}

TEST(trade_cube, years_can_be_joined_once) {
    const auto later = make_trade_cube(hs6(), {{"DDD", "D"}, {"AAA", "A"}}, {{"280530", "metals"}}, {{1, 0, 0, 2022, 4, {}}});
    const std::array<TradeCube, 2> cubes = {*small_cube(), *later};
    const auto all = joined(cubes);
    ASSERT_TRUE(all.has_value()) << to_text(all.error());
    EXPECT_EQ(all->years(), (std::vector<int>{2020, 2021, 2022}));
    EXPECT_EQ(all->places()[all->year(2022).importers[0]].id, "DDD");
    const std::array<TradeCube, 2> same = {*later, *later};
    EXPECT_FALSE(joined(same).has_value());
    TradeProvenance older = hs6();
    older.nomenclature = "HS1992";
    const std::array<TradeCube, 2> mixed = {*later, *make_trade_cube(older, kPlaces, kProducts, {})};
    EXPECT_FALSE(joined(mixed).has_value());
}

}  // namespace
}  // namespace countervail
