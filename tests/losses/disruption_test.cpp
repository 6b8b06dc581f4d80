// SPDX-License-Identifier: Apache-2.0
#include "losses/disruption.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "losses/small_book.h"

namespace countervail {
namespace {

double part(const DisruptionDraw& draw, LossPart which) { return draw.parts[static_cast<std::size_t>(which)]; }

CommodityBook ranged_book(bool domestic) {
    CommodityBook book;
    book.list = {ranged_commodity("one"), ranged_commodity("two")};
    if (domestic) {
        for (Commodity& each : book.list) each.suppliers.push_back({"USR", {2, 5, 8, "test"}, Range{8, 10, 20, "test"}, {}});
    }
    return book;
}

DisruptionOptions few(int draws = 60) { return {draws, 7, 2}; }

TEST(disruption, nothing_withheld_changes_nothing) {
    const CommodityBook book = ranged_book(true);
    const AskedEconomy economy = small_economy();
    const auto answer = disrupt(book, economy, {{0, 1}, {"SEL"}, 0}, few());
    ASSERT_TRUE(answer.has_value());
    for (const DisruptionDraw& draw : answer->draws) {
        for (const CommodityDraw& each : draw.commodities) {
            EXPECT_NEAR(each.price_multiple, 1, 1e-9);
            EXPECT_NEAR(each.kept, 1, 1e-9);
        }
        for (const double value : draw.parts) EXPECT_NEAR(value, 0, 1e-6);
    }
}

// Without critical inputs, makers elsewhere or idle plants: 40 of 100 are left, so P*/P0 = 0.4^(−1/ε); of 100 million of
// output that hang on the commodity 60 % × ½ are not made; 8 t are still bought, each dearer.
TEST(disruption, closed_form_of_one_use) {
    CommodityBook book;
    book.list = {plain_commodity("one", 0.7)};
    IndustryBlock block = small_block(3, 4);
    block.critical.setZero();
    const AskedEconomy economy{"USR", IndustryStep(block), {{0}, {1}, {2}}, {"chips", "cars", "metals"}};
    book.list[0].consumers[0].uses[0].output = exactly(0.1 * block.output[0]);
    const auto answer = disrupt(book, economy, {{0}, {"SEL"}, 1}, few(1));
    ASSERT_TRUE(answer.has_value());
    const DisruptionDraw& draw = answer->draws.front();
    const double multiple = std::pow(0.4, -1 / 0.7);
    EXPECT_NEAR(draw.commodities[0].price_multiple / multiple, 1, 1e-9);
    EXPECT_NEAR(draw.commodities[0].kept, 0.4, 1e-9);
    const double cut = 0.1 * block.output[0] * 0.6 * 0.5 * block.value_added[0] / block.output[0];
    const double dearer = 0.4 * (multiple - 1) * 8;   // USD 0.4 million a tonne
    EXPECT_NEAR(part(draw, LossPart::output_cut), -cut, 1e-6 * cut);
    EXPECT_NEAR(part(draw, LossPart::paying_more), -dearer, 1e-6 * dearer);
    EXPECT_NEAR(part(draw, LossPart::domestic_output), 0, 0);
    EXPECT_NEAR(part(draw, LossPart::domestic_price), 0, 0);
    EXPECT_NEAR(part(draw, LossPart::downstream), 0, 1e-4 * cut);
    EXPECT_NEAR(answer->weighted().median, 0.25 * draw.change(), 1e-9);
}

TEST(disruption, five_parts_sum_to_the_change_and_industries_too) {
    const CommodityBook book = ranged_book(true);
    const AskedEconomy economy = small_economy();
    const auto answer = disrupt(book, economy, {{0, 1}, {"SEL"}, 1}, few());
    ASSERT_TRUE(answer.has_value());
    EXPECT_LT(answer->worst_residual, 1e-9);
    EXPECT_LT(answer->worst_imbalance, 1e-9);
    for (const DisruptionDraw& draw : answer->draws) {
        double sum = 0;
        for (const double value : draw.parts) sum += value;
        EXPECT_DOUBLE_EQ(sum, draw.change());
        EXPECT_NEAR(draw.by_industry.sum(), draw.change(), 1e-9 * (1 + std::abs(draw.change())));
        EXPECT_LE(part(draw, LossPart::output_cut), 0);
        EXPECT_LE(part(draw, LossPart::paying_more), 0);
        EXPECT_GE(part(draw, LossPart::domestic_output), 0);
        EXPECT_GE(part(draw, LossPart::domestic_price), 0);
        EXPECT_LE(part(draw, LossPart::downstream), 1e-5 * std::abs(draw.change()));
    }
}

TEST(disruption, a_larger_share_withheld_never_loses_less) {
    const CommodityBook book = ranged_book(false);
    const AskedEconomy economy = small_economy();
    std::vector<double> last_cut(60, 1), last_price(60, 0);
    for (int tenth = 0; tenth <= 10; ++tenth) {
        const auto answer = disrupt(book, economy, {{0}, {"SEL"}, tenth / 10.0}, few());
        ASSERT_TRUE(answer.has_value());
        for (std::size_t d = 0; d < answer->draws.size(); ++d) {
            const DisruptionDraw& draw = answer->draws[d];
            const double cut = part(draw, LossPart::output_cut) + part(draw, LossPart::downstream);
            EXPECT_LE(cut, last_cut[d] + 1e-4);
            EXPECT_GE(draw.commodities[0].price_multiple, last_price[d] * (1 - 1e-9));
            last_cut[d] = cut;
            last_price[d] = draw.commodities[0].price_multiple;
        }
    }
}

TEST(disruption, two_at_once_lose_at_least_as_much_as_either) {
    const CommodityBook book = ranged_book(false);
    const AskedEconomy economy = small_economy();
    const auto one = disrupt(book, economy, {{0}, {"SEL"}, 1}, few()), other = disrupt(book, economy, {{1}, {"SEL"}, 1}, few());
    const auto both = disrupt(book, economy, {{0, 1}, {"SEL"}, 1}, few());
    ASSERT_TRUE(one.has_value() && other.has_value() && both.has_value());
    for (std::size_t d = 0; d < both->draws.size(); ++d) {
        EXPECT_LE(both->draws[d].change(), std::min(one->draws[d].change(), other->draws[d].change()) + 1e-3);
        EXPECT_EQ(both->draws[d].commodities[0].price_multiple, one->draws[d].commodities[0].price_multiple);
        EXPECT_EQ(both->draws[d].commodities[1].price_multiple, other->draws[d].commodities[0].price_multiple);
    }
}

TEST(disruption, threads_and_order_change_nothing) {
    const CommodityBook book = ranged_book(true);
    CommodityBook turned = book;
    std::ranges::reverse(turned.list);
    for (Commodity& each : turned.list) {
        std::ranges::reverse(each.suppliers);
        std::ranges::reverse(each.consumers[0].uses);
    }
    const AskedEconomy economy = small_economy();
    const auto one = disrupt(book, economy, {{0}, {"SEL"}, 1}, {40, 7, 1}), eight = disrupt(book, economy, {{0}, {"SEL"}, 1}, {40, 7, 8});
    const auto other = disrupt(turned, economy, {{1}, {"SEL"}, 1}, {40, 7, 3});
    ASSERT_TRUE(one.has_value() && eight.has_value() && other.has_value());
    for (std::size_t d = 0; d < one->draws.size(); ++d) {
        EXPECT_EQ(one->draws[d].change(), eight->draws[d].change());
        EXPECT_NEAR(one->draws[d].change(), other->draws[d].change(), 1e-6 * std::abs(one->draws[d].change()));
    }
    const auto longer = disrupt(book, economy, {{0}, {"SEL"}, 1}, {60, 7, 2});
    ASSERT_TRUE(longer.has_value());
    EXPECT_EQ(longer->draws[39].change(), one->draws[39].change());
}

TEST(disruption, a_use_cannot_lose_more_output_than_its_industry_has) {
    CommodityBook book;
    book.list = {plain_commodity("one", 0.3)};
    const AskedEconomy economy = small_economy();
    book.list[0].consumers[0].uses[0].output = exactly(1e9);
    const auto answer = disrupt(book, economy, {{0}, {"SEL"}, 1}, few(2));
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->capped, 2);
    EXPECT_NEAR(part(answer->draws[0], LossPart::output_cut), -economy.step.block().value_added[0], 1e-9 * economy.step.block().value_added[0]);
}

TEST(disruption, every_problem_of_a_question_is_told_at_once) {
    const CommodityBook book = ranged_book(false);
    AskedEconomy economy = small_economy();
    economy.place = "NOB";
    const auto answer = disrupt(book, economy, {{0}, {"OTH", "NOB"}, 1.5}, few());
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().size(), 5U);
    for (const Error& each : answer.error()) {
        EXPECT_FALSE(each.what.empty());
        EXPECT_FALSE(each.hint.empty());
    }
}

Industries three_industries() {
    Industries industries;
    industries.list = {{"chips", "chip makers", "C26", {}}, {"cars", "car makers", "C29", {}}, {"services", "services", "G-S", {}}};
    for (int i = 0; i < 3; ++i) industries.codes.push_back({"small", industries.list[static_cast<std::size_t>(i)].id, i, {}});
    industries.criticality = Eigen::MatrixXd::Identity(3, 3);
    return industries;
}

TEST(disruption, economy_of_a_table) {
    const IoTable table = small_table();
    const auto economy = asked_economy(table, three_industries(), "BBB");
    ASSERT_TRUE(economy.has_value()) << to_text(economy.error());
    EXPECT_EQ(economy->step.block().output, table.output.segment(3, 3));
    EXPECT_EQ(economy->rows_of, (std::vector<std::vector<int>>{{0}, {1}, {2}}));
    const auto nowhere = asked_economy(table, three_industries(), "CCC");
    ASSERT_FALSE(nowhere.has_value());
    EXPECT_NE(nowhere.error()[0].hint.find("AAA"), std::string::npos);
}

TEST(disruption, a_coarser_table_holds_two_industries_in_one) {
    Industries industries = three_industries();
    industries.list.push_back({"lamps", "lamp makers", "C27", {}});
    industries.criticality = Eigen::MatrixXd::Zero(4, 4);
    industries.codes[0].shares_with = {3};
    const auto economy = asked_economy(small_table(), industries, "AAA");
    ASSERT_TRUE(economy.has_value()) << to_text(economy.error());
    EXPECT_EQ(economy->rows_of[3], std::vector<int>{0});
    industries.list.push_back({"ships", "ship makers", "C30", {}});
    industries.criticality = Eigen::MatrixXd::Zero(5, 5);
    const auto without = asked_economy(small_table(), industries, "AAA");
    ASSERT_TRUE(without.has_value());
    EXPECT_TRUE(without->rows_of[4].empty());
}

TEST(disruption, an_industry_that_the_table_lacks_is_named_when_it_is_needed) {
    const CommodityBook book = ranged_book(false);
    AskedEconomy economy = small_economy();
    economy.rows_of[1].clear();
    const auto answer = disrupt(book, economy, {{0}, {"SEL"}, 1}, few(1));
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().size(), 1U);
    EXPECT_NE(answer.error()[0].what.find("chips of one"), std::string::npos);
}

}  // namespace
}  // namespace countervail
