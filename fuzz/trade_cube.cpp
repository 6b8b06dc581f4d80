// SPDX-License-Identifier: Apache-2.0
// seeds: tests/trade/seeds/*.cube
// The file of a cube, as it is and with its checksums put right again: refused in words, or every index of it may be followed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "trade/check_cube.h"
#include "trade/cube_file.h"
#include "trade/cube_layout.h"

namespace {

using namespace countervail;

void walk(const TradeCube& cube) {
    for (const int number : cube.years()) {
        const TradeYear year = cube.year(number);
        std::vector<double> by_place(cube.places().size());
        for (std::size_t product = 0; product < cube.products().size(); ++product) {
            for (auto flow = year.product_begin[product]; flow < year.product_begin[product + 1]; ++flow) by_place[year.importers[flow]] += year.values[flow] + by_place[year.exporters[flow]];
        }
    }
    (void)check_cube(cube);
}

void try_open(const std::string& bytes) {
    const auto cube = open_cube_bytes(bytes, nullptr, "fuzz.cube");
    if (cube) return walk(*cube);
    for (const Error& error : cube.error()) {
        if (error.what.empty() || error.hint.empty() || error.where.file.empty()) std::abort();
    }
}

/// With right checksums only the structure is left to refuse.
void seal(std::string& bytes) {
    if (bytes.size() < kCubeHeaderBytes) return;
    CubeHeader header;
    header.file_bytes = bytes.size();
    std::memcpy(&header.directory_offset, bytes.data() + 24, 8);
    if (header.directory_offset < kCubeHeaderBytes || header.directory_offset > bytes.size()) return;
    header.directory_sha256 = sha256(std::string_view(bytes).substr(header.directory_offset));
    bytes.replace(0, kCubeHeaderBytes, encode_header(header));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    try_open(bytes);
    seal(bytes);
    try_open(bytes);
    return 0;
}
