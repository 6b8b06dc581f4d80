// SPDX-License-Identifier: Apache-2.0
#include "report/licence_queue.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/figure_text.h"
#include "report/palette.h"
#include "report/plot.h"

namespace countervail {
namespace {

struct Layer {
    const char* name;
    const char* colour;
    double opacity;
    double QueueWeek::*count;
};

// From the bottom: what moved, what never will, what waits.
constexpr std::array<Layer, 3> kLayers = {{{"granted", kGreen, 0.75, &QueueWeek::granted},
                                           {"refused", kVermillion, 0.85, &QueueWeek::refused},
                                           {"pending", kSky, 0.6, &QueueWeek::pending}}};

double counted(double value) { return std::isfinite(value) ? std::clamp(value, 0.0, 1e12) : 0; }

void draw_layers(Drawing& drawing, const LicenceQueue& spec, const DateScale& dates, const NumberScale& values) {
    std::vector<double> below(spec.weeks.size(), 0);
    for (const Layer& layer : kLayers) {
        std::vector<Point> upper;
        std::vector<Point> lower;
        for (std::size_t i = 0; i < spec.weeks.size(); ++i) {
            lower.push_back({dates(spec.weeks[i].on), values(below[i])});
            below[i] += counted(spec.weeks[i].*layer.count);
            upper.push_back({dates(spec.weeks[i].on), values(below[i])});
        }
        const std::string last = std::string(layer.name) + ", " + day_text(spec.weeks.back().on) + ": " +
                                 short_number(counted(spec.weeks.back().*layer.count));
        drawing.polyline(upper, {.colour = kPaper, .width = 1.5});
        upper.insert(upper.end(), lower.rbegin(), lower.rend());
        drawing.area(upper, {.colour = layer.colour, .opacity = layer.opacity}, last);
    }
}

}  // namespace

std::string licence_queue(const LicenceQueue& spec) {
    Drawing drawing(spec.chart);
    DateExtent days;
    Extent extent;
    for (const QueueWeek& week : spec.weeks) {
        days.add(week.on);
        extent.add(counted(week.filed));
        extent.add(counted(week.granted) + counted(week.refused) + counted(week.pending));
    }
    if (days.empty()) return drawing.no_data();
    for (const DatedValue& seen : spec.observed_granted) {
        days.add(seen.on);
        extent.add(counted(seen.value));
    }
    days.add_near(spec.events);
    extent.add(0);
    const double room = axis_room(NumberScale(extent, 1, 0, 5));
    const double wide = drawing.width() - room - 24;
    const EventLanes lanes(spec.events, days.from(), days.through(), wide, false);

    std::vector<KeyEntry> key;
    for (const Layer& layer : kLayers) key.push_back({Swatch::box, layer.name, layer.colour, layer.opacity, ""});
    key.push_back({Swatch::line, "filed", kInk, 1, ""});
    if (!spec.observed_granted.empty()) key.push_back({Swatch::point, "observed granted", kInk, 1, ""});
    const double y = draw_key(drawing, drawing.heading(), key);
    drawing.text({8, y + 20}, spec.unit, {.size = 12, .colour = kQuietInk, .room = drawing.width() - 16});
    const double top = y + 32 + lanes.height();
    const PlotArea field{8 + room, top, 8 + room + wide, top + 230};
    const NumberScale values(extent, field.bottom, field.top, 5);
    const DateScale dates(days.from(), days.through(), field.left, field.right);
    draw_number_axis(drawing, field, values, "");
    draw_layers(drawing, spec, dates, values);
    BandSeries filed{"filed", {}, spec.observed_granted};
    for (const QueueWeek& week : spec.weeks) {
        const double none = std::nan("");
        filed.points.push_back({week.on, counted(week.filed), none, none, none, none});
    }
    for (DatedValue& seen : filed.observed) seen.value = counted(seen.value);
    draw_band_series(drawing, filed, dates, values, extent, {.colour = kInk, .dash = "", .half_band = false});
    lanes.draw(drawing, field, dates);
    return drawing.finish(lanes.draw_key(drawing, draw_date_axis(drawing, field, dates)));
}

}  // namespace countervail
