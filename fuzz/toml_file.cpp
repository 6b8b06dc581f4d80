// SPDX-License-Identifier: Apache-2.0
// seeds: rules/*/*.toml scenarios/*.toml worlds/*.toml data/materials/*.toml
#include "base/toml_file.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

/// Asks every key of a section for every kind of value, and its tables in turn.
void read_all(countervail::Section section, int depth) {
    for (const std::string& key : section.keys()) {
        (void)section.text(key, "");
        (void)section.number(key);
        (void)section.integer(key, 0);
        (void)section.flag(key, false);
        (void)section.date(key);
        (void)section.texts(key);
        (void)section.numbers(key);
        if (depth > 8) continue;
        read_all(section.table(key), depth + 1);
        for (const countervail::Section& table : section.tables(key)) read_all(table, depth + 1);
    }
    section.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    auto file =
        countervail::TomlFile::parse(std::string(reinterpret_cast<const char*>(bytes), size), "fuzz.toml");
    if (!file) return 0;
    read_all(file->root(), 0);
    (void)countervail::to_text(file->take_errors());
    return 0;
}
