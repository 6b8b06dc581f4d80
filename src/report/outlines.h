// SPDX-License-Identifier: Apache-2.0
// Country outlines for maps, and the projection that lays them flat.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "report/drawing.h"

namespace countervail {

/// Rings of (longitude, latitude) in degrees; fill by the even-odd rule.
struct Outline {
    std::string iso3;
    std::vector<std::vector<Point>> rings;
};

/// Reads data/map/countries.csv (format and source: data/map/README.md). Fails with every bad line: a code
/// that is no three capitals, given twice, a ring that is no list of at least three pairs, a point off the
/// globe.
Result<std::vector<Outline>> read_outlines(std::string_view csv, const std::string& file);

/// Equal Earth, an equal-area projection (Šavrič, Patterson & Jenny, "The Equal Earth map projection", 2018,
/// eq. 1–3). In units of the globe's radius; y grows to the south, as on a screen. |x| ≤ 2.7067, |y|
/// ≤ 1.3174.
Point equal_earth(double longitude, double latitude);

}  // namespace countervail
