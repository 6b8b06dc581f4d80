// SPDX-License-Identifier: Apache-2.0
// What an import changed, dropped or doubted without stopping: every kind is counted, its first cases are kept with their places.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/table.h"

namespace countervail {

struct ImportNote {
    std::string kind;                  ///< "unknown place code": the same words for the same kind
    std::string done;                  ///< what was done about it: "rows left out"
    std::uint64_t count = 0;
    double value = 0;                  ///< thousand USD concerned, 0 where that has no meaning
    std::vector<Error> examples;       ///< the first ones, in the order of the file
};

class ImportNotes {
  public:
    static constexpr std::size_t kExamples = 5;

    void add(std::string_view kind, std::string_view done, Error example, double value = 0);
    /// Many rows at once; of the examples those are kept for which there is room.
    void add(ImportNote note);
    /// The notes of a later part of the same file, read apart (parts are merged in the order of the file).
    void merge(ImportNotes later);
    /// In the order in which the kinds were first met.
    const std::vector<ImportNote>& all() const { return notes_; }
    std::uint64_t count(std::string_view kind) const;
    bool empty() const { return notes_.empty(); }

  private:
    ImportNote& note(std::string_view kind, std::string_view done);
    std::vector<ImportNote> notes_;
};

/// kind, what was done, rows, value, first example.
Table import_notes_table(const ImportNotes& notes);

}  // namespace countervail
