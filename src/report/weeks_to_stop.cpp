// SPDX-License-Identifier: Apache-2.0
#include "report/weeks_to_stop.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

#include "report/figure_text.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/text_width.h"

namespace countervail {
namespace {

constexpr double kLine = 12;    // between the three allocations of a row
constexpr double kBeyond = 30;  // right of the field: after the horizon

struct Allocation {
    const char* name;
    const char* colour;
    StopRange StopRow::*range;
};
constexpr std::array<Allocation, 3> kAllocations = {{{"best allocation", kGreen, &StopRow::best},
                                                     {"proportional", kBlue, &StopRow::proportional},
                                                     {"worst", kVermillion, &StopRow::worst}}};

std::optional<double> usable(const std::optional<double>& weeks, double horizon) {
    if (!weeks || !std::isfinite(*weeks) || *weeks > horizon) return std::nullopt;
    return std::max(0.0, *weeks);
}

double order_key(const std::optional<double>& weeks) {
    return weeks && std::isfinite(*weeks) ? *weeks : std::numeric_limits<double>::infinity();
}

/// Shape as well as colour tells the allocations apart: diamond, circle, square.
void draw_marker(Drawing& drawing, Point at, std::size_t allocation, const std::string& tooltip) {
    const Fill fill{.colour = kAllocations[allocation].colour, .outline = kPaper};
    if (allocation == 0) {
        drawing.area({{at.x, at.y - 5.5}, {at.x + 5.5, at.y}, {at.x, at.y + 5.5}, {at.x - 5.5, at.y}}, fill,
                     tooltip);
    } else if (allocation == 1) {
        drawing.circle(at, 4.5, fill, tooltip);
    } else {
        drawing.rectangle({at.x - 4, at.y - 4}, 8, 8, fill, tooltip);
    }
}

void draw_open_arrow(Drawing& drawing, Point tip, const std::string& colour, const std::string& tooltip) {
    drawing.area({{tip.x, tip.y}, {tip.x - 9, tip.y - 4.5}, {tip.x - 9, tip.y + 4.5}},
                 {.colour = kPaper, .outline = colour, .outline_width = 1.5}, tooltip);
}

std::string words(const StopRow& row, const Allocation& allocation, double horizon) {
    const StopRange& range = row.*allocation.range;
    const std::string name = row.use + ", " + row.place + ", " + allocation.name + ": ";
    const auto bound = [&](const std::optional<double>& weeks) {
        const auto value = usable(weeks, horizon);
        return value ? short_number(*value, 2) : "beyond " + short_number(horizon, 3);
    };
    if (!usable(range.median, horizon) && !usable(range.low, horizon)) return name + "does not stop";
    return name + bound(range.median) + " weeks (90%: " + bound(range.low) + "–" + bound(range.high) + ")";
}

void draw_range(Drawing& drawing, const StopRow& row, std::size_t allocation, double y,
                const NumberScale& scale, const PlotArea& field, double horizon) {
    const Allocation& drawn = kAllocations[allocation];
    const StopRange& range = row.*drawn.range;
    const std::string tooltip = words(row, drawn, horizon);
    const auto low = usable(range.low, horizon);
    const auto median = usable(range.median, horizon);
    const auto high = usable(range.high, horizon);
    const double open_end = field.right + kBeyond;
    if (!low && !median) {
        drawing.line({field.right + 4, y}, {open_end - 9, y}, {.colour = drawn.colour, .width = 1.5});
        draw_open_arrow(drawing, {open_end, y}, drawn.colour, tooltip);
        return;
    }
    const double from = scale(low ? *low : *median);
    const double to = high ? scale(*high) : open_end - 9;
    drawing.line({std::min(from, to), y}, {std::max(from, to), y}, {.colour = drawn.colour, .width = 3},
                 tooltip);
    if (!high) draw_open_arrow(drawing, {open_end, y}, drawn.colour, tooltip);
    if (median) draw_marker(drawing, {scale(*median), y}, allocation, tooltip);
}

/// Ends at the horizon, not at the next nice number.
NumberScale week_scale(const PlotArea& field, double horizon) {
    Extent extent;
    extent.add(0);
    extent.add(horizon);
    const int ticks = static_cast<int>(field.wide() / 60);
    const double rounded = NumberScale(extent, 0, 1, ticks).to();
    return {extent, field.left, field.left + field.wide() * rounded / horizon, ticks};
}

void draw_week_axis(Drawing& drawing, const PlotArea& field, const NumberScale& scale, double horizon) {
    for (const Tick& tick : scale.ticks()) {
        if (tick.at > field.right + 0.01) continue;
        drawing.line({tick.at, field.top}, {tick.at, field.bottom}, {.colour = kGrid});
        drawing.text({tick.at, field.top - 8}, tick.label,
                     {.size = 12, .anchor = Anchor::middle, .colour = kQuietInk});
    }
    drawing.rectangle({field.right, field.top}, kBeyond, field.high(), {.colour = "#f4f4f4"},
                      "after week " + short_number(horizon));
}

/// Use over place beside the ranges, or both on one line above them, where the use gives way to the place.
void draw_name(Drawing& drawing, const StopRow& row, bool beside, double y, double room) {
    if (beside) {
        drawing.text({8, y}, row.use, {.size = 12, .room = room});
        drawing.text({8, y + 16}, row.place, {.size = 12, .colour = kQuietInk, .room = room});
        return;
    }
    const std::string place = shortened(", " + row.place, 12, room * 0.5);
    const std::string use = shortened(row.use, 12, room - text_width(place, 12));
    drawing.text({8, y}, use + place, {.size = 12, .halo = true});
}

double draw_stop_key(Drawing& drawing, double top) {
    double x = 8;
    double y = top + 6;
    const auto put = [&](double swatch, const std::string& label, auto&& draw) {
        const double wide = swatch + 6 + text_width(label, 12);
        if (x > 8 && x + wide > drawing.width() - 8) {
            x = 8;
            y += 18;
        }
        draw();
        drawing.text({x + swatch + 6, y + 4}, label, {.size = 12});
        x += wide + 16;
    };
    for (std::size_t i = 0; i < kAllocations.size(); ++i) {
        put(24, kAllocations[i].name, [&] {
            drawing.line({x, y}, {x + 24, y}, {.colour = kAllocations[i].colour, .width = 3});
            draw_marker(drawing, {x + 12, y}, i, "");
        });
    }
    put(24, "does not stop", [&] {
        drawing.line({x, y}, {x + 15, y}, {.colour = kQuietInk, .width = 1.5});
        draw_open_arrow(drawing, {x + 24, y}, kQuietInk, "");
    });
    return y + 14;
}

}  // namespace

std::vector<StopRow> in_order_of_stopping(std::vector<StopRow> rows) {
    const auto key = [](const StopRow& row) {
        return std::tuple(order_key(row.proportional.median), order_key(row.worst.median),
                          order_key(row.worst.low), row.use, row.place);
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const StopRow& a, const StopRow& b) { return key(a) < key(b); });
    return rows;
}

std::string weeks_to_stop(const WeeksToStop& spec) {
    Drawing drawing(spec.chart);
    if (spec.rows.empty()) return drawing.no_data();
    std::vector<StopRow> rows = in_order_of_stopping(spec.rows);
    const std::size_t left_out = rows.size() > spec.most_rows ? rows.size() - spec.most_rows : 0;
    rows.resize(rows.size() - left_out);
    const double horizon =
        std::isfinite(spec.horizon_weeks) ? std::clamp(spec.horizon_weeks, 1.0, 5200.0) : 52;

    // Names stand left of the field where there is room, above their ranges on a narrow chart.
    const bool beside = drawing.width() >= 600;
    double names = 0;
    for (const StopRow& row : rows)
        names = std::max({names, text_width(row.use, 12), text_width(row.place, 12)});
    names = beside ? std::min(names + 16, drawing.width() * 0.36) : 12;
    const double row_high = 3 * kLine + (beside ? 8 : 28);
    double y = draw_stop_key(drawing, drawing.heading());
    drawing.text({8, y + 18}, "weeks from the act to the stop: median and 90% of draws",
                 {.size = 12, .colour = kQuietInk, .room = drawing.width() - 16});
    const double top = y + 46;
    const PlotArea field{8 + names, top, drawing.width() - 10 - kBeyond,
                         top + row_high * static_cast<double>(rows.size())};

    const NumberScale scale = week_scale(field, horizon);
    draw_week_axis(drawing, field, scale, horizon);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double row_top = field.top + row_high * static_cast<double>(i);
        drawing.line({8, row_top}, {field.right + kBeyond, row_top}, {.colour = kGrid});
        const double first = row_top + (beside ? 10 : 29);
        draw_name(drawing, rows[i], beside, beside ? first + 10 : row_top + 16,
                  beside ? names - 12 : drawing.width() - 24);
        for (std::size_t a = 0; a < kAllocations.size(); ++a) {
            draw_range(drawing, rows[i], a, first + kLine * static_cast<double>(a), scale, field, horizon);
        }
    }
    drawing.line({8, field.bottom}, {field.right + kBeyond, field.bottom}, {.colour = kFrame});
    double bottom = field.bottom + 4;
    if (left_out > 0) {
        drawing.text({8, bottom + 14}, "and " + std::to_string(left_out) + " more in the table",
                     {.size = 12, .colour = kQuietInk});
        bottom += 18;
    }
    return drawing.finish(bottom);
}

}  // namespace countervail
