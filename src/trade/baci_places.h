// SPDX-License-Identifier: Apache-2.0
// Which place a number of BACI means: by the table of places, and by the release's own country_codes file for numbers that the table does not know.
// For the folder itself only.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "trade/flow_sorter.h"
#include "trade/trade_cube.h"
#include "trade/trade_places.h"

namespace countervail {

class BaciPlaces {
  public:
    static constexpr std::uint32_t kCodes = 1000;
    static constexpr std::uint16_t kUnknown = 0xFFFF;
    using Slots = std::array<std::uint16_t, kCodes>;   ///< by the file's number; kUnknown

    /// `table` may be null, `country_codes` empty; the table must outlive this. Fails when the file lacks its columns.
    static Result<BaciPlaces> read(const TradePlaces* table, std::string_view country_codes, const std::string& file);

    /// For rows of the year. Several threads may ask.
    const Slots& slots(int year) const;
    /// Areas whose trade is counted as that of a place in use, in words for the record: "Other Asia, nes" is counted as ….
    std::vector<std::string> counted_as_others(int year, const std::array<bool, FlowRow::kSlots>& used) const;
    /// By slot, ascending by id.
    const std::vector<TradePlace>& places() const { return places_; }

  private:
    struct Years {
        std::mutex lock;
        std::map<int, Slots> slots;
    };
    Slots make_slots(int year) const;
    std::uint16_t slot_of(const std::string& id) const;

    const TradePlaces* table_ = nullptr;
    std::map<std::uint32_t, TradePlace> own_;          ///< of the country_codes file
    std::vector<TradePlace> places_;
    std::shared_ptr<Years> years_ = std::make_shared<Years>();
};

}  // namespace countervail
