// SPDX-License-Identifier: Apache-2.0
// Names numbered as they come, for the many parts of a large bill: open addressing, nothing allocated per name.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace countervail {

/// The texts must outlive it.
class NameNumbers {
  public:
    void reserve(std::size_t names) {
        names_.reserve(names);
        if (slots_.size() < 2 * names) spread(2 * names);
    }
    /// The number of a name, and whether this gave it one: 0, 1, 2 … in the order of first calls.
    std::pair<int, bool> add(std::string_view name) {
        if (slots_.size() < 2 * (names_.size() + 1)) spread(4 * (names_.size() + 1));
        const std::uint32_t hash = hash_of(name);
        Slot& slot = slots_[place(name, hash)];
        if (slot.number >= 0) return {slot.number, false};
        slot = {hash, static_cast<int>(names_.size())};
        names_.push_back(name);
        return {slot.number, true};
    }
    /// -1 when it has none.
    int find(std::string_view name) const { return slots_.empty() ? -1 : slots_[place(name, hash_of(name))].number; }

  private:
    struct Slot {
        std::uint32_t hash = 0;
        int number = -1;
    };

    static std::uint32_t hash_of(std::string_view name) {
        return static_cast<std::uint32_t>(std::hash<std::string_view>()(name));
    }
    std::size_t place(std::string_view name, std::uint32_t hash) const {
        const std::size_t mask = slots_.size() - 1;  // a power of two, at most half full
        std::size_t at = hash & mask;
        while (slots_[at].number >= 0 &&
               (slots_[at].hash != hash || names_[static_cast<std::size_t>(slots_[at].number)] != name))
            at = (at + 1) & mask;
        return at;
    }
    void spread(std::size_t wanted) {
        std::size_t size = 16;
        while (size < wanted) size *= 2;
        std::vector<Slot> old(size);
        old.swap(slots_);
        for (const Slot& slot : old) {
            if (slot.number < 0) continue;
            std::size_t at = slot.hash & (size - 1);
            while (slots_[at].number >= 0) at = (at + 1) & (size - 1);
            slots_[at] = slot;
        }
    }

    std::vector<Slot> slots_;
    std::vector<std::string_view> names_;
};

}  // namespace countervail
