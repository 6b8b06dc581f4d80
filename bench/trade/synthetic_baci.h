// SPDX-License-Identifier: Apache-2.0
// A file in the layout of BACI, as large as a year of it: places and products of very different size, a pair trades few products or thousands,
// values and unit values are heavy-tailed, one quantity in twenty-five is NA. The same seed gives the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace countervail {

struct SyntheticBaci {
    std::uint64_t rows = 11'300'000;
    int year = 2022;
    std::uint64_t seed = 20250101;
    std::vector<int> places;               ///< numbers of places, ascending
    std::vector<std::string> products;     ///< codes of six digits, ascending
};

/// As many products and places as BACI of 2025 has: places that the table of places knows in the year, codes that HS2022 may have.
SyntheticBaci synthetic_baci();

/// Sorted by exporter, importer, product, exactly `rows` rows; returns the bytes written. Throws where the file cannot be written.
std::uint64_t write_synthetic_baci(const SyntheticBaci& plan, const std::filesystem::path& path);

}  // namespace countervail
