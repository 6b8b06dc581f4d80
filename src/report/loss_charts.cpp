// SPDX-License-Identifier: Apache-2.0
#include "report/loss_charts.h"

#include "report/time_bands.h"
#include "report/week_heat.h"

namespace countervail {

namespace {

const std::string kNothing = "nothing is lost in this scenario";

RunChart weeks_chart(const RunView& view, const LossTables& tables, const std::vector<DatedEvent>& events) {
    WeekHeat spec;
    spec.weeks = view.weeks;
    spec.events = events;
    for (const LossRow& row : tables.rows) spec.rows.push_back({row.name, row.share});
    return run_chart("losses-weeks",
                     {.title = "Share of value added not made, week by week",
                      .description = "For each industry and place with a loss, the median share of its value added that is not made in each week, "
                                     "with what passes on to it from others.",
                      .note = "Median of the draws, proportional allocation. White: under 0.1%.",
                      .empty_because = kNothing},
                     tables.by_week, [&](const Chart& chart) {
                         spec.chart = chart;
                         return week_heat(spec);
                     });
}

RunChart cells_chart(const LossTables& tables) {
    RankedBars spec;
    spec.unit = "USD million over the run";
    spec.bars = tables.bars;
    spec.most_bars = kRankedRows;
    return run_chart("losses-cells",
                     {.title = "Value added not made, by industry and place",
                      .description = "Bars are medians under proportional allocation, with what passes on; lines reach from the best to the worst allocation.",
                      .note = "Bar: proportional allocation. Line: from the best to the worst allocation of what is left.",
                      .empty_because = kNothing},
                     tables.by_cell, [&](const Chart& chart) {
                         spec.chart = chart;
                         return ranked_bars(spec);
                     });
}

RunChart time_chart(const LossTables& tables, const std::vector<DatedEvent>& events) {
    TimeBands spec;
    spec.unit = "USD million per week";
    spec.events = events;
    spec.series = {tables.weekly};
    Table numbers{"losses-time", "Value added not made per week, all places", {{"week", "", "First day"}}, {}, {}};
    for (const char* quantile : {"median", "5%", "25%", "75%", "95%"}) numbers.columns.push_back({quantile, "USD million", "Quantile of the draws", 3});
    for (const BandPoint& point : tables.weekly.points)
        numbers.add({point.on.to_text(), point.median, point.low90, point.low50, point.high50, point.high90});
    return run_chart("losses-time",
                     {.title = "Value added not made per week, all places",
                      .description = "Direct losses and what passes on to suppliers and customers, over all places of the table.",
                      .note = "Line: median of the draws; dark and light band: the middle 50 % and 90 % of the draws.",
                      .empty_because = kNothing},
                     std::move(numbers), [&](const Chart& chart) {
                         spec.chart = chart;
                         return time_bands(spec);
                     });
}

}  // namespace

std::vector<RunChart> loss_charts(const RunView& view, const LossTables& tables, const std::vector<DatedEvent>& events) {
    return {weeks_chart(view, tables, events), cells_chart(tables), time_chart(tables, events)};
}

}  // namespace countervail
