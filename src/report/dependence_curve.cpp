// SPDX-License-Identifier: Apache-2.0
#include "report/dependence_curve.h"

#include <algorithm>
#include <cmath>

#include "report/figure_text.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/text_width.h"

namespace countervail {

namespace {

constexpr double kLabel = 12;
constexpr double kLineHigh = 15;
constexpr double kFieldHigh = 290;
constexpr const char* kDash = "6 4";

std::vector<const ThresholdLine*> drawable_lines(const DependenceCurve& spec) {
    std::vector<const ThresholdLine*> lines;
    for (const ThresholdLine& line : spec.lines) {
        const bool any = std::any_of(line.percent.begin(), line.percent.end(), [](double percent) { return std::isfinite(percent); });
        if (any && line.percent.size() == spec.thresholds.size()) lines.push_back(&line);
    }
    return lines;
}

bool sound(const ClaimedShare& claim) { return std::isfinite(claim.threshold) && std::isfinite(claim.percent) && std::isfinite(claim.tolerance); }

/// Words in a pale box, so that they are read before the lines are.
double draw_caption(Drawing& drawing, double top, const std::string& caption) {
    const std::vector<std::string> lines = wrapped(caption, kLabel, drawing.width() - 36, 6);
    if (lines.empty()) return top;
    const double high = 12 + kLineHigh * static_cast<double>(lines.size());
    drawing.rectangle({8, top - 4}, drawing.width() - 16, high, {.colour = "#fff3c4"});
    double y = top + 1;
    for (const std::string& line : lines) drawing.text({18, y += kLineHigh - 1}, line, {.size = kLabel});
    return top + high + 6;
}

/// `lines`: those that are not named at their ends.
std::vector<KeyEntry> key_of(const DependenceCurve& spec, const std::vector<const ThresholdLine*>& lines) {
    std::vector<KeyEntry> key;
    for (const ThresholdLine* line : lines) key.push_back({Swatch::line, line->name, kind_colour(line->kind), 1, line->dashed ? kDash : ""});
    if (std::any_of(spec.claims.begin(), spec.claims.end(), sound)) key.push_back({Swatch::point, "claimed, with its tolerance", kInk, 1, ""});
    return key;
}

/// A line in pieces: it breaks where a figure is missing.
void draw_line(Drawing& drawing, const DependenceCurve& spec, const ThresholdLine& line, const NumberScale& along, const NumberScale& up) {
    std::vector<Point> points;
    const auto flush = [&] {
        drawing.polyline(points, {.colour = kind_colour(line.kind), .width = line.dashed ? 1.8 : 2.6, .dash = line.dashed ? kDash : ""}, line.name);
        if (points.size() == 1) drawing.circle(points[0], 3, {.colour = kind_colour(line.kind)}, line.name);
        points.clear();
    };
    for (std::size_t i = 0; i < spec.thresholds.size(); ++i) {
        if (std::isfinite(line.percent[i]) && std::isfinite(spec.thresholds[i])) points.push_back({along(spec.thresholds[i]), up(line.percent[i])});
        else flush();
    }
    flush();
}

/// Names at the ends of the lines, each with a piece of its line, pushed apart from below.
void draw_end_names(Drawing& drawing, const std::vector<const ThresholdLine*>& lines, const PlotArea& field, const NumberScale& up) {
    struct EndName {
        double wanted, y;
        const ThresholdLine* line;
    };
    std::vector<EndName> names;
    for (const ThresholdLine* line : lines) {
        if (std::isfinite(line->percent.back())) names.push_back({up(line->percent.back()), 0, line});
    }
    std::stable_sort(names.begin(), names.end(), [](const EndName& a, const EndName& b) { return a.wanted > b.wanted; });
    const double room = drawing.width() - field.right - 50;
    double lowest = field.bottom + 4;
    for (EndName& name : names) {
        const std::vector<std::string> words = wrapped(name.line->name, kLabel, room, 2);
        const double high = kLineHigh * static_cast<double>(words.size());
        const double bottom = std::min(name.wanted + high / 2, lowest);
        lowest = bottom - high - 2;
        const std::string colour = kind_colour(name.line->kind);
        drawing.line({field.right + 2, name.wanted}, {field.right + 14, bottom - high / 2}, {.colour = colour, .width = 0.8});
        drawing.line({field.right + 14, bottom - high / 2}, {field.right + 38, bottom - high / 2}, {.colour = colour, .width = name.line->dashed ? 1.8 : 2.6, .dash = name.line->dashed ? kDash : ""});
        double y = bottom - high;
        for (const std::string& line : words) drawing.text({field.right + 43, (y += kLineHigh) - 4}, line, {.size = kLabel, .halo = true});
    }
}

void draw_claims(Drawing& drawing, const DependenceCurve& spec, const PlotArea& field, const NumberScale& along, const NumberScale& up) {
    std::vector<double> taken;
    for (const ClaimedShare& claim : spec.claims) {
        if (!sound(claim)) continue;
        const double x = along(claim.threshold), y = up(claim.percent);
        const double low = up(claim.percent - claim.tolerance), high = up(claim.percent + claim.tolerance);
        const std::string words = claim.label + ", ±" + short_number(claim.tolerance) + " points, above " + short_number(claim.threshold) + "%";
        drawing.line({x, low}, {x, high}, {.colour = kInk, .width = 2}, words);
        for (const double end : {low, high}) drawing.line({x - 5, end}, {x + 5, end}, {.colour = kInk, .width = 2});
        drawing.circle({x, y}, 5.5, {.colour = kind_colour(claim.kind), .outline = kInk, .outline_width = 1.8}, words);
        double base = y + 4;
        while (std::any_of(taken.begin(), taken.end(), [&](double other) { return std::abs(other - base) < kLineHigh; })) base -= kLineHigh;
        taken.push_back(base);
        const double wide = text_width(claim.label, kLabel, true);
        const bool right = x + 12 + wide < field.right;
        drawing.text({right ? x + 12 : x - 12, base}, claim.label,
                     {.size = kLabel, .anchor = right ? Anchor::start : Anchor::end, .bold = true, .halo = true, .room = std::max(20.0, right ? field.right - x - 12 : x - 20)});
    }
}

}  // namespace

std::string dependence_curve(const DependenceCurve& spec) {
    Drawing drawing(spec.chart);
    const std::vector<const ThresholdLine*> lines = drawable_lines(spec);
    Extent along_extent, up_extent;
    for (const double threshold : spec.thresholds) along_extent.add(threshold);
    if (lines.empty() || along_extent.empty()) return drawing.no_data();
    for (const ClaimedShare& claim : spec.claims) {
        if (sound(claim)) along_extent.add(claim.threshold);
    }
    up_extent.add(0);
    up_extent.add(100);
    const bool named_at_ends = drawing.width() >= 600;
    double y = draw_caption(drawing, drawing.heading(), spec.caption);
    y = draw_key(drawing, y, key_of(spec, named_at_ends ? std::vector<const ThresholdLine*>() : lines));
    drawing.text({8, y + 18}, spec.unit, {.size = kLabel, .colour = kQuietInk, .room = drawing.width() - 16});
    PlotArea field{8, y + 32, drawing.width() - (named_at_ends ? 210 : 16), y + 32 + kFieldHigh};
    const NumberScale up(up_extent, field.bottom, field.top, 6);
    field.left += axis_room(up);
    draw_number_axis(drawing, field, up, "");
    const NumberScale along(along_extent, field.left, field.right, 6);
    drawing.line({field.left, field.bottom}, {field.right, field.bottom}, {.colour = kFrame});
    double free_from = -1e9;
    for (const Tick& tick : along.ticks()) {
        drawing.line({tick.at, field.bottom}, {tick.at, field.bottom + 5}, {.colour = kFrame});
        const double half = text_width(tick.label, kLabel) / 2;
        if (tick.at - half < free_from || tick.at + half > drawing.width()) continue;
        free_from = tick.at + half + 6;
        drawing.text({tick.at, field.bottom + 19}, tick.label, {.size = kLabel, .anchor = Anchor::middle, .colour = kQuietInk});
    }
    for (const ThresholdLine* line : lines) draw_line(drawing, spec, *line, along, up);
    draw_claims(drawing, spec, field, along, up);
    if (named_at_ends) draw_end_names(drawing, lines, field, up);
    double bottom = field.bottom + 24;
    for (const std::string& words : wrapped(spec.threshold_unit, kLabel, drawing.width() - 16, 3)) drawing.text({8, bottom += kLineHigh}, words, {.size = kLabel, .colour = kQuietInk});
    return drawing.finish(bottom + 4);
}

}  // namespace countervail
