// SPDX-License-Identifier: Apache-2.0
// Published files that tests read where they lie beside the repository, and the names of places that all readers use.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/library.h"
#include "statistics/place_names.h"

namespace countervail {

inline std::string published_path(const std::string& path) { return std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/" + path; }
inline bool is_published(const std::string& path) { return std::filesystem::exists(published_path(path)); }

inline std::string bytes_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}
inline std::string published_bytes(const std::string& path) { return bytes_of(published_path(path)); }
inline std::string statistics_seed(const std::string& name) {
    return bytes_of(std::string(COUNTERVAIL_SOURCE_DIR) + "/tests/statistics/seeds/" + name);
}

inline const StatisticsPlaceNames& place_names() {
    static const StatisticsPlaceNames names = StatisticsPlaceNames::read(Library::embedded()).value();
    return names;
}

}  // namespace countervail
