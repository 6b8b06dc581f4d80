// SPDX-License-Identifier: Apache-2.0
// covers: loss_charts, loss_sentences
#include "report/loss_tables.h"

#include <gmock/gmock.h>

#include "losses/loss_bench.h"
#include "report/loss_charts.h"
#include "report/loss_sentences.h"
#include "report/svg_checks.h"

using testing::HasSubstr;
using testing::Not;

namespace countervail {
namespace {

/// Few draws of the shipped scenario on the plain table of the tests of losses.
struct Bench {
    Industries industries = sector_industries(bench_april().world().catalogue);
    IoTable table = plain_table(bench_april().world(), industries);
    Outcome outcome{bench_april().tasks(), bench_april().measures(), kBenchDraws};
    ScenarioLosses losses = [this] {
        for (int task = 0; task < static_cast<int>(bench_april().tasks().size()); ++task)
            for (int block = 0; block < bench_april().blocks(); ++block) outcome.put(task, block, bench_april().run_block(task, block));
        LossOptions options;
        options.draws = 6;
        options.compared_draws = 1;
        options.threads = 2;
        PropagationOptions propagation;
        propagation.criticality = industries.criticality;
        return scenario_losses(bench_april(), table, industries, propagation, options).value();
    }();
    RunView view{bench_april(), outcome};
    LossInputs inputs{view, losses, table, industries};
    LossTables told = make_loss_tables(inputs);
};

const Bench& bench() {
    static const Bench made;
    return made;
}

std::string all_words(const LossTables& told) {
    std::string text;
    for (const std::string& each : told.words) text += each + "\n";
    return text;
}

TEST(loss_tables, every_row_has_a_cell_for_each_column_and_every_number_its_unit) {
    for (const Table* table : bench().told.tables()) {
        EXPECT_FALSE(table->title.empty());
        for (const auto& row : table->rows) ASSERT_EQ(row.size(), table->columns.size()) << table->name;
        for (std::size_t column = 0; column < table->columns.size(); ++column) {
            const bool numbers = std::any_of(table->rows.begin(), table->rows.end(), [&](const auto& row) { return std::holds_alternative<double>(row[column]); });
            EXPECT_TRUE(!numbers || !table->columns[column].unit.empty()) << table->name << ": " << table->columns[column].name;
        }
    }
}

TEST(loss_tables, stops_come_in_the_order_of_time_and_name_what_runs_out) {
    const Table& stops = bench().told.stops;
    ASSERT_GT(stops.rows.size(), 3U);
    double before = 0;
    for (std::size_t row = 0; row < stops.rows.size(); ++row) {
        const double days = number_at(stops, row, "days to stop").value_or(1e9);
        EXPECT_GE(days, before);
        before = days;
        EXPECT_FALSE(words_at(stops, row, "runs out of").empty());
        EXPECT_GE(number_at(stops, row, "deepest cut").value_or(-1), 0);
        EXPECT_LE(number_at(stops, row, "deepest cut").value_or(200), 100 + 1e-6);
    }
}

TEST(loss_tables, weeks_add_up_to_the_run) {
    // Medians do not add up; the band of a lone draw would. What does hold: no week exceeds the value added of a week.
    const Table& weeks = bench().told.by_week;
    ASSERT_FALSE(weeks.rows.empty());
    for (std::size_t row = 0; row < weeks.rows.size(); ++row) EXPECT_LE(number_at(weeks, row, "share").value_or(0), 100 + 1e-6);
}

TEST(loss_tables, words_name_stops_money_defence_trade_and_the_table) {
    const std::string words = all_words(bench().told);
    EXPECT_THAT(words, HasSubstr("Plants stop first: "));
    EXPECT_THAT(words, HasSubstr("days (90%: "));
    EXPECT_THAT(words, HasSubstr("full-speed rule"));
    EXPECT_THAT(words, HasSubstr("Value added not made by 2025-12-31: USD "));
    EXPECT_THAT(words, HasSubstr("best to worst allocation"));
    EXPECT_THAT(words, HasSubstr("Defence apart: "));
    EXPECT_THAT(words, HasSubstr("a year in trade"));
    EXPECT_THAT(words, HasSubstr("Input–output table: plain, 2024."));
    EXPECT_THAT(words, Not(HasSubstr("nan")));
    EXPECT_THAT(losses_in_short(bench().inputs), HasSubstr("Value added not made: USD "));
    EXPECT_THAT(losses_screen(bench().told, "closing line"), HasSubstr("closing line"));
}

TEST(loss_tables, the_built_in_table_is_marked_as_such) {
    IoTable table = bench().table;
    table.built_in = true;
    const LossTables told = make_loss_tables({bench().view, bench().losses, table, bench().industries});
    EXPECT_THAT(all_words(told), HasSubstr("not a published table"));
    EXPECT_THAT(told.header, HasSubstr("built-in table of 2024"));
}

TEST(loss_tables, a_scenario_without_losses_says_so) {
    ScenarioLosses none = bench().losses;
    for (CaseLosses& each : none.cases) {
        each.cells.clear();
        each.all.direct = each.all.total = {};
        for (LossRange& range : each.lost_by_use) range = {};
        for (LossRange& range : each.all_by_week) range = {};
        std::fill(each.direct.lost_by_need.begin(), each.direct.lost_by_need.end(), 0.0);
    }
    Outcome still(bench_april().tasks(), bench_april().measures(), kBenchDraws);
    const Measure& last = bench_april().measures().back();
    std::vector<float> values(static_cast<std::size_t>(last.offset + last.times) * kBlock, 0.0F);
    for (const Measure& measure : bench_april().measures()) {
        if (!measure.id.starts_with("stop/") && !measure.id.starts_with("half-stop/")) continue;
        std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(measure.offset) * kBlock, kBlock, static_cast<float>(kNever));
    }
    for (int task = 0; task < static_cast<int>(bench_april().tasks().size()); ++task)
        for (int block = 0; block < bench_april().blocks(); ++block) still.put(task, block, values);
    const RunView view(bench_april(), still);
    const LossTables told = make_loss_tables({view, none, bench().table, bench().industries});
    EXPECT_THAT(told.words.front(), HasSubstr("No plant of this world stops by 2025-12-31 in any draw."));
    EXPECT_THAT(all_words(told), HasSubstr("No value added is lost"));
    for (const RunChart& chart : loss_charts(view, told, {})) EXPECT_EQ(svg_checks::problems_of(chart.wide), std::vector<std::string>()) << chart.name;
}

TEST(loss_charts, stay_inside_their_frames_and_are_the_same_bytes_each_time) {
    const auto charts = loss_charts(bench().view, bench().told, {{Date(2025, 4, 4), "AAA No. 1"}});
    const auto again = loss_charts(bench().view, bench().told, {{Date(2025, 4, 4), "AAA No. 1"}});
    ASSERT_EQ(charts.size(), 3U);
    for (std::size_t i = 0; i < charts.size(); ++i) {
        EXPECT_EQ(svg_checks::problems_of(charts[i].wide), std::vector<std::string>()) << charts[i].name;
        EXPECT_EQ(svg_checks::problems_of(charts[i].narrow), std::vector<std::string>()) << charts[i].name;
        EXPECT_EQ(charts[i].wide, again[i].wide);
    }
}

TEST(dollars, read_as_people_write_them) {
    EXPECT_EQ(dollars(0), "USD 0");
    EXPECT_EQ(dollars(0.4), "under USD 1 million");
    EXPECT_EQ(dollars(12.4), "USD 12 million");
    EXPECT_EQ(dollars(999), "USD 999 million");
    EXPECT_EQ(dollars(4210), "USD 4.2 bn");
    EXPECT_EQ(dollars(1.3e6), "USD 1.3 tn");
}

}  // namespace
}  // namespace countervail
