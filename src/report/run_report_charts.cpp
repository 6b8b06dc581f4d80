// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_charts.h"

#include <algorithm>
#include <cctype>
#include <limits>

#include "base/text.h"
#include "report/run_observed.h"
#include "report/run_sentences.h"
#include "report/run_series_tables.h"
#include "report/three_lines.h"
#include "report/time_bands.h"

namespace countervail {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kSameWeek = 7;
const std::string kBands =
    "Line: median of the draws; dark and light band: the middle 50 % and 90 % of the draws.";
const std::string kObserved = " Points: published figures, shown and never used.";

Table band_table(const std::string& name, const std::string& title, const std::string& series,
                 const std::string& unit) {
    Table table;
    table.name = name;
    table.title = title;
    table.columns = {{series, "", "What the line shows"}, {"on", "", "Day"}};
    for (const char* quantile : {"median", "5%", "25%", "75%", "95%"})
        table.columns.push_back({quantile, unit, "Quantile of the draws"});
    table.columns.push_back({"observed", unit, "Published figure; never an input"});
    return table;
}

void add_series(Table& table, const std::string& name, const BandSeries& series) {
    for (const BandPoint& point : series.points) {
        table.add({name,
                   point.on.to_text(),
                   point.median,
                   point.low90,
                   point.low50,
                   point.high50,
                   point.high90,
                   {}});
    }
    for (const DatedValue& seen : series.observed)
        table.add({name, seen.on.to_text(), {}, {}, {}, {}, {}, seen.value});
}

PriceLines named_by_region(PriceLines lines) {
    lines.split.inside.name = region_name(lines.split.inside.name);
    lines.split.outside.name = region_name(lines.split.outside.name);
    lines.split.ratio.name = lines.split.outside.name + " / " + lines.split.inside.name;
    return lines;
}

}  // namespace

RunChart run_chart(const std::string& name, Chart words, Table numbers,
                   const std::function<std::string(const Chart&)>& draw) {
    RunChart chart{name, {}, {}, std::move(numbers)};
    words.id = name;
    words.width = kWideChart;
    chart.wide = draw(words);
    words.id = name + "-narrow";
    words.width = kNarrowChart;
    chart.narrow = draw(words);
    return chart;
}

std::string region_name(std::string_view region) {
    std::string name(region);
    bool first = true;
    for (char& c : name) {
        if (first) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        if (c == '-') c = ' ';
        first = c == ' ';
    }
    return name;
}

std::optional<double> number_at(const Table& table, std::size_t row, std::string_view column) {
    const auto at = table.column(column);
    const auto* number = at ? std::get_if<double>(&table.rows[row][*at]) : nullptr;
    return number == nullptr ? std::nullopt : std::optional(*number);
}

std::string words_at(const Table& table, std::size_t row, std::string_view column) {
    const auto at = table.column(column);
    const auto* words = at ? std::get_if<std::string>(&table.rows[row][*at]) : nullptr;
    return words == nullptr ? std::string() : *words;
}

std::vector<DatedEvent> chart_events(const RunView& view, const RunTables& tables) {
    const std::string focus = focus_name(view);
    std::vector<DatedEvent> events;
    for (std::size_t first = 0; first < tables.events.size();) {
        std::size_t last = first, named = first;
        for (; last < tables.events.size() && tables.events[last].on < tables.events[first].on + kSameWeek;
             ++last) {
            if (tables.events[last].label == focus) named = last;
        }
        events.push_back(tables.events[named]);
        if (last - first > 1) events.back().label += " and " + std::to_string(last - first - 1) + " more";
        first = last;
    }
    return events;
}

RunChart exports_chart(const RunTables& tables, const std::vector<DatedEvent>& events) {
    TimeBands spec;
    spec.events = events;
    spec.unit = tables.export_lines.empty() ? "t/month" : tables.export_lines.front().unit;
    for (const ExportLines& lines : tables.export_lines) {
        spec.series.push_back(lines.baseline);
        spec.series.back().name = lines.title;
    }
    return run_chart("exports",
                     {.title = "Watched flows by month, modelled and observed",
                      .description = "Tonnes that leave the controller's border in each calendar month, with "
                                     "the range over draws and what was published.",
                      .note = kBands + kObserved,
                      .empty_because = "the scenario watches no flow"},
                     tables.exports, [&](const Chart& words) {
                         spec.chart = words;
                         return time_bands(spec);
                     });
}

std::vector<RunChart> case_charts(const RunTables& tables, const std::vector<DatedEvent>& events) {
    std::vector<RunChart> charts;
    for (const ExportLines& lines : tables.export_lines) {
        for (const CaseLine& each : lines.cases) {
            ThreeLines spec;
            spec.unit = lines.unit;
            spec.published_baseline = lines.published_baseline;
            for (const BandPoint& point : lines.baseline.points)
                spec.your_baseline.push_back({point.on, point.median});
            spec.your_case = each.points;
            spec.observed = lines.baseline.observed;
            spec.events = events;
            spec.baseline_name = "your baseline (" + lines.baseline.name + ")";
            spec.case_name = "your case (" + each.name + ")";
            Table numbers = band_table("case", lines.title + ": three lines", "line", "t");
            for (const DatedValue& value : spec.published_baseline)
                numbers.add({spec.published_name, value.on.to_text(), value.value, {}, {}, {}, {}, {}});
            add_series(numbers, spec.baseline_name, lines.baseline);
            add_series(numbers, spec.case_name, {each.name, each.points, {}});
            charts.push_back(run_chart(
                "case-" + each.id + "-" + lines.id,
                {.title = lines.title + ": " + each.name,
                 .description = "The published baseline (no act), your baseline and your case in one field, "
                                "month by month.",
                 .note =
                     "Published baseline: the world at rest. Band: your case, 90 % of the draws." + kObserved,
                 .empty_because = "the run has no month"},
                std::move(numbers), [&](const Chart& words) {
                    spec.chart = words;
                    return three_lines(spec);
                }));
        }
    }
    return charts;
}

RunChart prices_chart(const RunTables& tables, const std::vector<DatedEvent>& events) {
    PriceSplit spec;
    spec.unit = "USD/kg";
    spec.events = events;
    Table numbers = band_table("prices", "Prices by week", "price", "USD/kg, ratio");
    for (const PriceLines& each : tables.price_lines) {
        const PriceLines named = named_by_region(each);
        spec.items.push_back(named.split);
        for (const BandSeries* series : {&named.split.outside, &named.split.inside, &named.split.ratio}) {
            add_series(numbers, named.split.name + ", " + series->name, *series);
        }
    }
    return run_chart(
        "prices",
        {.title = "One price becomes two",
         .description =
             "For each item the weekly price outside and inside the controller's border, over their ratio.",
         .note = kBands + kObserved,
         .empty_because = "the scenario watches no price"},
        std::move(numbers), [&](const Chart& words) {
            spec.chart = words;
            return price_split(spec);
        });
}

RunChart price_ratios_chart(const RunTables& tables, const std::vector<DatedEvent>& events) {
    TimeBands spec;
    spec.unit = "ratio";
    spec.events = events;
    spec.overlaid = true;
    spec.from_zero = false;
    spec.spacing = Spacing::logarithmic;
    Table numbers = band_table("price-ratios", "Price outside over price inside, by week", "price", "ratio");
    for (const PriceLines& each : tables.price_lines) {
        const PriceLines named = named_by_region(each);
        BandSeries medians{named.split.name, {}, {}};
        for (const BandPoint& point : named.split.ratio.points)
            medians.points.push_back({point.on, point.median, kNone, kNone, kNone, kNone});
        spec.series.push_back(std::move(medians));
        add_series(numbers, named.split.name + ", " + named.split.ratio.name, named.split.ratio);
    }
    return run_chart(
        "price-ratios",
        {.title = "How many times dearer outside than inside",
         .description = "Ratio of the outside to the inside price of every watched item in one field, on a "
                        "logarithmic axis.",
         .note = "Medians of the draws; ranges and published ratios stand in the next chart and the table.",
         .empty_because = "the scenario watches no price"},
        std::move(numbers), [&](const Chart& words) {
            spec.chart = words;
            return time_bands(spec);
        });
}

RunChart queue_chart(const RunView& view, const RunTables& tables, const std::vector<DatedEvent>& events) {
    LicenceQueue spec;
    spec.weeks = tables.queue_weeks;
    for (QueueWeek& week : spec.weeks) week.on = std::min(week.on, view.period.until + -1);
    spec.events = events;
    Table numbers{"licence-queue",
                  "Applications since the start, medians, by week",
                  {{"by", "", "Day after the week, or the last of the run"},
                   {"filed", "applications", "Since the start"},
                   {"granted", "applications", "Since the start"},
                   {"refused", "applications", "Since the start"},
                   {"pending", "applications", "At the end of the week"}},
                  {},
                  {}};
    bool any = false;
    for (const QueueWeek& week : spec.weeks) {
        numbers.add({week.on.to_text(), week.filed, week.granted, week.refused, week.pending});
        any = any || week.filed > 0;
    }
    if (!any) spec.weeks.clear();
    return run_chart(
        "licence-queue",
        {.title = "What becomes of licence applications",
         .description =
             "Applications granted, refused and pending, stacked, week by week; the line is what was filed.",
         .note = "Medians of the draws, which need not add up.",
         .empty_because = "no application is filed in this run"},
        std::move(numbers), [&](const Chart& words) {
            spec.chart = words;
            return licence_queue(spec);
        });
}

RunChart granted_share_chart(const RunView& view, const Ledger& ledger,
                             const std::vector<DatedEvent>& events) {
    TimeBands spec;
    spec.unit = "% of the applications filed by then";
    spec.events = events;
    BandSeries granted{"granted, modelled", {}, {}};
    const auto draws = static_cast<std::size_t>(view.outcome.draws());
    std::vector<double> filed(draws, 0.0), approved(draws, 0.0);
    for (std::size_t week = 0; week < view.weeks.size(); ++week) {
        const std::vector<double> more =
            view.values(view.base_task, "licences/filed", static_cast<int>(week));
        const std::vector<double> yes =
            view.values(view.base_task, "licences/approved", static_cast<int>(week));
        if (more.empty() || yes.empty()) break;
        std::vector<double> share(draws, 0.0);
        for (std::size_t d = 0; d < draws; ++d) {
            filed[d] += more[d];
            approved[d] += yes[d];
            share[d] = filed[d] > 0 ? 100 * approved[d] / filed[d] : 0;
        }
        if (band_of(filed).median > 0)
            granted.points.push_back(
                point_of(std::min(view.weeks[week] + 7, view.period.until + -1), band_of(share)));
    }
    for (const Observation& seen : observations(ledger, view.scenario.observed_approvals, "share")) {
        const Date on = seen.days.until + -1;
        if (view.act_day < seen.days.until && on < view.period.until)
            granted.observed.push_back({on, 100 * seen.value});
    }
    Table numbers = band_table("granted-share", "Share of the applications granted", "share", "%");
    add_series(numbers, granted.name, granted);
    if (!granted.points.empty()) spec.series.push_back(std::move(granted));
    return run_chart("granted-share",
                     {.title = "Share of the applications granted",
                      .description = "Applications granted since the act over those filed since the act, "
                                     "with the range over draws and published shares.",
                      .note = kBands + kObserved,
                      .empty_because = "no application is filed in this run"},
                     std::move(numbers), [&](const Chart& words) {
                         spec.chart = words;
                         return time_bands(spec);
                     });
}

}  // namespace countervail
