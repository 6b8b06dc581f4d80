// SPDX-License-Identifier: Apache-2.0
#include "parties/name_distance.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace countervail {

namespace {

int bit_parallel(std::string_view pattern, std::string_view text) {
    static thread_local std::array<std::uint64_t, 256> matches{};
    for (std::size_t i = 0; i < pattern.size(); ++i)
        matches[static_cast<unsigned char>(pattern[i])] |= std::uint64_t{1} << i;
    std::uint64_t vertical_plus = ~std::uint64_t{0}, vertical_minus = 0, diagonal = 0, matched_before = 0;
    const std::uint64_t last = std::uint64_t{1} << (pattern.size() - 1);
    int distance = static_cast<int>(pattern.size());
    for (const char c : text) {
        const std::uint64_t matched = matches[static_cast<unsigned char>(c)];
        const std::uint64_t swapped = (((~diagonal) & matched) << 1) & matched_before;
        diagonal = (((matched & vertical_plus) + vertical_plus) ^ vertical_plus) | matched | vertical_minus |
                   swapped;
        std::uint64_t plus = vertical_minus | ~(diagonal | vertical_plus);
        std::uint64_t minus = diagonal & vertical_plus;
        distance += (plus & last) != 0 ? 1 : 0;
        distance -= (minus & last) != 0 ? 1 : 0;
        plus = (plus << 1) | 1;
        minus <<= 1;
        vertical_plus = minus | ~(diagonal | plus);
        vertical_minus = plus & diagonal;
        matched_before = matched;
    }
    for (const char c : pattern) matches[static_cast<unsigned char>(c)] = 0;
    return distance;
}

int plain(std::string_view a, std::string_view b) {
    std::vector<int> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (a.empty()) return static_cast<int>(b.size());
    return a.size() <= 64 ? bit_parallel(a, b) : plain(a, b);
}

double edit_similarity(std::string_view a, std::string_view b) {
    const std::size_t longest = std::max(a.size(), b.size());
    return longest == 0 ? 1 : 1 - static_cast<double>(edit_distance(a, b)) / static_cast<double>(longest);
}

}  // namespace countervail
