// SPDX-License-Identifier: Apache-2.0
#include "trade/import_notes.h"

#include <algorithm>

namespace countervail {

ImportNote& ImportNotes::note(std::string_view kind, std::string_view done) {
    const auto at = std::ranges::find_if(notes_, [&](const ImportNote& known) { return known.kind == kind && known.done == done; });
    return at != notes_.end() ? *at : notes_.emplace_back(ImportNote{std::string(kind), std::string(done), 0, 0, {}});
}

void ImportNotes::add(std::string_view kind, std::string_view done, Error example, double value) {
    ImportNote& known = note(kind, done);
    ++known.count;
    known.value += value;
    if (known.examples.size() < kExamples) known.examples.push_back(std::move(example));
}

void ImportNotes::add(ImportNote from) {
    ImportNote& known = note(from.kind, from.done);
    known.count += from.count;
    known.value += from.value;
    for (Error& example : from.examples) {
        if (known.examples.size() < kExamples) known.examples.push_back(std::move(example));
    }
}

void ImportNotes::merge(ImportNotes later) {
    for (ImportNote& from : later.notes_) add(std::move(from));
}

std::uint64_t ImportNotes::count(std::string_view kind) const {
    std::uint64_t sum = 0;
    for (const ImportNote& note : notes_) sum += note.kind == kind ? note.count : 0;
    return sum;
}

Table import_notes_table(const ImportNotes& notes) {
    Table table{"import-notes", "What the import changed, left out or doubted", {{"kind", "", "What was met"}, {"done", "", "What was done about it"},
        {"rows", "count", "How many rows", 9}, {"value", "USD thousand", "Value of these rows", 6}, {"first", "", "The first of them"}}, {}, {}};
    for (const ImportNote& note : notes.all()) {
        const Cell first = note.examples.empty() ? Cell() : Cell(to_text(note.examples.front()));
        table.add({note.kind, note.done, static_cast<double>(note.count), note.value > 0 ? Cell(note.value) : Cell(), first});
    }
    return table;
}

}  // namespace countervail
