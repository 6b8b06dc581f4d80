// SPDX-License-Identifier: Apache-2.0
// Rows of text cells, each with its place: what every reader (CSV, JSON, xlsx) hands on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

struct GridCell {
    std::string text;
    int line = 0;    ///< in the file; for xlsx the row of the sheet
    int column = 0;  ///< in the file, counted in bytes; for xlsx the column of the sheet
};

struct Grid {
    std::string file;  ///< as problems name it: "data/sources.csv", "book.xlsx[Sheet1]"
    std::vector<std::vector<GridCell>> rows;

    Place place(const GridCell& cell) const { return {file, cell.line, cell.column}; }
};

/// What a reader accepts at most, so that no file can exhaust memory.
inline constexpr std::size_t kMaximumFileBytes = std::size_t{256} << 20;
inline constexpr std::size_t kMaximumCells = 4'000'000;

/// Windows-1252 to UTF-8 (USGS data releases). Bytes that the code page leaves open become U+FFFD.
std::string decode_windows_1252(std::string_view text);

/// Offset of the first byte that is not valid UTF-8; npos when all is.
std::size_t first_invalid_utf8(std::string_view text);

}  // namespace countervail
