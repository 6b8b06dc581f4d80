// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, reading a table returns problems or a table that holds together. The input is one file, read as
// each layout that has one, or several behind lines "@@name".
// seeds: tests/economy/seeds/*
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "economy/read_table.h"

namespace {

using namespace countervail;

std::vector<TableFile> files_of(std::string_view text) {
    std::vector<TableFile> files;
    while (text.starts_with("@@") && files.size() < 8) {
        const std::size_t line = text.find('\n'), next = text.find("\n@@", 2);
        if (line == std::string_view::npos) break;
        const std::size_t end = next == std::string_view::npos ? text.size() : next + 1;
        files.push_back({std::string(text.substr(2, line - 2)), std::string(text.substr(line + 1, end > line ? end - line - 1 : 0))});
        text.remove_prefix(end);
    }
    if (files.empty()) files.push_back({"fuzz2015.csv", std::string(text)});
    return files;
}

void try_layout(const std::vector<TableFile>& files, TableLayout layout) {
    const auto table = read_table(files, layout);
    if (!table) {
        if (table.error().empty()) std::abort();
        return;
    }
    if (table->output.size() != table->cells() || !table->output.allFinite() || !table->value_added.allFinite()) std::abort();
    if (balance_of(*table).output <= 0) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto files = files_of({reinterpret_cast<const char*>(data), size});
    if (const auto layout = recognise(files)) try_layout(files, *layout);
    for (const TableLayout layout : {TableLayout::wiod, TableLayout::icio, TableLayout::bea}) try_layout({files.front()}, layout);
    return 0;
}
