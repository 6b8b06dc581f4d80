// SPDX-License-Identifier: Apache-2.0
// Flows in the order of a file become the columns of one year of a cube. For the folder itself only.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "trade/cube_writer.h"
#include "trade/page_buffer.h"

namespace countervail {

/// One flow as a reader of HS trade has it. The key holds product (at most six digits), importer and exporter (slots below 1,024).
struct FlowRow {
    std::uint64_t key;
    double value, weight;                 ///< thousand USD; t, negative where not reported

    static constexpr std::uint32_t kSlots = 1024, kProducts = 1'000'000;
    static std::uint64_t key_of(std::uint32_t product, std::uint32_t importer, std::uint32_t exporter) { return (std::uint64_t{product} << 20) | (importer << 10) | exporter; }
    std::uint32_t product() const { return static_cast<std::uint32_t>(key >> 20); }
    std::uint32_t pair() const { return static_cast<std::uint32_t>(key & 0xFFFFF); }
    std::uint16_t importer() const { return static_cast<std::uint16_t>((key >> 10) & 0x3FF); }
    std::uint16_t exporter() const { return static_cast<std::uint16_t>(key & 0x3FF); }
};

/// Flows of one year out of a piece of a file.
struct FlowPiece {
    std::shared_ptr<PageBuffer<FlowRow>> rows;
    std::size_t begin = 0, end = 0;

    std::span<const FlowRow> span() const { return {rows->data() + begin, end - begin}; }
};

/// Room for flows whose number is known only afterwards: what a reader does not need goes to the next one, so that memory is touched once.
class FlowSlabs {
  public:
    FlowPiece take(std::size_t most);
    /// `piece` ends after `used` flows.
    void give_back(FlowPiece& piece, std::size_t used);

  private:
    std::mutex lock_;
    std::vector<FlowPiece> open_;
};

/// A flow that came again.
struct FlowAgain {
    FlowRow first, again;
    bool same() const { return first.value == again.value && first.weight == again.weight; }
};

/// What is known of the year besides its columns.
struct SortedFlows {
    std::vector<std::uint32_t> products;  ///< codes that trade, ascending
    std::vector<std::uint64_t> product_begin;
    std::vector<double> value_of_product; ///< thousand USD
    std::array<bool, FlowRow::kSlots> place_used{};
    std::vector<FlowAgain> again;         ///< in the order of the cube, of one key in the order of the file; only the first of a key is written
};

/// Sorts the flows of `pieces` (in the order of the file; fewer than 2^32) and writes them as a year. The outcome does not depend on `threads`, nor on
/// where pieces end.
Result<SortedFlows> write_sorted(int year, const std::vector<FlowPiece>& pieces, CubeWriter& writer, int threads);

}  // namespace countervail
