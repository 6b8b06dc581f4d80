// SPDX-License-Identifier: Apache-2.0
#include "trade/import_notes.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

TEST(import_notes, counts_each_kind_and_keeps_the_first_cases) {
    ImportNotes notes;
    for (int line = 2; line < 12; ++line) notes.add("unknown place code", "rows left out", {{"a.csv", line, 1}, "place 999 is not known", "name it"}, 1.5);
    ImportNotes later;
    later.add("unknown place code", "rows left out", {{"a.csv", 20, 1}, "place 998 is not known", "name it"}, 1);
    later.add("same key twice", "values added", {{"a.csv", 21, 1}, "4 to 24, 382390", ""});
    notes.merge(later);
    ASSERT_EQ(notes.all().size(), 2U);
    EXPECT_EQ(notes.count("unknown place code"), 11U);
    EXPECT_DOUBLE_EQ(notes.all()[0].value, 16);
    EXPECT_EQ(notes.all()[0].examples.size(), ImportNotes::kExamples);
    EXPECT_EQ(notes.all()[0].examples[0].where.line, 2);
    EXPECT_EQ(notes.count("no such kind"), 0U);
    const Table table = import_notes_table(notes);
    EXPECT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(std::get<std::string>(table.rows[1][0]), "same key twice");
}

}  // namespace
}  // namespace countervail
