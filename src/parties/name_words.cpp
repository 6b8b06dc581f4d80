// SPDX-License-Identifier: Apache-2.0
#include "parties/name_words.h"

#include <algorithm>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/records.h"
#include "parties/name_distance.h"
#include "parties/name_text.h"

namespace countervail {

namespace {

constexpr std::size_t kShortestMended = 5;  // letters: shorter words are one letter from too many others
constexpr std::size_t kShortestSeen = 3;
constexpr const char* kFile = "data/lists/words/name-words.csv";

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

Result<NameWords> NameWords::read(const Library& library) {
    const LibraryFile* file = library.find(kFile);
    if (file == nullptr)
        return fail({kFile}, "is missing", "restore it: it holds legal forms and abbreviations");
    return parse(file->text, file->path);
}

Result<NameWords> NameWords::parse(std::string_view text, const std::string& file) {
    auto grid = read_csv(text, file);
    if (!grid) return std::unexpected(grid.error());
    Errors errors;
    const Records records(std::move(*grid), {{"kind", true}, {"word", true}, {"stands_for", true}}, errors);
    NameWords words;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const std::string kind = records.text(i, "kind"), word = records.text(i, "word"),
                          meaning = records.text(i, "stands_for");
        if (word.empty() || (meaning.empty() && kind != "filler")) {
            errors.push_back({records.place(i), "lacks a word or what it stands for", "fill both cells"});
        } else if (kind == "legal-form") {
            words.add_legal_form(word, meaning);
        } else if (kind == "filler") {
            words.fillers_.insert(word);
        } else if (kind == "abbreviation") {
            words.full_.emplace(word, meaning);
            words.common_.insert(meaning);
        } else {
            const std::string hint = did_you_mean(kind, {"legal-form", "filler", "abbreviation"});
            errors.push_back({records.place(i, "kind"), "unknown kind \"" + kind + "\"",
                              hint.empty() ? "known: legal-form, filler, abbreviation" : hint});
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    std::stable_sort(words.unspaced_.begin(), words.unspaced_.end(),
                     [](const Form& a, const Form& b) { return a.text.size() > b.text.size(); });
    return words;
}

void NameWords::add_legal_form(const std::string& word, const std::string& group) {
    if (!is_ascii(word) || word.find('(') != std::string::npos) {
        unspaced_.push_back({word, group});
        return;
    }
    forms_.emplace(word, group);
    for (std::string& part : split(word, ' ')) {
        if (part.size() >= kShortestSeen) by_sight_.emplace(sight_key(part), part);
        if (part.size() >= kShortestMended &&
            std::find(long_words_.begin(), long_words_.end(), part) == long_words_.end())
            long_words_.push_back(std::move(part));
    }
    longest_form_ =
        std::max(longest_form_, static_cast<std::size_t>(std::count(word.begin(), word.end(), ' ')) + 1);
}

const std::string& NameWords::mended(const std::string& word) const {
    if (word.size() < kShortestSeen || forms_.contains(word)) return word;
    if (const auto seen = by_sight_.find(sight_key(word)); seen != by_sight_.end()) return seen->second;
    if (word.size() + 1 < kShortestMended) return word;
    for (const std::string& right : long_words_) {
        const std::size_t longer = std::max(right.size(), word.size()),
                          shorter = std::min(right.size(), word.size());
        if (longer - shorter <= 1 && edit_distance(right, word) <= 1) return right;
    }
    return word;
}

std::size_t NameWords::legal_form(const std::vector<std::string>& words, std::size_t at,
                                  std::string& group) const {
    std::string phrase;
    std::size_t longest = 0;
    for (std::size_t count = 1; count <= longest_form_ && at + count <= words.size(); ++count) {
        if (count > 1) phrase += ' ';
        phrase += mended(words[at + count - 1]);
        if (const auto form = forms_.find(phrase); form != forms_.end())
            longest = count, group = form->second;
    }
    return longest;
}

const std::string& NameWords::full(const std::string& word) const {
    const auto at = full_.find(word);
    return at == full_.end() ? word : at->second;
}

std::string NameWords::without_unspaced_forms(std::string text, std::vector<std::string>& groups) const {
    for (const Form& form : unspaced_) {
        for (std::size_t at = text.find(form.text); at != std::string::npos; at = text.find(form.text, at)) {
            text.replace(at, form.text.size(), " ");
            groups.push_back(form.group);
        }
    }
    return text;
}

}  // namespace countervail
