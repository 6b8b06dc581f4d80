// SPDX-License-Identifier: Apache-2.0
// A sound text with one thing in it changed, for tests of what then happens.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/library.h"

namespace countervail::test {

/// The first `from` becomes `to`; a test fails where there is none.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// The same in a file of a library.
inline Library replaced(Library library, const std::string& path, const std::string& from, const std::string& to) {
    library.put({path, replaced(library.find(path)->text, from, to)});
    return library;
}

}  // namespace countervail::test
