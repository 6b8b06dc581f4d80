// SPDX-License-Identifier: Apache-2.0
// The objects of a JSON array one after the other, each as plain values with their path and line; nothing of
// the file is kept beside the record at hand. (evidence/json.h makes a grid of the whole file and joins lists
// of words.)
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

struct JsonValue {
    std::string path;         ///< names from the record down: "addresses.country"
    std::size_t element = 0;  ///< place in the outermost list on that path
    std::string text;         ///< numbers and flags as written
    bool is_text = false;
    int line = 0;
};

/// Null values and empty texts are left out.
struct JsonRecord {
    std::string file;
    int line = 0;
    std::vector<JsonValue> values;

    const JsonValue* find(std::string_view path) const;
    std::string text(std::string_view path) const;                ///< trimmed; empty when absent
    std::vector<std::string> texts(std::string_view path) const;  ///< each trimmed
    Place place(std::string_view path = {}) const;                ///< of the value, else of the record
};

/// Calls `take` with each object of the array at `array` ("" is the whole document). `take` returns false to
/// stop. Problems: malformed JSON, no such array, rows that are no objects, more than 64 levels.
Errors each_json_record(std::string_view text, const std::string& file, std::string_view array,
                        const std::function<bool(const JsonRecord&)>& take);

/// One object per line; blank lines are skipped. Lines that are no JSON objects are problems, the rest is
/// read on.
Errors each_json_line(std::string_view text, const std::string& file,
                      const std::function<bool(const JsonRecord&)>& take);

}  // namespace countervail
