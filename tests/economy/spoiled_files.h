// SPDX-License-Identifier: Apache-2.0
// Files of data/economy spoiled line by line: each spoiled file is refused, at a line of it, with a remedy.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/text.h"

namespace countervail::testing {

using Spoiler = std::function<std::string(const std::string& line)>;

inline void expect_refused(const Errors& errors, const std::string& file, const std::string& what) {
    ASSERT_FALSE(errors.empty()) << what;
    for (const Error& error : errors) {
        EXPECT_EQ(error.where.file, file) << what << ": " << error.what;
        EXPECT_GT(error.where.line, 0) << what << ": " << error.what;
        EXPECT_FALSE(error.what.empty()) << what;
        EXPECT_FALSE(error.hint.empty()) << what << ": " << error.what;
    }
}

/// Applies each spoiler to every `stride`-th line that `chosen` accepts; counts the spoiled files.
inline int spoil_lines(const std::string& file, const std::string& text, const std::function<bool(const std::string&)>& chosen,
                       const std::vector<Spoiler>& spoilers, int stride,
                       const std::function<Errors(const std::string&)>& read) {
    const std::vector<std::string> lines = split(text, '\n');
    int seen = 0, count = 0;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        if (!chosen(lines[at]) || seen++ % stride != 0) continue;
        for (std::size_t spoiler = 0; spoiler < spoilers.size(); ++spoiler) {
            std::vector<std::string> spoiled = lines;
            spoiled[at] = spoilers[spoiler](lines[at]);
            expect_refused(read(join(spoiled, "\n")), file,
                           file + ":" + std::to_string(at + 1) + ", spoiler " + std::to_string(spoiler) + ": " + lines[at]);
            ++count;
        }
    }
    return count;
}

/// A line `key = value` of TOML on one line.
inline bool is_key_line(const std::string& line) {
    return !line.empty() && line[0] != '#' && line[0] != '[' && line.find('=') != std::string::npos;
}

inline std::string key_of(const std::string& line) { return trim(line.substr(0, line.find('='))); }

}  // namespace countervail::testing
