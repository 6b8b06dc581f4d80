// SPDX-License-Identifier: Apache-2.0
// Random bills of materials for tests and benchmarks: tiers that widen downwards, parts shared between
// parents.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "bom/bill.h"

namespace countervail {

/// Draws from one seed, in order.
class BillDice {
  public:
    explicit BillDice(std::uint64_t seed) : seed_(seed) {}
    double share() { return uniform(seed_, draw_++, 7, 7); }
    int below(int count) { return std::min(count - 1, static_cast<int>(share() * count)); }

  private:
    std::uint64_t seed_;
    std::uint32_t draw_ = 0;
};

struct RandomBill {
    std::string header;
    std::vector<std::string> rows;
    std::string csv() const {
        std::string text = header + "\n";
        for (const std::string& row : rows) text += row + "\n";
        return text;
    }
};

inline std::string in_hundredths(int hundredths) {
    const std::string rest = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + "." + (rest.size() < 2 ? "0" + rest : rest);
}

/// About `lines` rows in `tiers` tiers under one article; every sixth part also stands in a second parent.
/// Only the lowest tier holds elements. `unknown`: share of parts without an origin.
inline RandomBill random_bill(std::uint64_t seed, int lines, int tiers, double unknown = 0.2) {
    static const std::vector<std::string> kPlaces{"AAA", "BBB", "CCC", "DDD", "EEE"};
    static const std::vector<std::string> kItems{"",      "alpha.metal", "beta.oxide", "gamma.alloy",
                                                 "steel", "delta.magnet"};
    BillDice dice(seed);
    RandomBill bill;
    bill.header =
        "part,parent,name,item,quantity,unit,yield,unit_value,currency,origin,supplier,classification,"
        "element:alpha %,element:beta %";
    std::vector<std::vector<std::string>> tier(static_cast<std::size_t>(tiers) + 1);
    tier[0] = {"article"};
    bill.rows.push_back("article,,the article,,1,pieces,,1000000,USD,,,,,");
    double growth = 1;
    for (int t = 0; t < tiers; ++t) growth *= 3.0;
    double scale = lines / (growth * 1.5 * 1.17);
    int number = 0;
    for (int t = 1; t <= tiers; ++t) {
        double size = scale;
        for (int i = 0; i < t; ++i) size *= 3.0;
        const auto count = std::max(1, static_cast<int>(size));
        const auto& above = tier[static_cast<std::size_t>(t) - 1];
        for (int i = 0; i < count; ++i) {
            const std::string id = "p" + std::to_string(number++);
            tier[static_cast<std::size_t>(t)].push_back(id);
            const bool lowest = t == tiers;
            const std::string origin =
                dice.share() < unknown ? "" : kPlaces[static_cast<std::size_t>(dice.below(5))];
            const std::string value = in_hundredths(1 + dice.below(50'000));
            const std::string item = kItems[static_cast<std::size_t>(dice.below(6))];
            const std::string contents =
                lowest ? std::to_string(dice.below(50)) + "," + std::to_string(dice.below(50)) : ",";
            const std::string supplier = "s" + std::to_string(dice.below(20));
            const int first = dice.below(static_cast<int>(above.size())),
                      second = dice.below(static_cast<int>(above.size()));
            for (int use = 0; use < 2; ++use) {
                if (use == 1 && (second == first || dice.below(6) != 0)) continue;
                const std::string parent = above[static_cast<std::size_t>(use == 0 ? first : second)];
                const std::string quantity =
                    lowest ? in_hundredths(1 + dice.below(300)) : std::to_string(1 + dice.below(4));
                const std::string yield = dice.below(3) == 0 ? in_hundredths(50 + dice.below(51)) : "";
                bill.rows.push_back(id + "," + parent + ",part " + id + "," + item + "," + quantity +
                                    (lowest ? ",g," : ",pieces,") + yield + "," + value + ",USD," + origin +
                                    "," + supplier + "," + (dice.below(2) == 0 ? "USA:EAR99" : "") + "," +
                                    contents);
            }
        }
    }
    return bill;
}

}  // namespace countervail
