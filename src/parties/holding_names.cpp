// SPDX-License-Identifier: Apache-2.0
#include "parties/holding_names.h"

#include <algorithm>

namespace countervail {

namespace {

// FNV-1a, then the finaliser of MurmurHash3: the same on every machine.
std::uint64_t hash_of(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdU;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53U;
    return hash ^ (hash >> 33);
}

std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

}  // namespace

std::string_view HoldingNames::name(int id) const {
    const auto at = static_cast<std::size_t>(id);
    const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
    return std::string_view(text_).substr(begin, ends_[at] - begin);
}

std::size_t HoldingNames::slot(std::string_view name, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].id >= 0 && (slots_[at].tag != tag_of(hash) || this->name(slots_[at].id) != name)) at = (at + 1) & mask;
    return at;
}

void HoldingNames::grow() {
    slots_.assign(std::max<std::size_t>(16, slots_.size() * 2), Slot());
    for (int id = 0; id < size(); ++id) {
        const std::uint64_t hash = hash_of(name(id));
        slots_[slot(name(id), hash)] = {tag_of(hash), id};
    }
}

int HoldingNames::intern(std::string_view name) {
    if ((ends_.size() + 1) * 2 > slots_.size()) grow();
    const std::uint64_t hash = hash_of(name);
    Slot& slot = slots_[this->slot(name, hash)];
    if (slot.id < 0) {
        slot = {tag_of(hash), size()};
        text_ += name;
        ends_.push_back(text_.size());
    }
    return slot.id;
}

std::optional<int> HoldingNames::find(std::string_view name) const {
    if (slots_.empty()) return std::nullopt;
    const int id = slots_[slot(name, hash_of(name))].id;
    return id < 0 ? std::nullopt : std::optional(id);
}

std::vector<int> HoldingNames::canonical_order() const {
    std::vector<std::pair<std::uint64_t, int>> keys(ends_.size());
    for (int id = 0; id < size(); ++id) keys[static_cast<std::size_t>(id)] = {hash_of(name(id)), id};
    std::sort(keys.begin(), keys.end(), [this](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : name(a.second) < name(b.second);
    });
    std::vector<int> order;
    order.reserve(keys.size());
    for (const auto& [hash, id] : keys) order.push_back(id);
    return order;
}

}  // namespace countervail
