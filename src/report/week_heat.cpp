// SPDX-License-Identifier: Apache-2.0
#include "report/week_heat.h"

#include <algorithm>

#include "report/palette.h"
#include "report/plot.h"
#include "report/sentences.h"
#include "report/text_width.h"

namespace countervail {

namespace {

constexpr double kRowHigh = 20;
constexpr double kLabelHigh = 18;

std::string step_words(std::size_t step) {
    const std::string from = per_cent(step == 0 ? kLeastShown : kHeatSteps[step - 1]);
    return step == std::size(kHeatSteps) ? "over " + from : from + "–" + per_cent(kHeatSteps[step]);
}

void draw_row(Drawing& drawing, const HeatRow& row, const WeekHeat& spec, const DateScale& dates, double top) {
    for (std::size_t week = 0; week < std::min(row.share.size(), spec.weeks.size()); ++week) {
        if (!(row.share[week] >= kLeastShown)) continue;
        const double left = dates(spec.weeks[week]), right = dates(spec.weeks[week] + 7);
        drawing.rectangle({left, top + 1}, std::max(right - left, 1.0), kRowHigh - 2, {.colour = amount_colour(heat_step(row.share[week]))},
                          row.label + ", week of " + day_text(spec.weeks[week]) + ": " + per_cent(row.share[week]));
    }
}

}  // namespace

std::size_t heat_step(double share) {
    std::size_t step = 0;
    while (step < std::size(kHeatSteps) && share >= kHeatSteps[step]) ++step;
    return step;
}

std::string week_heat(const WeekHeat& spec) {
    Drawing drawing(spec.chart);
    const auto shows = [](const HeatRow& row) { return std::any_of(row.share.begin(), row.share.end(), [](double share) { return share >= kLeastShown; }); };
    if (spec.weeks.empty() || std::none_of(spec.rows.begin(), spec.rows.end(), shows)) return drawing.no_data();
    const bool beside = drawing.width() >= 600;
    double names = 0;
    for (const HeatRow& row : spec.rows) names = std::max(names, text_width(row.label, 12));
    names = beside ? std::min(names + 14, drawing.width() * 0.42) : 0;
    const double left = 8 + names, right = drawing.width() - 12;
    const Date from = spec.weeks.front(), through = spec.weeks.back() + 7;
    const EventLanes lanes(spec.events, from, through, right - left, !beside);
    const double row_high = beside ? kRowHigh : kRowHigh + kLabelHigh;
    const double top = drawing.heading() + lanes.height() + 6;
    const PlotArea field{left, top, right, top + row_high * static_cast<double>(spec.rows.size())};
    const DateScale dates(from, through, field.left, field.right);
    for (std::size_t i = 0; i < spec.rows.size(); ++i) {
        const double row_top = field.top + row_high * static_cast<double>(i);
        drawing.text({8, row_top + 14}, spec.rows[i].label, {.size = 12, .room = beside ? names - 8 : drawing.width() - 16});
        const double cells_top = beside ? row_top : row_top + kLabelHigh;
        drawing.rectangle({field.left, cells_top + 1}, field.wide(), kRowHigh - 2, {.colour = kPaper, .outline = kGrid});
        draw_row(drawing, spec.rows[i], spec, dates, cells_top);
    }
    lanes.draw(drawing, field, dates);
    double bottom = draw_date_axis(drawing, field, dates);
    std::vector<KeyEntry> key;
    for (std::size_t step = 0; step <= std::size(kHeatSteps); ++step) key.push_back({Swatch::box, step_words(step), amount_colour(step)});
    bottom = draw_key(drawing, bottom + 4, key);
    return drawing.finish(lanes.draw_key(drawing, bottom));
}

}  // namespace countervail
