// SPDX-License-Identifier: Apache-2.0
// Every key of every input format, once: `schema` prints it, docs/formats shows it, a test holds it against the
// library's own files.
#pragma once

#include <string_view>
#include <vector>

#include "base/table.h"

namespace countervail {

struct FormatKey {
    std::string_view format;     ///< "scenario"
    std::string_view key;        ///< "case[].id"; <name> stands for any word; a column for CSV
    std::string_view type;       ///< "text", "date", "number", "whole number", "yes/no", "list of texts", "id of a statement"
    std::string_view unit;       ///< empty where it has none, or brings its own
    bool required = false;
    std::string_view meaning;
};

const std::vector<FormatKey>& format_keys();
/// In the order in which a newcomer meets them.
const std::vector<std::string_view>& formats();
/// The keys of one format as a table: key, type, unit, required, meaning.
Table schema_table(std::string_view format);

}  // namespace countervail
