// SPDX-License-Identifier: Apache-2.0
#include "dependence/trade_power.h"

#include <algorithm>
#include <cmath>

#include "dependence/small_trade.h"
#include "world/shipped_world.h"

namespace countervail {
namespace {

using testing::example_cube;
using testing::random_trade;
using testing::shipped_ledger;
using testing::shipped_library;

const Date kEndOf2025(2025, 12, 31);

std::vector<CodeSigma> three_for_all() { return {{"", {2, 3, 4, {"theta"}}}}; }

TEST(power_inputs_of_trade, give_the_loss_worked_by_hand) {
    const auto inputs = power_inputs_of_trade(example_cube(), 2024, 0, three_for_all());
    ASSERT_TRUE(inputs.has_value()) << to_text(inputs.error());
    EXPECT_TRUE(check_power_inputs(*inputs).empty());
    EXPECT_EQ(inputs->statements, (std::vector<std::string>{"theta"}));
    EXPECT_EQ(inputs->notes.size(), 1U);
    const auto power = power_of_all(*inputs, 1, 2);
    ASSERT_TRUE(power.has_value()) << to_text(power.error());
    EXPECT_NEAR(power->of(0, 1, 4), -std::log(0.4) / 6 - std::log(0.9) / 3, 1e-12);
    EXPECT_NEAR(power->of(0, 1, 4), 0.1878, 5e-5);
    const auto low = power_inputs_of_trade(example_cube(), 2024, 0, three_for_all(), RangeEnd::low);
    EXPECT_NEAR(power_of_all(*low, 1, 1)->of(0, 1, 4), 2 * power->of(0, 1, 4), 1e-12);       // σ − 1 is half of what it was
}

TEST(power_inputs_of_trade, at_a_coarser_level_are_those_of_the_coarser_cube) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const TradeCube cube = random_trade(seed, {.products = 20});
        const auto here = power_inputs_of_trade(cube, 2022, 2, three_for_all()), there = power_inputs_of_trade(*coarser(cube, 2), 2022, 0, three_for_all());
        ASSERT_TRUE(here.has_value() && there.has_value());
        EXPECT_EQ(here->sectors, there->sectors);
        ASSERT_EQ(here->flows.size(), there->flows.size());
        const auto a = power_of_all(*here, 2, 1), b = power_of_all(*there, 2, 1);
        for (std::size_t cell = 0; cell < a->loss.size(); ++cell) {
            if (std::isfinite(a->loss[cell])) {
                EXPECT_NEAR(a->loss[cell], b->loss[cell], 1e-12);
            }
        }
    }
}

TEST(power_inputs_of_trade, take_the_elasticity_of_the_longest_code) {
    const std::vector<CodeSigma> sigmas = {{"8", {5, 5, 5, {"all"}}}, {"8505", {2, 2, 2, {"magnets"}}}};
    const auto inputs = power_inputs_of_trade(example_cube(), 2024, 4, sigmas);
    ASSERT_TRUE(inputs.has_value()) << to_text(inputs.error());
    EXPECT_EQ(inputs->sigma, (std::vector<double>{2, 5}));
    const auto refused = power_inputs_of_trade(example_cube(), 2024, 0, std::vector<CodeSigma>{{"8505", {2, 2, 2, {}}}});
    ASSERT_FALSE(refused.has_value());
    EXPECT_NE(refused.error()[0].what.find("1 sectors have no elasticity of substitution: 870899"), std::string::npos);
    EXPECT_EQ(power_inputs_of_trade(example_cube(), 1999, 8, sigmas).error().size(), 2U);
}

TEST(power_inputs_of_trade, count_own_supply_where_it_is_booked) {
    TradeProvenance domestic = testing::hs6_provenance();
    domestic.domestic = true;
    const auto inputs = power_inputs_of_trade(testing::cube_of_sales({{"AAA", "AAA", "850511", 50}, {"BBB", "AAA", "850511", 50}}, domestic), 2024, 0, three_for_all());
    EXPECT_NEAR(power_of_all(*inputs, 1, 1)->of(0, 1, 2), std::log(2.0) / 2, 1e-12);
    EXPECT_TRUE(inputs->notes.empty());
}

TEST(chapter_sigmas, cover_every_chapter_and_are_one_above_the_trade_elasticity) {
    const auto sigmas = chapter_sigmas(shipped_library(), shipped_ledger(), kEndOf2025);
    ASSERT_TRUE(sigmas.has_value()) << to_text(sigmas.error());
    for (int chapter = 1; chapter <= 97; ++chapter) {
        if (chapter == 77) continue;      // reserved
        const std::string code = (chapter < 10 ? "0" : "") + std::to_string(chapter);
        EXPECT_TRUE(std::ranges::any_of(*sigmas, [&](const CodeSigma& sigma) { return sigma.code == code; })) << code;
    }
    for (const CodeSigma& sigma : *sigmas) {
        EXPECT_GT(sigma.sigma.low, 1);
        EXPECT_LE(sigma.sigma.low, sigma.sigma.likely);
        EXPECT_LE(sigma.sigma.likely, sigma.sigma.high);
    }
    const auto plastic = std::ranges::find(*sigmas, "39", &CodeSigma::code);
    EXPECT_NEAR(plastic->sigma.likely, 2.67, 1e-12);
}

TEST(chapter_sigmas, name_every_problem_with_its_line) {
    Library library = shipped_library();
    library.put({"data/trade/chapter-elasticities.csv", "code,statement\n39,CP-1.plastics\n40,CP-1.plastic\n40,CP-1.plastic\n"});
    const auto refused = chapter_sigmas(library, shipped_ledger(), kEndOf2025);
    ASSERT_FALSE(refused.has_value());
    ASSERT_EQ(refused.error().size(), 2U);
    EXPECT_EQ(refused.error()[0].where.line, 2);
    EXPECT_EQ(refused.error()[1].where.line, 4);
    EXPECT_FALSE(chapter_sigmas(shipped_library(), shipped_ledger(), Date(2010, 1, 1)).has_value());
}

// s = 110/150: (0.5 + 1 · 4/15) / (11/15) = 23/22.
TEST(export_positions, are_the_products_of_largest_world_share) {
    const TradeCube cube = example_cube();
    const CubeTotals totals = cube_totals(cube, 2024, 1);
    const LikelyRange half{0.5, 0.5, 0.5, {}}, one{1, 1, 1, {}};
    const auto positions = export_positions(cube, totals, 1, half, one, 0);
    ASSERT_EQ(positions.size(), 2U);
    EXPECT_EQ(positions[0].product, "850511");
    EXPECT_NEAR(positions[0].share.likely, 11.0 / 15, 1e-15);
    EXPECT_NEAR(residual_elasticity(positions[0].share.likely, 0.5, 1), 23.0 / 22, 1e-12);
    EXPECT_EQ(export_positions(cube, totals, 1, half, one, 1).size(), 1U);
    EXPECT_TRUE(market_power_table(positions).has_value());
}

}  // namespace
}  // namespace countervail
