// SPDX-License-Identifier: Apache-2.0
// Spoils a text in one of a dozen ways, from a seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"

namespace countervail {

/// Draws from one seed, in order.
class SpoilDice {
  public:
    explicit SpoilDice(std::uint64_t seed) : seed_(seed) {}
    std::size_t below(std::size_t count) {
        const auto at = static_cast<std::size_t>(uniform(seed_, draw_++, 11, 5) * static_cast<double>(count));
        return at < count ? at : count - 1;
    }

  private:
    std::uint64_t seed_;
    std::uint32_t draw_ = 0;
};

struct SpoiltText {
    std::string text;
    int line = 0;  ///< the only line that was touched; 0 when lines may have moved
};

inline const std::vector<std::string>& nasty_words() {
    static const std::vector<std::string> all{"-1",          "0",    "1e308",  "-1e308", "1e400",    "nan",    "inf", "99999999999999999999999",
                                              "0x10",        "1,23", "12.5.7", "½",      "W",        "E",      "—",   ">5",
                                              "<5",          "5–3",  "3–5",    "?1",     "s",        "NA",     "..",  "Large",
                                              "2022",        "22",   "20222",  "CHN",    "Atlantis", "PV.EST", "%",   "Production",
                                              "metric tons", ""};
    return all;
}

/// Where the cells of one line begin and end: between commas, or words of TOML.
inline std::vector<std::pair<std::size_t, std::size_t>> cells_in_line(const std::string& text, std::size_t begin, std::size_t end) {
    std::vector<std::pair<std::size_t, std::size_t>> cells;
    std::size_t at = begin;
    for (std::size_t i = begin; i <= end; ++i) {
        if (i < end && text[i] != ',' && text[i] != '=' && text[i] != '"') continue;
        if (i > at) cells.emplace_back(at, i - at);
        at = i + 1;
    }
    return cells;
}

inline SpoiltText spoilt(std::string text, std::uint64_t seed) {
    static const std::vector<std::string> kBytes{
        std::string(1, '\0'), "\xff\xfe", "\xef\xbb\xbf", "\"", "'", "[", "]", ",", "\r", "\n\n", "#", "é", "\t", ";", ",,"};
    SpoilDice dice(seed);
    std::vector<std::pair<std::size_t, std::size_t>> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(begin, end - begin);
        begin = end + 1;
    }
    const std::size_t at = dice.below(lines.size());
    const auto [begin, size] = lines[at];
    const std::string whole = text.substr(begin, size);
    const auto cells = cells_in_line(text, begin, begin + size);
    const int number = static_cast<int>(at) + 1;
    if (cells.empty()) return {text.substr(0, dice.below(text.size())), 0};
    const auto [cell, length] = cells[dice.below(cells.size())];
    switch (dice.below(11)) {
        case 0:
            return {text.substr(0, dice.below(text.size())), 0};
        case 1:
            return {text.erase(begin, size + 1), 0};
        case 2:
            return {text.insert(begin, whole + "\n"), 0};
        case 3:
        case 4:
            return {text.replace(cell, length, nasty_words()[dice.below(nasty_words().size())]), number};
        case 5:
            text[cell + dice.below(length)] = 'q';
            return {text, number};
        case 6:
            return {text.erase(cell, length), number};
        case 7:
            return {text.insert(dice.below(text.size()), kBytes[dice.below(kBytes.size())]), 0};
        case 8: {
            const auto [other, other_length] = cells[dice.below(cells.size())];
            return {text.replace(cell, length, text.substr(other, other_length)), number};
        }
        case 9:
            return {text.replace(cell, length, std::string(20'000, 'w')), number};
        default:
            return {text.insert(lines[dice.below(lines.size())].first, whole + "\n"), 0};
    }
}

}  // namespace countervail
