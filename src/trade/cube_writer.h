// SPDX-License-Identifier: Apache-2.0
// Writes a cube year by year, so that a release of thirty years needs the memory of one. Places and products may still be unknown while
// years are written: columns hold the file's own numbers ("slots"), which finish() turns into indices. For the folder itself only.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "trade/cube_layout.h"
#include "trade/cube_output.h"

namespace countervail {

/// One year as a reader has it, sorted by product slot, importer slot, exporter slot.
struct SlotYear {
    int year = 0;
    std::vector<std::uint32_t> products;           ///< slots that trade in this year, ascending
    std::vector<std::uint64_t> product_begin;      ///< one more than products
    std::span<const std::uint16_t> importers, exporters;
    std::span<const double> values, weights;       ///< weights: negative where not reported
    std::shared_ptr<const void> owner;             ///< of the columns
};

/// What the slots are. Both lists ascend in slots as in indices, so that what is sorted stays sorted.
struct SlotNames {
    std::vector<TradePlace> places;
    std::vector<std::uint16_t> place_slots;        ///< of each place
    std::vector<TradeProduct> products;            ///< sorted by code
    std::vector<std::uint32_t> product_slots;      ///< of each product
};

class CubeWriter {
  public:
    CubeWriter(CubeOutput& output, int threads) : output_(output), threads_(threads) {}
    /// Each year once, in any order.
    Result<void> add(const SlotYear& year);
    Result<void> finish(TradeProvenance provenance, SlotNames names);

  private:
    struct WrittenYear {
        CubeYearSections sections;
        std::vector<std::uint32_t> products;
        std::vector<std::uint64_t> product_begin;
    };
    Result<void> write_column(CubeSection& section, std::string_view bytes);
    Result<void> place_indices(CubeSection& section, std::span<const PlaceIndex> index_of_slot);
    CubeSection room(std::uint64_t bytes);

    CubeOutput& output_;
    int threads_;
    std::uint64_t end_ = kCubeHeaderBytes;
    std::vector<WrittenYear> years_;
};

}  // namespace countervail
