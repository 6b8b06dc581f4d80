// SPDX-License-Identifier: Apache-2.0
// How a cube lies in a file: docs/formats/trade-cube.md. For the folder itself only.
//
//   header (128 bytes) · columns of each year, each at a multiple of 64 bytes · directory (everything that is small) to the end
//
// All numbers are little-endian. The header carries a checksum of itself and of the directory; the directory carries one of every column.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "trade/trade_cube.h"

namespace countervail {

static_assert(std::endian::native == std::endian::little, "columns are mapped as they lie in the file");

inline constexpr std::string_view kCubeMagic = "\x89TRD\r\n\x1a\n";   // as in PNG: tells a file that went through a change of line ends
inline constexpr std::uint32_t kCubeVersion = 1;
inline constexpr std::size_t kCubeHeaderBytes = 128;
inline constexpr std::size_t kCubeAlignment = 64;

enum CubeColumn : std::size_t { kProductBegin, kImporters, kExporters, kValues, kWeights, kCubeColumns };
inline constexpr std::array<std::size_t, kCubeColumns> kCubeElementBytes = {8, 2, 2, 8, 8};
/// A column is summed in pieces of this size, so that several threads can; its checksum is that of the checksums of the pieces, as text.
inline constexpr std::uint64_t kCubeSummedBytes = std::uint64_t{1} << 20;
inline constexpr std::array<const char*, kCubeColumns> kCubeColumnNames = {"product_begin", "importers", "exporters", "values", "weights"};

struct CubeSection {
    std::uint64_t offset = 0, bytes = 0;
    std::string sha256;                    ///< column_sha256()
};

struct CubeYearSections {
    int year = 0;
    std::uint64_t flows = 0;
    std::array<CubeSection, kCubeColumns> columns;
};

struct CubeDirectory {
    TradeProvenance provenance;
    std::vector<TradePlace> places;
    std::vector<TradeProduct> products;
    std::vector<CubeYearSections> years;   ///< ascending
};

struct CubeHeader {
    std::uint64_t file_bytes = 0, directory_offset = 0;
    std::string directory_sha256;
};

std::string encode_header(const CubeHeader& header);
/// `bytes`: the whole file. Says whether the file is no cube, newer, cut short or damaged.
Result<CubeHeader> decode_header(std::string_view bytes, const std::string& file);

std::string encode_directory(const CubeDirectory& directory);
/// Checks that every column lies where a column may lie and has the size that its year says. `directory_offset`: where the columns must end.
Result<CubeDirectory> decode_directory(std::string_view bytes, std::uint64_t directory_offset, const std::string& file);

}  // namespace countervail
