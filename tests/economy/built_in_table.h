// SPDX-License-Identifier: Apache-2.0
// The shipped industries and the built-in table, made once for all tests of this folder.
#pragma once

#include "economy/default_table.h"
#include "world/shipped_world.h"

namespace countervail::testing {

inline const Date kTableDay(2025, 4, 3);

inline const World& table_world() { return shipped_world(kTableDay); }

inline const Industries& shipped_industries() {
    static const Industries industries = [] {
        auto read = read_industries(shipped_library(), table_world().catalogue);
        if (!read) ADD_FAILURE() << to_text(read.error());
        return std::move(read).value();
    }();
    return industries;
}

inline const IoTable& built_in_table() {
    static const IoTable table = [] {
        auto made = default_table(shipped_library(), shipped_ledger(), shipped_industries(), table_world(), kTableDay);
        if (!made) ADD_FAILURE() << to_text(made.error());
        return std::move(made).value();
    }();
    return table;
}

/// The shipped library with one file put in place of its own.
inline Library library_with(const std::string& path, std::string text) {
    Library library = shipped_library();
    library.put({path, std::move(text)});
    return library;
}

inline std::string shipped_text(const std::string& path) {
    const LibraryFile* file = shipped_library().find(path);
    if (file == nullptr) ADD_FAILURE() << path << " is not shipped";
    return file == nullptr ? std::string() : file->text;
}

}  // namespace countervail::testing
