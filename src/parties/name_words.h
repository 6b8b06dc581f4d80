// SPDX-License-Identifier: Apache-2.0
// Words of party names that say little about who it is: legal forms, fillers, abbreviations. They are data
// (data/lists/words/*.csv: kind,word,stands_for), in Latin letters, or in the letters of scripts written
// without spaces.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/error.h"
#include "base/library.h"

namespace countervail {

class NameWords {
  public:
    static Result<NameWords> read(const Library& library);
    static Result<NameWords> parse(std::string_view text, const std::string& file);

    /// The word of a legal form that a long word misspells by one letter ("Comapny") or a scanner misread
    /// ("Ltcl"), or the word itself.
    const std::string& mended(const std::string& word) const;
    /// Words of the legal form that begins at `at`, the longest; 0 when none does. `group` receives its kind.
    std::size_t legal_form(const std::vector<std::string>& words, std::size_t at, std::string& group) const;
    bool is_filler(const std::string& word) const { return fillers_.contains(word); }
    /// An everyday word of the trade: one that abbreviations stand for ("technology", "trading").
    bool is_common(const std::string& word) const { return common_.contains(word); }
    /// The word that an abbreviation or a variant stands for, or the word itself.
    const std::string& full(const std::string& word) const;
    /// Takes legal forms in scripts without spaces out of a text, wherever they stand; appends their kinds.
    std::string without_unspaced_forms(std::string text, std::vector<std::string>& groups) const;

  private:
    struct Form {
        std::string text, group;
    };
    void add_legal_form(const std::string& word, const std::string& group);

    std::unordered_map<std::string, std::string> forms_;     // words joined by spaces → kind
    std::size_t longest_form_ = 0;                           // in words
    std::vector<std::string> long_words_;                    // of legal forms, each once
    std::unordered_map<std::string, std::string> by_sight_;  // sight_key of a legal form's word → the word
    std::vector<Form> unspaced_;                             // longest first
    std::unordered_set<std::string> fillers_, common_;
    std::unordered_map<std::string, std::string> full_;
};

}  // namespace countervail
