// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    if (const auto date = countervail::Date::parse(text); date && date->to_text() != text) std::abort();
    if (const auto period = countervail::parse_period(text); period && period->days() <= 0) std::abort();
    return 0;
}
