// SPDX-License-Identifier: Apache-2.0
#include "report/hindcast_panels.h"

#include <algorithm>
#include <cmath>

#include "report/figure_text.h"
#include "report/hindcast_marks.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/text_width.h"

namespace countervail {
namespace {

constexpr double kLight = 0.24, kDark = 0.55;   // of the 90 % and the 50 % band
constexpr double kRivalLine = 9;                // between the comparators of a strip
constexpr double kLeastFrame = 2;               // of a band that is a point

/// How far a frame lies within its box, so that its sides show and a narrow one stays open.
double inset_of(double box) { return std::min(1.5, 0.1 * box); }

std::string with_band(double median, double low, double high) {
    return short_number(median, 3) + (low == high ? " (a point)" : " (90%: " + range_text(low, high, 3) + ")");
}

std::string model_tooltip(const HindcastPanel& panel, const HindcastPoint& point) {
    const std::string who = point.alone ? ", model with its error: " : ", model: ";
    return panel.title + ", " + point.when + who + with_band(point.median, point.low90, point.high90) + " " + panel.unit;
}

std::string alone_tooltip(const HindcastPanel& panel, const HindcastPoint& point) {
    return panel.title + ", " + point.when + ", model alone, 90%: " + range_text(point.alone->low, point.alone->high, 3) + " " + panel.unit;
}

std::string observed_tooltip(const HindcastPanel& panel, const HindcastPoint& point) {
    if (point.observed_beyond) return panel.title + ": had not happened when the run ends";
    return panel.title + ", " + point.when + ", observed: " + short_number(point.observed, 4) + " " + panel.unit + (point.inside ? "" : ", outside the 90% band");
}

/// What the axis has to hold.
Extent extent_of(const HindcastPanel& panel) {
    Extent own(panel.spacing), all(panel.spacing);
    for (const HindcastPoint& point : panel.points) {
        for (const double value : {point.low90, point.median, point.high90}) own.add(value);
        if (point.alone) own.add(point.alone->low), own.add(point.alone->high);
        if (!point.observed_beyond) own.add(point.observed);
    }
    if (own.empty()) return own;
    const bool linear = panel.spacing == Spacing::linear;
    const double reach = linear ? std::max(0.5 * (own.high() - own.low()), 0.25 * std::abs(own.high())) : std::max(std::sqrt(own.high() / own.low()), 1.5);
    const double least = linear ? own.low() - reach : own.low() / reach, most = linear ? own.high() + reach : own.high() * reach;
    all.add(own.low());
    all.add(own.high());
    for (const HindcastPoint& point : panel.points) {
        for (const RivalMark& rival : point.rivals) {
            if (!rival.available) continue;
            for (const double value : {rival.low, rival.median, rival.high}) {
                if (std::isfinite(value)) all.add(std::clamp(value, least, most));
            }
        }
    }
    if (linear && own.low() >= 0) all.add(0);
    return all;
}

/// Two columns of panels where there is room; a panel with many observations takes the whole width.
class PanelGrid {
  public:
    PanelGrid(double width, double top) : columns_(width >= 600 ? 2 : 1), cell_((width - 8) / static_cast<double>(columns_)), top_(top), bottom_(top) {}

    /// Left edge, top and width of the next panel.
    struct Cell {
        double left, top, wide;
    };
    Cell next(bool whole) {
        if (column_ == columns_ || (whole && column_ > 0)) new_row();
        const Cell cell{8 + cell_ * static_cast<double>(column_), top_, (whole ? cell_ * static_cast<double>(columns_) : cell_) - 16};
        column_ = whole ? columns_ : column_ + 1;
        return cell;
    }
    /// The next panel begins a row.
    bool row_is_full() const { return column_ == 0 || column_ == columns_; }
    void ends_at(double y) { bottom_ = std::max(bottom_, y); }
    double bottom() const { return bottom_; }

  private:
    void new_row() {
        column_ = 0;
        top_ = bottom_;
    }
    std::size_t columns_, column_ = 0;
    double cell_, top_, bottom_;
};

/// Two lines at most; returns the y below them.
double draw_panel_title(Drawing& drawing, const PanelGrid::Cell& cell, const HindcastPanel& panel) {
    const std::string unit = panel.unit.empty() ? "" : ", " + panel.unit;
    const std::string scale = panel.spacing == Spacing::logarithmic ? " (log scale)" : "";
    double y = cell.top + 4;
    for (const std::string& line : wrapped(panel.title + unit + scale, 13, cell.wide, 2, true)) {
        y += 16;
        drawing.text({cell.left, y}, line, {.size = 13, .bold = true});
    }
    return y;
}

/// Whether a comparator has anything to show in a panel.
bool any_rival(const HindcastPanel& panel) {
    return std::any_of(panel.points.begin(), panel.points.end(), [](const HindcastPoint& point) {
        return std::any_of(point.rivals.begin(), point.rivals.end(), [](const RivalMark& rival) { return rival.available; });
    });
}

/// Ends of a comparator's band on the axis, and whether they were cut.
struct Whisker {
    double from, to;
    bool cut_low, cut_high;
};
Whisker whisker(const RivalMark& rival, const NumberScale& scale) {
    return {scale(rival.low), scale(rival.high), rival.low < scale.from(), rival.high > scale.to()};
}

void draw_slot(Drawing& drawing, const HindcastPanels& spec, const HindcastPanel& panel, const HindcastPoint& point, double left, double wide,
               const NumberScale& scale, const PlotArea& field) {
    const auto beside = any_rival(panel) ? static_cast<double>(spec.rivals.size()) + 0.4 : 0.0;   // the same in every slot
    const double box = std::clamp(wide * 0.34, 5.0, 22.0);
    const double step = std::min(9.0, (wide - box) / (beside + 1.2));
    const double begin = left + (wide - box - step * beside) / 2;
    const double middle = begin + box / 2;
    const auto band = [&](double low, double high, double opacity) {
        const double top = scale(high), bottom = scale(low);
        drawing.rectangle({begin, top}, box, std::max(1.0, bottom - top), {.colour = kBlue, .opacity = opacity}, model_tooltip(panel, point));
    };
    band(point.low90, point.high90, kLight);
    band(point.low50, point.high50, kDark);
    if (point.alone) {
        const double above = scale(point.alone->high), inset = inset_of(box);
        draw_alone_frame(drawing, {begin + inset, above}, box - 2 * inset, std::max(kLeastFrame, scale(point.alone->low) - above), alone_tooltip(panel, point));
    }
    drawing.line({begin - 1, scale(point.median)}, {begin + box + 1, scale(point.median)}, {.colour = kBlue, .width = 3}, model_tooltip(panel, point));

    for (std::size_t i = 0; i < point.rivals.size(); ++i) {
        const RivalMark& rival = point.rivals[i];
        if (!rival.available) continue;
        const double x = begin + box + step * (static_cast<double>(i) + 0.9);
        const Whisker ends = whisker(rival, scale);
        const std::string words = panel.title + ", " + point.when + ", " + spec.rivals[i] + ": " + with_band(rival.median, rival.low, rival.high) + " " + panel.unit;
        drawing.line({x, ends.from}, {x, ends.to}, {.colour = rival_colour(i), .width = 1.6, .dash = rival_dash(i)}, words);
        if (ends.cut_high) draw_cut_end(drawing, {x, field.top}, {0, -1}, rival_colour(i));
        if (ends.cut_low) draw_cut_end(drawing, {x, field.bottom}, {0, 1}, rival_colour(i));
        draw_rival_shape(drawing, {x, scale(rival.median)}, std::clamp(step, 4.0, 7.0), i, words);
    }
    if (point.observed_beyond) draw_cut_end(drawing, {middle, field.top}, {0, -1}, kInk);
    else draw_observed_point(drawing, {middle, scale(point.observed)}, point.inside, observed_tooltip(panel, point));
}

/// Labels under the slots, as many as have room; the year on a second line where it changes.
void draw_slot_labels(Drawing& drawing, const HindcastPanel& panel, const PlotArea& field, double slot) {
    constexpr double kSize = 11.5;
    double free_from = field.left - 30;
    std::string year;
    for (std::size_t i = 0; i < panel.points.size(); ++i) {
        const HindcastPoint& point = panel.points[i];
        const double x = field.left + slot * (static_cast<double>(i) + 0.5);
        const std::string below = point.year == year ? "" : point.year;
        const double wide = std::max(text_width(point.label, kSize), text_width(below, kSize));
        const double middle = std::clamp(x, wide / 2 + 2, drawing.width() - wide / 2 - 2);
        if (middle - wide / 2 < free_from) continue;
        free_from = middle + wide / 2 + 5;
        year = point.year;
        drawing.text({middle, field.bottom + 16}, point.label, {.size = kSize, .anchor = Anchor::middle, .colour = kQuietInk});
        drawing.text({middle, field.bottom + 30}, below, {.size = kSize, .anchor = Anchor::middle, .colour = kQuietInk});
    }
}

double draw_over_time(Drawing& drawing, const HindcastPanels& spec, const HindcastPanel& panel, const PanelGrid::Cell& cell) {
    const Extent extent = extent_of(panel);
    const double top = draw_panel_title(drawing, cell, panel) + 14, bottom = top + 160;
    const NumberScale scale(extent, bottom, top, 4);
    const double room = axis_room(scale);
    const PlotArea field{cell.left + room, top, cell.left + cell.wide, bottom};
    draw_number_axis(drawing, field, scale, "");
    drawing.line({field.left, field.bottom}, {field.right, field.bottom}, {.colour = kFrame});
    const double slot = field.wide() / static_cast<double>(panel.points.size());
    for (std::size_t i = 0; i < panel.points.size(); ++i) {
        draw_slot(drawing, spec, panel, panel.points[i], field.left + slot * static_cast<double>(i), slot, scale, field);
    }
    draw_slot_labels(drawing, panel, field, slot);
    return field.bottom + 44;
}

/// Gridlines and labels of a strip's own axis, under it.
void draw_strip_axis(Drawing& drawing, const PlotArea& field, const NumberScale& scale) {
    constexpr double kSize = 11.5;
    double free_from = field.left - 20;
    for (const Tick& tick : scale.ticks()) {
        drawing.line({tick.at, field.top}, {tick.at, field.bottom}, {.colour = kGrid});
        const double half = text_width(tick.label, kSize) / 2;
        const double middle = std::clamp(tick.at, half + 2, drawing.width() - half - 2);
        if (middle - half < free_from) continue;
        free_from = middle + half + 6;
        drawing.text({middle, field.bottom + 14}, tick.label, {.size = kSize, .anchor = Anchor::middle, .colour = kQuietInk});
    }
}

double draw_strip(Drawing& drawing, const HindcastPanels& spec, const HindcastPanel& panel, const PanelGrid::Cell& cell) {
    const HindcastPoint& point = panel.points.front();
    double top = draw_panel_title(drawing, cell, panel);
    if (!point.when.empty()) {
        top += 15;
        drawing.text({cell.left, top}, point.when, {.size = 11.5, .colour = kQuietInk, .room = cell.wide});
    }
    top += 9;
    const double rivals = any_rival(panel) ? kRivalLine * static_cast<double>(spec.rivals.size()) : point.observed_beyond ? 8 : 0;
    const PlotArea field{cell.left + 6, top, cell.left + cell.wide - 6, top + 22 + rivals};
    const NumberScale scale(extent_of(panel), field.left, field.right, static_cast<int>(field.wide() / 70));
    draw_strip_axis(drawing, field, scale);

    const double y = field.top + 10;
    const auto band = [&](double low, double high, double opacity) {
        drawing.rectangle({scale(low), y - 7}, std::max(1.0, scale(high) - scale(low)), 14, {.colour = kBlue, .opacity = opacity}, model_tooltip(panel, point));
    };
    band(point.low90, point.high90, kLight);
    band(point.low50, point.high50, kDark);
    if (point.alone) {
        const double from = scale(point.alone->low), inset = inset_of(14);
        draw_alone_frame(drawing, {from, y - 7 + inset}, std::max(kLeastFrame, scale(point.alone->high) - from), 14 - 2 * inset, alone_tooltip(panel, point));
    }
    drawing.line({scale(point.median), y - 8}, {scale(point.median), y + 8}, {.colour = kBlue, .width = 3}, model_tooltip(panel, point));
    for (std::size_t i = 0; i < point.rivals.size(); ++i) {
        const RivalMark& rival = point.rivals[i];
        if (!rival.available) continue;
        const double line = field.top + 26 + kRivalLine * static_cast<double>(i);
        const Whisker ends = whisker(rival, scale);
        const std::string words = panel.title + ", " + spec.rivals[i] + ": " + with_band(rival.median, rival.low, rival.high) + " " + panel.unit;
        drawing.line({ends.from, line}, {ends.to, line}, {.colour = rival_colour(i), .width = 1.6, .dash = rival_dash(i)}, words);
        if (ends.cut_high) draw_cut_end(drawing, {field.right, line}, {1, 0}, rival_colour(i));
        if (ends.cut_low) draw_cut_end(drawing, {field.left, line}, {-1, 0}, rival_colour(i));
        draw_rival_shape(drawing, {scale(rival.median), line}, 7, i, words);
    }
    if (point.observed_beyond) {
        drawing.line({field.right - 24, y}, {field.right - 5, y}, {.colour = kInk, .width = 2});
        draw_cut_end(drawing, {field.right + 1, y}, {1, 0}, kInk);
        drawing.text({field.right, y + 19}, "not within the run", {.size = 11, .anchor = Anchor::end, .halo = true});
    } else {
        const double x = scale(point.observed);
        drawing.line({x, field.top}, {x, field.bottom}, {.colour = kInk, .dash = "1 3"});
        draw_observed_point(drawing, {x, y}, point.inside, observed_tooltip(panel, point));
    }
    return field.bottom + 26;
}

}  // namespace

std::string hindcast_panels(const HindcastPanels& spec) {
    Drawing drawing(spec.chart);
    std::vector<const HindcastPanel*> over_time, strips;
    for (const HindcastPanel& panel : spec.panels) {
        if (panel.points.empty() || extent_of(panel).empty()) continue;
        (panel.points.size() > 1 ? over_time : strips).push_back(&panel);
    }
    if (over_time.empty() && strips.empty()) return drawing.no_data();

    const bool alone = std::any_of(spec.panels.begin(), spec.panels.end(), [](const HindcastPanel& panel) {
        return std::any_of(panel.points.begin(), panel.points.end(), [](const HindcastPoint& point) { return point.alone.has_value(); });
    });
    std::vector<SwatchEntry> key = forecast_swatches(alone);
    std::vector<SwatchEntry> further = observed_swatches(alone);
    if (std::any_of(spec.panels.begin(), spec.panels.end(), any_rival)) {
        const std::vector<SwatchEntry> rivals = rival_swatches(spec.rivals);
        further.insert(further.end(), rivals.begin(), rivals.end());
    }
    key.insert(key.end(), further.begin(), further.end());
    const double top = draw_swatch_key(drawing, drawing.heading(), key);
    constexpr std::size_t kHalfWidth = 7;   // observations that half the width has room for
    PanelGrid times(drawing.width(), top);
    for (const HindcastPanel* panel : over_time) {
        const bool by_itself = panel == over_time.back() && times.row_is_full();
        times.ends_at(draw_over_time(drawing, spec, *panel, times.next(by_itself || panel->points.size() > kHalfWidth)));
    }
    PanelGrid singles(drawing.width(), times.bottom());
    for (const HindcastPanel* panel : strips) singles.ends_at(draw_strip(drawing, spec, *panel, singles.next(false)));
    return drawing.finish(singles.bottom());
}

}  // namespace countervail
