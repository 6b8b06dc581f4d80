// SPDX-License-Identifier: Apache-2.0
// A quantity by place on the map of the world: countries filled by class, or bubbles whose area is the value.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"
#include "report/outlines.h"
#include "report/scale.h"

namespace countervail {

struct MapPlace {
    std::string name;                    ///< "rest of the EU"
    std::vector<std::string> codes;      ///< ISO3 of the countries that it covers; the first carries the label
    double value = 0;
};

enum class MapMark { filled, bubble };

struct WorldMap {
    Chart chart;
    std::string unit;
    std::vector<MapPlace> places;        ///< a value that is not finite counts as none
    MapMark mark = MapMark::filled;
    Spacing spacing = Spacing::linear;   ///< of the classes
    std::size_t most_labels = 8;         ///< names on the map, largest first, where they do not meet
};

/// SVG text. Places whose codes have no outline are named in a line below the map.
std::string world_map(const WorldMap& spec, const std::vector<Outline>& outlines);

}  // namespace countervail
