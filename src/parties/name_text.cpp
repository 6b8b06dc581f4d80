// SPDX-License-Identifier: Apache-2.0
#include "parties/name_text.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "base/text.h"

namespace countervail {

namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_word_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// One per thread: ICU locks the rules of a transliterator that several threads share.
const icu::Transliterator& latin_rules() {
    thread_local const std::unique_ptr<icu::Transliterator> rules = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
            "NFKC; [:Cyrillic:] Russian-Latin/BGN; [\\u00B7] Remove; Any-Latin; NFKD; [:Nonspacing Mark:] "
            "Remove; Latin-ASCII; Lower",
            UTRANS_FORWARD, status));
        if (U_FAILURE(status) || !made)
            throw std::runtime_error("this ICU cannot transliterate to Latin letters");
        return made;
    }();
    return *rules;
}

std::string transliterated(std::string_view text) {
    icu::UnicodeString unicode =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    latin_rules().transliterate(unicode);
    std::string latin;
    unicode.toUTF8String(latin);
    return latin;
}

/// Compatibility forms only, letters as they are: full-width signs and "㈱" become what the words file
/// writes.
std::string compatible(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("this ICU cannot normalise text");
    const auto unicode =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    std::string result;
    form->normalize(unicode, status).toUTF8String(result);
    return result;
}

/// Apostrophes vanish (O'Neil, Xi'an), a dot between letters joins them only when both are single (below).
std::vector<std::string> raw_words(std::string_view latin) {
    std::vector<std::string> words;
    std::string word;
    const auto end_word = [&] {
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
    };
    for (const char c : latin) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (is_word_letter(lower)) {
            word += lower;
        } else if (c == '&') {
            end_word();
            words.emplace_back("and");
        } else if (c != '\'' && c != '`') {
            end_word();
        }
    }
    end_word();
    return words;
}

bool is_letter_word(const std::string& word) { return word.size() == 1 && (word[0] < '0' || word[0] > '9'); }

std::vector<std::string> latin_words(std::string_view text) {
    const std::vector<std::string> raw = is_ascii(text) ? raw_words(text) : raw_words(transliterated(text));
    std::vector<std::string> words;
    for (std::size_t i = 0; i < raw.size();) {
        std::string word = raw[i++];
        if (is_letter_word(word)) {
            while (i < raw.size() && is_letter_word(raw[i])) word += raw[i++];
        }
        words.push_back(std::move(word));
    }
    return words;
}

struct Spelling {
    std::string_view from, to;
};

/// Longest first. What BGN/PCGN, ISO 9, GOST, ALA-LC and the newspapers of several languages write for one
/// letter. Not among them: sh, ch, zh, q, x and j, which tell pinyin syllables apart.
constexpr Spelling kSpellings[] = {
    {"shch", "sh"}, {"sch", "sh"}, {"tch", "ch"}, {"kh", "h"},  {"gh", "g"},  {"tz", "ts"}, {"ph", "f"},
    {"th", "t"},    {"dh", "d"},   {"ck", "k"},   {"ch", "ch"}, {"ks", "x"},  {"ae", "a"},  {"oe", "o"},
    {"ue", "u"},    {"ou", "u"},   {"oo", "u"},   {"ee", "i"},  {"ya", "ia"}, {"yu", "iu"}, {"yo", "io"}};

char folded(char c) {
    switch (c) {
        case 'w':
            return 'v';
        case 'y':
            return 'i';
        case 'c':
            return 'k';
        default:
            return c;
    }
}

/// What scanners take for one another.
constexpr Spelling kLookalikes[] = {{"rn", "m"}, {"cl", "d"}, {"vv", "w"}, {"0", "o"}, {"1", "l"},
                                    {"i", "l"},  {"5", "s"},  {"8", "b"},  {"q", "g"}};

}  // namespace

std::string to_latin(std::string_view text) { return join(latin_words(text), " "); }

std::string sound_key(std::string_view word) {
    std::string key;
    const auto put = [&](char c) {
        if (key.empty() || key.back() != c) key += c;
    };
    while (!word.empty()) {
        const auto spelling = std::find_if(std::begin(kSpellings), std::end(kSpellings),
                                           [&](const Spelling& each) { return word.starts_with(each.from); });
        if (spelling == std::end(kSpellings)) {
            put(folded(word.front()));
            word.remove_prefix(1);
        } else {
            for (const char c : spelling->to) put(c);
            word.remove_prefix(spelling->from.size());
        }
    }
    return key;
}

std::string sight_key(std::string_view word) {
    const auto is_figure = [](char c) { return c >= '0' && c <= '9'; };
    if (std::all_of(word.begin(), word.end(), is_figure)) return std::string(word);
    std::string key;
    while (!word.empty()) {
        const auto same = std::find_if(std::begin(kLookalikes), std::end(kLookalikes),
                                       [&](const Spelling& each) { return word.starts_with(each.from); });
        const bool plain = same == std::end(kLookalikes);
        key += plain ? word.substr(0, 1) : same->to;
        word.remove_prefix(plain ? 1 : same->from.size());
    }
    return key;
}

NameText take_apart(std::string_view name, const NameWords& words) {
    NameText text;
    const std::string spaced = is_ascii(name)
                                   ? std::string(name)
                                   : words.without_unspaced_forms(compatible(name), text.legal_groups);
    std::vector<std::string> all = latin_words(spaced);
    if (all.empty()) all = latin_words(name);  // nothing but a legal form
    for (std::size_t i = 0; i < all.size();) {
        std::string group;
        if (const std::size_t count = words.legal_form(all, i, group); count > 0) {
            text.legal_groups.push_back(std::move(group));
            i += count;
            continue;
        }
        if (!words.is_filler(all[i])) text.words.push_back(words.full(all[i]));
        ++i;
    }
    if (text.words.empty()) text.words = std::move(all);
    std::sort(text.legal_groups.begin(), text.legal_groups.end());
    text.legal_groups.erase(std::unique(text.legal_groups.begin(), text.legal_groups.end()),
                            text.legal_groups.end());
    return text;
}

}  // namespace countervail
