// SPDX-License-Identifier: Apache-2.0
// The words that ledger rows may use, from data/vocabulary*.csv (kind,word,meaning): a word that is not
// listed is a typing error until somebody says what it means.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/library.h"

namespace countervail {

class Vocabulary {
  public:
    /// Problems (unknown kind, word without meaning, word listed twice, malformed file) go to `errors`.
    static Vocabulary read(const Library& library, Errors& errors);

    /// "quantity", "place", "item", "use".
    static const std::vector<std::string>& kinds();
    bool has(std::string_view kind, std::string_view word) const;
    std::vector<std::string> words(std::string_view kind) const;
    /// Empty when the word is not listed.
    std::string meaning(std::string_view kind, std::string_view word) const;

  private:
    void read_file(const LibraryFile& file, Errors& errors);

    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> meanings_;
};

}  // namespace countervail
