// SPDX-License-Identifier: Apache-2.0
// covers: comparator_history
#include "hindcast/target_observations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hindcast/comparator_history.h"
#include "hindcast/made_targets.h"
#include "hindcast/small_ledger.h"

namespace countervail {
namespace {

using test::export_row;
using test::exports_by_month;
using test::ledger_of;
using test::price_by_week;
using test::price_row;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;

const Interval kRun{Date(2024, 1, 1), Date(2025, 1, 1)};

Target target(TargetTake take, std::vector<std::string> spans) {
    Target made;
    made.id = "t";
    made.measure.id = "exports/a";
    made.measure.take = take;
    for (const std::string& each : spans) made.measure.spans.push_back(*parse_period(each));
    made.observed.rows = {"export-volume", "a", "AAA", "WLD", ""};
    made.observed.where = {"x.toml", 8};
    return made;
}

/// A year of months: 10, 11, … 21 t, each public on the 20th of the month after.
std::string year_of_rows() {
    std::string rows;
    for (int month = 1; month <= 12; ++month) {
        const std::string word = (month < 10 ? "0" : "") + std::to_string(month);
        const std::string next = month == 12 ? "2025-01-20" : "2024-" + std::string(month < 9 ? "0" : "") + std::to_string(month + 1) + "-20";
        rows += export_row("m" + word, "2024-" + word, std::to_string(9 + month), next);
    }
    return rows;
}

std::vector<double> values(const Result<std::vector<TargetObservation>>& found) {
    EXPECT_TRUE(found) << to_text(found.error());
    std::vector<double> all;
    if (found) {
        for (const TargetObservation& each : *found) all.push_back(each.value.value);
    }
    return all;
}

Result<std::vector<TargetObservation>> find(const Ledger& ledger, const Target& wanted, const BoundMeasure& measure) { return target_observations(ledger, wanted, measure, measure.unit, kRun); }

std::string problem(const Ledger& ledger, const Target& wanted, const BoundMeasure& measure) {
    const auto found = find(ledger, wanted, measure);
    return found ? std::string("none") : to_text(found.error());
}

TEST(TargetObservations, EachMonthIsARowAndLongerPeriodsAreNotCountedTwice) {
    const Ledger ledger = ledger_of(year_of_rows() + export_row("half", "2024-01..2024-06", "81", "2024-07-20", "t gross"));
    EXPECT_THAT(values(find(ledger, target(TargetTake::each, {"2024-04..2024-06"}), exports_by_month())), ElementsAre(DoubleNear(13, 1e-9), DoubleNear(14, 1e-9), DoubleNear(15, 1e-9)));
    EXPECT_EQ(values(find(ledger, target(TargetTake::each, {}), exports_by_month())).size(), 12U);
}

TEST(TargetObservations, SpansArePutTogetherFromMonths) {
    const Ledger ledger = ledger_of(year_of_rows());
    EXPECT_THAT(values(find(ledger, target(TargetTake::sum, {"2024-04..2024-06"}), exports_by_month())), ElementsAre(DoubleNear(42, 1e-9)));
    EXPECT_THAT(values(find(ledger, target(TargetTake::mean, {"2024-04..2024-06"}), exports_by_month())), ElementsAre(DoubleNear(14, 1e-9)));
    EXPECT_THAT(values(find(ledger, target(TargetTake::min, {"2024-04..2024-06", "2024-10..2024-12"}), exports_by_month())), ElementsAre(DoubleNear(13, 1e-9), DoubleNear(19, 1e-9)));
    EXPECT_THAT(values(find(ledger, target(TargetTake::max, {"2024-04..2024-06"}), exports_by_month())), ElementsAre(DoubleNear(15, 1e-9)));
    EXPECT_THAT(values(find(ledger, target(TargetTake::last, {"2024-04..2024-06"}), exports_by_month())), ElementsAre(DoubleNear(15, 1e-9)));
}

TEST(TargetObservations, ARowForTheWholeSpanIsTheSum) {
    const Ledger ledger = ledger_of(export_row("half", "2024-01..2024-06", "81", "2024-07-20", "t gross"));
    EXPECT_THAT(values(find(ledger, target(TargetTake::sum, {"2024-01..2024-06"}), exports_by_month())), ElementsAre(DoubleNear(81, 1e-9)));
    EXPECT_THAT(problem(ledger, target(TargetTake::max, {"2024-01..2024-06"}), exports_by_month()), HasSubstr("nothing in the ledger says what happened in 2024-01..2024-06"));
}

TEST(TargetObservations, QuotationsOfDaysKeepTheirDays) {
    const Ledger ledger = ledger_of(price_row("d1", "BBB", "2024-05-06", "850", "2024-05-06", "USD/kg oxide ask spot") + price_row("d2", "BBB", "2024-07", "700", "2024-08-01", "USD/kg oxide ask spot"));
    Target wanted = target(TargetTake::each, {"2024-05..2024-08"});
    wanted.observed.rows = {"price", "b", "BBB", "", ""};
    const auto found = find(ledger, wanted, price_by_week());
    ASSERT_EQ(values(found).size(), 2U);
    EXPECT_EQ((*found)[0].days.days(), 1);
    EXPECT_EQ((*found)[1].days.days(), 31);
}

TEST(TargetObservations, RatiosAndChangesOfBasis) {
    const Ledger ledger = ledger_of(year_of_rows() + export_row("before", "2023-05", "28", "2023-06-20"), "assume:content,ratio,0.4,0.5,0.6,,half of it\n");
    Target wanted = target(TargetTake::each, {});
    wanted.observed.rows = {};
    wanted.observed.row = "m05";
    wanted.observed.over = "before";
    wanted.over = TargetDivisor{true, {}};
    const auto ratio = find(ledger, wanted, exports_by_month());
    EXPECT_THAT(values(ratio), ElementsAre(DoubleNear(0.5, 1e-9)));
    EXPECT_NEAR((*ratio)[0].divisor, 28, 1e-9);
    EXPECT_EQ((*ratio)[0].days.from, Date(2024, 5, 1));   // the row says when
    Target content = target(TargetTake::each, {"2024-05"});
    content.observed.times = "assume:content";
    EXPECT_THAT(values(find(ledger, content, exports_by_month())), ElementsAre(DoubleNear(7, 1e-9)));
}

TEST(TargetObservations, RowsOnAnotherBasisAreSetAsideByName) {
    const Ledger ledger = ledger_of(year_of_rows() + export_row("metal", "2024-05", "3", "2024-06-20", "t metal/month"));
    const auto found = find(ledger, target(TargetTake::each, {"2024-04..2024-06"}), exports_by_month());
    EXPECT_THAT(values(found), ElementsAre(DoubleNear(13, 1e-9), DoubleNear(14, 1e-9), DoubleNear(15, 1e-9)));
    EXPECT_THAT((*found)[1].value.set_aside, ElementsAre("metal"));
    EXPECT_THAT((*found)[1].value.note, HasSubstr("on another basis: metal"));
    EXPECT_EQ((*found)[0].value.note, "");
}

TEST(TargetObservations, WhatCannotBeComparedIsRefusedAtTheTarget) {
    const Ledger ledger = ledger_of(year_of_rows() + export_row("metal", "2024-05", "3", "2024-06-20", "t metal/month") + export_row("nought", "2023-05", "0", "2023-06-20") +
                                    export_row("later", "2025-06", "3", "2025-07-20") + price_row("cny", "AAA", "2024-05", "9", "2024-06-20", "CNY/kg oxide spot"));
    Target wanted = target(TargetTake::each, {"2024-05"});
    EXPECT_THAT(problem(ledger, wanted, exports_by_month()), HasSubstr("two bases are not one series"));
    wanted.measure.spans = {*parse_period("2023-01")};
    EXPECT_THAT(problem(ledger, wanted, exports_by_month()), HasSubstr("x.toml:8: target \"t\": nothing in the ledger says what happened"));
    wanted.measure.spans = {*parse_period("2025-06")};
    EXPECT_THAT(problem(ledger, wanted, exports_by_month()), HasSubstr("lies outside the run, 2024-01..2024-12"));
    EXPECT_THAT(problem(ledger, target(TargetTake::sum, {}), exports_by_month()), HasSubstr("over which days?"));
    EXPECT_THAT(problem(ledger, target(TargetTake::sum, {"2023-12..2024-01"}), exports_by_month()), HasSubstr("only 1 of the 2 months of 2023-12..2024-01"));
    Target row = target(TargetTake::each, {});
    row.observed.rows = {};
    row.observed.row = "m5";
    EXPECT_THAT(problem(ledger, row, exports_by_month()), HasSubstr("did you mean \"m"));
    row.observed.row = "m05";
    row.over = TargetDivisor{true, {}};
    EXPECT_THAT(problem(ledger, row, exports_by_month()), HasSubstr("but the target divides"));
    row.observed.over = "nought";
    EXPECT_THAT(problem(ledger, row, exports_by_month()), HasSubstr("is not above 0"));
    row.observed.over = "metal";
    EXPECT_THAT(problem(ledger, row, exports_by_month()), HasSubstr("figures on two bases are not divided"));
    Target longer = target(TargetTake::each, {"2024-05..2024-06"});
    longer.observed.rows = {};
    longer.observed.row = "m05";
    EXPECT_THAT(problem(ledger, longer, exports_by_month()), HasSubstr("make the two as long"));
    Target price = target(TargetTake::each, {});
    price.observed.rows = {};
    price.observed.row = "cny";
    EXPECT_THAT(problem(ledger, price, price_by_week()), HasSubstr("\"cny\" is in CNY/kg oxide spot"));
}

TEST(ComparatorHistory, KnowsWhatWasPublicOnTheDayAndNothingElse) {
    const Ledger ledger = ledger_of(year_of_rows());
    const Target wanted = target(TargetTake::each, {"2024-10..2024-11"});
    const auto found = find(ledger, wanted, exports_by_month());
    ASSERT_EQ(values(found).size(), 2U);
    const HistoryQuestion asked = history_question(ledger, wanted, exports_by_month(), exports_by_month().unit, (*found)[1], Date(2024, 9, 30), 15.0);
    ASSERT_EQ(asked.question.history.size(), 8U);   // August was published on 20 September
    EXPECT_EQ(asked.question.history.back().step, month_step(Date(2024, 8, 1)));
    EXPECT_NEAR(asked.question.history.back().value, 17, 1e-9);
    EXPECT_THAT(asked.question.steps, ElementsAre(month_step(Date(2024, 11, 1))));
    EXPECT_EQ(asked.question.normal_level, 15.0);
    EXPECT_EQ(asked.factor, 1);
    const auto last = comparator_forecast(Comparator::last_value, asked.question);
    EXPECT_TRUE(last.available) << last.note;
    EXPECT_NEAR(last.centre, 17, 1e-9);
}

TEST(ComparatorHistory, AQuotientIsAskedInItsNumeratorAndScaledBack) {
    const Ledger ledger = ledger_of(year_of_rows() + export_row("before", "2023-10", "38", "2023-11-20"));
    Target wanted = target(TargetTake::each, {});
    wanted.observed.rows = {};
    wanted.observed.row = "m10";
    wanted.observed.over = "before";
    wanted.over = TargetDivisor{true, {}};
    const auto found = find(ledger, wanted, exports_by_month());
    ASSERT_EQ(values(found).size(), 1U);
    const HistoryQuestion asked = history_question(ledger, wanted, exports_by_month(), exports_by_month().unit, found->front(), Date(2024, 9, 30), 1.0);
    EXPECT_NEAR(asked.factor, 1 / 38.0, 1e-12);
    EXPECT_NEAR(*asked.question.normal_level, 38, 1e-9);   // nothing happens: as much as what it is divided by
    EXPECT_EQ(asked.question.history.size(), 9U);          // with October 2023
}

TEST(ComparatorHistory, SumsShareTheirNormalOutOverTheirMonths) {
    const Ledger ledger = ledger_of(year_of_rows());
    const Target wanted = target(TargetTake::sum, {"2024-10..2024-12"});
    const auto found = find(ledger, wanted, exports_by_month());
    ASSERT_EQ(values(found).size(), 1U);
    const HistoryQuestion asked = history_question(ledger, wanted, exports_by_month(), exports_by_month().unit, found->front(), Date(2024, 9, 30), 45.0);
    EXPECT_EQ(asked.question.steps.size(), 3U);
    EXPECT_EQ(asked.question.take, StepsTaken::sum);
    EXPECT_EQ(asked.question.normal_level, 15.0);
}

TEST(ComparatorHistory, SaysWhyThereIsNothingToGoBy) {
    const Ledger ledger = ledger_of(year_of_rows());
    const Target wanted = target(TargetTake::each, {"2024-10"});
    const auto found = find(ledger, wanted, exports_by_month());
    const HistoryQuestion asked = history_question(ledger, wanted, exports_by_month(), exports_by_month().unit, found->front(), Date(2024, 1, 31), std::nullopt);
    EXPECT_EQ(asked.none, "no row of this series was public by 2024-01-31");
}

}  // namespace
}  // namespace countervail
