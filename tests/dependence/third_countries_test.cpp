// SPDX-License-Identifier: Apache-2.0
#include "dependence/third_countries.h"

#include "dependence/small_trade.h"

namespace countervail {
namespace {

using testing::SlowTrade;
using testing::cube_of_sales;
using testing::random_trade;

/// AAA and BBB are the powers; AAA controls magnets, BBB chips and, in part, magnets.
TradeCube between_two_powers() {
    return cube_of_sales({{"AAA", "CCC", "850511", 80}, {"DDD", "CCC", "850511", 20}, {"BBB", "CCC", "854231", 60}, {"DDD", "CCC", "854231", 40}, {"DDD", "CCC", "100190", 200},
                          {"AAA", "DDD", "850511", 10}, {"BBB", "DDD", "850511", 30}, {"BBB", "AAA", "854231", 500}});
}

ThirdCountryQuestion question() { return {"AAA", "BBB", {{"8505", 1, "licence", "act of AAA"}}, {{"854231", 1, "prohibition", "act of BBB"}, {"850511", 0.25, "licence", "act of BBB"}}, 2024, 0.5}; }

TEST(third_countries, of_the_example_are_those_worked_by_hand) {
    const TradeCube cube = between_two_powers();
    const auto answer = third_countries(cube, question(), 2);
    ASSERT_TRUE(answer.has_value()) << to_text(answer.error());
    ASSERT_EQ(answer->places.size(), 2U);
    const ThirdCountry& ccc = answer->places[0];
    EXPECT_EQ(cube.places()[ccc.place].id, "CCC");
    EXPECT_EQ(ccc.imports, 400);
    EXPECT_EQ(ccc.a.imports, 100);
    EXPECT_EQ(ccc.a.from_power, 80);
    EXPECT_EQ(ccc.a.dependent, 80);
    EXPECT_EQ(ccc.a.products, 1U);
    EXPECT_EQ(ccc.b.imports, 125);              // 100 of chips and a quarter of the magnets
    EXPECT_EQ(ccc.b.from_power, 60);
    EXPECT_EQ(ccc.b.dependent, 60);
    EXPECT_EQ(ccc.b.products, 2U);
    EXPECT_EQ(ccc.b.dependent_products, 1U);
    EXPECT_EQ(ccc.both_low, 25);
    EXPECT_EQ(ccc.both_high, 25);
    EXPECT_DOUBLE_EQ(ccc.dependent_on_both(), 0.15);
    const ThirdCountry& ddd = answer->places[1];
    EXPECT_EQ(ddd.a.dependent, 0);
    EXPECT_EQ(ddd.b.from_power, 7.5);
    EXPECT_EQ(ddd.b.dependent, 7.5);
    EXPECT_EQ(ddd.dependent_on_both(), 0);
    EXPECT_EQ(answer->treatments, (std::vector<std::string>{"licence", "prohibition"}));
    EXPECT_EQ(ccc.by_treatment, (std::vector<double>{80, 60}));
    EXPECT_EQ(ddd.by_treatment, (std::vector<double>{17.5, 0}));
    EXPECT_EQ(answer->products_a, 1U);
    EXPECT_EQ(answer->products_b, 2U);
    EXPECT_EQ(answer->products_both, 1U);
    EXPECT_TRUE(answer->codes_not_traded.empty());
}

TEST(third_countries, longest_code_counts) {
    ThirdCountryQuestion asked = question();
    asked.by_a = {{"8505", 0.1, "licence", ""}, {"850511", 0.5, "licence", ""}, {"85", 0.9, "licence", ""}, {"2805", 1, "licence", ""}};
    const auto answer = third_countries(between_two_powers(), asked, 1);
    ASSERT_TRUE(answer.has_value()) << to_text(answer.error());
    const auto& ccc = answer->places[0];
    EXPECT_DOUBLE_EQ(ccc.a.imports, 0.5 * 100 + 0.9 * 100);
    EXPECT_EQ(answer->codes_not_traded, (std::vector<std::string>{"2805"}));
    // Half and a quarter of the magnets may cover different goods; nine tenths of the chips and all of them cannot.
    EXPECT_DOUBLE_EQ(ccc.both_low, 90);
    EXPECT_DOUBLE_EQ(ccc.both_high, 25 + 90);
}

TEST(third_countries, agree_with_the_long_way_round_on_any_number_of_threads) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const TradeCube cube = random_trade(seed, {.places = 9, .products = 600, .filled = 0.2, .domestic = seed % 2 == 0});
        const ThirdCountryQuestion asked{"P2", "P5", {{"10", 0.7, "licence", ""}}, {{"12", 1, "prohibition", ""}, {"10", 0.6, "licence", ""}}, 2022, 0.4};
        const auto one = third_countries(cube, asked, 1), eight = third_countries(cube, asked, 8);
        ASSERT_TRUE(one.has_value()) << to_text(one.error());
        const SlowTrade slow(cube, 2022);
        for (const ThirdCountry& row : one->places) {
            double imports = 0, under_a = 0, from_b = 0, dependent_b = 0, both_low = 0;
            for (std::size_t product = 0; product < slow.products(); ++product) {
                const std::string& code = cube.products()[product].code;
                const double a = code.starts_with("10") ? 0.7 : 0, b = code.starts_with("12") ? 1 : code.starts_with("10") ? 0.6 : 0;
                const double all = slow.imports(product, row.place), value = slow.sold(product, 5, row.place);
                imports += all;
                under_a += a * all;
                from_b += b * value;
                if (value > 0.4 * all) dependent_b += b * value;
                both_low += std::max(0.0, a + b - 1) * all;
            }
            EXPECT_NEAR(row.imports, imports, 1e-6);
            EXPECT_NEAR(row.a.imports, under_a, 1e-6);
            EXPECT_NEAR(row.b.from_power, from_b, 1e-6);
            EXPECT_NEAR(row.b.dependent, dependent_b, 1e-6);
            EXPECT_NEAR(row.both_low, both_low, 1e-6);
            EXPECT_LE(row.both_low, row.both_high + 1e-9);
            EXPECT_LE(row.both_high, std::min(row.a.imports, row.b.imports) + 1e-6);
            EXPECT_LE(row.a.dependent, row.a.from_power);
            EXPECT_LE(row.a.from_power, row.a.imports);
        }
        for (std::size_t at = 0; at < one->places.size(); ++at) {
            EXPECT_EQ(one->places[at].place, eight->places[at].place);
            EXPECT_EQ(one->places[at].a.dependent, eight->places[at].a.dependent);
        }
    }
}

TEST(third_countries, naming_the_powers_the_other_way_round_swaps_the_columns) {
    const ThirdCountryQuestion asked = question();
    const auto here = third_countries(between_two_powers(), asked, 1), there = third_countries(between_two_powers(), {asked.b, asked.a, asked.by_b, asked.by_a, asked.year, asked.threshold}, 1);
    ASSERT_TRUE(here.has_value() && there.has_value());
    for (std::size_t at = 0; at < here->places.size(); ++at) {
        EXPECT_EQ(here->places[at].a.imports, there->places[at].b.imports);
        EXPECT_EQ(here->places[at].both_high, there->places[at].both_high);
    }
}

TEST(third_countries, name_every_problem) {
    const auto refused = third_countries(between_two_powers(), {"AAB", "BBB", {{"8505", 0, "", ""}, {"8505", 2, "", ""}, {"", 1, "", ""}}, {}, 1999, 1}, 1);
    ASSERT_FALSE(refused.has_value());
    const std::string text = to_text(refused.error());
    for (const char* word : {"no place \"AAB\"", "no year 1999", "threshold 1", "covers 0", "covers 2", "stands twice", "is empty"}) EXPECT_NE(text.find(word), std::string::npos) << word << "\n" << text;
    EXPECT_FALSE(third_countries(between_two_powers(), {"AAA", "BBB", {}, {}, 2024, 0.5}, 1).has_value());
    EXPECT_FALSE(third_countries(between_two_powers(), {"AAA", "AAA", question().by_a, {}, 2024, 0.5}, 1).has_value());
}

TEST(third_countries_table, gives_shares_of_all_imports) {
    const TradeCube cube = between_two_powers();
    const Table table = third_countries_table(cube, *third_countries(cube, question(), 1), 1);
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(std::get<double>(table.rows[0][3]), 25);
    EXPECT_EQ(std::get<double>(table.rows[0][4]), 20);
    EXPECT_EQ(std::get<double>(table.rows[0][11]), 15);
    EXPECT_EQ(table.columns.back().name, "prohibition");
    EXPECT_EQ(std::get<double>(table.rows[0].back()), 15);
}

}  // namespace
}  // namespace countervail
