// SPDX-License-Identifier: Apache-2.0
#include "losses/disruption_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "losses/small_book.h"

namespace countervail {
namespace {

using testing::HasSubstr;

PublishedLoss published(PublishedLoss::Measure measure, double low, double value, double high, bool ranged, bool at_least) {
    PublishedLoss loss;
    loss.measure = measure;
    loss.by = {"SEL"};
    loss.in = "USR";
    loss.value = {low, value, high, "X-1"};
    loss.ranged = ranged;
    loss.at_least = at_least;
    return loss;
}

double number(const Table& table, std::size_t row, std::string_view column) { return std::get<double>(table.rows[row][*table.column(column)]); }

TEST(disruption_tables, verdicts) {
    using enum PublishedLoss::Measure;
    const Band ours{1, 2, 3, 4, 6};
    EXPECT_THAT(verdict_of(published(loss, 2, 3, 5, true, false), ours), HasSubstr("inside the published range"));
    EXPECT_THAT(verdict_of(published(loss, 4, 5, 9, true, false), ours), HasSubstr("below the published range, the bands overlap"));
    EXPECT_THAT(verdict_of(published(loss, 7, 8, 9, true, false), ours), HasSubstr("do not meet"));
    EXPECT_THAT(verdict_of(published(loss, 0.1, 0.2, 0.3, true, false), ours), HasSubstr("above the published range"));
    EXPECT_THAT(verdict_of(published(loss, 4, 4, 4, false, false), ours), HasSubstr("inside our band; our median is 0.75 times it"));
    EXPECT_THAT(verdict_of(published(loss, 12, 12, 12, false, false), ours), HasSubstr("above our band; our median is 0.25 times it"));
    EXPECT_THAT(verdict_of(published(price_change, 2, 2, 9, true, true), ours), HasSubstr("above the published lower bound, as it should be"));
    EXPECT_THAT(verdict_of(published(price_change, 5, 5, 9, true, true), ours), HasSubstr("our band reaches it"));
    EXPECT_THAT(verdict_of(published(price_change, 8, 8, 9, true, true), ours), HasSubstr("ours is below the published lower bound"));
}

class DisruptionTables : public testing::Test {
  protected:
    void SetUp() override {
        book.list = {ranged_commodity("one"), ranged_commodity("two")};
        book.list[0].suppliers.push_back({"USR", {2, 5, 8, "test"}, {}, {}});
        book.list[0].published = {published(PublishedLoss::Measure::weighted_loss, 1, 1, 1, false, false), published(PublishedLoss::Measure::loss, 1, 2, 3, true, false)};
        book.together = {{{0, 1}, {published(PublishedLoss::Measure::loss, 1, 2, 3, true, false)}}};
        for (const int commodity : {0, 1}) answers.push_back(*disrupt(book, economy, {{commodity}, {"SEL"}, 1}, {50, 3, 2}));
    }
    CommodityBook book;
    AskedEconomy economy = small_economy();
    std::vector<Disruption> answers;
};

TEST_F(DisruptionTables, means_of_the_parts_sum_to_the_last_row) {
    const Table parts = disruption_parts(answers[0]);
    ASSERT_EQ(parts.rows.size(), 6U);
    double sum = 0;
    for (std::size_t p = 0; p < 5; ++p) sum += number(parts, p, "mean");
    EXPECT_NEAR(sum, number(parts, 5, "mean"), 1e-9);
    EXPECT_NEAR(sum, answers[0].mean_change(), 1e-9 * std::abs(sum));
}

TEST_F(DisruptionTables, industries_sum_to_the_change) {
    const Table industries = disruption_industries(economy, answers[0]);
    double sum = 0;
    for (std::size_t row = 0; row < industries.rows.size(); ++row) sum += number(industries, row, "mean");
    EXPECT_NEAR(sum, answers[0].mean_change(), 1e-9 * std::abs(sum));
}

TEST_F(DisruptionTables, published_figures_of_this_very_question_only) {
    EXPECT_EQ(compare_with_published(book, economy, answers[0]).size(), 2U);
    EXPECT_TRUE(compare_with_published(book, economy, answers[1]).empty());
    const auto both = disrupt(book, economy, {{1, 0}, {"SEL"}, 1}, {20, 3, 2});
    ASSERT_TRUE(both.has_value());
    EXPECT_EQ(compare_with_published(book, economy, *both).size(), 1U);
    const auto half = disrupt(book, economy, {{0}, {"SEL"}, 0.5}, {20, 3, 2});
    ASSERT_TRUE(half.has_value());
    EXPECT_TRUE(compare_with_published(book, economy, *half).empty());
    const Table table = disruption_published(compare_with_published(book, economy, answers[0]));
    EXPECT_EQ(table.rows.size(), 2U);
    EXPECT_NEAR(number(table, 1, "our median"), -answers[0].change().median, 1e-9);
}

TEST_F(DisruptionTables, ranking_puts_the_largest_weighted_loss_first) {
    const Table ranking = disruption_ranking(book, economy, answers);
    ASSERT_EQ(ranking.rows.size(), 2U);
    EXPECT_GE(number(ranking, 0, "weighted"), number(ranking, 1, "weighted"));
    EXPECT_EQ(number(ranking, 1, "rank"), 2);
}

TEST_F(DisruptionTables, text_says_what_it_is_and_how_sure) {
    const std::string text = disruption_text(book, economy, answers[0]);
    EXPECT_THAT(text, HasSubstr("USGS-style"));
    EXPECT_THAT(text, HasSubstr("SEL sells no one abroad for a year"));
    EXPECT_THAT(text, HasSubstr("Value added in USR falls by USD"));
    EXPECT_THAT(text, HasSubstr("50 draws"));
    EXPECT_THAT(text, testing::Not(HasSubstr("the USGS model")));
    EXPECT_EQ(disruption_uses(book, economy, answers[0]).rows.size(), 3U);
    EXPECT_GE(disruption_summary(book, economy, answers[0]).rows.size(), 7U);
}

}  // namespace
}  // namespace countervail
