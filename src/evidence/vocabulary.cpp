// SPDX-License-Identifier: Apache-2.0
#include "evidence/vocabulary.h"

#include <algorithm>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/records.h"

namespace countervail {

const std::vector<std::string>& Vocabulary::kinds() {
    static const std::vector<std::string> kKinds = {"quantity", "place", "item", "use"};
    return kKinds;
}

Vocabulary Vocabulary::read(const Library& library, Errors& errors) {
    Vocabulary vocabulary;
    const auto files = library.files("data/vocabulary", ".csv");
    if (files.empty()) {
        errors.push_back(
            {{"data/vocabulary.csv"}, "is missing", "add it with the columns kind,word,meaning"});
    }
    for (const LibraryFile* file : files) vocabulary.read_file(*file, errors);
    return vocabulary;
}

void Vocabulary::read_file(const LibraryFile& file, Errors& errors) {
    auto grid = read_csv(file.text, file.path);
    if (!grid) {
        append(errors, std::move(grid.error()));
        return;
    }
    const Records records(std::move(*grid), {{"kind"}, {"word"}, {"meaning"}}, errors);
    for (std::size_t i = 0; i < records.size(); ++i) {
        const std::string kind = records.text(i, "kind"), word = records.text(i, "word");
        if (std::find(kinds().begin(), kinds().end(), kind) == kinds().end()) {
            const std::string hint = did_you_mean(kind, kinds());
            errors.push_back({records.place(i, "kind"), "unknown kind \"" + kind + "\"",
                              hint.empty() ? "kinds: " + join(kinds(), ", ") : hint});
            continue;
        }
        if (word.empty()) errors.push_back({records.place(i, "word"), "the word is empty", "name the word"});
        if (records.text(i, "meaning").empty()) {
            errors.push_back({records.place(i, "meaning"), "\"" + word + "\" has no meaning",
                              "say in one line what it is"});
        }
        if (!meanings_[kind].emplace(word, records.text(i, "meaning")).second) {
            errors.push_back(
                {records.place(i, "word"), kind + " \"" + word + "\" is listed twice", "remove one of them"});
        }
    }
}

bool Vocabulary::has(std::string_view kind, std::string_view word) const {
    const auto at = meanings_.find(kind);
    return at != meanings_.end() && at->second.contains(word);
}

std::vector<std::string> Vocabulary::words(std::string_view kind) const {
    std::vector<std::string> found;
    if (const auto at = meanings_.find(kind); at != meanings_.end()) {
        for (const auto& [word, meaning] : at->second) found.push_back(word);
    }
    return found;
}

std::string Vocabulary::meaning(std::string_view kind, std::string_view word) const {
    const auto at = meanings_.find(kind);
    if (at == meanings_.end()) return {};
    const auto entry = at->second.find(word);
    return entry == at->second.end() ? std::string() : entry->second;
}

}  // namespace countervail
