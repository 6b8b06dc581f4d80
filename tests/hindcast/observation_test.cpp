// SPDX-License-Identifier: Apache-2.0
#include "hindcast/observation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hindcast/small_ledger.h"

namespace countervail {
namespace {

using test::export_row;
using test::ledger_of;
using test::price_row;
using testing::ElementsAre;
using testing::HasSubstr;

const MeasureUnit kTonnes{"t", MeasureNature::flow};
const MeasureUnit kPrice{"USD/kg", MeasureNature::level};

double converted(const Ledger& ledger, const std::string& id, const MeasureUnit& unit) {
    const auto value = in_measure_unit(*ledger.find(id), unit, {"x.toml", 3});
    EXPECT_TRUE(value) << to_text(value.error());
    return value ? value->value : -1;
}

TEST(Observation, ARateBecomesTheSumOverItsOwnDays) {
    const Ledger ledger = ledger_of(export_row("m", "2024-05", "5", "2024-06-20") + export_row("kg", "2024-05", "5000", "2024-06-20", "kg gross/month") +
                                    export_row("sum", "2024-01..2024-06", "60", "2024-07-20", "t gross") + export_row("year", "2024", "120", "2025-01-20", "t gross/year") +
                                    export_row("half", "2024-01..2024-06", "120", "2024-07-20", "t gross/year"));
    EXPECT_NEAR(converted(ledger, "m", kTonnes), 5, 1e-12);
    EXPECT_NEAR(converted(ledger, "kg", kTonnes), 5, 1e-12);
    EXPECT_NEAR(converted(ledger, "sum", kTonnes), 60, 1e-12);
    EXPECT_NEAR(converted(ledger, "year", kTonnes), 120, 1e-9);
    EXPECT_NEAR(converted(ledger, "half", kTonnes), 60, 1e-9);   // six months at 120 t a year
}

TEST(Observation, PricesKeepTheirCurrency) {
    const Ledger ledger = ledger_of(price_row("usd", "AAA", "2024-05", "250", "2024-06-20", "USD/kg oxide average") + price_row("cny", "AAA", "2024-05", "1800", "2024-06-20", "CNY/kg oxide average") +
                                    price_row("tonne", "AAA", "2024-05", "250000", "2024-06-20", "USD/t oxide average"));
    EXPECT_NEAR(converted(ledger, "usd", kPrice), 250, 1e-9);
    EXPECT_NEAR(converted(ledger, "tonne", kPrice), 250, 1e-9);
    const auto refused = in_measure_unit(*ledger.find("cny"), kPrice, {"x.toml", 3});
    ASSERT_FALSE(refused);
    EXPECT_THAT(to_text(refused.error()), HasSubstr("x.toml:3"));
    EXPECT_THAT(to_text(refused.error()), HasSubstr("data/ledger/rows.csv:3"));
    EXPECT_FALSE(in_measure_unit(*ledger.find("usd"), kTonnes, {}));
}

TEST(Observation, DelaysSharesAndCounts) {
    const Ledger ledger = ledger_of("d,delay,a,AAA,,,2024-05,7,,,weeks,press,2024-06-20,found,,,test,\nr,price-ratio,b,AAA,,,2024-05,70,,,%,press,2024-06-20,found,,,test,\n");
    EXPECT_NEAR(converted(ledger, "d", {"days", MeasureNature::level}), 49, 1e-12);
    EXPECT_NEAR(converted(ledger, "r", {"share", MeasureNature::level}), 0.7, 1e-12);
}

TEST(Observation, SeveralRowsForTheSameDaysAreSettledOpenly) {
    const Ledger ledger = ledger_of(export_row("first", "2024-05", "10", "2024-06-20") + export_row("revised", "2024-05", "12", "2024-07-20") +
                                    export_row("wild", "2024-05", "99", "2024-08-20", "t gross/month", "disputed") + export_row("weak", "2024-05", "7", "2024-09-20", "t gross/month", "found-weak"));
    const auto series = observed_series(ledger, {"export-volume", "a", "AAA", "WLD", ""}, kTonnes);
    ASSERT_EQ(series.size(), 1U);
    EXPECT_NEAR(series[0].value, 12, 1e-12);   // as good a label as the first's, and later
    EXPECT_THAT(series[0].statements, ElementsAre("revised"));
    EXPECT_THAT(series[0].set_aside, ElementsAre("first", "weak", "wild"));   // a disputed row comes last
    EXPECT_THAT(series[0].note, HasSubstr("set aside: first, weak, wild"));
    EXPECT_GE(series[0].high, 99);
}

TEST(Observation, ADisputedRowAloneIsNamedSo) {
    const Ledger ledger = ledger_of(export_row("a1", "2024-05", "10", "2024-06-20", "t gross/month", "disputed") + export_row("a2", "2024-05", "20", "2024-06-20", "t gross/month", "disputed"));
    const auto series = observed_series(ledger, {"export-volume", "a", "", "", ""}, kTonnes);
    ASSERT_EQ(series.size(), 1U);
    EXPECT_NEAR(series[0].value, 15, 1e-12);
    EXPECT_THAT(series[0].note, HasSubstr("disputed"));
    EXPECT_THAT(series[0].note, HasSubstr("mean of 2 rows"));
}

TEST(Observation, HistoryHoldsOnlyWhatWasPublicWithAllItCites) {
    const Ledger ledger = ledger_of(export_row("m1", "2024-01", "1", "2024-02-20") + export_row("m2", "2024-02", "2", "2024-03-20") +
                                    export_row("m3", "2024-03", "3", "2024-02-25", "t gross/month", "derived", "m9") + export_row("m9", "2024-09", "9", "2024-10-20") +
                                    export_row("other", "2024-01", "5", "2024-02-20", "t metal/month"));
    const ObservedRows rows{"export-volume", "a", "AAA", "WLD", ""};
    const Unit& gross = ledger.find("m1")->unit;
    std::vector<double> values;
    for (const ObservedValue& each : observed_series(ledger, rows, kTonnes, Date(2024, 6, 1), &gross)) values.push_back(each.value);
    EXPECT_THAT(values, ElementsAre(testing::DoubleNear(1, 1e-9), testing::DoubleNear(2, 1e-9)));   // m3 rests on October's
    EXPECT_EQ(observed_series(ledger, rows, kTonnes, {}, &gross).size(), 4U);
    EXPECT_TRUE(observed_series(ledger, {}, kTonnes).empty());
}

TEST(Observation, MonthsAndYears) {
    EXPECT_TRUE(is_month(*parse_period("2024-02")));
    EXPECT_FALSE(is_month(*parse_period("2024-02..2024-03")));
    EXPECT_TRUE(is_year(*parse_period("2024")));
    EXPECT_FALSE(is_year(*parse_period("2024-04..2025-03")));
    EXPECT_EQ(month_step(Date(2024, 3, 31)) - month_step(Date(2023, 12, 1)), 3);
}

}  // namespace
}  // namespace countervail
