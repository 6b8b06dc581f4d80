// SPDX-License-Identifier: Apache-2.0
// Flows in the order of a file become the columns of one year. For the folder itself only.
#pragma once

#include <cstdint>
#include <memory>
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
    std::shared_ptr<const PageBuffer<FlowRow>> rows;
    std::size_t begin = 0, end = 0;

    std::span<const FlowRow> span() const { return {rows->data() + begin, end - begin}; }
};

/// A flow that came again.
struct FlowAgain {
    FlowRow first, again;
    bool same() const { return first.value == again.value && first.weight == again.weight; }
};

struct SortedFlows {
    SlotYear year;                        ///< of flows that came more than once: the first
    std::vector<FlowAgain> again;         ///< in the order of the cube, of one key in the order of the file
};

/// `pieces` in the order of the file, given up as soon as they are no longer needed. The outcome does not depend on `threads`, nor on where pieces end.
SortedFlows sort_flows(int year, std::vector<FlowPiece> pieces, int threads);

}  // namespace countervail
