// SPDX-License-Identifier: Apache-2.0
#include "base/unit.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto unit = countervail::Unit::parse(std::string_view(reinterpret_cast<const char*>(bytes), size));
    if (!unit) return unit.error().empty() || unit.error()[0].hint.empty() ? (std::abort(), 0) : 0;
    const auto again = countervail::Unit::parse(unit->text());
    if (!again || !again->same_basis(*unit) || !(unit->factor() > 0)) std::abort();
    return 0;
}
