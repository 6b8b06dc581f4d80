// SPDX-License-Identifier: Apache-2.0
#include "report/three_lines.h"

#include <cmath>

#include "report/palette.h"
#include "report/plot.h"

namespace countervail {
namespace {

BandSeries as_series(const std::string& name, const std::vector<DatedValue>& values) {
    const double none = std::nan("");
    BandSeries series{name, {}, {}};
    for (const DatedValue& value : values) series.points.push_back({value.on, value.value, none, none, none, none});
    return series;
}

}  // namespace

std::string three_lines(const ThreeLines& spec) {
    Drawing drawing(spec.chart);
    // Wider dashes below, the whole line on top: where lines coincide all three still show.
    const std::vector<BandSeries> series = {BandSeries{spec.case_name, spec.your_case, spec.observed},
                                            as_series(spec.baseline_name, spec.your_baseline),
                                            as_series(spec.published_name, spec.published_baseline)};
    const std::vector<BandPaint> paints = {{kVermillion, "", true}, {kBlue, "9 5", false}, {"#000000", "2 4", false}};
    DateExtent days;
    Extent extent;
    for (const BandSeries& one : series) {
        days.add(one);
        add_values(extent, one);
    }
    if (days.empty()) return drawing.no_data();
    days.add_near(spec.events);
    if (spec.from_zero && !extent.empty()) extent.add(0);

    const double room = axis_room(NumberScale(extent, 1, 0, 5));
    const double wide = drawing.width() - room - 24;
    const EventLanes lanes(spec.events, days.from(), days.through(), wide, false);
    std::vector<KeyEntry> key;
    for (std::size_t i = series.size(); i-- > 0;) {
        key.push_back({Swatch::line, series[i].name, paints[i].colour, 1, paints[i].dash});
    }
    key.push_back({Swatch::band, "90% of " + spec.case_name, kVermillion, 0.22, ""});
    if (!spec.observed.empty()) key.push_back({Swatch::point, "observed", kInk, 1, ""});
    const double y = draw_key(drawing, drawing.heading(), key);
    drawing.text({8, y + 20}, spec.unit, {.size = 12, .colour = kQuietInk, .room = drawing.width() - 16});
    const double top = y + 32 + lanes.height();
    const PlotArea field{8 + room, top, 8 + room + wide, top + 230};
    const NumberScale values(extent, field.bottom, field.top, 5);
    const DateScale dates(days.from(), days.through(), field.left, field.right);
    draw_number_axis(drawing, field, values, "");
    lanes.draw(drawing, field, dates);
    for (std::size_t i = 0; i < series.size(); ++i) {
        draw_band_series(drawing, series[i], dates, values, extent, paints[i]);
    }
    return drawing.finish(lanes.draw_key(drawing, draw_date_axis(drawing, field, dates)));
}

}  // namespace countervail
