// SPDX-License-Identifier: Apache-2.0
#include "report/run_series_tables.h"

#include <algorithm>

#include "base/text.h"
#include "report/run_observed.h"

namespace countervail {

namespace {

constexpr int kDigits = 4;

std::vector<const Case*> other_cases(const RunView& view) {
    std::vector<const Case*> others;
    for (const Case& each : view.scenario.cases) {
        if (&each != &view.base) others.push_back(&each);
    }
    return others;
}

Cell observed_cell(const Observation* found) { return found == nullptr ? Cell() : Cell(found->value); }

Cell statements_cell(const std::vector<std::string>& ids) { return ids.empty() ? Cell() : Cell(join(ids, " ")); }

Date middle(const Interval& days) { return days.from + days.days() / 2; }

ExportLines lines_of(const RunView& view, const WatchExports& watch, const std::vector<Observation>& seen) {
    ExportLines lines;
    lines.id = watch.id;
    lines.title = watch.title;
    lines.unit = "t/month";
    lines.baseline.name = view.base.name;
    const auto points = [&](const Case& each) {
        std::vector<BandPoint> found;
        for (std::size_t m = 0; m < view.months.size(); ++m) {
            found.push_back(point_of(view.months[m], band_of(view.values(view.task(each.id), "exports/" + watch.id, static_cast<int>(m)))));
        }
        return found;
    };
    lines.baseline.points = points(view.base);
    for (std::size_t m = 0; m < view.months.size(); ++m) {
        lines.published_baseline.push_back({view.months[m], view.normal_in_month(watch, m)});
        const Observation* found = view.covers(view.months[m]) ? in_month(seen, view.months[m]) : nullptr;
        if (found != nullptr) lines.baseline.observed.push_back({view.months[m], found->value});
    }
    for (const Case* each : other_cases(view)) lines.cases.push_back({each->id, each->name, points(*each)});
    return lines;
}

Table exports_table(const RunView& view) {
    Table table;
    table.name = "exports-by-month";
    table.title = "Watched flows by month: published baseline, your baseline (" + view.base.name + "), your cases, observed";
    table.columns = {{"flow", "", "What is watched"},
                     {"month", "", "Calendar month"},
                     {"published baseline", "t", "What the world at rest ships in the days of the month", kDigits}};
    add_band_columns(table, view.base.id, "t", "Your baseline: " + view.base.name);
    for (const Case* each : other_cases(view)) add_band_columns(table, each->id, "t", "Your case: " + each->name);
    table.columns.push_back({"observed", "t", "Mean of the published figures for the month; never an input", kDigits});
    table.columns.push_back({"observed in", "", "Statements of the ledger"});
    return table;
}

Table prices_table(const RunView& view) {
    Table table;
    table.name = "price-split";
    table.title = "Prices inside and outside the controller's border, monthly means (" + view.base.name + ")";
    table.columns = {{"price", "", "What is watched"}, {"month", "", "Calendar month"}};
    add_band_columns(table, "inside", "USD/kg", "Price in the inner region");
    add_band_columns(table, "outside", "USD/kg", "Price in the outer region");
    add_band_columns(table, "ratio", "ratio", "Outside over inside, draw by draw");
    for (const Case* each : other_cases(view)) add_band_columns(table, each->id + " ratio", "ratio", "Outside over inside: " + each->name);
    table.columns.push_back({"observed ratio", "ratio", "Mean of the published ratios within the month; never an input", 3});
    table.columns.push_back({"observed in", "", "Statements of the ledger"});
    return table;
}

BandSeries weekly_series(const RunView& view, const std::string& name, const std::string& measure) {
    BandSeries series;
    series.name = name;
    for (std::size_t w = 0; w < view.weeks.size(); ++w) {
        series.points.push_back(point_of(view.weeks[w], band_of(view.values(view.base_task, measure, static_cast<int>(w)))));
    }
    return series;
}

PriceLines price_lines_of(const RunView& view, const WatchPrice& watch, const std::vector<Observation>& seen) {
    PriceLines lines;
    lines.id = watch.id;
    lines.title = watch.title;
    const int item = view.world.catalogue.item(watch.item);
    lines.split.name = item < 0 ? watch.item : view.world.catalogue.items[static_cast<std::size_t>(item)].name;
    lines.split.inside = weekly_series(view, watch.inside, "price/" + watch.id + "/inside");
    lines.split.outside = weekly_series(view, watch.outside, "price/" + watch.id + "/outside");
    lines.split.ratio = weekly_series(view, watch.outside + " / " + watch.inside, "price/" + watch.id + "/ratio");
    for (const Observation& each : seen) {
        const Date on = middle(each.days);
        if (view.period.contains(on)) lines.split.ratio.observed.push_back({on, each.value});
    }
    return lines;
}

/// A share granted "so far" belongs to the month in which its period ends; the latest of that month counts.
const Observation* last_by(const std::vector<Observation>& seen, Date month) {
    const Observation* last = nullptr;
    for (const Observation& each : seen) {
        const Date end = each.days.until + -1;
        if (end.month_start() == month.month_start() && (last == nullptr || last->days.until <= each.days.until)) last = &each;
    }
    return last;
}

std::vector<double> ratio_of(std::vector<double> part, const std::vector<double>& whole) {
    for (std::size_t d = 0; d < part.size(); ++d) part[d] = whole[d] > 0 ? 100 * part[d] / whole[d] : 0;
    return part;
}

/// Cumulated medians need the sums per draw first.
void tell_queue_weeks(const RunView& view, RunTables& into) {
    for (std::size_t w = 0; w < view.weeks.size(); ++w) {
        if (view.weeks[w] + 7 <= view.act_day) continue;
        const Date until = view.weeks[w] + 7;
        const auto total = [&](const char* measure) { return band_of(view.sum_until(view.base_task, measure, until)).median; };
        into.queue_weeks.push_back({until, total("licences/filed"), total("licences/approved"), total("licences/refused"),
                                    band_of(view.values(view.base_task, "licences/pending", static_cast<int>(w))).median});
    }
}

}  // namespace

BandPoint point_of(Date on, const Band& band) {
    return {on, band.median, band.lower_quartile, band.upper_quartile, band.low, band.high};
}

void add_band_columns(Table& table, const std::string& prefix, const std::string& unit, const std::string& meaning) {
    table.columns.push_back({prefix, unit, meaning + ": median of the draws", kDigits});
    table.columns.push_back({prefix + " 5%", unit, meaning + ": 5 % of the draws lie below", kDigits});
    table.columns.push_back({prefix + " 95%", unit, meaning + ": 5 % of the draws lie above", kDigits});
}

void add_band_cells(std::vector<Cell>& row, const std::vector<double>& values, double scale) {
    const Band band = band_of(values);
    for (const double value : {band.median, band.low, band.high}) {
        row.push_back(values.empty() || value >= kNever ? Cell() : Cell(value * scale));
    }
}

void add_sources(Table& table, const std::vector<std::string>& statements) {
    for (const std::string& id : statements) {
        if (std::find(table.sources.begin(), table.sources.end(), id) == table.sources.end()) table.sources.push_back(id);
    }
}

void tell_exports(const RunView& view, const Ledger& ledger, RunTables& into) {
    into.exports = exports_table(view);
    for (const WatchExports& watch : view.scenario.exports) {
        const std::vector<Observation> seen = observations(ledger, watch.observed, "t/month");
        into.export_lines.push_back(lines_of(view, watch, seen));
        for (std::size_t m = 0; m < view.months.size(); ++m) {
            std::vector<Cell> row{watch.title, month_word(view.months[m]), view.normal_in_month(watch, m)};
            const std::string measure = "exports/" + watch.id;
            add_band_cells(row, view.values(view.base_task, measure, static_cast<int>(m)));
            for (const Case* each : other_cases(view)) add_band_cells(row, view.values(view.task(each->id), measure, static_cast<int>(m)));
            const Observation* found = view.covers(view.months[m]) ? in_month(seen, view.months[m]) : nullptr;
            row.push_back(observed_cell(found));
            row.push_back(found == nullptr ? Cell() : statements_cell(found->statements));
            if (found != nullptr) add_sources(into.exports, found->statements);
            into.exports.add(std::move(row));
        }
    }
}

void tell_prices(const RunView& view, const Ledger& ledger, RunTables& into) {
    into.prices = prices_table(view);
    for (const WatchPrice& watch : view.scenario.prices) {
        const std::vector<Observation> seen = observations(ledger, watch.observed, "ratio");
        into.price_lines.push_back(price_lines_of(view, watch, seen));
        for (const Date month : view.months) {
            const Interval days{month.month_start(), month.next_month()};
            std::vector<Cell> row{watch.title, month_word(month)};
            const std::string stem = "price/" + watch.id;
            for (const char* part : {"/inside", "/outside", "/ratio"}) add_band_cells(row, view.mean_over(view.base_task, stem + part, days));
            for (const Case* each : other_cases(view)) add_band_cells(row, view.mean_over(view.task(each->id), stem + "/ratio", days));
            const Observation found = within_month(seen, month);
            row.push_back(found.statements.empty() ? Cell() : Cell(found.value));
            row.push_back(statements_cell(found.statements));
            add_sources(into.prices, found.statements);
            into.prices.add(std::move(row));
        }
    }
}

void tell_licences(const RunView& view, const Ledger& ledger, RunTables& into) {
    Table& table = into.licences;
    table.name = "licences-by-month";
    table.title = "Licence applications (" + view.base.name + "): filed, granted and refused in the month, pending at its end";
    table.columns = {{"month", "", "Calendar month"}};
    for (const char* what : {"filed", "granted", "refused", "pending"}) add_band_columns(table, what, "applications", std::string("Applications ") + what);
    add_band_columns(table, "share granted", "%", "Granted since the beginning over filed since the beginning");
    table.columns.push_back({"observed share", "%", "Latest published share whose period ends in the month; never an input", 3});
    table.columns.push_back({"observed in", "", "Statements of the ledger"});
    const std::vector<Observation> seen = observations(ledger, view.scenario.observed_approvals, "share");
    for (const Date month : view.months) {
        if (month.next_month() <= view.act_day) continue;
        std::vector<Cell> row{month_word(month)};
        const Date until = std::min(month.next_month(), view.period.until);
        for (const char* measure : {"licences/filed", "licences/approved", "licences/refused"}) {
            std::vector<double> sum = view.sum_until(view.base_task, measure, until);
            const std::vector<double> before = view.sum_until(view.base_task, measure, month.month_start());
            for (std::size_t d = 0; d < sum.size(); ++d) sum[d] -= before[d];
            add_band_cells(row, sum);
        }
        const auto last = std::upper_bound(view.weeks.begin(), view.weeks.end(), until + -1) - view.weeks.begin() - 1;
        add_band_cells(row, view.values(view.base_task, "licences/pending", static_cast<int>(last)));
        add_band_cells(row, ratio_of(view.sum_until(view.base_task, "licences/approved", until),
                                     view.sum_until(view.base_task, "licences/filed", until)));
        const Observation* found = last_by(seen, month);
        row.push_back(found == nullptr ? Cell() : Cell(found->value * 100));
        row.push_back(found == nullptr ? Cell() : statements_cell(found->statements));
        if (found != nullptr) add_sources(table, found->statements);
        table.add(std::move(row));
    }
    tell_queue_weeks(view, into);
}

}  // namespace countervail
