// SPDX-License-Identifier: Apache-2.0
// What the charts of scored episodes share: the colours and dashes of the comparators, cut ends, and a key that takes any swatch.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/drawing.h"

namespace countervail {

/// Blue is the model's; comparator `index` has a colour, a dash and a shape of its own.
std::string rival_colour(std::size_t index);
std::string rival_dash(std::size_t index);
/// A mark of about `size` pixels across: diamond, triangle, square, circle.
void draw_rival_shape(Drawing& drawing, Point at, double size, std::size_t index, std::string_view tooltip = {});

/// A small arrow head: what is drawn goes on beyond the field. `along` is the direction, one of (±1, 0), (0, ±1).
void draw_cut_end(Drawing& drawing, Point tip, Point along, const std::string& colour);

/// Published figure: a filled point where the band held it, a ring where it did not.
void draw_observed_point(Drawing& drawing, Point at, bool inside, std::string_view tooltip = {});

/// A key entry that draws its own swatch, 26 wide, around a middle.
struct SwatchEntry {
    std::string label;
    std::function<void(Drawing&, Point middle)> draw;
};
/// Rows that wrap at the width of the drawing; returns the y below.
double draw_swatch_key(Drawing& drawing, double top, const std::vector<SwatchEntry>& entries);

/// The model's own band as a frame that lies on a forecast's bands: told from them without colour, and taking no room of its own.
void draw_alone_frame(Drawing& drawing, Point corner, double wide, double high, std::string_view tooltip = {});

/// Entries of the model's bands, of the observations, then of the comparators. `alone`: the forecast carries the model's error, and its frame stands beside.
std::vector<SwatchEntry> forecast_swatches(bool alone);
std::vector<SwatchEntry> observed_swatches(bool alone);
std::vector<SwatchEntry> rival_swatches(const std::vector<std::string>& names);

}  // namespace countervail
