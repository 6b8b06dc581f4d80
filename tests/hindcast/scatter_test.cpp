// SPDX-License-Identifier: Apache-2.0
#include "hindcast/scatter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "hindcast/observation.h"
#include "hindcast/small_ledger.h"

namespace countervail {
namespace {

using testing::HasSubstr;

std::vector<SteppedValue> history(const std::vector<double>& logs) {
    std::vector<SteppedValue> all;
    for (std::size_t i = 0; i < logs.size(); ++i) all.push_back({static_cast<int>(i), std::exp(logs[i])});
    return all;
}

BoundMeasure exports_measure() {
    BoundMeasure measure;
    measure.id = "exports/a";
    measure.unit = {"t", MeasureNature::flow};
    measure.axis = TimeAxis::month;
    return measure;
}

const Interval kMonth = *parse_period("2025-05");

/// Logarithms by month of one year after another.
std::vector<SteppedValue> months(const std::vector<std::pair<const char*, double>>& logs) {
    std::vector<SteppedValue> all;
    for (const auto& [month, log] : logs) all.push_back({month_step(parse_period(month)->from), std::exp(log)});
    return all;
}

TEST(Scatter, OfYearsIsThatOfTheirChanges) {
    EXPECT_NEAR(*scatter_of_years(history({0, 0.3, 0.4, 0.9})), std::sqrt((0 + 0.04 + 0.04) / 2), 1e-12);   // changes 0.3, 0.1, 0.5 about 0.3
    EXPECT_FALSE(scatter_of_years(history({0, 0.3, 0.4})));
    EXPECT_FALSE(scatter_of_years({{0, 1}, {1, 1}, {3, 2}, {5, 2}}));   // one change only
}

TEST(Scatter, OfMonthsIsAroundTheirOwnYearsMean) {
    EXPECT_NEAR(*scatter_of_months(history({0.1, -0.1, 0.1, -0.1}), {}, kMonth), std::sqrt(0.04 / 3), 1e-12);
    // A year that doubles is no scatter of months: deviations 0.1 twice a year, and one degree of freedom goes with each mean.
    EXPECT_NEAR(*scatter_of_months(months({{"2023-05", 0.1}, {"2023-06", -0.1}, {"2023-07", 0}, {"2024-05", 0.8}, {"2024-06", 0.6}}), {}, kMonth), std::sqrt(0.04 / 3), 1e-12);
    EXPECT_FALSE(scatter_of_months(history({0.1, -0.1, 0.1}), {}, kMonth));
    EXPECT_FALSE(scatter_of_months(months({{"2021-05", 0.1}, {"2022-05", -0.1}, {"2023-05", 0.1}, {"2024-05", -0.1}}), {}, kMonth));   // a year of one count says nothing
    EXPECT_FALSE(scatter_of_months({{0, 0}, {1, 1}, {2, 2}, {3, 3}}, {}, kMonth));   // a month of nothing has no logarithm
}

TEST(Scatter, HolidayMonthsScatterByThemselves) {
    const auto counts = months({{"2023-02", -0.5}, {"2023-05", 0.1}, {"2023-06", -0.1}, {"2023-07", 0}, {"2024-01", 0.4}, {"2024-02", -0.2}, {"2024-05", 0.1}, {"2024-06", -0.1}});
    const std::vector<int> holidays{1, 2};
    EXPECT_NEAR(*scatter_of_months(counts, holidays, kMonth), std::sqrt(0.04 / 3), 1e-12);
    EXPECT_NEAR(*scatter_of_months(counts, holidays, *parse_period("2025-02")), std::sqrt((0.25 + 0.16 + 0.04) / 3), 1e-12);
    // Both kinds of month, or too few of one: all of them, around means that hold the holidays too.
    const double both = std::sqrt((0.375 * 0.375 + 0.225 * 0.225 + 0.025 * 0.025 + 0.125 * 0.125 + 0.35 * 0.35 + 0.25 * 0.25 + 0.05 * 0.05 + 0.15 * 0.15) / 6);
    EXPECT_NEAR(*scatter_of_months(counts, holidays, *parse_period("2025-01..2025-06")), both, 1e-12);
    EXPECT_NEAR(*scatter_of_months(counts, {2}, *parse_period("2025-02")), both, 1e-12);
}

TEST(Scatter, SumsScatterAsMonthsDoAndQuotientsOfTwoCountsMore) {
    const Ledger ledger = test::ledger_of("");
    ComparatorQuestion question;
    question.history = history({0.1, -0.1, 0.1, -0.1});
    Target target;
    const double one = std::sqrt(0.04 / 3);
    EXPECT_NEAR(scatter_for(ledger, target, exports_measure(), {}, question, kMonth, "AAA", Date(2025, 4, 3))->mode, one, 1e-12);
    EXPECT_NEAR(scatter_for(ledger, target, exports_measure(), exports_measure(), question, kMonth, "AAA", Date(2025, 4, 3))->mode, one * std::sqrt(2), 1e-12);
    target.kind = TargetKind::share;   // a count over what is normal scatters, a part over its whole does not
    EXPECT_NEAR(scatter_for(ledger, target, exports_measure(), {}, question, kMonth, "AAA", Date(2025, 4, 3))->mode, one, 1e-12);
    EXPECT_TRUE(scatter_for(ledger, target, exports_measure(), exports_measure(), question, kMonth, "AAA", Date(2025, 4, 3))->none());
    target.kind = TargetKind::volume;
    target.measure.take = TargetTake::sum;
    EXPECT_NEAR(scatter_for(ledger, target, exports_measure(), {}, question, *parse_period("2025-04..2025-07"), "AAA", Date(2025, 4, 3))->mode, one, 1e-12);
}

TEST(Scatter, WithoutAHistoryItIsAnAssumptionThatWasPublic) {
    const Ledger ledger = test::ledger_of(test::export_row("m", "2025-05", "3", "2025-06-20"), "assume:reported-flow-scatter,ratio,0.05,0.12,0.3,,counts\n");
    const auto scatter = scatter_for(ledger, {}, exports_measure(), {}, {}, kMonth, "AAA", Date(2025, 4, 3));
    ASSERT_TRUE(scatter) << to_text(scatter.error());
    EXPECT_EQ(scatter->source, "assume:reported-flow-scatter");
    EXPECT_NEAR(scatter->high, 0.3, 1e-12);
    const Ledger later = test::ledger_of(test::export_row("m", "2025-05", "3", "2025-06-20"), "assume:reported-flow-scatter,ratio,0.05,0.12,0.3,m,counts\n");
    const auto refused = scatter_for(later, {}, exports_measure(), {}, {}, kMonth, "AAA", Date(2025, 4, 3));
    ASSERT_FALSE(refused);
    EXPECT_THAT(to_text(refused.error()), HasSubstr("published on 2025-06-20"));
}

TEST(Scatter, TimesAndSharesHaveNone) {
    BoundMeasure share;
    share.form = BoundMeasure::Form::approved_share;
    EXPECT_TRUE(scatter_for(test::ledger_of(""), {}, share, {}, {}, kMonth, "AAA", Date(2025, 4, 3))->none());
}

TEST(Scatter, KeepsMediansAndZerosAndRepeats) {
    const Scatter scatter{0.2, 0.2, 0.2, "history of 12 counts"};
    std::vector<double> values(4001, 10.0);
    values[7] = 0;
    std::vector<double> again = values;
    scatter_draws(values, scatter, "exports 2025-05", 4);
    scatter_draws(again, scatter, "exports 2025-05", 4);
    EXPECT_EQ(values, again);
    EXPECT_EQ(values[7], 0);
    double sum = 0, squares = 0;
    for (std::size_t d = 0; d < values.size(); ++d) {
        if (d == 7) continue;
        const double log = std::log(values[d] / 10);
        sum += log;
        squares += log * log;
    }
    EXPECT_NEAR(sum / 4000, 0, 0.2 * 4 / std::sqrt(4000.0));
    EXPECT_NEAR(std::sqrt(squares / 4000), 0.2, 0.01);
    std::vector<double> other(4001, 10.0);
    scatter_draws(other, scatter, "exports 2025-06", 4);
    EXPECT_NE(other[0], values[0]);   // each observation scatters by itself
}

}  // namespace
}  // namespace countervail
