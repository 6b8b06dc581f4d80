// SPDX-License-Identifier: Apache-2.0
// The file of a cube (docs/formats/trade-cube.md): written once, mapped into memory when opened, so that opening costs the check of its indices
// and nothing else. Places and flows as in trade_cube.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "trade/trade_cube.h"

namespace countervail {

/// What a list of cubes shows; read without touching a column.
struct CubeFileFacts {
    TradeProvenance provenance;
    std::size_t places = 0, products = 0;
    std::vector<int> years;
    std::uint64_t flows = 0, bytes = 0;
};

/// Maps the file and checks all that could lead a reader astray: sizes, places of columns, ascending product_begin, place indices, order of flows. Values and
/// weights are not looked at: that is check_cube_file's. Problems: no cube, newer version, cut short, damaged.
Result<TradeCube> open_cube(const std::filesystem::path& path, int threads = 1);

/// The same for bytes in memory, aligned to 8; `owner` keeps them.
Result<TradeCube> open_cube_bytes(std::string_view bytes, std::shared_ptr<const void> owner, const std::string& name, int threads = 1);

Result<CubeFileFacts> cube_file_facts(const std::filesystem::path& path);

/// Every column against its checksum. Empty when all match; one problem for each column that does not.
Result<void> check_cube_file(const std::filesystem::path& path, int threads = 1);

/// Written whole or not at all; the same cube gives the same bytes at any number of threads.
Result<void> write_cube(const TradeCube& cube, const std::filesystem::path& path, int threads = 1);
std::string cube_bytes(const TradeCube& cube, int threads = 1);

}  // namespace countervail
