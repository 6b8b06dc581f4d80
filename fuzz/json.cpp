// SPDX-License-Identifier: Apache-2.0
#include "evidence/json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    for (const char* path : {"", "data", "data.rows"}) {
        const auto grid = countervail::read_json(text, "fuzz.json", path);
        if (!grid && grid.error().empty()) std::abort();
    }
    return 0;
}
