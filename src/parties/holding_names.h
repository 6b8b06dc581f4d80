// SPDX-License-Identifier: Apache-2.0
// Names as small whole numbers: one text for all of them, and a table to find a name again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace countervail {

class HoldingNames {
  public:
    HoldingNames() = default;

    /// The number of the name, a new one when it has not been seen.
    int intern(std::string_view name);
    std::optional<int> find(std::string_view name) const;
    std::string_view name(int id) const;
    int size() const { return static_cast<int>(ends_.size()); }

    /// The numbers in an order that depends on the names alone, not on when each was first seen (nor on the
    /// alphabet: it is the order of a hash, which sorts a million names in a tenth of a second).
    std::vector<int> canonical_order() const;

  private:
    struct Slot {
        std::uint32_t tag = 0;   // of the hash: most names that differ need no look at their texts
        int id = -1;             // -1: empty
    };
    std::size_t slot(std::string_view name, std::uint64_t hash) const;
    void grow();

    std::string text_;                // all names, one behind the other
    std::vector<std::size_t> ends_;   // where each ends
    std::vector<Slot> slots_;         // open addressing
};

}  // namespace countervail
