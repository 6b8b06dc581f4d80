// SPDX-License-Identifier: Apache-2.0
// How alike two names are, in parts that can be shown. Words weigh by rarity; docs/methods/names.md has the
// formulas.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace countervail {

struct ScoredWord {
    std::string_view text;
    std::string_view key;   ///< sound_key of the text
    std::string_view look;  ///< sight_key of the text
    double weight = 0;      ///< rarity among the listed names: name_index.cpp, docs/methods/names.md
    std::uint32_t id = 0;   ///< equal ids are equal words; kUnknownWord when the lists do not have the word
};
inline constexpr std::uint32_t kUnknownWord = 0xFFFFFFFF;

/// A pair of words, or of runs of words written together in one name and apart in the other.
struct WordPair {
    std::uint16_t asked = 0, asked_count = 1;    ///< first word and number of words in the name asked for
    std::uint16_t listed = 0, listed_count = 1;  ///< the same in the listed name
    double similarity = 0;
};

struct NameScore {
    double score = 0;        ///< 0…1, from the parts below
    double overlap = 0;      ///< matched weight of both names / their weight
    double containment = 0;  ///< matched weight of the name that is covered better / its weight
    double edit = 0;         ///< similarity of what was not word for word the same, written without spaces
    std::vector<WordPair> pairs;
};

/// Symmetric up to the weights. Pairs are in the order in which they were found: equal words first.
NameScore score_words(const std::vector<ScoredWord>& asked, const std::vector<ScoredWord>& listed);

}  // namespace countervail
