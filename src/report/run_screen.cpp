// SPDX-License-Identifier: Apache-2.0
#include "report/run_screen.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/run_answers.h"
#include "report/run_report_charts.h"
#include "report/run_sentences.h"
#include "report/scale.h"
#include "report/terminal.h"

namespace countervail {

namespace {

constexpr std::size_t kMonthsShown = 6;
constexpr std::size_t kColumns = 132;   // wider than 80 so that six months stay in one block; grid_text wraps by itself

std::vector<std::size_t> months_shown(const RunView& view) {
    std::vector<std::size_t> shown;
    for (std::size_t m = 0; m < view.months.size() && shown.size() < kMonthsShown; ++m) {
        if (view.act_day < view.months[m].next_month()) shown.push_back(m);
    }
    return shown;
}

constexpr double kSmallFlow = 20;   // below so much a month, whole tonnes would hide how it moves

/// Of one flow: whole tonnes, and two digits where it is small.
class Tonnes {
  public:
    explicit Tonnes(const std::vector<DatedValue>& normal)
        : small_(std::all_of(normal.begin(), normal.end(), [](const DatedValue& each) { return each.value < kSmallFlow; })) {}
    std::string operator()(double value) const { return small_ ? readable_number(std::round(value * 100) / 100, 2) : readable_number(std::round(value), 12); }
    std::string in(const std::vector<DatedValue>& values, Date on) const {
        const auto at = std::find_if(values.begin(), values.end(), [&](const DatedValue& each) { return each.on == on; });
        return at == values.end() ? "" : (*this)(at->value);
    }

  private:
    bool small_;
};

std::string weeks_word(double days) { return days >= kNever ? "never" : readable_number(days / 7, 2); }

std::string range_text(const Band& band) {
    if (band.low >= kNever) return {};
    return weeks_word(band.low) + "–" + weeks_word(band.high);
}

struct Ratio {
    std::string median, range, observed;
};

/// A row of the table of prices, so that screen and files show one figure.
Ratio ratio_of(const Table& prices, const std::string& title, const std::string& month) {
    const auto ratio = prices.column("ratio"), seen = prices.column("observed ratio");
    for (const auto& row : prices.rows) {
        if (std::get<std::string>(row[0]) != title || std::get<std::string>(row[1]) != month) continue;
        const auto number = [&](std::size_t column) {
            const auto* value = std::get_if<double>(&row[column]);
            return value == nullptr ? std::string() : readable_number(*value, 2);
        };
        return {number(*ratio), number(*ratio + 1) + "–" + number(*ratio + 2), number(*seen)};
    }
    return {};
}

/// A row in which nothing was seen says nothing.
bool says_something(const GridRow& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return !cell.empty(); });
}

}  // namespace

std::string month_lines(const RunView& view, const RunTables& tables) {
    TextGrid grid;
    const std::vector<std::size_t> shown = months_shown(view);
    for (const std::size_t m : shown) grid.headings.push_back(month_name(view.months[m].month()));
    for (const ExportLines& lines : tables.export_lines) {
        GridRow modelled{lines.title, "t", {}, "median"}, range{"", "", {}, "90%"}, observed{"observed", "t", {}, ""},
            normal{"normal", "t", {}, "published baseline"};
        const Tonnes tonnes(lines.published_baseline);
        for (const std::size_t m : shown) {
            const BandPoint& point = lines.baseline.points[m];
            modelled.cells.push_back(tonnes(point.median));
            range.cells.push_back(tonnes(point.low90) + "–" + tonnes(point.high90));
            observed.cells.push_back(tonnes.in(lines.baseline.observed, view.months[m]));
            normal.cells.push_back(tonnes(lines.published_baseline[m].value));
        }
        for (GridRow* row : {&modelled, &range, &observed, &normal}) {
            if (says_something(*row)) grid.rows.push_back(std::move(*row));
        }
    }
    return grid_text(grid, kColumns);
}

std::string stop_lines(const RunView& view, const RunTables& tables) {
    TextGrid grid{{"best", "proportional", "worst"}, {}};
    GridRow median{"weeks to stop, " + view.scenario.focus_sector, "", {}, "median"}, range{"", "", {}, "90%"}, observed{"observed", "", {"", "", ""}, ""};
    const RunAnswer first = answers(view).front();
    for (const Allocation allocation : {Allocation::best, Allocation::proportional, Allocation::worst}) {
        const Band band = band_of(answer_values(view, view.task(view.base.id, allocation), first));
        median.cells.push_back(weeks_word(band.median));
        range.cells.push_back(range_text(band));
    }
    const std::vector<std::size_t> shown = months_shown(view);
    for (const WatchPrice& watch : view.scenario.prices) {
        if (shown.empty()) break;
        const Date month = view.months[shown.back()];
        const bool leads = &watch == &view.scenario.prices.front();
        grid.headings.push_back((leads ? "price " + region_name(watch.outside) + " / " + region_name(watch.inside) + ", " + month_name(month.month()) + ":  " : "") + watch.title);
        const Ratio ratio = ratio_of(tables.prices, watch.title, month_word(month));
        median.cells.push_back(ratio.median);
        range.cells.push_back(ratio.range);
        observed.cells.push_back(ratio.observed);
    }
    grid.rows = {std::move(median), std::move(range)};
    if (says_something(observed)) grid.rows.push_back(std::move(observed));
    return grid_text(grid, kColumns);
}

std::string first_screen(const RunTables& tables, double seconds, const std::string& closing) {
    constexpr std::size_t kParagraph = 110;
    std::string header = tables.header;
    if (seconds >= 0) header += " · " + readable_number(seconds, 2) + " s";
    std::string text = header + "\n" + paragraph(tables.answer, kParagraph) + paragraph(tables.hangs_on, kParagraph) + "\n" +
                       tables.month_lines + "\n" + tables.stop_lines;
    if (!closing.empty()) text += closing + "\n";
    return text;
}

}  // namespace countervail
