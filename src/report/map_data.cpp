// SPDX-License-Identifier: Apache-2.0
#include "report/map_data.h"

namespace countervail {

Result<MapData> read_map(const Library& library) {
    const LibraryFile* countries = library.find("data/map/countries.csv");
    MapData map;
    if (countries != nullptr) {
        auto outlines = read_outlines(countries->text, countries->path);
        if (!outlines) return std::unexpected(std::move(outlines.error()));
        map.outlines = std::move(*outlines);
    }
    auto groups = read_place_groups(library);
    if (!groups) return std::unexpected(std::move(groups.error()));
    map.groups = std::move(*groups);
    return map;
}

}  // namespace countervail
