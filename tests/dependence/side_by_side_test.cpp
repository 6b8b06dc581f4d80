// SPDX-License-Identifier: Apache-2.0
#include "dependence/side_by_side.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dependence/power_inputs.h"
#include "dependence/small_trade.h"
#include "economy/built_in_table.h"

namespace countervail {
namespace {

const MeasureLine& line(const std::vector<MeasureLine>& lines, std::string_view id) {
    const auto at = std::ranges::find(lines, id, &MeasureLine::measure);
    if (at == lines.end()) throw std::runtime_error("no line " + std::string(id));
    return *at;
}

TEST(side_by_side, trade_lines_carry_rank_and_page) {
    const TradeCube cube = testing::cube_of_sales({{"AAA", "BBB", "850511", 60}, {"CCC", "BBB", "850511", 40}, {"BBB", "AAA", "280530", 10}});
    const auto measures = cube_measures(cube, 2024, {});
    ASSERT_TRUE(measures.has_value());
    const auto lines = lines_of_trade(cube, pair_profile(cube, *measures, 1, 0));
    EXPECT_EQ(lines.size(), PairMeasures::ids().size());
    EXPECT_DOUBLE_EQ(*line(lines, "import-share").value, 0.6);
    EXPECT_EQ(line(lines, "import-share").rank, 1);
    const Table table = side_by_side_table("B", "A", lines, {"a source"});
    EXPECT_EQ(table.rows.size(), lines.size());
    for (const MeasureLine& each : lines) EXPECT_FALSE(each.page.empty());
}

TEST(side_by_side, shares_of_a_table_sum_to_one_and_looking_through_adds) {
    const IoTable& table = testing::built_in_table();
    const auto reliance = foreign_reliance(table, 2);
    ASSERT_TRUE(reliance.has_value());
    const int of = table.place("DEU");
    double foreign = 0, first = 0;
    for (int to = 0; to < static_cast<int>(table.places.size()); ++to) {
        if (to == of) continue;
        const auto lines = lines_of_reliance(table, *reliance, of, to, {});
        foreign += line(lines, "look-through-foreign-share").value.value_or(0);
        first += *line(lines, "first-foreign-supplier-industries").value;
        EXPECT_GE(line(lines, "hidden-exposure").value.value_or(1), 1 - 1e-12);
    }
    EXPECT_NEAR(foreign, 1, 1e-10);
    EXPECT_EQ(first, static_cast<double>(table.industries.size()));
    const auto without = lines_of_reliance(table, *reliance, of, table.place("CHN"), {table.place("ROW")});
    EXPECT_EQ(line(without, "face-value-reliance").ranked, static_cast<int>(table.places.size()) - 2);
}

TEST(side_by_side, power_lies_between_its_ends_and_says_when_it_has_none) {
    const IoTable& table = testing::built_in_table();
    const auto inputs = power_inputs(table, Eigen::VectorXd::Constant(static_cast<Eigen::Index>(table.industries.size()), 5));
    ASSERT_TRUE(inputs.has_value()) << to_text(inputs.error());
    const int of = table.place("DEU"), to = table.place("CHN");
    const auto lines = lines_of_power(power_range(*inputs, {0.5, 1, 2, {}}, {0.2, 0.6, 1, {}}), "", table.id, of, to, 2);
    ASSERT_TRUE(lines.has_value());
    const MeasureLine& power = line(*lines, "coercive-power");
    ASSERT_TRUE(power.value && power.low && power.high);
    EXPECT_LT(*power.low, *power.value);
    EXPECT_LT(*power.value, *power.high);
    EXPECT_GE(power.rank, 1);
    PowerInputs whole;
    whole.places = {"A", "B"};
    whole.sectors = {"only"};
    whole.sigma = {5};
    whole.flows = {{0, 1, 0, 10}};
    const auto without_bound = lines_of_power(power_range(whole, {0.5, 1, 2, {}}, {0.2, 0.6, 1, {}}), "-of-one", "one", 0, 1, 1);
    ASSERT_TRUE(without_bound.has_value()) << to_text(without_bound.error());
    EXPECT_FALSE(line(*without_bound, "coercive-power-of-one").value.has_value());
    EXPECT_NE(line(*without_bound, "coercive-power-of-one").note.find("without bound"), std::string::npos);
}

TEST(side_by_side, market_power_counts_what_nothing_holds_back) {
    const LikelyRange demand{0.3, 0.3, 3, {}}, supply{0.2, 0.2, 0.2, {}}, most{0.9, 0.9, 0.9, {}}, little{0.05, 0.05, 0.05, {}};
    const std::vector<ExportPosition> positions = {{"A", "one", most, demand, supply}, {"A", "other", little, demand, supply}};
    const auto counted = line_of_market_power(positions, "by hand");
    ASSERT_TRUE(counted.has_value()) << to_text(counted.error());
    EXPECT_EQ(counted->value, 1);   // 0.356 at likely elasticities; 9.8 where it sells a twentieth
    EXPECT_EQ(counted->low, 0);     // demand of 3 makes it 3.36
    EXPECT_EQ(counted->high, 1);
}

TEST(side_by_side, a_stop_costs_between_idle_capacity_and_nothing_replaced) {
    const auto library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
    const auto world = build_world(library, Ledger::read(library).value(), "world-2024", Date(2025, 12, 31)).value();
    const auto lines = lines_of_stop(world, world.place("JPN"), world.place("CHN"));
    ASSERT_TRUE(lines.has_value()) << to_text(lines.error());
    const MeasureLine &towards = line(*lines, "stop-towards-buyer"), &all = line(*lines, "stop-towards-all");
    ASSERT_TRUE(towards.low && towards.high && all.low && all.high);
    EXPECT_LE(*towards.low, *towards.high + 1e-6);
    EXPECT_LE(*towards.high, *all.high + 1e-9);   // who sells to nobody sells nothing to the buyer
    EXPECT_GT(*all.high, 0);
    EXPECT_LE(*all.high, 1);
}

}  // namespace
}  // namespace countervail
