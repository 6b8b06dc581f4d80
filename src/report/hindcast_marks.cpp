// SPDX-License-Identifier: Apache-2.0
#include "report/hindcast_marks.h"

#include "report/palette.h"
#include "report/text_width.h"

namespace countervail {

std::string rival_colour(std::size_t index) { return kind_colour(index + 1); }
std::string rival_dash(std::size_t index) { return kind_dash(index); }

void draw_rival_shape(Drawing& drawing, Point at, double size, std::size_t index, std::string_view tooltip) {
    const double half = size / 2;
    const Fill fill{.colour = rival_colour(index), .outline = kPaper, .outline_width = 0.8};
    switch (index % 4) {
    case 0: drawing.area({{at.x, at.y - half}, {at.x + half, at.y}, {at.x, at.y + half}, {at.x - half, at.y}}, fill, tooltip); break;
    case 1: drawing.area({{at.x, at.y - half}, {at.x + half, at.y + half}, {at.x - half, at.y + half}}, fill, tooltip); break;
    case 2: drawing.rectangle({at.x - half, at.y - half}, size, size, fill, tooltip); break;
    default: drawing.circle(at, half, fill, tooltip);
    }
}

void draw_cut_end(Drawing& drawing, Point tip, Point along, const std::string& colour) {
    constexpr double kLong = 6, kHalf = 3;
    const Point base{tip.x - kLong * along.x, tip.y - kLong * along.y};
    drawing.area({tip, {base.x - kHalf * along.y, base.y + kHalf * along.x}, {base.x + kHalf * along.y, base.y - kHalf * along.x}}, {.colour = colour},
                 "goes on beyond the field");
}

void draw_observed_point(Drawing& drawing, Point at, bool inside, std::string_view tooltip) {
    if (inside) drawing.circle(at, 4, {.colour = kInk, .outline = kPaper, .outline_width = 1.2}, tooltip);
    else drawing.circle(at, 4.2, {.colour = kPaper, .outline = kInk, .outline_width = 2}, tooltip);
}

double draw_swatch_key(Drawing& drawing, double top, const std::vector<SwatchEntry>& entries) {
    constexpr double kSwatch = 26, kRow = 18, kSize = 12;
    double x = 8, y = top + 6;
    for (const SwatchEntry& entry : entries) {
        const double room = drawing.width() - 16 - kSwatch - 6;
        const double wide = kSwatch + 6 + text_width(shortened(entry.label, kSize, room), kSize);
        if (x > 8 && x + wide > drawing.width() - 8) {
            x = 8;
            y += kRow;
        }
        entry.draw(drawing, {x + kSwatch / 2, y});
        drawing.text({x + kSwatch + 6, y + 4}, entry.label, {.size = kSize, .room = room});
        x += wide + 16;
    }
    return y + kRow - 4;
}

void draw_alone_frame(Drawing& drawing, Point corner, double wide, double high, std::string_view tooltip) {
    drawing.rectangle(corner, wide, high, {.colour = "none", .outline = kDeepBlue, .outline_width = 1.4}, tooltip);
}

std::vector<SwatchEntry> forecast_swatches(bool alone) {
    const auto band = [](double opacity) {
        return [opacity](Drawing& drawing, Point at) { drawing.rectangle({at.x - 13, at.y - 6}, 26, 12, {.colour = kBlue, .opacity = opacity}); };
    };
    std::vector<SwatchEntry> entries{{alone ? "model with its error: 90%" : "model: 90%", band(0.24)}, {"middle 50%", band(0.55)}, {"median", [](Drawing& drawing, Point at) {
                                         drawing.line({at.x - 13, at.y}, {at.x + 13, at.y}, {.colour = kBlue, .width = 3});
                                     }}};
    if (alone) entries.push_back({"model alone: 90%", [](Drawing& drawing, Point at) { draw_alone_frame(drawing, {at.x - 12, at.y - 6}, 24, 12); }});
    return entries;
}

std::vector<SwatchEntry> observed_swatches(bool alone) {
    return {{alone ? "observed, inside the pale band" : "observed, inside the 90% band", [](Drawing& drawing, Point at) { draw_observed_point(drawing, at, true); }},
            {"observed, outside", [](Drawing& drawing, Point at) { draw_observed_point(drawing, at, false); }}};
}

std::vector<SwatchEntry> rival_swatches(const std::vector<std::string>& names) {
    std::vector<SwatchEntry> entries;
    for (std::size_t i = 0; i < names.size(); ++i) {
        entries.push_back({names[i], [i](Drawing& drawing, Point at) {
                               drawing.line({at.x - 13, at.y}, {at.x + 13, at.y}, {.colour = rival_colour(i), .width = 2, .dash = rival_dash(i)});
                               draw_rival_shape(drawing, at, 8, i);
                           }});
    }
    return entries;
}

}  // namespace countervail
