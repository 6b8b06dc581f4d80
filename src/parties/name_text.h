// SPDX-License-Identifier: Apache-2.0
// A party's name made comparable: Unicode compatibility forms, one case, no marks, Latin letters, no
// punctuation, legal forms set aside, abbreviations spelled out. Transliteration is ICU's (Cyrillic by
// BGN/PCGN, the rest Any-Latin).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parties/name_words.h"

namespace countervail {

/// Words of lower-case ASCII letters and digits, one space between them. Runs of single letters become one
/// word
/// ("S. A." and "S.A." → "sa"). Text that is not UTF-8 is read with U+FFFD in place of what is wrong.
std::string to_latin(std::string_view text);

/// Spellings that one sound has in several romanisations brought to one letter ("Yuri" and "Iuri", "Khan" and
/// "Han" meet), umlauts written out or not, double letters. For comparing only; not a pronunciation.
std::string sound_key(std::string_view word);

/// Letters that scanners take for one another brought to one ("0" and "o", "rn" and "m"). Figures alone stay.
std::string sight_key(std::string_view word);

struct NameText {
    std::vector<std::string> words;  ///< without legal forms and fillers; never empty unless the name is
    std::vector<std::string> legal_groups;  ///< kinds of the legal forms, sorted, each once
};

NameText take_apart(std::string_view name, const NameWords& words);

}  // namespace countervail
