// SPDX-License-Identifier: Apache-2.0
#include "report/company_charts.h"

#include <algorithm>
#include <cmath>

#include "report/figure_text.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/sentences.h"
#include "report/text_width.h"

namespace countervail {

namespace {

constexpr double kBeyond = 26;           // right of the field: after the horizon
constexpr double kShareRoom = 50;        // right of that: how often
constexpr std::size_t kMostLines = 7;

std::string day_bound(const std::optional<double>& days) { return days ? short_number(std::round(*days)) : "never"; }

std::string row_words(const DaysToStopRow& row) {
    return row.name + ": median " + day_bound(row.days.median) + " days (90%: " + day_bound(row.days.low) + "–" + day_bound(row.days.high) + "), in " + per_cent(row.share) + " of the draws";
}

void draw_arrow(Drawing& drawing, Point tip, const std::string& colour) {
    drawing.area({{tip.x, tip.y}, {tip.x - 9, tip.y - 4.5}, {tip.x - 9, tip.y + 4.5}}, {.colour = kPaper, .outline = colour, .outline_width = 1.5});
}

void draw_row(Drawing& drawing, const DaysToStopRow& row, double y, const NumberScale& scale, const PlotArea& field) {
    const std::string colour = row.strong ? kVermillion : kBlue;
    const std::string tooltip = row_words(row);
    const double end = field.right + kBeyond;
    const double from = row.days.low ? scale(*row.days.low) : row.days.median ? scale(*row.days.median) : end - 18;
    const double to = row.days.high ? scale(*row.days.high) : end - 9;
    drawing.line({from, y}, {std::max(from, to), y}, {.colour = colour, .width = row.strong ? 4.0 : 2.5}, tooltip);
    if (!row.days.high) draw_arrow(drawing, {end, y}, colour);
    if (row.days.median && row.strong) drawing.rectangle({scale(*row.days.median) - 5, y - 5}, 10, 10, {.colour = colour, .outline = kPaper}, tooltip);
    else if (row.days.median) drawing.circle({scale(*row.days.median), y}, 4.5, {.colour = colour, .outline = kPaper}, tooltip);
    if (row.stock) {
        const double x = scale(std::min(*row.stock, scale.to()));
        drawing.line({x, y - 7}, {x, y + 7}, {.colour = kInk, .width = 1.5}, "stock: " + short_number(*row.stock) + " days");
    }
    drawing.text({end + 6, y + 4}, per_cent(row.share), {.size = 12, .colour = kQuietInk});
}

double draw_stop_legend(Drawing& drawing, double top) {
    return draw_key(drawing, top, {{Swatch::box, "line (median, 90%)", kVermillion, 1, ""}, {Swatch::point, "part (median, 90%)", kBlue, 1, ""}, {Swatch::line, "arrow: not within the run", kQuietInk, 1, ""}});
}

}  // namespace

std::string days_to_stop(const DaysToStop& spec) {
    Drawing drawing(spec.chart);
    if (spec.rows.empty()) return drawing.no_data();
    const std::size_t count = std::min(spec.rows.size(), spec.most_rows), left_out = spec.rows.size() - count;
    const bool beside = drawing.width() >= 600;
    double names = 0;
    for (std::size_t i = 0; i < count; ++i) names = std::max({names, text_width(spec.rows[i].name, 12), text_width(spec.rows[i].about, 12)});
    names = beside ? std::min(names + 20, drawing.width() * 0.4) : 8;
    const double y = draw_stop_legend(drawing, drawing.heading());
    drawing.text({8, y + 18}, spec.since + "; tick: stock; right: how often", {.size = 12, .colour = kQuietInk, .room = drawing.width() - 16});
    const double row_high = beside ? 36 : 52;
    const PlotArea field{8 + names, y + 48, drawing.width() - kBeyond - kShareRoom, y + 48 + row_high * static_cast<double>(count)};
    Extent extent;
    extent.add(0);
    extent.add(spec.horizon_days);
    const int ticks = static_cast<int>(field.wide() / 60);
    const double rounded = NumberScale(extent, 0, 1, ticks).to();
    const NumberScale scale(extent, field.left, field.left + field.wide() * rounded / std::max(1.0, spec.horizon_days), ticks);
    for (const Tick& tick : scale.ticks()) {
        if (tick.at > field.right + 0.01) continue;
        drawing.line({tick.at, field.top}, {tick.at, field.bottom}, {.colour = kGrid});
        drawing.text({tick.at, field.top - 8}, tick.label, {.size = 12, .anchor = Anchor::middle, .colour = kQuietInk});
    }
    drawing.rectangle({field.right, field.top}, kBeyond, field.high(), {.colour = "#f4f4f4"}, "after day " + short_number(spec.horizon_days));
    for (std::size_t i = 0; i < count; ++i) {
        const DaysToStopRow& row = spec.rows[i];
        const double top = field.top + row_high * static_cast<double>(i);
        drawing.line({8, top}, {field.right + kBeyond, top}, {.colour = kGrid});
        const double room = beside ? names - 12 : drawing.width() - 16;
        drawing.text({8, top + 15}, row.name, {.size = 12, .bold = row.strong, .halo = true, .room = room});
        drawing.text({8, top + 30}, row.about, {.size = 12, .colour = kQuietInk, .halo = true, .room = room});
        draw_row(drawing, row, beside ? top + row_high / 2 : top + 42, scale, field);
    }
    drawing.line({8, field.bottom}, {field.right + kBeyond, field.bottom}, {.colour = kFrame});
    double bottom = field.bottom + 4;
    if (left_out > 0) {
        drawing.text({8, bottom + 14}, "and " + std::to_string(left_out) + " more in the table", {.size = 12, .colour = kQuietInk});
        bottom += 18;
    }
    return drawing.finish(bottom);
}

std::string cover_curves(const CoverCurves& spec) {
    Drawing drawing(spec.chart);
    if (spec.lines.empty()) return drawing.no_data();
    const std::size_t count = std::min(spec.lines.size(), kMostLines);
    std::vector<KeyEntry> key;
    std::size_t days = 1;
    Extent risks, extent;
    risks.add(0);
    for (std::size_t i = 0; i < count; ++i) {
        key.push_back({Swatch::line, spec.lines[i].name, kind_colour(i), 1, kind_dash(i)});
        days = std::max(days, spec.lines[i].risk.size());
        for (const double risk : spec.lines[i].risk) risks.add(100 * risk);
    }
    risks.add(100 * spec.accepted);
    extent.add(0);
    extent.add(static_cast<double>(days) - 1);
    const double y = draw_key(drawing, drawing.heading(), key);
    drawing.text({8, y + 20}, "% of draws in which the part is out", {.size = 12, .colour = kQuietInk, .room = drawing.width() - 16});
    PlotArea field{8, y + 34, drawing.width() - 16, y + 34 + 250};
    const NumberScale values(risks, field.bottom, field.top, 6);
    field.left += axis_room(values);
    draw_number_axis(drawing, field, values, "");
    const NumberScale along(extent, field.left, field.right, static_cast<int>(field.wide() / 60));
    for (const Tick& tick : along.ticks()) {
        drawing.line({tick.at, field.bottom}, {tick.at, field.bottom + 5}, {.colour = kFrame});
        drawing.text({tick.at, field.bottom + 19}, tick.label, {.size = 12, .anchor = Anchor::middle, .colour = kQuietInk});
    }
    drawing.text({field.right, field.bottom + 36}, "days of cover bought beside the stock", {.size = 12, .anchor = Anchor::end, .colour = kQuietInk});
    const double accepted = values(100 * spec.accepted);
    drawing.line({field.left, accepted}, {field.right, accepted}, {.colour = kInk, .width = 1, .dash = "5 4"}, "accepted risk");
    drawing.text({field.right, accepted - 5}, "accepted: " + per_cent(spec.accepted), {.size = 12, .anchor = Anchor::end, .halo = true});
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<Point> points;
        for (std::size_t day = 0; day < spec.lines[i].risk.size(); ++day) points.push_back({along(static_cast<double>(day)), values(100 * spec.lines[i].risk[day])});
        drawing.polyline(points, {.colour = kind_colour(i), .width = 2, .dash = kind_dash(i)}, spec.lines[i].name);
    }
    return drawing.finish(field.bottom + 42);
}

}  // namespace countervail
