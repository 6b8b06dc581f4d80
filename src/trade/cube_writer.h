// SPDX-License-Identifier: Apache-2.0
// Writes a cube year by year and part by part, so that a release of thirty years needs little memory. Places and products may still be unknown while
// years are written: columns hold the file's own numbers ("slots"), which finish() turns into indices. For the folder itself only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trade/cube_layout.h"
#include "trade/cube_output.h"

namespace countervail {

/// Flows of a year in the order product slot, importer slot, exporter slot, from the flow `first` on.
struct CubePart {
    std::uint64_t first = 0;
    std::span<const std::uint16_t> importers, exporters;
    std::span<const double> values, weights;       ///< weights: negative where not reported
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
    /// Each year once, in any order; its parts follow until the next year.
    Result<void> begin_year(int year, std::uint64_t flows);
    /// Gives the year up, as if it had not begun.
    void drop_year();
    /// Several threads may write, each its own flows.
    Result<void> write(const CubePart& part);
    /// `products`: the slots that trade, ascending; `product_begin`: one more.
    void end_year(std::vector<std::uint32_t> products, std::vector<std::uint64_t> product_begin);
    Result<void> finish(TradeProvenance provenance, SlotNames names);

  private:
    struct WrittenYear {
        CubeYearSections sections;
        std::vector<std::uint32_t> products;
        std::vector<std::uint64_t> product_begin;
    };
    CubeSection room(std::uint64_t bytes);
    Result<void> write_product_begin(const SlotNames& names);
    Result<void> place_and_sum(const SlotNames& names);

    CubeOutput& output_;
    int threads_;
    std::uint64_t end_ = kCubeHeaderBytes, end_before_year_ = kCubeHeaderBytes;
    std::vector<WrittenYear> years_;
};

}  // namespace countervail
