// SPDX-License-Identifier: Apache-2.0
#include "world/place_groups.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

Result<PlaceGroups> read_place_groups(std::string_view csv, const std::string& file) {
    PlaceGroups groups;
    Errors errors;
    int number = 0;
    for (const std::string& line : split(csv, '\n')) {
        ++number;
        if (number == 1 && trim(line) != "place,codes")
            errors.push_back({{file, 1, 1},
                              "the first line must be \"place,codes\"",
                              "write it as docs/use/report.md shows"});
        if (number == 1 || trim(line).empty()) continue;
        const std::vector<std::string> cells = split(trim(line), ',');
        if (cells.size() != 2 || cells[0].empty() || cells[1].empty()) {
            errors.push_back({{file, number, 1},
                              "a row is a place, a comma and country codes",
                              "separate the codes by spaces"});
            continue;
        }
        groups.emplace_back(cells[0], split(cells[1], ' '));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return groups;
}

Result<PlaceGroups> read_place_groups(const Library& library) {
    const LibraryFile* file = library.find("data/map/groups.csv");
    return file == nullptr ? Result<PlaceGroups>(PlaceGroups()) : read_place_groups(file->text, file->path);
}

const std::vector<std::string>& codes_of(const PlaceGroups& groups, std::string_view place) {
    static const std::vector<std::string> kNone;
    const auto at = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == place; });
    return at == groups.end() ? kNone : at->second;
}

int place_of_country(const World& world, const PlaceGroups& groups, std::string_view iso3) {
    if (const int itself = world.place(iso3); itself >= 0) return itself;
    int others = -1;
    for (const auto& [place, codes] : groups) {
        if (std::find(codes.begin(), codes.end(), iso3) != codes.end()) return world.place(place);
        if (codes == std::vector<std::string>{"*"}) others = world.place(place);
    }
    return others;
}

}  // namespace countervail
