// SPDX-License-Identifier: Apache-2.0
// Orders as a trader's system would write them out: a few dozen goods on a few lanes over four months, ten lines each,
// values in cents, some origins unknown. Made from a seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"

namespace countervail {

class OrderMaker {
  public:
    OrderMaker(std::uint64_t seed, int lines) : state_(seed * 2 + 1), lines_(lines) {}

    static std::string header() {
        return "order,on,item,made_in,from,to,end_use,end_user,lists,technology,value,line_item,line_origin,line_classification,line_value\n";
    }

    /// Rows of one order.
    void add(std::size_t number, std::string& text) {
        static const std::vector<std::string> items{"ndfeb.magnet.hot", "ndfeb.magnet", "smco.magnet", "terbium.target", "dysprosium.oxide", "magnet-assembly.hot", "gallium", "chip.accelerator"};
        static const std::vector<std::string> lanes{"DEU,DEU,USA", "JPN,JPN,TWN", "CHN,CHN,DEU", "VNM,VNM,USA", "MEX,MEX,USA", "KOR,KOR,USA", "USA,USA,CHN", "CHN,CHN,USA"};
        static const std::vector<std::string> uses{"civil", "civil", "civil", "civil", "military", ""};
        static const std::vector<std::string> inputs{"dysprosium-iron.alloy", "dysprosium.metal", "terbium.metal", "samarium.metal", "neodymium.metal", "", "", ""};
        static const std::vector<std::string> origins{"CHN", "DEU", "JPN", "USA", "AUS", "MYS", "VNM", ""};
        const long value = 1'000'000 + static_cast<long>(below(9'000'000));
        std::string head = "A" + std::to_string(10'000'000 + number) + "," + (Date(2025, 9, 15) + static_cast<int>(below(120))).to_text() + "," + items[below(items.size())] + "," +
                           lanes[below(lanes.size())] + "," + uses[below(uses.size())] + ",Customer " + std::to_string(below(40)) + ",none,none," + cents(value) + ",";
        for (int i = 0; i < lines_; ++i) {
            // Most inputs are some per cent of the value; those that the law looks at hover about its limits.
            const long part = i % 3 == 0 ? static_cast<long>(below(static_cast<std::uint64_t>(value) / 400)) : static_cast<long>(below(static_cast<std::uint64_t>(value) / 15));
            text += head + inputs[below(inputs.size())] + "," + origins[below(origins.size())] + "," + (below(4) == 0 ? "USA:EAR99" : "") + "," + cents(part) + "\n";
        }
    }

    std::uint64_t below(std::uint64_t most) {   // SplitMix64
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return (z ^ (z >> 31)) % most;
    }

  private:
    static std::string cents(long amount) {
        const std::string rest = std::to_string(amount % 100);
        return std::to_string(amount / 100) + "." + std::string(2 - rest.size(), '0') + rest;
    }
    std::uint64_t state_;
    int lines_;
};

}  // namespace countervail
