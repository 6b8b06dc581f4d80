// SPDX-License-Identifier: Apache-2.0
// covers: asymmetry, asymmetry_sweep
#include "dependence/asymmetry.h"

#include <array>
#include <cmath>

#include "dependence/small_trade.h"

namespace countervail {
namespace {

using testing::Sale;
using testing::SlowTrade;
using testing::cube_of_sales;
using testing::random_sales;
using testing::random_trade;

/// AAA sells BBB 100, 40 of it in a product of which it supplies 80 %; BBB sells AAA 100, 12 of it in one of which it supplies 60 %.
std::vector<Sale> forty_against_twelve() {
    return {{"AAA", "BBB", "850511", 40}, {"CCC", "BBB", "850511", 10}, {"AAA", "BBB", "850512", 30}, {"CCC", "BBB", "850512", 30},
            {"AAA", "BBB", "610910", 30}, {"CCC", "BBB", "610910", 270}, {"BBB", "AAA", "120190", 12}, {"CCC", "AAA", "120190", 8},
            {"BBB", "AAA", "610910", 88}, {"CCC", "AAA", "610910", 792}};
}

AsymmetryCurve curve_of(const TradeCube& cube, const AsymmetryQuestion& question) {
    auto curve = asymmetry_curve(cube, question);
    if (!curve) ADD_FAILURE() << to_text(curve.error());
    return std::move(curve).value();
}

TEST(asymmetry_curve, of_the_example_is_that_worked_by_hand) {
    const AsymmetryCurve curve = curve_of(cube_of_sales(forty_against_twelve()), {.a = "AAA", .b = "BBB", .year = 2024});
    ASSERT_EQ(curve.thresholds.size(), 61U);
    EXPECT_EQ(curve.a_on_b.value, 100);
    EXPECT_EQ(curve.a_on_b.lines, 3U);
    EXPECT_EQ(curve.b_on_a.lines, 2U);
    EXPECT_DOUBLE_EQ(share_at(curve, curve.a_on_b, AsymmetryBy::value, 0.5), 0.4);
    EXPECT_DOUBLE_EQ(share_at(curve, curve.b_on_a, AsymmetryBy::value, 0.5), 0.12);
    EXPECT_DOUBLE_EQ(share_at(curve, curve.a_on_b, AsymmetryBy::lines, 0.5), 1.0 / 3);      // exactly one half is not more than half
    EXPECT_DOUBLE_EQ(share_at(curve, curve.a_on_b, AsymmetryBy::value, 0.49), 0.7);
    EXPECT_EQ(share_at(curve, curve.a_on_b, AsymmetryBy::value, 0.8), 0);
    EXPECT_EQ(share_at(curve, curve.b_on_a, AsymmetryBy::value, 0.6), 0);
    EXPECT_FALSE(curve.items_only);
    EXPECT_TRUE(curve.notes.empty());
}

TEST(asymmetry_curve, of_products_sold_both_ways) {
    const AsymmetryCurve curve = curve_of(cube_of_sales(forty_against_twelve()), {.a = "AAA", .b = "BBB", .year = 2024, .lines = AsymmetryLines::both_trade});
    EXPECT_EQ(curve.a_on_b.lines, 1U);
    EXPECT_EQ(curve.a_on_b.value, 30);
    EXPECT_EQ(curve.b_on_a.value, 88);
    EXPECT_EQ(share_at(curve, curve.a_on_b, AsymmetryBy::value, 0.3), 0);
}

// At four digits 8505 holds 70 of 110 imports (64 %).
TEST(asymmetry_curve, at_a_coarser_level_is_that_of_the_coarser_cube) {
    const TradeCube cube = cube_of_sales(forty_against_twelve());
    const AsymmetryCurve curve = curve_of(cube, {.a = "AAA", .b = "BBB", .year = 2024, .digits = 4});
    EXPECT_EQ(curve.a_on_b.lines, 2U);
    EXPECT_DOUBLE_EQ(share_at(curve, curve.a_on_b, AsymmetryBy::value, 0.5), 0.7);
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const TradeCube fine = random_trade(seed, {.products = 25});
        for (const int digits : {1, 2, 4}) {
            const AsymmetryCurve here = curve_of(fine, {.a = "P1", .b = "P4", .year = 2022, .digits = digits});
            const AsymmetryCurve there = curve_of(coarser(fine, digits).value(), {.a = "P1", .b = "P4", .year = 2022});
            EXPECT_EQ(here.a_on_b.lines_above, there.a_on_b.lines_above);
            for (std::size_t at = 0; at < here.thresholds.size(); ++at) EXPECT_NEAR(here.b_on_a.value_share[at], there.b_on_a.value_share[at], 1e-12);
        }
    }
}

TEST(asymmetry_curve, with_places_folded_in_is_that_of_the_regrouped_cube) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const TradeCube cube = random_trade(seed);
        // P2 and P6 count as P1; places of the regrouped cube are P0, P1, P3, P4, P5.
        const AsymmetryCurve here = curve_of(cube, {.a = "P1", .b = "P4", .year = 2022, .folds = {{"hub", "P1", {"P2"}}, {"union", "P1", {"P6"}}}});
        const std::vector<PlaceIndex> into = {0, 1, 1, 2, 3, 4, 1};
        const auto grouped = regrouped(cube, {{"P0", ""}, {"P1", ""}, {"P3", ""}, {"P4", ""}, {"P5", ""}}, into, "hub and union");
        ASSERT_TRUE(grouped.has_value()) << to_text(grouped.error());
        const AsymmetryCurve there = curve_of(*grouped, {.a = "P1", .b = "P4", .year = 2022});
        EXPECT_NEAR(here.a_on_b.value, there.a_on_b.value, 1e-9);
        EXPECT_EQ(here.a_on_b.lines_above, there.a_on_b.lines_above);
        EXPECT_EQ(here.b_on_a.lines_above, there.b_on_a.lines_above);
        for (std::size_t at = 0; at < here.thresholds.size(); ++at) EXPECT_NEAR(here.a_on_b.value_share[at], there.a_on_b.value_share[at], 1e-12);
        EXPECT_EQ(here.notes.size(), 2U);
    }
}

TEST(asymmetry_curve, agrees_with_the_long_way_round) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const TradeCube cube = random_trade(seed, {.products = 20, .domestic = seed % 2 == 0});
        const AsymmetryCurve curve = curve_of(cube, {.a = "P0", .b = "P3", .year = 2022, .thresholds = {0.1, 0.35, 0.5, 0.9}});
        const SlowTrade slow(cube, 2022);
        for (std::size_t at = 0; at < 4; ++at) {
            double above = 0, all = 0;
            std::size_t count = 0;
            for (std::size_t product = 0; product < slow.products(); ++product) {
                const double value = slow.sold(product, 0, 3);
                all += value;
                if (value <= 0 || value <= curve.thresholds[at] * slow.imports(product, 3)) continue;
                above += value;
                ++count;
            }
            EXPECT_EQ(curve.a_on_b.lines_above[at], count);
            EXPECT_NEAR(curve.a_on_b.value_share[at], all > 0 ? above / all : 0, 1e-12);
        }
    }
}

TEST(asymmetry_curve, falls_as_the_threshold_rises_and_begins_with_everything) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        std::vector<double> thresholds;
        for (int percent = 0; percent < 100; ++percent) thresholds.push_back(percent / 100.0);
        const AsymmetryCurve curve = curve_of(random_trade(seed), {.a = "P0", .b = "P1", .year = 2022, .thresholds = thresholds});
        for (const AsymmetrySide* side : {&curve.a_on_b, &curve.b_on_a}) {
            if (side->lines > 0) {
                EXPECT_NEAR(side->value_share.front(), 1, 1e-12);   // every line sold is above a threshold of 0
            }
            if (side->lines > 0) {
                EXPECT_EQ(side->line_share.front(), 1);
            }
            EXPECT_TRUE(std::ranges::is_sorted(side->value_share, std::greater()));
            EXPECT_TRUE(std::ranges::is_sorted(side->line_share, std::greater()));
        }
    }
}

TEST(asymmetry_curve, does_not_feel_a_product_split_in_two_halves_by_value_and_counts_one_line_more) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto sales = random_sales(seed, {});
        const TradeCube whole = cube_of_sales(sales);
        const AsymmetryQuestion question{.a = "P0", .b = "P1", .year = 2022};
        const auto lines = asymmetry_lines(whole, question, true);
        ASSERT_TRUE(lines.has_value());
        if (lines->empty()) continue;
        const AsymmetryLine& split = lines->front();
        std::vector<Sale> halves;
        for (Sale sale : sales) {
            if (sale.product == split.product) {
                sale.value /= 2;
                halves.push_back(sale);
                sale.product = "999999";
            }
            halves.push_back(sale);
        }
        const AsymmetryCurve before = curve_of(whole, question), after = curve_of(cube_of_sales(halves), question);
        for (std::size_t at = 0; at < before.thresholds.size(); ++at) {
            const bool above = split.value > before.thresholds[at] * split.imports;
            EXPECT_NEAR(after.a_on_b.value_share[at], before.a_on_b.value_share[at], 1e-12);
            EXPECT_EQ(after.a_on_b.lines_above[at], before.a_on_b.lines_above[at] + above);
            EXPECT_EQ(after.a_on_b.lines, before.a_on_b.lines + 1);
        }
    }
}

TEST(asymmetry_curve, does_not_ask_in_which_order_rows_came_or_who_is_named_first) {
    auto sales = forty_against_twelve();
    const AsymmetryCurve here = curve_of(cube_of_sales(sales), {.a = "AAA", .b = "BBB", .year = 2024});
    std::ranges::reverse(sales);
    const AsymmetryCurve there = curve_of(cube_of_sales(sales), {.a = "BBB", .b = "AAA", .year = 2024});
    EXPECT_EQ(here.a_on_b.value_share, there.b_on_a.value_share);
    EXPECT_EQ(here.b_on_a.line_share, there.a_on_b.line_share);
}

TEST(asymmetry_curve, names_every_problem) {
    const TradeCube cube = cube_of_sales(forty_against_twelve());
    const auto refused = asymmetry_curve(cube, {.a = "AAB", .b = "BBB", .year = 1999, .digits = 8, .folds = {{"hub", "CCC", {"AAA"}}}, .thresholds = {0.5, 0.4, 1.0}});
    ASSERT_FALSE(refused.has_value());
    const std::string text = to_text(refused.error());
    for (const char* word : {"no place \"AAB\"", "no year 1999", "6-digit codes", "neither AAB nor BBB", "not ascending", "threshold 1 "}) EXPECT_NE(text.find(word), std::string::npos) << word << "\n" << text;
    EXPECT_FALSE(asymmetry_curve(cube, {.a = "AAA", .b = "AAA", .year = 2024}).has_value());
    EXPECT_FALSE(asymmetry_curve(cube, {.a = "AAA", .b = "BBB", .year = 2024, .folds = {{"x", "AAA", {"BBB"}}}}).has_value());
}

TEST(asymmetry_curve, says_when_a_side_sells_nothing) {
    const AsymmetryCurve curve = curve_of(cube_of_sales({{"AAA", "BBB", "850511", 1}}), {.a = "AAA", .b = "BBB", .year = 2024});
    EXPECT_EQ(curve.b_on_a.lines, 0U);
    EXPECT_EQ(share_at(curve, curve.b_on_a, AsymmetryBy::value, 0.5), 0);
    ASSERT_EQ(curve.notes.size(), 1U);
    EXPECT_NE(curve.notes[0].find("BBB sells AAA nothing"), std::string::npos);
}

TEST(asymmetry_sweep, says_under_which_choices_the_claim_holds) {
    const TradeCube cube = cube_of_sales(forty_against_twelve());
    const std::array<AsymmetryCube, 1> cubes = {{{"importers' reports", &cube}}};
    AsymmetryChoices choices;
    choices.cubes.assign(cubes.begin(), cubes.end());
    const auto sweep = asymmetry_sweep(choices, "AAA", "BBB", {0.4, 0.12, 0.5, 0.03, {"claim.a", "claim.b"}}, 2);
    ASSERT_TRUE(sweep.has_value()) << to_text(sweep.error());
    ASSERT_EQ(sweep->outcomes.size(), 3U * 2 * 2);      // levels 2, 4, 6; all or both ways; value or lines
    EXPECT_TRUE(sweep->verdict.judged);
    EXPECT_EQ(sweep->verdict.tried, 12U);
    EXPECT_EQ(sweep->verdict.held, 1U);
    const AsymmetryOutcome& held = sweep->outcomes[*sweep->verdict.nearest];
    EXPECT_EQ(held.digits, 6);
    EXPECT_EQ(held.by, AsymmetryBy::value);
    EXPECT_EQ(held.lines, AsymmetryLines::all);
    EXPECT_NEAR(held.miss, 0, 1e-12);
    ASSERT_EQ(held.holding.size(), 1U);
    EXPECT_DOUBLE_EQ(held.holding[0].from, 0.5);
    EXPECT_DOUBLE_EQ(held.holding[0].through, 0.59);
    EXPECT_NE(sweep->verdict.sentence.find("holds under 1 of 12 choices"), std::string::npos) << sweep->verdict.sentence;
    EXPECT_EQ(sweep->sources.back(), "claim.b");
    EXPECT_EQ(asymmetry_sweep_table(*sweep).rows.size(), 12U);
}

TEST(asymmetry_sweep, says_how_near_a_claim_came_that_holds_nowhere) {
    const TradeCube cube = cube_of_sales(forty_against_twelve());
    AsymmetryChoices choices;
    choices.cubes = {{"importers' reports", &cube}};
    choices.digits = {6};
    choices.lines = {AsymmetryLines::all};
    choices.by = {AsymmetryBy::value};
    const auto sweep = asymmetry_sweep(choices, "AAA", "BBB", {0.55, 0.12, 0.5, 0.03, {}}, 1);
    EXPECT_EQ(sweep->verdict.held, 0U);
    EXPECT_NE(sweep->verdict.sentence.find("holds under none of 1 choices; nearest, 15 points off"), std::string::npos) << sweep->verdict.sentence;
    // Exactly the tolerance off still holds.
    EXPECT_TRUE(asymmetry_sweep(choices, "AAA", "BBB", {0.43, 0.15, 0.5, 0.03, {}}, 1)->outcomes[0].holds);
    EXPECT_FALSE(asymmetry_sweep(choices, "AAA", "BBB", {0.4301, 0.15, 0.5, 0.03, {}}, 1)->outcomes[0].holds);
}

TEST(asymmetry_sweep, tries_cubes_years_and_folds) {
    auto sales = forty_against_twelve();
    for (Sale sale : forty_against_twelve()) {
        sale.year = 2023;
        sale.value *= sale.exporter == "CCC" ? 2 : 1;
        sales.push_back(sale);
    }
    const TradeCube two_years = cube_of_sales(sales), one_year = cube_of_sales(forty_against_twelve());
    AsymmetryChoices choices;
    choices.cubes = {{"importers", &two_years}, {"exporters", &one_year}};
    choices.folds = {{{"hub counted with AAA", "AAA", {"CCC"}}}};
    choices.digits = {6, 8};
    choices.lines = {AsymmetryLines::all};
    const auto sweep = asymmetry_sweep(choices, "AAA", "BBB", {0.4, 0.12, 0.5, 0.03, {}}, 4);
    ASSERT_TRUE(sweep.has_value()) << to_text(sweep.error());
    ASSERT_EQ(sweep->outcomes.size(), 3U * 2 * 2);      // (2 + 1 years) × (as booked, folded) × (value, lines); no eight-digit codes
    EXPECT_EQ(sweep->outcomes[0].year, 2023);
    EXPECT_EQ(sweep->outcomes[0].folds, "as booked");
    EXPECT_EQ(sweep->outcomes[2].folds, "hub counted with AAA");
    EXPECT_EQ(sweep->outcomes[2].a_on_b, 1);            // CCC and AAA together supply everything
    // A place that one cube lacks is folded in the others; one that none has is a problem.
    const TradeCube without = cube_of_sales({{"AAA", "BBB", "850511", 1}, {"BBB", "AAA", "850511", 1}});
    choices.cubes = {{"importers", &two_years}, {"without", &without}};
    EXPECT_EQ(asymmetry_sweep(choices, "AAA", "BBB", {}, 1)->outcomes.size(), 2U * 2 * 2 + 2);
    choices.folds.push_back({{"nowhere", "AAA", {"XYZ"}}});
    EXPECT_NE(to_text(asymmetry_sweep(choices, "AAA", "BBB", {}, 1).error()).find("nowhere"), std::string::npos);
    choices.years = {1990};
    EXPECT_FALSE(asymmetry_sweep(choices, "AAA", "BBB", {}, 1).has_value());
}

TEST(asymmetry_sweep, judges_no_claim_on_items_only) {
    TradeProvenance items = testing::hs6_provenance();
    items.nomenclature = "items";
    items.digits = 0;
    const TradeCube cube = cube_of_sales(forty_against_twelve(), items);
    AsymmetryChoices choices;
    choices.cubes = {{"embedded", &cube}};
    const auto sweep = asymmetry_sweep(choices, "AAA", "BBB", {0.4, 0.12, 0.5, 0.03, {}}, 1);
    ASSERT_TRUE(sweep.has_value()) << to_text(sweep.error());
    EXPECT_FALSE(sweep->verdict.judged);
    EXPECT_EQ(sweep->verdict.tried, 0U);
    EXPECT_FALSE(sweep->outcomes[0].holds);
    EXPECT_NE(sweep->verdict.sentence.find("not judged"), std::string::npos);
    EXPECT_TRUE(curve_of(cube, {.a = "AAA", .b = "BBB", .year = 2024}).items_only);
}

TEST(asymmetry_tables, carry_the_curve_and_the_lines) {
    const TradeCube cube = cube_of_sales(forty_against_twelve());
    const AsymmetryQuestion question{.a = "AAA", .b = "BBB", .year = 2024};
    const Table curve = asymmetry_curve_table(curve_of(cube, question));
    ASSERT_EQ(curve.rows.size(), 61U);
    EXPECT_EQ(std::get<double>(curve.rows[20][1]), 40);
    EXPECT_EQ(std::get<double>(curve.rows[20][2]), 12);
    const Table lines = asymmetry_lines_table(cube, *asymmetry_lines(cube, question, true), 0.4, 1);
    ASSERT_EQ(lines.rows.size(), 1U);
    EXPECT_EQ(std::get<std::string>(lines.rows[0][0]), "850511");
    EXPECT_EQ(lines.title, "Products above 40% of the buyer's imports: 2 of 3 sold");
}

}  // namespace
}  // namespace countervail
