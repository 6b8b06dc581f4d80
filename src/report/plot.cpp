// SPDX-License-Identifier: Apache-2.0
#include "report/plot.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/figure_text.h"
#include "report/palette.h"
#include "report/text_width.h"

namespace countervail {
namespace {

constexpr double kLabel = 12;

std::string band_tooltip(const BandSeries& series, const BandPoint& point) {
    std::string text = series.name + ", " + day_text(point.on) + ": " + short_number(point.median, 4);
    if (std::isfinite(point.low90) && std::isfinite(point.high90)) {
        text += " (90%: " + range_text(point.low90, point.high90, 4) + ")";
    }
    return text;
}

/// Draws the area between two bounds, one piece per stretch in which both can be drawn.
void draw_band(Drawing& drawing, const BandSeries& series, const DateScale& dates, const NumberScale& values,
               const Extent& extent, double BandPoint::*low, double BandPoint::*high, const Fill& fill) {
    std::vector<Point> upper;
    std::vector<Point> lower;
    const auto flush = [&] {
        upper.insert(upper.end(), lower.rbegin(), lower.rend());
        drawing.area(upper, fill);
        upper.clear();
        lower.clear();
    };
    for (const BandPoint& point : series.points) {
        if (!extent.drawable(point.*high) || !(std::isfinite(point.*low))) {
            flush();
            continue;
        }
        upper.push_back({dates(point.on), values(point.*high)});
        lower.push_back({dates(point.on), values(point.*low)});
    }
    flush();
}

}  // namespace

double axis_room(const NumberScale& scale) {
    double widest = 0;
    for (const Tick& tick : scale.ticks()) widest = std::max(widest, text_width(tick.label, kLabel));
    return widest + 14;
}

void draw_number_axis(Drawing& drawing, const PlotArea& field, const NumberScale& scale, std::string_view unit) {
    double last = 1e9;
    for (const Tick& tick : scale.ticks()) {
        drawing.line({field.left, tick.at}, {field.right, tick.at}, {.colour = kGrid});
        if (last - tick.at >= kLabel * 1.15) {
            drawing.text({field.left - 6, tick.at + 4}, tick.label,
                         {.size = kLabel, .anchor = Anchor::end, .colour = kQuietInk});
            last = tick.at;
        }
    }
    drawing.text({8, field.top - 10}, unit,
                 {.size = kLabel, .colour = kQuietInk, .room = field.right - 8});
}

double draw_date_axis(Drawing& drawing, const PlotArea& field, const DateScale& scale) {
    drawing.line({field.left, field.bottom}, {field.right, field.bottom}, {.colour = kFrame});
    double free_from = field.left - 20;
    for (const Tick& tick : scale.ticks(42)) {
        drawing.line({tick.at, field.bottom}, {tick.at, field.bottom + 5}, {.colour = kFrame});
        const std::vector<std::string> lines = split(tick.label, '\n');
        double widest = 0;
        for (const std::string& line : lines) widest = std::max(widest, text_width(line, kLabel));
        const double middle = std::clamp(tick.at, widest / 2 + 2, drawing.width() - widest / 2 - 2);
        if (middle - widest / 2 < free_from) continue;
        free_from = middle + widest / 2 + 4;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            drawing.text({middle, field.bottom + 17 + 14.0 * static_cast<double>(i)}, lines[i],
                         {.size = kLabel, .anchor = Anchor::middle, .colour = kQuietInk});
        }
    }
    return field.bottom + kDateAxisHeight;
}

void draw_band_series(Drawing& drawing, const BandSeries& series, const DateScale& dates, const NumberScale& values,
                      const Extent& extent, const BandPaint& paint) {
    draw_band(drawing, series, dates, values, extent, &BandPoint::low90, &BandPoint::high90,
              {.colour = paint.colour, .opacity = 0.2});
    if (paint.half_band) {
        draw_band(drawing, series, dates, values, extent, &BandPoint::low50, &BandPoint::high50,
                  {.colour = paint.colour, .opacity = 0.3});
    }
    std::vector<Point> line;
    const auto flush = [&](const BandPoint* last) {
        drawing.polyline(line, {.colour = paint.colour, .width = 2, .dash = paint.dash},
                         last ? band_tooltip(series, *last) : series.name);
        if (line.size() == 1) drawing.circle(line[0], 3, {.colour = paint.colour}, series.name);
        line.clear();
    };
    const BandPoint* last = nullptr;
    for (const BandPoint& point : series.points) {
        if (!extent.drawable(point.median)) {
            flush(last);
            continue;
        }
        line.push_back({dates(point.on), values(point.median)});
        last = &point;
    }
    flush(last);
    for (const DatedValue& seen : series.observed) {
        if (!extent.drawable(seen.value)) continue;
        drawing.circle({dates(seen.on), values(seen.value)}, 3.5,
                       {.colour = kInk, .outline = kPaper, .outline_width = 1.2},
                       series.name + ", observed " + day_text(seen.on) + ": " + short_number(seen.value, 4));
    }
}

void DateExtent::add(Date date) {
    from_ = empty_ ? date : std::min(from_, date);
    through_ = empty_ ? date : std::max(through_, date);
    empty_ = false;
}

void DateExtent::add(const BandSeries& series) {
    for (const BandPoint& point : series.points) add(point.on);
    for (const DatedValue& seen : series.observed) add(seen.on);
}

void DateExtent::add_near(const std::vector<DatedEvent>& events) {
    if (empty_) return;
    const int reach = (through_ - from_) / 10;
    const Interval near{from_ + -reach, through_ + (reach + 1)};
    for (const DatedEvent& event : events) {
        if (near.contains(event.on)) add(event.on);
    }
}

void add_values(Extent& extent, const BandSeries& series) {
    for (const BandPoint& point : series.points) {
        for (const double value : {point.median, point.low50, point.high50, point.low90, point.high90}) {
            extent.add(value);
        }
    }
    for (const DatedValue& seen : series.observed) extent.add(seen.value);
}

double draw_key(Drawing& drawing, double top, const std::vector<KeyEntry>& entries) {
    constexpr double kSwatch = 24;
    constexpr double kRow = 18;
    double x = 8;
    double y = top + 6;
    for (const KeyEntry& entry : entries) {
        const double room = drawing.width() - 16 - kSwatch - 6;
        const std::string label = shortened(entry.label, kLabel, room);
        const double wide = kSwatch + 6 + text_width(label, kLabel);
        if (x > 8 && x + wide > drawing.width() - 8) {
            x = 8;
            y += kRow;
        }
        const Point middle{x + kSwatch / 2, y};
        switch (entry.swatch) {
            case Swatch::line:
                drawing.line({x, y}, {x + kSwatch, y}, {.colour = entry.colour, .width = 2.4, .dash = entry.dash});
                break;
            case Swatch::band:
            case Swatch::box:
                drawing.rectangle({x, y - 6}, kSwatch, 12, {.colour = entry.colour, .opacity = entry.opacity});
                break;
            case Swatch::point:
                drawing.circle(middle, 3.5, {.colour = entry.colour, .outline = kPaper});
                break;
            case Swatch::dashed_event:
                drawing.line({middle.x, y - 7}, {middle.x, y + 7}, {.colour = kInk, .dash = "4 3"});
                break;
        }
        drawing.text({x + kSwatch + 6, y + 4}, entry.label, {.size = kLabel, .colour = kInk, .room = room});
        x += wide + 16;
    }
    return y + kRow - 4;
}

EventLanes::EventLanes(std::vector<DatedEvent> events, Date from, Date through, double field_wide, bool numbered)
    : numbered_(numbered) {
    std::erase_if(events, [&](const DatedEvent& event) { return event.on < from || event.on > through; });
    std::stable_sort(events.begin(), events.end(),
                     [](const DatedEvent& a, const DatedEvent& b) { return a.on < b.on; });
    for (DatedEvent& event : events) placed_.push_back({std::move(event), {}, 0, 0});
    if (!numbered_ && place(field_wide, from, through)) return;
    numbered_ = true;
    place(field_wide, from, through);
}

// Words run to the right of their line, so going from the last event to the first, each needs a lane above those of
// the lines that its words would cross.
bool EventLanes::place(double field_wide, Date from, Date through) {
    constexpr double kGap = 6;
    constexpr std::size_t kMostLanes = 4;
    struct Taken {
        double left;
        double right;
        std::size_t lane;
    };
    std::vector<Taken> taken;
    lanes_ = 0;
    const double per_day = field_wide / std::max(1, through - from);
    for (std::size_t i = placed_.size(); i-- > 0;) {
        Placed& item = placed_[i];
        item.words = numbered_ ? std::to_string(i + 1) : item.event.label;
        const double wide = text_width(item.words, kLabel);
        if (!numbered_ && wide > field_wide * 0.6) return false;
        const double x = (item.event.on - from) * per_day;
        item.shift = numbered_ ? -wide / 2 : std::min(0.0, field_wide - x - wide) - 1;
        const double left = std::min(x, x + item.shift) - kGap;
        const double right = std::max(x, x + item.shift + wide) + kGap;
        item.lane = 0;
        for (const Taken& other : taken) {
            if (left < other.right && other.left < right) item.lane = std::max(item.lane, other.lane + 1);
        }
        taken.push_back({left, right, item.lane});
        lanes_ = std::max(lanes_, item.lane + 1);
        if (!numbered_ && lanes_ > kMostLanes) return false;
    }
    return true;
}

void EventLanes::draw(Drawing& drawing, const PlotArea& field, const DateScale& scale) const {
    const auto lane_y = [&](const Placed& item) { return field.top - 4 - kLane * static_cast<double>(item.lane); };
    for (const Placed& item : placed_) {
        const double x = scale(item.event.on);
        drawing.line({x, field.bottom}, {x, lane_y(item) + 2}, {.colour = kInk, .dash = "4 3"},
                     day_text(item.event.on) + ": " + item.event.label);
    }
    for (const Placed& item : placed_) {
        drawing.text({scale(item.event.on) + item.shift, lane_y(item)}, item.words,
                     {.size = kLabel, .bold = numbered_, .halo = true});
    }
}

double EventLanes::draw_key(Drawing& drawing, double top) const {
    if (!numbered_) return top;
    double y = top;
    for (std::size_t i = 0; i < placed_.size(); ++i) {
        const std::string words = day_text(placed_[i].event.on) + ": " + placed_[i].event.label;
        const std::string number = std::to_string(i + 1);
        const double indent = std::max(22.0, text_width(number, kLabel, true) + 14);
        drawing.text({8, y + 12}, number, {.size = kLabel, .bold = true});
        for (const std::string& line : wrapped(words, kLabel, drawing.width() - indent - 8, 3)) {
            y += 16;
            drawing.text({indent, y - 4}, line, {.size = kLabel, .colour = kQuietInk});
        }
    }
    return y + 2;
}

}  // namespace countervail
