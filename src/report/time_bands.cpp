// SPDX-License-Identifier: Apache-2.0
#include "report/time_bands.h"

#include <algorithm>
#include <cmath>

#include "report/palette.h"
#include "report/plot.h"

namespace countervail {
namespace {

Extent values_of(const TimeBands& spec, const std::vector<const BandSeries*>& group) {
    Extent extent(spec.spacing);
    for (const BandSeries* series : group) add_values(extent, *series);
    if (spec.from_zero && !extent.empty()) extent.add(0);
    return extent;
}

std::vector<KeyEntry> key_of(const TimeBands& spec) {
    std::vector<KeyEntry> key;
    bool observed = false;
    for (std::size_t i = 0; i < spec.series.size(); ++i) {
        observed = observed || !spec.series[i].observed.empty();
        if (spec.overlaid) {
            key.push_back({Swatch::line, spec.series[i].name, kind_colour(i), 1, kind_dash(i)});
        }
    }
    const std::string colour = spec.overlaid ? "#808080" : kBlue;
    if (!spec.overlaid) key.push_back({Swatch::line, "median of draws", colour, 1, ""});
    const auto any = [&](auto low, auto high) {
        return std::any_of(spec.series.begin(), spec.series.end(), [&](const BandSeries& series) {
            return std::any_of(series.points.begin(), series.points.end(), [&](const BandPoint& point) {
                return std::isfinite(point.*low) && std::isfinite(point.*high);
            });
        });
    };
    if (any(&BandPoint::low50, &BandPoint::high50)) key.push_back({Swatch::band, "middle 50%", colour, 0.46, ""});
    if (any(&BandPoint::low90, &BandPoint::high90)) key.push_back({Swatch::band, "90%", colour, 0.22, ""});
    if (observed) key.push_back({Swatch::point, "observed", kInk, 1, ""});
    return key;
}

/// One field with its axes; returns the y below it.
double draw_field(Drawing& drawing, const TimeBands& spec, const std::vector<const BandSeries*>& group, PlotArea field,
                  const DateExtent& days, const EventLanes& lanes) {
    const Extent extent = values_of(spec, group);
    const NumberScale values(extent, field.bottom, field.top, static_cast<int>(field.high() / 45));
    const DateScale dates(days.from(), days.through(), field.left, field.right);
    draw_number_axis(drawing, field, values, "");
    lanes.draw(drawing, field, dates);
    for (std::size_t i = 0; i < group.size(); ++i) {
        draw_band_series(drawing, *group[i], dates, values, extent,
                         {.colour = spec.overlaid ? kind_colour(i) : kBlue,
                          .dash = spec.overlaid ? kind_dash(i) : "",
                          .half_band = true});
    }
    return draw_date_axis(drawing, field, dates);
}

}  // namespace

std::string time_bands(const TimeBands& spec) {
    Drawing drawing(spec.chart);
    DateExtent days;
    for (const BandSeries& series : spec.series) days.add(series);
    if (days.empty()) return drawing.no_data();
    days.add_near(spec.events);

    std::vector<std::vector<const BandSeries*>> groups;
    for (const BandSeries& series : spec.series) {
        if (groups.empty() || !spec.overlaid) groups.emplace_back();
        groups.back().push_back(&series);
    }
    const std::size_t columns = groups.size() > 1 && drawing.width() >= 600 ? 2 : 1;
    const double cell = (drawing.width() - 8) / static_cast<double>(columns);
    double room = 0;
    for (const auto& group : groups) {
        room = std::max(room, axis_room(NumberScale(values_of(spec, group), 1, 0, 4)));
    }
    const double field_wide = cell - room - 20;
    const EventLanes lanes(spec.events, days.from(), days.through(), field_wide, groups.size() > 1);
    const double field_high = groups.size() > 1 ? 150 : 250;

    double y = draw_key(drawing, drawing.heading(), key_of(spec));
    double row_bottom = y;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::size_t column = i % columns;
        if (column == 0) y = row_bottom;
        const double left = 8 + cell * static_cast<double>(column);
        const bool named = groups.size() > 1;
        const std::string name = named ? groups[i].front()->name + ", " + spec.unit : spec.unit;
        drawing.text({left, y + 20}, name,
                     {.size = named ? 13.0 : 12.0, .bold = named, .colour = named ? kInk : kQuietInk,
                      .room = cell - 16});
        const double top = y + 32 + lanes.height();
        const PlotArea field{left + room, top, left + room + field_wide, top + field_high};
        row_bottom = std::max(row_bottom, draw_field(drawing, spec, groups[i], field, days, lanes) + 4);
    }
    return drawing.finish(lanes.draw_key(drawing, row_bottom));
}

}  // namespace countervail
