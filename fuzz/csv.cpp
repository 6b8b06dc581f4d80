// SPDX-License-Identifier: Apache-2.0
// seeds: data/*.csv data/ledger/*.csv
#include "evidence/csv.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace countervail;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto grid = read_csv(text, "fuzz.csv");
    if (!grid && grid.error().empty()) std::abort();
    if (!read_csv(text, "fuzz.csv", TextEncoding::windows_1252).has_value() && size == 0) std::abort();
    if (!grid) return 0;
    // What was read and is written again reads back the same.
    std::string again;
    for (const auto& row : grid->rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            again += (i > 0 ? "," : "") + (row[i].text.empty() ? "\"\"" : csv_cell(row[i].text));
        again += '\n';
    }
    const auto second = read_csv(again, "fuzz.csv");
    if (!second || second->rows.size() != grid->rows.size()) std::abort();
    for (std::size_t i = 0; i < grid->rows.size(); ++i) {
        if (second->rows[i].size() != grid->rows[i].size()) std::abort();
        for (std::size_t j = 0; j < grid->rows[i].size(); ++j) {
            if (second->rows[i][j].text != grid->rows[i][j].text) std::abort();
        }
    }
    return 0;
}
